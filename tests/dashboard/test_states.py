"""Addresses and stores that are not as they should be: every page says what happened and what to do."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from dashboard.navigation import PLACES
from extract.store import open_store, write
from tests.dashboard import world
from tests.dashboard.conftest import Open, shown

EVERY = [place.name for place in PLACES]
WITH_STORE = [name for name in EVERY if name not in ("about", "add")]
GARBAGE = {
    name: words
    for pairs in (
        "id=%00../../etc at=9-1 page_=-1 sort=* from_=yesterday to=2026-99-99 month=x kind=shouted flag=? relation=",
        'speaker=nobody outlet=None unit=parsec q="""(NEAR view=pie what=secrets format=exe ask=quote about=x event=x',
        "all=maybe add=: base=x claims=0 lang=tlh unknown=1",
    )
    for name, _, words in (pair.partition("=") for pair in pairs.split())
}


@pytest.mark.parametrize("page", EVERY)
def test_an_address_of_garbage_is_answered_by_every_page(visit: Open, page: str):
    html = shown(visit(page, **GARBAGE))
    assert "<h1" in html
    assert "Traceback" not in html


def redirected(path: Path) -> Path:
    """Return a world in which every kind of thing has merged into another."""
    world.build(path)
    with open_store(path) as store, store.writing():
        for what, new in (("statement", world.statement_id()), ("speaker", world.speaker_id())):
            sql = "INSERT INTO redirects (what, old, new) VALUES (?, 'old', ?)"
            store.connection.execute(sql, (what, new))
    return path


@pytest.mark.parametrize("page", ["statement", "speaker"])
def test_an_id_that_has_merged_shows_what_it_merged_into_and_says_so(visit: Open, tmp_path: Path, page: str):
    html = shown(visit(page, redirected(tmp_path / "merged.db"), id="old"))
    assert f"This {page} was merged into another; here it is." in html
    assert "Tilda Maron" in html


@pytest.mark.parametrize("page", WITH_STORE)
def test_a_store_of_an_older_version_is_named_with_the_command(visit: Open, tmp_path: Path, page: str):
    path = world.build(tmp_path / "older.db")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 3")
    html = shown(visit(page, path, id="any"))
    assert "of an older version (3)" in html
    assert "onrecord ingest" in html


def test_a_store_that_another_program_writes_to_is_read_all_the_same(visit: Open, tmp_path: Path):
    path = world.build(tmp_path / "busy.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE meta SET value = value + 1 WHERE key = 'revision'")
        assert world.KEPT_SHUT in shown(visit("statements", path))
        writer.execute("ROLLBACK")


@pytest.mark.parametrize("page", WITH_STORE)
def test_a_store_that_is_damaged_is_said_to_be(visit: Open, tmp_path: Path, page: str):
    path = world.build(tmp_path / "broken.db")
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    html = shown(visit(page, path, id="any"))
    assert "restore a backup" in html


@pytest.mark.parametrize("page", WITH_STORE)
def test_where_the_store_cannot_be_shown_nothing_else_is(visit: Open, tmp_path: Path, page: str):
    app = visit(page, tmp_path / "none.db", lang="fr")
    assert shown(app).count("<h1>") == 1
    assert "Pas encore d’articles" in shown(app)
    assert not [*app.text_input, *app.selectbox, *app.button]
    assert app.code[0].value == f"onrecord ingest data/sample --store {tmp_path / 'none.db'}"


@pytest.mark.parametrize("page", ["add", "about"])
def test_what_needs_no_store_is_there_without_one(visit: Open, tmp_path: Path, page: str):
    assert "No articles yet" not in shown(visit(page, tmp_path / "none.db"))


def test_an_empty_file_is_no_older_store(visit: Open, tmp_path: Path):
    (tmp_path / "empty.db").touch()
    assert "there is no store in it yet; make one with: onrecord ingest SOURCE --store" in shown(
        visit("statements", tmp_path / "empty.db")
    )


@pytest.mark.parametrize("page", ["statements", "numbers", "speakers", "compare"])
def test_articles_that_are_not_matched_yet_are_said_to_be_coming(visit: Open, tmp_path: Path, page: str):
    path = tmp_path / "reading.db"
    with open_store(path, create=True) as store:
        write.add(store, [world.extraction(piece) for piece in world.pieces()])
    html = shown(visit(page, path=path))
    assert "is not in these lists yet" in html
    assert "The store holds no quote yet" not in html


def test_decisions_that_are_worked_out_are_not_taken_for_a_read(
    visit: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.judging.derived_soon", lambda: True)
    path = tmp_path / "reading.db"
    with open_store(path, create=True) as store:
        write.add(store, [world.extraction(piece) for piece in world.pieces()])
    assert "What the last decisions join or part is being worked out" in shown(visit(path=path))


def test_a_store_that_is_matched_says_nothing_of_it(visit: Open):
    assert "is not in these lists yet" not in shown(visit())
