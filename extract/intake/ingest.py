"""Sources into a store, batch by batch, each of which is there whole or not at all."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from extract import pipeline
from extract.errors import OnRecordError, RefusedError
from extract.intake.batches import batches
from extract.intake.furniture import Furniture
from extract.intake.known import Known, Read
from extract.intake.reading import reading
from extract.intake.results import Report, Result, failed, known, new, stored, would_be_new
from extract.intake.sources import Item, Sources
from extract.intake.waiting import search_waiting
from extract.model import Article, Document, Extraction, Failure
from extract.readers.options import DEFAULT, Options
from extract.store import Store, open_store, queries, versions, write
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
    progress: Callable[[Result], None] | None = None,
    steps: Steps | None = None,
    stop: Callable[[], bool] | None = None,
    waiting: Callable[[], None] | None = None,
) -> Report:
    """Read sources and uploads (name, bytes) into a store, made if need be, and derive what articles have in common.

    Each batch is one transaction: what is reported is kept. `dry_run` says what would become of each and writes
    nothing; without `search` articles are stored, and quotes and claims are looked for by a later call. `progress` is
    told each result, `steps` the name of a step, how many it has done, and of how many (None: not known). `stop` is
    asked after each article. `waiting` is called once where another program writes. Raises `StoreError` where the store
    cannot be written.
    """
    with _opened(store_path, dry_run, waiting or (lambda: None)) as store:
        seen = SeenSources(store) if store else None
        run = _Run(
            store=store if store and not dry_run else None,
            known=Known(store, dry_run),
            furniture=Furniture(store),
            seen=seen,
            search=search,
            progress=progress or (lambda result: None),
            steps=steps or (lambda title, done, total: None),
            stop=stop or (lambda: False),
        )
        options = replace(options, outlet=outlet or options.outlet, seen=seen)
        size = pipeline.BATCH if search and not dry_run else UNSEARCHED
        run.read(Sources([*map(str, sources)], [*uploads], options), size)
        run.finish()
    return run.report


def _opened(path: str | Path, dry: bool, waiting: Callable[[], None]) -> AbstractContextManager[Store | None]:
    if not dry:
        return open_store(path, create=True, waiting=waiting)
    return open_store(path, readonly=True) if Path(path).exists() else nullcontext()


@dataclass(slots=True, kw_only=True)
class _Run:
    """One ingest: where to (None: nowhere, a dry run), what was asked for, and how far it has got."""

    store: Store | None
    known: Known
    furniture: Furniture
    seen: SeenSources | None
    search: bool
    progress: Callable[[Result], None]
    steps: Steps
    stop: Callable[[], bool]
    report: Report = field(default_factory=Report)

    def read(self, sources: Sources, size: int) -> None:
        """Read all sources, unless stopped."""
        done = 0
        self.steps("reading", done, sources.expected)
        for batch in batches(self._until_stopped(sources), size):
            for result in self._take(batch):
                done += 1
                self._tell(result)
                self.steps("reading", done, sources.expected)
            self._settle()
        self._settle()

    def _settle(self) -> None:
        """Remember which entries of feeds were read, now that they are written; of a stopped batch some are not."""
        if self.store and self.seen and not self.report.stopped:
            self.seen.settle()

    def finish(self) -> None:
        """Search what an earlier run only stored, and derive what articles have in common."""
        if not self.store or not self.search:
            return
        for result, done, total in search_waiting(self.store, self._until_stopped):
            self._tell(result)
            self.steps("searching what was stored before", done, total)
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

    def _take(self, batch: Sequence[Item]) -> Iterator[Result]:
        """Write what is new of a batch in one transaction, and yield what became of each item."""
        read = [(item, pipeline.article_safely(item)) for item in batch if isinstance(item, Document)]
        failures = [item for item in (*batch, *(article for _, article in read)) if isinstance(item, Failure)]
        fresh, there = self.known.parted([(of, found) for of, found in read if isinstance(found, Article)])
        fresh = self.furniture.told_apart(fresh)
        if self.store:
            yield from self._written(self.store, fresh, failures)
            versions.note_addresses(self.store, [(article.id, article.uri) for article in there])
        else:
            yield from (would_be_new(article) for _, article in fresh)
        yield from map(known, there)
        yield from map(failed, failures)

    def _written(self, store: Store, fresh: Sequence[Read], failures: list[Failure]) -> list[Result]:
        """Write what is found in new articles; what fails, or the store refuses, is added to the failures."""
        found: list[pipeline.Found] = []
        for document, article in self._until_stopped(fresh):
            one = pipeline.extract_safely(document, article) if self.search else _unsearched(document, article)
            if isinstance(one, Failure):
                failures.append(one)
            else:
                found.append(one)
        try:
            return self._add(store, found, failures)
        except Exception as error:
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
        except Exception as error:
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
