"""The twin's engine: it reads a contract and acts on rows. It knows no HTTP library."""

from mock_server.engine.errors import StartError
from mock_server.engine.opening import open_twin
from mock_server.engine.twin import Twin

__all__ = ["StartError", "Twin", "open_twin"]
