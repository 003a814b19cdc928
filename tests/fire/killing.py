"""An ingest killed at one point, and what must hold of its store then and after a second run."""

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from extract.store import open_store
from extract.store.verify import problems
from tests.fire.articles import write_articles
from tests.fire.ingesting import Ended, Kill, run
from tests.fire.logical import Line, by_article, logical

PAGE = 4096


@dataclass(frozen=True, slots=True)
class Whole:
    """An ingest that nobody stopped: how it is asked for, what its store says, and how far its points reach."""

    arguments: tuple[str, ...]
    lines: list[Line]
    articles: dict[str, list[str]]
    seconds: float
    statements: int
    bytes: int

    def kills(self, dice: random.Random, count: int) -> Iterator[Kill]:
        """Yield random points, of three kinds in turn."""
        for number in range(count):
            kinds = (
                Kill(after=dice.uniform(0, self.seconds)),
                Kill(statement=dice.randint(1, self.statements)),
                Kill(byte=dice.randint(1, self.bytes)),
            )
            yield kinds[number % len(kinds)]


def whole(folder: Path, articles: int, *options: str) -> Whole:
    """Ingest so many invented articles, and measure it."""
    sources = write_articles(folder / "sources", range(articles))
    arguments = ("ingest", str(sources), "--json", "--processes", "0", *options)
    store = folder / "whole.db"
    with closing(sqlite3.connect(store)) as witness:  # while it is open the write-ahead log stays, as long as it got
        witness.execute("PRAGMA journal_mode = WAL")
        witness.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        ended = run([*arguments, "--store", str(store)])
        log = store.with_name(f"{store.name}-wal").stat().st_size
    assert ended.status == 0, ended.err
    lines = logical(store)
    return Whole(arguments, lines, by_article(lines), ended.seconds, ended.statements, log)


def killed_at(kill: Kill, expected: Whole, folder: Path) -> tuple[int, int]:
    """Kill an ingest, look at what it left, let it go on, look again; return how many articles it had told and kept."""
    folder.mkdir()
    store = folder / "onrecord.db"
    ended = run([*expected.arguments, "--store", str(store)], kill)
    assert ended.status < 0 or kill.after is not None, f"{kill}: it ended of itself"
    outcome = check_partial(expected, ended, store, str(kill))
    check_after(expected, store, str(kill))
    return outcome


def check_partial(expected: Whole, ended: Ended, store: Path, of: str) -> tuple[int, int]:
    """Raise `AssertionError` where an article that was told is lost, or one is there in part, or twice."""
    told = {line["article"] for line in _lines(ended) if line["type"] == "result" and line["status"] == "new"}
    kept = by_article(logical(store)) if _has_schema(store) else {}
    assert told <= set(kept), f"{of}: lost what it had told"
    assert all(lines == expected.articles[id] for id, lines in kept.items()), f"{of}: an article is there in part"
    if kept:
        check_sound(store, of)
    return len(told), len(kept)


def check_after(expected: Whole, store: Path, of: str) -> None:
    """Let an ingest go on; raise `AssertionError` where it does not end at the store that it would have had."""
    again = run([*expected.arguments, "--store", str(store)])
    assert again.status == 0, f"{of}: {again.err}"
    assert logical(store) == expected.lines, f"{of}: another store"
    check_sound(store, of)


def _lines(ended: Ended) -> Iterator[dict[str, str]]:
    """Yield what was told, up to a line that was being written when the process was killed."""
    for line in ended.out.splitlines(keepends=True):
        if line.endswith("\n"):
            yield json.loads(line)


def _has_schema(store: Path) -> bool:
    if not store.exists():
        return False
    with closing(sqlite3.connect(store)) as raw:
        return raw.execute("PRAGMA user_version").fetchone()[0] > 0


def check_sound(store: Path, of: str) -> None:
    """Raise `AssertionError` where the store itself finds anything that is not as it should be."""
    with open_store(store, readonly=True) as opened:
        assert list(problems(opened)) == [], of
