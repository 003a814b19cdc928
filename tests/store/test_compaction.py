"""Compacting gives space back, changes nothing that the store says, and begins only where there is room."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from extract.errors import BusyError, StoreError
from extract.store import Store, compaction, memories, open_store, write
from extract.store.compaction import check_room, compact, size
from extract.store.takedown import take_down
from extract.store.verify import problems
from tests.fire.logical import logical
from tests.store.corpus import ITEMS, MATCHING, POST, item


@pytest.fixture
def grown(empty: Store) -> Store:
    """A store that has seen much come and go."""
    for number in range(30):
        write.add(empty, [item(f"Ada said that quay {number} is closed. {'Gulls. ' * 500}", uri=f"{number}.txt")])
        memories.remember(empty, "archive", "1", bytes([number]) * 20_000)
    empty.connection.execute("CREATE TABLE left_over AS SELECT * FROM articles, (SELECT 1 UNION SELECT 2)")
    empty.connection.execute("DROP TABLE left_over")
    write.add(empty, ITEMS)
    write.replace_derived(empty, MATCHING)
    return empty


def test_it_gives_space_back_and_says_the_same(grown: Store) -> None:
    before, remembered = logical(grown.path), b"".join(memories.recall(grown, "archive", "1"))
    done = compact(grown)
    assert done.after == size(grown.path) < done.before * 2 // 3
    assert logical(grown.path) == before
    assert memories.recall(grown, "archive", "1") == [remembered]
    assert list(problems(grown)) == []
    assert compact(grown).after <= done.after


def test_without_room_nothing_is_begun_and_the_need_is_said(grown: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = logical(grown.path)
    monkeypatch.setattr(compaction.shutil, "disk_usage", lambda folder: compaction.shutil._ntuple_diskusage(0, 0, 5))
    for wanted in (lambda: compact(grown), lambda: take_down(grown, "outlet", "The Estuary Post")):
        with pytest.raises(StoreError, match=r"has 5 bytes free, and [\d,]+ are needed to write it anew; free some"):
            wanted()
    assert logical(grown.path) == before


def test_room_for_the_log_and_for_what_is_temporary_is_counted_apart(grown: Store) -> None:
    asked: list[Path] = []
    check_room(grown, lambda folder: asked.append(folder) or 1 << 40)  # type: ignore[func-returns-value]
    assert grown.path.parent in asked


def test_on_one_disk_the_store_must_fit_twice(grown: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SQLITE_TMPDIR", str(grown.path.parent))
    pages, unused, page = (grown.one(f"PRAGMA {name}") for name in ("page_count", "freelist_count", "page_size"))
    enough = 2 * (pages - unused) * page + compaction.SPARE
    check_room(grown, lambda folder: enough)
    with pytest.raises(StoreError, match="free some space"):
        check_room(grown, lambda folder: enough - 1)


def test_what_was_taken_out_is_said_to_stand_in_the_log_while_somebody_reads(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.connection.execute("PRAGMA busy_timeout = 0")
    with closing(sqlite3.connect(store.path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM articles").fetchone()
        with pytest.raises(BusyError, match=r"still stands in its log; end it, then: onrecord compact --store"):
            take_down(store, "article", POST[1].article.id)
    with open_store(store.path) as again:
        compact(again)
    assert b"every lifeboat is tested" not in b"".join(
        file.read_bytes() for file in store.path.parent.glob(f"{store.path.name}*")
    )
