"""Several ingests at once: what they leave is what they would leave one after another, and readers see whole states."""

import multiprocessing
import random
import sqlite3
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from extract.store import open_store, queries
from extract.store.verify import problems
from tests.fire.articles import write_articles
from tests.fire.ingesting import Running, run
from tests.fire.logical import Line, logical

FOLDERS = 7
OF = ((0, 1, 2, 3), (2, 3, 4), (1, 3, 5, 6), (6, 0, 4))
"""Which folders each of four ingests reads."""
COUNTED = """SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM documents),
    (SELECT count(*) FROM article_words_docsize), (SELECT count(*) FROM readings),
    (SELECT count(*) FROM attributions), (SELECT count(*) FROM attribution_words_docsize),
    (SELECT count(DISTINCT article) FROM attributions)"""


def at_once(folder: Path, each: int) -> None:
    """Ingest overlapping folders into one store by four at once, and into another one after the other."""
    parts = [write_articles(folder / str(part), range(part * each, (part + 1) * each)) for part in range(FOLDERS)]
    commands = [["ingest", *(str(parts[part]) for part in some), "--json", "--processes", "0"] for some in OF]
    random.shuffle(commands)
    for command in commands:
        assert run([*command, "--store", str(folder / "after.db")]).status == 0
    together = folder / "together.db"
    ours, theirs = multiprocessing.get_context("forkserver").Pipe()
    reader = multiprocessing.get_context("forkserver").Process(target=watch, args=(together, theirs))
    reader.start()
    for ended in [one.ended() for one in [Running([*command, "--store", str(together)]) for command in commands]]:
        assert ended.status == 0, ended.err
        assert "locked" not in ended.err
    ours.send("enough")
    seen = ours.recv()
    reader.join()
    assert seen == sorted(seen)  # the revision only rises, and articles are only added
    for _, articles, documents, indexed, read, quotes, quotes_indexed, quoting in seen:
        assert articles == documents == indexed == read == quoting
        assert quotes == quotes_indexed
    assert len({revision for revision, *_ in seen}) > 5
    assert said(together) == said(folder / "after.db")
    more = write_articles(folder / "more", range(FOLDERS * each, FOLDERS * each + 8))
    for store in (together, folder / "after.db"):  # what matching remembers of four at once misleads no later one
        assert run(["ingest", str(more), "--processes", "0", "--store", str(store)]).status == 0
    assert said(together) == said(folder / "after.db")
    with open_store(together, readonly=True) as store:
        assert list(problems(store)) == []
        assert not queries.underived(store)


def said(path: Path) -> list[Line]:
    """Return what a store says, apart from by which ids its statements went while it grew."""
    return [line for line in logical(path) if line[0] != "redirects"]


def watch(path: Path, told: Connection) -> None:
    """Read the store as often as one can until told that it is enough; tell each state that was seen."""
    while not path.exists() or not ready(path):
        pass
    seen: list[tuple[int, ...]] = []
    while not told.poll():
        with open_store(path, readonly=True) as store, store.snapshot():
            state = (queries.revision(store), *next(store.rows(COUNTED)))
        if state not in seen[-1:]:
            seen.append(state)
    told.send(seen)


def ready(path: Path) -> bool:
    with closing(sqlite3.connect(path)) as raw:
        return bool(raw.execute("PRAGMA user_version").fetchone()[0])


def test_four_ingests_at_once_leave_what_four_in_a_row_leave(tmp_path: Path) -> None:
    at_once(tmp_path, 8)


@pytest.mark.long
def test_four_long_ingests_at_once(tmp_path: Path) -> None:
    at_once(tmp_path, 100)
