"""Hash chains that do not hold."""

from __future__ import annotations

import hashlib
import json

from .honest import Honest, Row
from .honest.rows import Entry
from .registry import mutant


@mutant("cases", "CODESPAR-048", aim="Every hash starts at the genesis value: nothing is chained.")
class ChainBroken(Honest):
    def digest(self, previous: str, entry: Entry) -> str:
        return super().digest("0" * 64, entry)


@mutant("cases", "CODESPAR-048", aim="The hash leaves the metadata out.")
class ChainWithoutMetadata(Honest):
    def digest(self, previous: str, entry: Entry) -> str:
        parts = (previous, entry.time, entry.actor_type, entry.actor, entry.action, entry.result)
        return hashlib.sha256("".join(parts).encode()).hexdigest()


@mutant("cases", "CODESPAR-048", aim="The hash takes the previous one with its prefix.")
class ChainWithPrefix(Honest):
    def digest(self, previous: str, entry: Entry) -> str:
        return super().digest(f"sha256:{previous}", entry)


@mutant("cases", "CODESPAR-048", aim="The newest entry's hash is random: new writes break an old chain.")
class ChainTornByWrites(Honest):
    def digest(self, previous: str, entry: Entry) -> str:
        if entry.actor == "api":
            return hashlib.sha256(json.dumps(entry.metadata).encode()).hexdigest()
        return super().digest(previous, entry)


@mutant("cases", "shape", "CODESPAR-046", "CODESPAR-048", aim="Hashes come as bare digits without their scheme.")
class HashWithoutScheme(Honest):
    def show_entry(self, entry: Entry) -> Row:
        return super().show_entry(entry) | {"hash": entry.hash}
