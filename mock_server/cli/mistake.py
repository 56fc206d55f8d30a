"""What a user can put right."""


class Mistake(Exception):
    """The command cannot do as asked; the text says what, where, and what to do."""
