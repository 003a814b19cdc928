"""Searching articles that the store holds: those that wait for it, and those that others read."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from extract import pipeline
from extract.errors import RefusedError
from extract.intake.known import Read
from extract.intake.reading import reading
from extract.intake.results import Result, failed, searched
from extract.model import Document, Extraction, Failure
from extract.store import Store, found, queries, write
from extract.store.queries.provenance import Held

Searched = pipeline.Found | Failure
Search = Callable[[Iterable[list[Read]]], Iterator[list[Searched]]]
"""Batches of articles to what is found in each, in order; a list that is shorter says that the run is stopped."""
Page = Callable[[int, int], list[Held]]
"""So many articles of the store, after a row."""


def search_waiting(store: Store, search: Search) -> Iterator[tuple[Result, int, int]]:
    """Search all articles that wait, and yield what became of each, how many are done, and of how many.

    What fails goes on waiting: a model that is missing today may be there with the next run.
    """
    total = queries.waiting(store)
    yield from _each(store, lambda limit, after: queries.unsearched(store, limit, after), total, search)


def search_again(store: Store, search: Search) -> Iterator[tuple[Result, int, int]]:
    """Search all articles that other rules or another model read; what fails keeps what was found before."""
    by = reading()
    total = queries.outdated(store, by)
    yield from _each(store, lambda limit, after: queries.read_by_others(store, by, limit, after), total, search)


def _each(store: Store, page: Page, total: int, search: Search) -> Iterator[tuple[Result, int, int]]:
    done = 0
    for batch in search(_pages(page)):
        for result in _kept(store, batch):
            done += 1
            yield result, done, max(done, total)


def _pages(page: Page) -> Iterator[list[Read]]:
    after = 0
    while held := page(pipeline.BATCH, after):
        after = held[-1].row
        yield [(_document(one), one.article) for one in held]


def _kept(store: Store, batch: Sequence[Searched]) -> list[Result]:
    """Write what was found, and return what became of each article."""
    failures = [one for one in batch if isinstance(one, Failure)]
    results = _written(store, [one[1] for one in batch if not isinstance(one, Failure)])
    if failures:
        write.add(store, [], failures)
    return [*results, *map(failed, failures)]


def _written(store: Store, extractions: Sequence[Extraction]) -> list[Result]:
    """Write a batch; where the store refuses it, each by itself, so that one costs no other."""
    try:
        found.read_again(store, extractions, reading())
        return [searched(extraction) for extraction in extractions]
    except RefusedError as error:
        if len(extractions) == 1:
            cause = f"what was found in it cannot be stored ({error})"
            uri = extractions[0].article.uri
            return [failed(Failure(uri=uri, cause=cause, remedy="please report it; the rest is kept"))]
        return [result for one in extractions for result in _written(store, [one])]


def _document(held: Held) -> Document:
    article = held.article
    return Document(id=article.document_id, uri=article.uri, media_type="", content=article.text, metadata=held.told)
