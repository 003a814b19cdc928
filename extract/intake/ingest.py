"""Sources into a store, batch by batch, each of which is there whole or not at all."""

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from extract import pipeline
from extract.engines.serial import SerialEngine
from extract.engines.usual import Workers, usual
from extract.errors import OnRecordError, RefusedError
from extract.intake.batches import batches
from extract.intake.furniture import Furniture
from extract.intake.known import Known, Read
from extract.intake.reading import reading
from extract.intake.results import Report, Result, failed, known, new, stored, would_be_new
from extract.intake.sources import Item, Sources
from extract.intake.waiting import Searched, search_again, search_waiting
from extract.model import Article, Document, Extraction, Failure
from extract.readers.options import DEFAULT, Options
from extract.store import Store, open_store, queries, versions, write
from extract.store.connection import there
from extract.store.queries.versions import version_count
from extract.store.sources import SeenSources

log = logging.getLogger(__name__)

WAITS = "not searched for quotes yet: onrecord ingest without --no-extract does that"
UNSEARCHED = 500  # so many at once where nothing is searched, and a transaction costs more than an article
T = TypeVar("T")
Steps = Callable[[str, int, int | None], None]


def ingest(
    store_path: str | Path,
    sources: Iterable[str | Path],
    *,
    uploads: Iterable[tuple[str, bytes]] = (),
    outlet: str | None = None,
    options: Options = DEFAULT,
    dry_run: bool = False,
    search: bool = True,
    again: bool = False,
    progress: Callable[[Result], None] | None = None,
    steps: Steps | None = None,
    stop: Callable[[], bool] | None = None,
    waiting: Callable[[], None] | None = None,
    processes: Workers = 0,
) -> Report:
    """Read sources and uploads (name, bytes) into a store, made if need be, and derive what articles have in common.

    Each batch is one transaction: what is reported is kept. `dry_run` says what would become of each and writes
    nothing; without `search` articles are stored, and quotes and claims are looked for by a later call; `again` also
    searches what other rules or another model read. `progress` is told each result, `steps` the name of a step, how
    many it has done, and of how many (None: not known). `stop` is asked after each article. `waiting` is called once
    where another program writes. `processes` search at once (None: as many as serve; or a cluster): each may crash or
    hang and costs one article; with 0 this process searches, and nothing guards it. Raises `StoreError` where the
    store cannot be written.
    """
    with _opened(store_path, dry_run, waiting or (lambda: None)) as store:
        seen = SeenSources(store) if store else None
        run = _Run(
            store=store if store and not dry_run else None,
            known=Known(store, dry_run),
            furniture=Furniture(store),
            seen=seen,
            search=search,
            again=again,
            progress=progress or (lambda result: None),
            steps=steps or (lambda title, done, total: None),
            stop=stop or (lambda: False),
            processes=processes,
        )
        options = replace(options, outlet=outlet or options.outlet, seen=seen)
        size = pipeline.BATCH if search and not dry_run else UNSEARCHED
        run.read(Sources([*map(str, sources)], [*uploads], options), size)
        run.finish()
    return run.report


def _opened(path: str | Path, dry: bool, waiting: Callable[[], None]) -> AbstractContextManager[Store | None]:
    if not dry:
        return open_store(path, create=True, waiting=waiting)
    return open_store(path, readonly=True) if there(Path(path)) else nullcontext()


@dataclass(slots=True, kw_only=True)
class _Batch:
    """What was read of a batch: the new articles with their documents, those that are there already, the failures."""

    fresh: list[Read]
    there: list[Article]
    failures: list[Failure]


@dataclass(slots=True, kw_only=True)
class _Run:
    """One ingest: where to (None: nowhere, a dry run), what was asked for, and how far it has got."""

    store: Store | None
    known: Known
    furniture: Furniture
    seen: SeenSources | None
    search: bool
    again: bool
    progress: Callable[[Result], None]
    steps: Steps
    stop: Callable[[], bool]
    processes: Workers
    ahead: "deque[_Batch]" = field(default_factory=deque)
    report: Report = field(default_factory=Report)

    def read(self, sources: Sources, size: int) -> None:
        """Read all sources, unless stopped."""
        done = 0
        self.steps("reading", done, sources.expected)
        for batch, found in self._searched(batches(self._until_stopped(sources), size)):
            for result in self._take(batch, found):
                done += 1
                self._tell(result)
                self.steps("reading", done, sources.expected)
            self.known.written([article.id for _, article in batch.fresh])
            self._settle()
            if self._stopping():
                break
        self._settle()

    def _settle(self) -> None:
        """Remember which entries of feeds were read, now that they are written; of batches in hand some are not."""
        if self.store and self.seen and not self.report.stopped and not self.ahead:
            self.seen.settle()

    def _searched(self, lists: Iterable[Sequence[Item]]) -> Iterator[tuple["_Batch", list[Searched]]]:
        """Yield each batch with what is found in what is new of it; others are read while one is searched."""
        for found in self._mapped(self._prepared(lists)):
            yield self.ahead.popleft(), found

    def _mapped(self, reads: Iterable[list[Read]]) -> Iterator[list[Searched]]:
        """Yield what is found in each batch of articles, by the engine that serves."""
        engine, batches = usual(self.processes if self.search and self.store else 0, reads)
        here = isinstance(engine, SerialEngine)
        with closing(engine):
            yield from engine.map(self._search_here if here else pipeline.extract_read, batches, pipeline.lost_read)

    def _search_stored(self, batches: Iterable[list[Read]]) -> Iterator[list[Searched]]:
        for found in self._mapped(batches):
            yield found
            if self._stopping():
                return

    def _search_here(self, batch: Sequence[Read]) -> list[Searched]:
        """Return what is found in articles, up to where the run is stopped."""
        if not self.store:
            return []
        if not self.search:
            return [_unsearched(*read) for read in batch]
        return [pipeline.extract_safely(*read) for read in self._until_stopped(batch)]

    def _prepared(self, lists: Iterable[Sequence[Item]]) -> Iterator[list[Read]]:
        """Yield the new articles of each batch, fit to be sent to another process; the batch waits in `ahead`."""
        for batch in lists:
            read = [(item, pipeline.article_safely(item)) for item in batch if isinstance(item, Document)]
            failures = [item for item in (*batch, *(article for _, article in read)) if isinstance(item, Failure)]
            fresh, there = self.known.parted([(of, found) for of, found in read if isinstance(found, Article)])
            self.ahead.append(_Batch(fresh=self.furniture.told_apart(fresh), there=there, failures=failures))
            yield [
                (replace(document, content="", original=None), article) for document, article in self.ahead[-1].fresh
            ]

    def finish(self) -> None:
        """Search what an earlier run only stored, and derive what articles have in common."""
        if not self.store or not self.search:
            return
        searches = [("searching what was stored before", search_waiting)]
        if self.again:
            searches.append(("reading again what others read", search_again))
        for title, search in searches:
            for result, done, total in search(self.store, self._search_stored):
                self._tell(result)
                self.steps(title, done, total)
        # Asked of the store, since a run that was stopped before this line left articles without it.
        if queries.underived(self.store):
            self.steps("matching", 0, None)
            before = version_count(self.store)
            _derive(self.store)
            self.report.versions = max(0, version_count(self.store) - before)

    def _tell(self, result: Result) -> None:
        self.report.add(result)
        self.progress(result)

    def _stopping(self) -> bool:
        self.report.stopped = self.report.stopped or self.stop()
        return self.report.stopped

    def _until_stopped(self, items: Iterable[T]) -> Iterator[T]:
        for item in items:
            if self._stopping():
                return
            yield item

    def _take(self, batch: "_Batch", searched: Sequence[Searched]) -> Iterator[Result]:
        """Write what is new of a batch in one transaction, and yield what became of each item."""
        failures = batch.failures
        if self.store:
            # Only as far as it was searched, where the run was stopped.
            pairs = list(zip(batch.fresh, searched, strict=False))
            found = [(document, one[1]) for (document, _), one in pairs if not isinstance(one, Failure)]
            failures += [one for _, one in pairs if isinstance(one, Failure)]
            yield from self._written(self.store, found, failures)
            versions.note_addresses(self.store, [(article.id, article.uri) for article in batch.there])
        else:
            yield from (would_be_new(article) for _, article in batch.fresh)
        yield from map(known, batch.there)
        yield from map(failed, failures)

    def _written(self, store: Store, found: Sequence[pipeline.Found], failures: list[Failure]) -> list[Result]:
        """Write what is found in new articles; what the store refuses is added to the failures."""
        try:
            return self._add(store, found, failures)
        except Exception as error:  # one article that cannot be written must not cost its batch: each is tried alone
            _raise_if_of_the_store(error)
            results = [result for one in found for result in self._add_alone(store, one, failures)]
            self._add(store, [], failures)
            return results

    def _add(self, store: Store, found: Sequence[pipeline.Found], failures: Sequence[Failure]) -> list[Result]:
        by = reading() if self.search else None
        added = write.add(store, found, failures, reading=by, waiting=not self.search)
        # Another ingest may have been quicker with some of them.
        return [self._result(extraction, extraction.article.id in added.ids) for _, extraction in found]

    def _result(self, extraction: Extraction, added: bool) -> Result:
        if not added:
            return known(extraction.article)
        return new(extraction) if self.search else stored(extraction.article)

    def _add_alone(self, store: Store, one: pipeline.Found, failures: list[Failure]) -> list[Result]:
        """Write one article of a batch that could not be written; where it is the cause, it is a failure."""
        try:
            return self._add(store, [one], [])
        except Exception as error:  # this is the one: it is a failure, and the others are kept
            _raise_if_of_the_store(error)
            log.error("writing failed: %s", one[0].uri, exc_info=error)
            cause = f"it cannot be stored ({type(error).__name__}: {error})"
            failures.append(
                Failure(uri=one[0].uri, cause=cause, remedy="please report it; the other articles are kept")
            )
            return []


def _derive(store: Store) -> None:
    try:
        pipeline.derive(store)
    except OnRecordError:
        raise
    except Exception as error:  # a defect of ours: what was read is kept all the same
        log.error("matching failed", exc_info=error)
        cause = f"what the articles have in common could not be found ({type(error).__name__}: {error})"
        raise OnRecordError(f"{cause}; please report it; the articles are kept") from error


def _unsearched(document: Document, article: Article) -> pipeline.Found:
    return document, Extraction(article=article, note=WAITS)


def _raise_if_of_the_store(error: Exception) -> None:
    """Raise what is no fault of an article (the disk is full, the store is busy); a defect in one is isolated."""
    if isinstance(error, OnRecordError) and not isinstance(error, RefusedError):
        raise error
