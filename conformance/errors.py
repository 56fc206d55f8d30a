"""What can stop a run or a check, each with the exit code it leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conformance.exchange import Exchange


class JudgeError(Exception):
    """The judge itself cannot go on. The message is one line for the user; exit code 3."""

    exit_code = 3


class UsageError(JudgeError):
    """A mistake of the caller (option, target file, folder). The message says what, where and what to do; exit 2."""

    exit_code = 2


class Unreachable(JudgeError):
    """The target never gave a usable answer: nothing listens, it never answers, or it is another kind of server."""


class RunOver(Exception):
    """The run cannot send anything more; the checks left over are skipped with the message as their reason."""


class RequestCapReached(RunOver):
    """The run has sent all the requests it may (``max_requests``)."""


class TargetLost(RunOver):
    """The target answered before and no longer does."""


class CheckSkipped(Exception):
    """Ends a check without a verdict; the message is the reason shown in the report."""


class CheckStopped(Exception):
    """Ends a check after its finding was recorded (raised by ``Bench.require``)."""


class BadAnswer(Exception):
    """An answer cannot be read the way a check must read it; becomes a finding and ends the check.

    ``expected`` and ``observed`` are what the finding shows; ``exchange`` is the answer in question.
    """

    def __init__(
        self, message: str, *, expected: Any = None, observed: Any = None, exchange: Exchange | None = None
    ) -> None:
        super().__init__(message)
        self.expected = expected
        self.observed = observed
        self.exchange = exchange
