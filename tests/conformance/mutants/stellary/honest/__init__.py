"""A Stellary server in plain Python, written from the vendor's pages and not from our contract or engine."""

from tests.conformance.mutants.plain.checks import Field, Form
from tests.conformance.mutants.plain.wire import Refusal, Reply, Request, Row

from .world import PEOPLE, World

__all__ = ["PEOPLE", "Field", "Form", "Refusal", "Reply", "Request", "Row", "Stellary"]


class Stellary(World):
    """The whole API. Subclasses replace a method or two and become twins or mutants."""
