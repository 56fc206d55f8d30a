"""Mail a world would have sent, kept for the control door."""

from __future__ import annotations

from mock_server.engine.contract import Json

MOST_MAILS = 1_000


class Outbox:
    """The mails of one world, oldest first; the oldest go when there are too many."""

    def __init__(self) -> None:
        self.mails: list[dict[str, Json]] = []

    def send(self, to: str, subject: str, text: str, at: str, **facts: Json) -> None:
        """Keep a mail; `facts` are what a test wants of it without reading the text, such as a token."""
        self.mails.append({"to": to, "subject": subject, "text": text, "at": at, **facts})
        del self.mails[:-MOST_MAILS]
