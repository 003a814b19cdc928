"""Reading what is new every so often, and telling what of it is watched, once."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extract import readers
from extract.errors import WatchError
from extract.intake.ingest import ingest
from extract.intake.news import News, Watch, begin, untold
from extract.intake.results import Report, Result
from extract.intake.tellers import call, publish
from extract.model import content_id
from extract.readers.options import DEFAULT, Options
from extract.store import Store, open_store, told

KEPT = 100
"""News in the feed, the newest."""


def now() -> str:
    """Return the time as news give it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


@dataclass(slots=True, kw_only=True)
class Watcher:
    """Watches sources for a store: call `start` once, then `round` every so often.

    `command` and `feed` are told the news, and so is `heard`; `progress` is told what became of each source,
    `complain` what went wrong with telling. Both methods raise `StoreError`.
    """

    store: Path
    sources: Sequence[str]
    watches: Sequence[Watch]
    command: Sequence[str] = ()
    feed: Path | None = None
    options: Options = DEFAULT
    heard: Callable[[dict[str, Any]], None] = lambda news: None
    progress: Callable[[Result], None] = lambda result: None
    complain: Callable[[str], None] = lambda cause: None
    clock: Callable[[], str] = now
    _files: dict[str, tuple[int, int]] = field(default_factory=dict)
    _met: set[str] = field(default_factory=set)

    def start(self) -> None:
        """Begin what was never watched in this store: what it holds already is no news."""
        with open_store(self.store, create=True) as store:
            begin(store, self.watches, self.clock())

    def round(self) -> Report:
        """Read what is new of the sources and tell what is new of what is watched; return what became of the sources.

        What a command does not take is told again in the next round, and only then remembered. A store that is gone is
        not made anew; of one that was put back from a backup, what it holds is no news.
        """
        with open_store(self.store) as store:
            begin(store, self.watches, self.clock())
        files = {str(path): _state(path) for path in self._paths()}
        fresh = [name for name, state in files.items() if self._files.get(name) != state]
        report = ingest(self.store, [*fresh, *self._others()], options=self.options, progress=self._progress)
        self._files |= files
        with open_store(self.store) as store:
            for news in list(untold(store, self.watches)):
                self._tell(store, news)
            self._publish(store)
        return report

    def _progress(self, result: Result) -> None:
        """Tell what became of a source, a failure once, however often it is tried."""
        if result.failure:
            if result.message in self._met:
                return
            self._met.add(result.message)
        self.progress(result)

    def _paths(self) -> Iterator[Path]:
        """Yield the files named and those of folders: one that has not changed since the last round is not read."""
        for name in self._local():
            # Not asked of a `Path`, which raises where a name cannot be one of a file.
            if os.path.isdir(name):
                yield from readers.files_in(Path(name))
            elif os.path.isfile(name):
                yield Path(name)

    def _others(self) -> Iterable[str]:
        """Return addresses, and what is not there: its reader says so."""
        return [*(name for name in self.sources if "://" in name), *(n for n in self._local() if not os.path.exists(n))]

    def _local(self) -> list[str]:
        return [name for name in self.sources if "://" not in name]

    def _tell(self, store: Store, news: News) -> None:
        time = self.clock()
        told_of = news.as_json(time)
        try:
            if self.command:
                call(self.command, told_of, str(self.store))
        except WatchError as error:
            self.complain(str(error))
            return
        self.heard(told_of)  # one that cannot be told is not remembered either
        told.note(store, news.id, news.watch.name, time, told_of)

    def _publish(self, store: Store) -> None:
        if not self.feed:
            return
        names = [watch.name for watch in self.watches]
        since = store.one("SELECT min(since) FROM watched") or self.clock()
        try:
            news = told.latest(store, names, KEPT)
            publish(self.feed, news, content_id(*sorted(names)), ", ".join(names), since)
        except WatchError as error:
            self.complain(str(error))


def _state(path: Path) -> tuple[int, int]:
    """Return what changes when a file does; of one that has gone in the meantime, nothing that was before."""
    try:
        found = path.stat()
    except OSError:
        return (-1, -1)
    return found.st_mtime_ns, found.st_size
