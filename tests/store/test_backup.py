"""A backup is whole though others write, and a store put back from it is the store it was made of."""

import os
import sqlite3
from pathlib import Path

import pytest

from extract.errors import BusyError, StoreError
from extract.model import Failure
from extract.store import backup as backups
from extract.store import migrations, open_store, queries, write
from extract.store.backup import backup, restore
from tests.store.corpus import ITEMS, LEDGER, MATCHING, POST
from tests.store.released.keep import unpack


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "onrecord.db"
    with open_store(path, create=True) as store:
        write.add(store, ITEMS)
        write.replace_derived(store, MATCHING)
    return path


def dumped(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return list(connection.iterdump())


def test_a_store_restored_from_its_backup_is_the_same_row_for_row(store: Path, tmp_path: Path) -> None:
    assert backup(store, tmp_path / "b.db") == (tmp_path / "b.db").stat().st_size
    restore(tmp_path / "b.db", tmp_path / "again.db")
    assert dumped(tmp_path / "again.db") == dumped(store)


def test_a_backup_holds_what_is_still_in_the_log_of_a_writer(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as writer:
        write.add(writer, [POST])
        backup(tmp_path / "a.db", tmp_path / "b.db")
        write.add(writer, [LEDGER])
    with open_store(tmp_path / "b.db") as saved:
        assert queries.summary(saved).articles == 1


def test_no_backup_and_no_store_is_overwritten_by_chance(store: Path, tmp_path: Path) -> None:
    backup(store, tmp_path / "b.db")
    with pytest.raises(StoreError, match="name another"):
        backup(store, tmp_path / "b.db")
    with pytest.raises(StoreError, match="--replace"):
        restore(tmp_path / "b.db", store)


def test_readers_of_a_store_that_is_replaced_see_the_one_or_the_other(store: Path, tmp_path: Path) -> None:
    backup(store, tmp_path / "b.db")
    with open_store(tmp_path / "other.db", create=True) as other:
        write.add(other, [POST])
    with open_store(tmp_path / "other.db", readonly=True) as reader:
        assert queries.summary(reader).articles == 1
        restore(tmp_path / "b.db", tmp_path / "other.db", replace=True)
        assert queries.summary(reader).articles == 4


def test_what_is_restored_has_a_revision_that_no_cache_knows(store: Path, tmp_path: Path) -> None:
    backup(store, tmp_path / "b.db")
    with open_store(store) as before:
        for item in (POST, LEDGER):
            write.add(before, [], [Failure(uri=item[0].uri, cause="cut off", remedy="save it again")])
        seen = queries.revision(before)
    restore(tmp_path / "b.db", store, replace=True)
    with open_store(store) as restored:
        assert queries.revision(restored) == seen + 1


def test_a_store_that_is_damaged_is_replaced_by_its_backup(store: Path, tmp_path: Path) -> None:
    backup(store, tmp_path / "b.db")
    data = bytearray(store.read_bytes())
    data[4096:20_480] = b"\xff" * 16_384
    store.write_bytes(data)
    restore(tmp_path / "b.db", store, replace=True)
    assert dumped(store) == dumped(tmp_path / "b.db")


@pytest.mark.parametrize("damage", ["truncated", "flipped", "empty", "not ours", "a folder"])
def test_a_damaged_backup_is_named_and_leaves_the_store_alone(store: Path, tmp_path: Path, damage: str) -> None:
    bad = tmp_path / "bad.db"
    backup(store, bad)
    data = bytearray(bad.read_bytes())
    if damage == "truncated":
        bad.write_bytes(data[: len(data) // 2])
    elif damage == "flipped":
        data[len(data) // 2 : len(data) // 2 + 4096] = b"\xff" * 4096
        bad.write_bytes(data)
    elif damage == "empty":
        bad.write_bytes(b"")
    elif damage == "a folder":
        bad.unlink()
        bad.mkdir()
    else:
        bad.unlink()
        sqlite3.connect(bad).execute("CREATE TABLE other (x)").connection.close()
    before = dumped(store)
    with pytest.raises(StoreError, match=r"bad\.db") as said:
        restore(bad, store, replace=True)
    assert "\n" not in str(said.value)
    assert dumped(store) == before
    assert not list(tmp_path.glob(".*.part"))


def test_a_damaged_store_is_named_and_not_the_backup_of_it(store: Path, tmp_path: Path) -> None:
    data = bytearray(store.read_bytes())
    data[len(data) // 2 : len(data) // 2 + 4096 * 8] = b"\xff" * 4096 * 8
    store.write_bytes(data)
    with pytest.raises(StoreError, match=r"onrecord\.db: the store is damaged"):
        backup(store, tmp_path / "b.db")
    assert not (tmp_path / "b.db").exists()


def test_a_store_of_an_older_version_is_saved_as_it_is_before_it_is_brought_up_to_date(tmp_path: Path) -> None:
    old = unpack(migrations.VERSION - 1, tmp_path / "old.db")
    backup(old, tmp_path / "b.db")
    assert dumped(tmp_path / "b.db") == dumped(old)
    restore(tmp_path / "b.db", tmp_path / "new.db")
    with open_store(tmp_path / "new.db", readonly=True) as store:
        assert queries.summary(store).articles >= 4


@pytest.mark.parametrize("end", ["-wal", "-journal"])
def test_a_log_that_a_lost_store_left_is_not_written_over_the_backup_in_its_place(
    store: Path, tmp_path: Path, end: str
) -> None:
    backup(store, tmp_path / "b.db")
    left = tmp_path / f"lost.db{end}"
    left.write_bytes(b"the last batches")
    lost = tmp_path / "lost.db"
    for putting in (lambda: restore(tmp_path / "b.db", lost), lambda: backup(store, lost)):
        with pytest.raises(StoreError, match=rf"lost\.db{end}: left by a store .* move it"):
            putting()
    assert [file.name for file in tmp_path.glob("*lost.db*")] == [left.name]
    left.write_bytes(b"")
    restore(tmp_path / "b.db", lost)


def test_damage_that_only_the_copy_shows_is_that_of_the_store(store: Path, tmp_path: Path) -> None:
    data = store.read_bytes()
    store.write_bytes(data.replace(POST[1].article.id.encode(), b"another id here!", 1))
    with pytest.raises(StoreError, match=r"onrecord\.db: the store is damaged .* nothing was written"):
        backup(store, tmp_path / "b.db")
    assert not list(tmp_path.glob("*b.db*"))


def test_a_restore_does_not_wait_for_ever_while_another_program_writes(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backups, "TURNS", 2)
    backup(store, tmp_path / "b.db")
    before = dumped(store)
    with (
        open_store(store) as writer,
        writer.writing(),
        pytest.raises(BusyError, match=r"onrecord\.db: another program"),
    ):
        restore(tmp_path / "b.db", store, replace=True)
    assert dumped(store) == before


@pytest.mark.skipif(os.name != "posix", reason="the system has no such permissions")
def test_nobody_may_read_a_copy_who_may_not_read_the_store(store: Path, tmp_path: Path) -> None:
    store.chmod(0o600)
    backup(store, tmp_path / "b.db")
    restore(tmp_path / "b.db", tmp_path / "again.db")
    store.chmod(0o444)
    backup(store, tmp_path / "kept.db")
    modes = {name: (tmp_path / name).stat().st_mode & 0o777 for name in ("b.db", "again.db", "kept.db")}
    assert modes["b.db"] == modes["again.db"] == 0o600
    assert modes["kept.db"] & 0o600 == 0o600, "SQLite writes what it is restored from"
