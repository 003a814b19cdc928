"""What matching remembers comes back as it was, until the rules change."""

import pytest

from extract.store import Store, memories, queries


def test_parts_come_back_in_their_order(empty: Store) -> None:
    for data in (b"one", b"two"):
        memories.remember(empty, "vectors", "1", data)
    assert memories.recall(empty, "vectors", "1") == [b"one", b"two"]
    assert memories.recall(empty, "archive", "1") == []


def test_another_version_remembers_nothing_and_makes_room(empty: Store) -> None:
    memories.remember(empty, "vectors", "1", b"one")
    assert memories.recall(empty, "vectors", "2") == []
    memories.remember(empty, "vectors", "2", b"two")
    assert memories.recall(empty, "vectors", "1") == []
    assert memories.recall(empty, "vectors", "2") == [b"two"]


def test_anew_forgets_what_was_there(empty: Store) -> None:
    memories.remember(empty, "archive", "1", b"one")
    memories.remember(empty, "archive", "1", b"two", anew=True)
    assert memories.recall(empty, "archive", "1") == [b"two"]


def test_more_than_one_value_holds_is_kept_in_parts(empty: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memories, "PART", 4)
    memories.remember(empty, "archive", "1", b"0123456789")
    assert b"".join(memories.recall(empty, "archive", "1")) == b"0123456789"


def test_what_is_remembered_is_no_change_of_what_is_known(empty: Store) -> None:
    before = queries.revision(empty)
    memories.remember(empty, "archive", "1", b"one")
    assert queries.revision(empty) == before
