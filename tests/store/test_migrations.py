"""The schema comes to be in one transaction, from any earlier version and from an empty file."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from extract.errors import StoreError
from extract.store import Store, judgements, migrations, open_store, queries, write
from tests.store.corpus import ITEMS


def test_an_empty_file_becomes_a_store(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with pytest.raises(StoreError, match="there is no store in it yet"):
        open_store(path, readonly=True)
    with open_store(path) as store:
        assert migrations.version_of(store.connection) == migrations.VERSION
        assert queries.revision(store) == 0
        assert queries.summary(store).articles == 0


def test_a_store_is_in_wal_mode_with_foreign_keys_and_full_text_search(empty: Store) -> None:
    assert empty.one("PRAGMA journal_mode") == "wal"
    assert empty.one("PRAGMA foreign_keys") == 1
    with pytest.raises(sqlite3.IntegrityError):
        empty.connection.execute("INSERT INTO spoken (attribution, speaker) VALUES (1, 1)")
    assert empty.one("SELECT count(*) FROM sqlite_schema WHERE sql LIKE '%USING fts5%'") == 3


def test_a_later_step_leaves_what_the_store_holds(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = queries.summary(store)
    monkeypatch.setattr(migrations, "MIGRATIONS", (*migrations.MIGRATIONS, ("CREATE TABLE later (x)",)))
    monkeypatch.setattr(migrations, "VERSION", migrations.VERSION + 1)
    with open_store(store.path) as later:
        assert migrations.version_of(later.connection) == migrations.VERSION
        assert later.one("SELECT count(*) FROM later") == 0
        assert queries.summary(later) == before


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = (*migrations.MIGRATIONS, ("CREATE TABLE fine (x);\nCREATE NONSENSE",))
    monkeypatch.setattr(migrations, "MIGRATIONS", broken)
    with pytest.raises(StoreError, match="syntax error"):
        open_store(tmp_path / "onrecord.db", create=True)
    with sqlite3.connect(tmp_path / "onrecord.db") as raw:
        assert raw.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,)


def test_several_may_make_the_store_at_once(tmp_path: Path) -> None:
    def make(_: int) -> int:
        with open_store(tmp_path / "onrecord.db", create=True) as store:
            return migrations.version_of(store.connection)

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(make, range(8))) == {migrations.VERSION}


def test_a_store_restored_from_a_backup_is_in_wal_mode_again(store: Store) -> None:
    copy = store.path.with_name("backup.db")
    store.connection.execute("VACUUM INTO ?", (str(copy),))
    with sqlite3.connect(copy) as raw:
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    with open_store(copy) as restored:
        assert restored.one("PRAGMA journal_mode") == "wal"
        assert queries.summary(restored) == queries.summary(store)


def test_a_store_of_the_first_version_keeps_its_judgements_and_is_derived_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "first_version.db"
    with monkeypatch.context() as first:
        first.setattr(migrations, "MIGRATIONS", migrations.MIGRATIONS[:1])
        first.setattr(migrations, "VERSION", 1)
        with open_store(path, create=True) as store:
            given = "'a', 'b', 'same', 'one ship', 'Mina', '2026-05-03'"
            sql = f"INSERT INTO judgements (left, right, verdict, evidence, author, created_at) VALUES ({given})"
            store.connection.execute(sql)
            write.add(store, ITEMS)
            store.connection.execute("DELETE FROM meta WHERE key = 'underived'")
    with open_store(path) as store:
        (judgement,) = judgements.active(store)
        assert (judgement.author, judgement.about, judgement.left_at) == ("Mina", "speaker", None)
        assert queries.underived(store)
