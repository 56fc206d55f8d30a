"""Passwords, kept as Argon2 hashes. The work is cheap: a mock guards nothing, and tests log in all the time."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher


def hash_password(password: str) -> str:
    """The encoded hash, with its salt and parameters."""
    return _hasher().hash(password.encode("utf-8", "surrogatepass"))


def verify_password(stored: str | None, password: str) -> bool:
    """Whether a password is the one of a stored hash; false where nothing usable is stored."""
    from argon2.exceptions import InvalidHashError, VerificationError

    try:
        return _hasher().verify(stored or "", password.encode("utf-8", "surrogatepass"))
    except (InvalidHashError, VerificationError):
        return False


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
