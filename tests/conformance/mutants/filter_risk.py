"""Risk filters that do not filter, or filter too much."""

from __future__ import annotations

from collections.abc import Sequence

from .honest import Honest, Request, Row
from .honest.rows import Entry
from .registry import mutant


@mutant("filter", "CODESPAR-044", aim="The risk filter is ignored.")
class RiskIgnored(Honest):
    def matches(self, entry: Entry, risk: str) -> bool:
        return True


@mutant("filter", "CODESPAR-044", aim="Filtering for critical finds nothing.")
class RiskCriticalEmpty(Honest):
    def matches(self, entry: Entry, risk: str) -> bool:
        return risk != "critical" and super().matches(entry, risk)


@mutant("filter", "CODESPAR-044", aim="A risk shows everything from it upwards.")
class RiskAtLeast(Honest):
    def matches(self, entry: Entry, risk: str) -> bool:
        order = ["all", "low", "medium", "high", "critical"]
        return order.index(str(entry.metadata["risk"])) >= order.index(risk)


@mutant("filter", "CODESPAR-044", aim="risk=all leaves out critical entries.")
class RiskAllButCritical(Honest):
    def matches(self, entry: Entry, risk: str) -> bool:
        return super().matches(entry, risk) and not (
            risk == "all" and self.asked and entry.metadata["risk"] == "critical"
        )

    asked = False

    def get_audit(self, request: Request) -> object:
        self.asked = request.parameter("risk") == "all"
        return super().get_audit(request)


@mutant("filter", "paging", "CODESPAR-044", "CODESPAR-039", aim="total does not follow the risk filter.")
class RiskTotalUnfiltered(Honest):
    everything = 0

    def trail(self, org: str | None) -> list[Entry]:
        found = super().trail(org)
        self.everything = len(found)
        return found

    def page(self, entries: Sequence[Entry], total: int, page: int, size: int) -> Row:
        return super().page(entries, total, page, size) | {"total": self.everything}


@mutant("filter", "CODESPAR-045", aim="An unknown risk crashes the server.")
class RiskUnknownCrashes(Honest):
    def risk(self, request: Request) -> str:
        risk = request.parameter("risk") or "all"
        ("all", "low", "medium", "high", "critical").index(risk)
        return risk
