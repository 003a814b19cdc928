"""What matching remembers comes back as it was, until the rules change."""

import pytest

from extract.store import Store, memories, queries
from extract.store.takedown import take_down


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


def test_a_memory_that_was_changed_on_the_disk_is_forgotten_and_learned_again(empty: Store) -> None:
    for data in (b"one", b"two"):
        memories.remember(empty, "vectors", "1", data)
    empty.connection.execute("UPDATE memories SET data = CAST(replace(data, 'two', 'too') AS BLOB)")
    assert memories.damaged(empty) == ["vectors"]
    assert memories.recall(empty, "vectors", "1") == []
    memories.remember(empty, "vectors", "1", b"one")
    assert memories.recall(empty, "vectors", "1") == [b"one"]
    assert memories.damaged(empty) == []


def test_the_memory_of_an_older_store_is_not_damaged_but_of_another_version(empty: Store) -> None:
    empty.connection.execute("INSERT INTO memories (name, part, version, data) VALUES ('vectors', 1, '1', x'01')")
    assert memories.damaged(empty) == []
    assert memories.recall(empty, "vectors", "1") == []


def test_what_was_learned_before_a_takedown_is_not_remembered_after_it(store: Store) -> None:
    seen = queries.revision(store)
    take_down(store, "outlet", "The Estuary Post")
    memories.remember(store, "archive", "1", b"every lifeboat", seen=seen)
    assert memories.recall(store, "archive", "1") == []
    memories.remember(store, "archive", "1", b"no lifeboat", seen=queries.revision(store))
    assert memories.recall(store, "archive", "1") == [b"no lifeboat"]
