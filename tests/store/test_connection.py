"""Opening a store: what is wrong with a file is said with its name and what to do about it."""

import sqlite3
from contextlib import suppress
from itertools import chain, repeat
from pathlib import Path

import pytest

from extract.errors import StoreError
from extract.store import Store, connection, migrations, open_store, queries, write
from tests.store.corpus import ITEMS, POST, item


def test_a_missing_store_is_not_made_unasked(tmp_path: Path) -> None:
    path = tmp_path / "none.db"
    with pytest.raises(StoreError, match=r"none\.db: there is no store yet; make one with: onrecord ingest"):
        open_store(path)
    assert not path.exists()


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "notes.db"
    path.write_bytes(b"These are notes, not a database. " * 100)
    before = path.read_bytes()
    for readonly in (False, True):
        with pytest.raises(StoreError, match=r"notes\.db: not a database; name the store with --store"):
            open_store(path, create=not readonly, readonly=readonly)
    assert path.read_bytes() == before


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE bookmarks (url)")
    with pytest.raises(StoreError, match=r"other\.db: a database, but not a store of On Record"):
        open_store(path, create=True)


def test_a_newer_store_is_refused_with_the_remedy(empty: Store) -> None:
    empty.connection.execute(f"PRAGMA user_version = {migrations.VERSION + 1}")
    for readonly in (False, True):
        with pytest.raises(StoreError, match=r"written by a newer On Record .* pip install --upgrade onrecord"):
            open_store(empty.path, readonly=readonly)


def test_a_store_is_not_made_beside_the_log_of_one_that_was_moved_away(tmp_path: Path) -> None:
    left = tmp_path / "onrecord.db-wal"
    left.write_bytes(b"the last batches")
    with pytest.raises(StoreError, match=r"onrecord\.db-wal: left by a store .* move it to where that store is now"):
        open_store(tmp_path / "onrecord.db", create=True)
    assert [file.name for file in tmp_path.iterdir()] == [left.name]


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="a folder, not a store"):
        open_store(tmp_path, create=True)


def test_a_store_in_new_folders_and_of_an_odd_name_opens_again(tmp_path: Path) -> None:
    path = tmp_path / "été" / "50 % of #1?" / "on record.db"
    with open_store(path, create=True) as store:
        write.add(store, [POST])
    with open_store(path, readonly=True) as store:
        assert queries.summary(store).articles == 1


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="make the folder, or name another file"):
        open_store(tmp_path / "file" / "onrecord.db", create=True)


def test_a_store_opened_for_reading_refuses_to_be_written(empty: Store) -> None:
    with (
        open_store(empty.path, readonly=True) as reader,
        pytest.raises(StoreError, match=r"onrecord\.db: the store cannot be written; check the permissions"),
    ):
        write.add(reader, [POST])


def test_a_locked_store_says_who_has_it_and_nothing_is_lost(empty: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.0)
    with open_store(empty.path) as second:
        with empty.writing(), pytest.raises(StoreError, match="another program is writing to the store; wait"):
            write.add(second, [POST])
        assert write.add(second, [POST]).new == 1


def test_a_damaged_store_is_said_to_be_damaged(store: Store) -> None:
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    store.close()
    content = store.path.read_bytes()
    store.path.write_bytes(content[:4096] + b"\x00garbage" * (len(content) // 8 - 512))
    with pytest.raises(StoreError, match=r"onrecord\.db: the store is damaged; restore a backup"):
        queries.summary(open_store(store.path, readonly=True))


def test_a_query_that_is_left_off_outlives_the_store_without_a_word(store: Store) -> None:
    rows = store.rows("SELECT id FROM attributions")
    next(rows)
    store.close()
    rows.close()  # type: ignore[attr-defined]


def test_all_queries_inside_a_snapshot_see_one_state(empty: Store) -> None:
    with open_store(empty.path, readonly=True) as reader:
        with reader.snapshot():
            before = queries.summary(reader)
            write.add(empty, [POST])
            assert queries.summary(reader) == before
        assert queries.summary(reader).articles == 1


def test_a_full_disk_is_said_and_what_was_there_stays(empty: Store) -> None:
    write.add(empty, [POST])
    pages = empty.one("PRAGMA page_count")
    empty.connection.execute(f"PRAGMA max_page_count = {pages}")
    large = item("Ada said that the quay is closed. " * 10_000)
    with pytest.raises(StoreError, match="the disk is full; free some space, then try again"):
        write.add(empty, [large])
    assert queries.summary(empty).articles == 1


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (sqlite3.SQLITE_FULL, "the disk is full; free some space, then try again"),
        (sqlite3.SQLITE_IOERR, "the disk cannot be read or written; check it, then try again"),
    ],
)
def test_what_a_disk_refuses_is_said_with_its_remedy(code: int, told: str) -> None:
    error = sqlite3.OperationalError("disk I/O error")
    error.sqlite_errorcode = code
    with pytest.raises(StoreError) as refused, connection.explained(Path("news.db")):
        raise error
    assert str(refused.value) == f"news.db: {told}"


def test_what_is_stopped_while_it_begins_leaves_no_transaction_open(empty: Store) -> None:
    for every in range(1, 12):
        steps = chain([0] * every, [1], repeat(0))
        empty.connection.set_progress_handler(lambda steps=steps: next(steps), 1)
        with suppress(StoreError), empty.writing():
            pass
        empty.connection.set_progress_handler(None, 0)
        assert not empty.connection.in_transaction
    write.add(empty, ITEMS)
    assert queries.summary(empty).articles == len(ITEMS)
