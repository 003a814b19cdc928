"""A store of every released version opens today, with all that was in it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from extract import pipeline
from extract.errors import StoreError
from extract.store import judgements, migrations, open_store, queries
from extract.store.queries import Filters
from extract.store.verify import problems
from tests.store.released.keep import kept, unpack

KEPT = {
    "articles": "id, uri, outlet, title, author, published_at, day, language, text, zones, note",
    "attributions": "id, kind, stance, content, cue, source, text, cue_text, source_text, confidence, rule, speaker",
    "claims": "id, start, end, surface, sentence, kind, value, low, high, comparator, unit, entity, checkworthy",
    "judgements": '"left", "right", verdict, evidence, author, created_at, deleted_at',
    "failures": "uri, place, cause, remedy, time",
}


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return what people cannot make again: what was read, found and judged."""
    with closing(sqlite3.connect(path)) as store:
        return {table: store.execute(f"SELECT {of} FROM {table}").fetchall() for table, of in KEPT.items()}


def schema_of(path: Path) -> set[tuple[str, ...]]:
    """Return tables and columns, and indexes."""
    with closing(sqlite3.connect(path)) as store:
        sql = """SELECT s.name, coalesce(c.name, ''), coalesce(c.type, ''), coalesce(c."notnull", '')
            FROM sqlite_schema s LEFT JOIN pragma_table_info(s.name) c"""
        return set(store.execute(sql).fetchall())


def test_a_store_of_every_version_is_kept() -> None:
    assert kept()[: migrations.VERSION - 1] == list(range(1, migrations.VERSION))


@pytest.mark.parametrize("version", kept())
def test_a_store_of_an_earlier_version_opens_with_all_that_was_in_it(
    version: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "default_encoder", lambda: None)
    path = unpack(version, tmp_path / "old.db")
    before = rows_of(path)
    assert len(before["articles"]) >= 4
    with open_store(path) as store:
        assert migrations.version_of(store.connection) == migrations.VERSION
        assert rows_of(path) == before
        pipeline.derive(store)
        assert list(problems(store)) == []
        (judgement,) = judgements.active(store)
        assert (judgement.author, len(judgements.history(store))) == ("Mina", 2)
        assert queries.articles(store, Filters(words="lifeboat"))[0] == 2
        assert queries.summary(store).statements >= 4
    with open_store(tmp_path / "new.db", create=True):
        assert schema_of(path) == schema_of(tmp_path / "new.db")


def test_an_earlier_version_is_read_by_nobody_until_it_is_brought_up_to_date(tmp_path: Path) -> None:
    path = unpack(migrations.VERSION - 1, tmp_path / "old.db")
    with pytest.raises(StoreError, match=r"of an older version .* bring it up to date with: onrecord ingest"):
        open_store(path, readonly=True)
