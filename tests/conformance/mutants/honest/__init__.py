"""A CodeSpar server in plain Python, written from the vendor's pages and not from our contract or engine."""

from .webhooks import Webhooks
from .wire import Refusal, Reply, Request, Row

__all__ = ["Honest", "Refusal", "Reply", "Request", "Row"]


class Honest(Webhooks):
    """The whole API. Subclasses replace a method or two and become twins or mutants."""
