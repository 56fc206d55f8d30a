from __future__ import annotations

import random

import pytest

from mock_server.engine.ranks import cut_merged
from mock_server.engine.store import AppendOnlyError, MemoryStore
from mock_server.engine.table import Index


def make(**rows: dict[str, object]) -> MemoryStore:
    store = MemoryStore(frozenset({"Log"}), frozenset({"Kept"}))
    for name, row in rows.items():
        store.put("Row", name, row)
    return store


@pytest.mark.parametrize("order", [("a",), ("-a",), ("a", "-b"), ("-a", "b"), ("-a", "-$seq"), ("b", "-a", "$seq")])
def test_an_index_keeps_order_through_every_change(order: tuple[str, ...]):
    source = random.Random(1)
    store, index, live = make(), Index(("k",), order), dict[str, dict[str, int]]()
    for _ in range(400):
        row = {"k": source.randrange(2), "a": source.randrange(5), "b": source.randrange(5)}
        name = str(source.randrange(40))
        if name not in live:
            store.put("Row", name, row)
            live[name] = row
        elif source.random() < 0.5:
            live[name].update(row)
            store.change("Row", name, row)
        else:
            del live[name]
            store.remove("Row", name)
        live = {key: {**live[key], "$seq": int((store.get("Row", key) or {})["$seq"])} for key in live}
        for value in (0, 1):
            wanted = [(key, row) for key, row in live.items() if row["k"] == value]
            for field in reversed([*order, "$seq"]):
                wanted.sort(key=lambda entry, field=field: entry[1][field.lstrip("-")], reverse=field[0] == "-")  # type: ignore[misc]
            got = store.scan("Row", index, (value,))
            assert [row["$seq"] for row in got] == [row["$seq"] for _, row in wanted]
            assert store.count("Row", index, (value,)) == len(wanted)
            assert [r["$seq"] for r in store.scan("Row", index, (value,), 1, 3)] == [r["$seq"] for r in got[1:3]]


def test_rows_go_in_as_copies_and_stay_as_they_came_out():
    nested = {"deep": [1]}
    store = make(x={"n": nested, "v": 1})
    nested["deep"].append(2)
    before = store.get("Row", "x")
    store.change("Row", "x", {"v": 2})
    assert before is not None
    assert (before["n"], before["v"]) == ({"deep": [1]}, 1)


def test_append_only_rows_never_change_and_never_go():
    store = make()
    store.put("Log", "x", {"v": 1})
    with pytest.raises(AppendOnlyError, match="Log is append-only"):
        store.change("Log", "x", {"v": 2})
    with pytest.raises(AppendOnlyError):
        store.remove("Log", "x")


def test_a_copy_lives_on_its_own():
    store = make(x={"v": 1})
    store.scan("Row", Index(("v",)), (1,))
    twin = store.copy()
    store.remove("Row", "x")
    twin.put("Row", "y", {"v": 1})
    assert [row["v"] for row in twin.scan("Row", Index(("v",)), (1,))] == [1, 1]
    assert store.count("Row") == 0


def test_null_sorts_before_values():
    store = make(x={"v": "b"}, y={"v": None}, z={})
    assert [row.get("v") for row in store.scan("Row", Index((), ("v",)))] == [None, None, "b"]


def test_several_sorted_lists_read_as_one():
    source = random.Random(2)
    for _ in range(300):
        numbers = source.sample(range(1000), source.randrange(60))
        where = [source.randrange(4) if source.random() < 0.7 else 0 for _ in numbers]
        lists = [sorted(number for number, at in zip(numbers, where, strict=True) if at == place) for place in range(4)]
        whole = sorted(numbers)
        start = source.randrange(len(numbers) + 1)
        stop = source.randrange(start, len(numbers) + 1)
        assert cut_merged(lists, start, stop) == whole[start:stop]


@pytest.mark.parametrize("order", [("a",), ("-a",), ("-a", "b")])
def test_a_page_of_several_keys_is_one_of_all_their_rows(order: tuple[str, ...]):
    source, store, index = random.Random(3), make(), Index(("k",), order)
    for number in range(60):
        store.put("Row", str(number), {"k": source.randrange(3), "a": source.randrange(5), "b": source.randrange(5)})
    keys = [(0,), (2,), (9,)]
    both = store.gather("Row", index, keys)
    assert [row["$seq"] for row in both] == [
        row["$seq"] for row in store.scan("Row", Index((), order)) if row["k"] != 1
    ]
    for start in range(0, 60, 7):
        assert store.gather("Row", index, keys, start, start + 7) == both[start : start + 7]
    assert store.gather("Row", index, keys, 10**9, 10**9 + 7) == store.gather("Row", index, []) == []
