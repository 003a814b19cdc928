"""A command of `onrecord` in a process that may be killed: at a moment, before a statement of SQL, in writing a byte.

The processes are forked from one that has loaded the code, so that a kill costs no start. What is read, stored, matched
and told is the code of the product; only the search for quotes is a simple one, so that no language model is loaded.
"""

import multiprocessing
import os
import re
import resource
import select
import signal
import sqlite3
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from extract import pipeline
from extract.article import article_from
from extract.claims import claims
from extract.cli import main
from extract.intake import ingest
from extract.model import Article, Attribution, Document, Extraction, Span, Speaker, attribution_id

QUOTED = re.compile("“([^”]+)”")
NAMED = re.compile(r"said (\w+ \w+)")
BATCH = 8
"""Articles of a transaction: few, so that many transactions are met."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """Where a process is killed: seconds after it began, before a statement, or in writing a byte of a file."""

    after: float | None = None
    statement: int | None = None
    byte: int | None = None


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: its status (negative: a signal), what it wrote, how long it ran, how many statements."""

    status: int
    out: str
    err: str
    seconds: float
    statements: int


class Running:
    """A command of `onrecord` that runs in a process of its own, as long as `quota` bytes of a file at most."""

    def __init__(self, arguments: Sequence[str], kill: Kill | None = None, quota: int | None = None) -> None:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload(["tests.fire.warmed"])
        pipes = [context.Pipe(duplex=False) for _ in range(3)]
        theirs = [end for _, end in pipes]
        self._process = context.Process(target=_child, args=(theirs, list(arguments), kill or Kill(), quota))
        self._process.start()
        for end in theirs:
            end.close()
        self._pipes = [end for end, _ in pipes]
        self._began = time.monotonic()
        self._last = self._began + kill.after if kill and kill.after is not None else None

    def ended(self) -> Ended:
        """Wait until it has ended, and return how."""
        out, err, counted = self._read()
        self._process.join()
        seconds = time.monotonic() - self._began
        return Ended(self._process.exitcode or 0, out, err, seconds, int(counted or 0))

    def _read(self) -> list[str]:
        """Read all that it writes; kill it when its time has come."""
        parts: dict[int, list[bytes]] = {pipe.fileno(): [] for pipe in self._pipes}
        unfinished = set(parts)
        while unfinished:
            left = None if self._last is None else max(0.0, self._last - time.monotonic())
            ready, _, _ = select.select(unfinished, [], [], left)
            if not ready:
                self._process.kill()
                self._last = None
            for number in ready:
                parts[number].append(os.read(number, 1 << 16))
                if not parts[number][-1]:
                    unfinished.remove(number)
        return [b"".join(parts[pipe.fileno()]).decode() for pipe in self._pipes]


def run(arguments: Sequence[str], kill: Kill | None = None, quota: int | None = None) -> Ended:
    """Run a command of `onrecord` in a process of its own, and return how it ended."""
    return Running(arguments, kill, quota).ended()


def _child(pipes: Sequence[Connection], arguments: list[str], kill: Kill, quota: int | None) -> None:
    for number, pipe in enumerate(pipes[:2], 1):
        os.dup2(pipe.fileno(), number)
        pipe.close()
    # A line that was told is out of this process at once, and not lost with it.
    sys.stdout = os.fdopen(1, "w", buffering=1, encoding="utf-8")
    sys.stderr = os.fdopen(2, "w", buffering=1, encoding="utf-8")
    sys.modules[ingest.__module__].UNSEARCHED = pipeline.BATCH = BATCH  # type: ignore[attr-defined]
    pipeline.extract_article = simply
    pipeline.default_encoder = lambda: None
    counted = _count_statements(kill.statement)
    if (largest := kill.byte or quota) is not None:
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))
    if kill.byte is not None:
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python ignores it, and the write fails
    status = main(arguments)
    sys.stdout.flush()
    os.write(pipes[2].fileno(), str(counted[0]).encode())
    os._exit(status)


def _count_statements(last: int | None) -> list[int]:
    """Count the statements of all connections; before the last one, the process is killed."""
    counted = [0]

    def count(_: str) -> None:
        counted[0] += 1
        if counted[0] == last:
            os.kill(os.getpid(), signal.SIGKILL)

    connect = sqlite3.connect

    def counting(*given: Any, **named: Any) -> sqlite3.Connection:
        made: sqlite3.Connection = connect(*given, **named)
        made.set_trace_callback(count)
        return made

    sqlite3.connect = counting  # type: ignore[assignment]
    return counted


def warm() -> None:
    """Load what the first article loads, before processes are forked."""
    simply(article_from(Document(id="", uri="", media_type="", content="Nine boats went out of the harbour today.")))


def simply(article: Article) -> Extraction:
    """Return the quotes that stand in marks, with whom "said" names, and the numbers: what costs no model."""
    quotes = []
    for found in QUOTED.finditer(article.text):
        named = NAMED.search(article.text, found.end())
        content = (Span(*found.span(1)),)
        quote = Attribution(
            id=attribution_id(article.id, content),
            article_id=article.id,
            kind="direct",
            content=content,
            cue=(),
            source=(Span(*named.span(1)),) if named else (),
            confidence=0.9,
            rule="marks",
            speaker=Speaker(id=named[1], name=named[1], kind="person") if named else None,
        )
        quotes.append(quote)
    return Extraction(article=article, attributions=tuple(quotes), claims=claims(article, None, None, ()))
