"""Stellary: what its contract cannot declare, subject by subject.

Each module may hold `HANDLERS` (custom operations by handler name), `PREPARES` (by operationId: looks at a generic
operation's request before its work, completes its body or refuses), `EFFECTS` (by operationId: what else follows from
its work) and `STEPS` (work that takes time, by name).
"""

from mock_server.apis.joining import join, list_subjects

_SUBJECTS = list_subjects(__name__, __path__)
HANDLERS = join(_SUBJECTS, "HANDLERS")
PREPARES = join(_SUBJECTS, "PREPARES")
EFFECTS = join(_SUBJECTS, "EFFECTS")
STEPS = join(_SUBJECTS, "STEPS")
