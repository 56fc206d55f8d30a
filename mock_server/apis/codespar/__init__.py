"""CodeSpar: what its contract cannot declare."""

from collections.abc import Mapping

from mock_server.apis.codespar.agents import act_on_agent
from mock_server.apis.codespar.audit import write_entry
from mock_server.apis.codespar.channels import configure_channel, reconnect_channel
from mock_server.apis.codespar.identities import find_identity
from mock_server.apis.codespar.links import check_link, link_agent
from mock_server.apis.codespar.memory import read_memory
from mock_server.apis.codespar.projects import create_project
from mock_server.apis.codespar.webhooks import receive_github_event
from mock_server.engine.act import Handler

HANDLERS: Mapping[str, Handler] = {
    "act_on_agent": act_on_agent,
    "check_link": check_link,
    "configure_channel": configure_channel,
    "create_project": create_project,
    "find_identity": find_identity,
    "link_agent": link_agent,
    "read_memory": read_memory,
    "receive_github_event": receive_github_event,
    "reconnect_channel": reconnect_channel,
}
JOURNAL = write_entry
OPTIONS = {"github_token": True}
"""Switches of a world: without `github_token` no repository can be linked."""
