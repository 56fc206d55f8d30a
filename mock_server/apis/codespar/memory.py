"""The numbers of the vector store and the conversations."""

from __future__ import annotations

from mock_server.engine.act import Act
from mock_server.engine.contract import Json

_EMPTY = {
    "vectorStore": {"totalEmbeddings": 0, "storageMB": 0, "lastSync": None, "dimensions": 1536, "backend": "file"},
    "conversations": {"totalMessages": 0, "uniqueUsers": 0, "channels": {}, "retentionDays": 30},
    "projectContext": {"filesIndexed": 0, "lastIndexed": None, "repo": None},
}


def read_memory(act: Act) -> Json:
    """The numbers of the scope; zeros where nothing was ever stored (CODESPAR-101)."""
    found = act.where("MemoryStats")
    return found[0] if found else _EMPTY
