"""What a person who starts a server did wrong."""


class StartError(Exception):
    """The server cannot start as asked: one line that says what, where, and what to do."""
