"""Searching articles that an earlier run stored without it."""

from collections.abc import Callable, Iterator, Sequence

from extract import pipeline
from extract.errors import RefusedError
from extract.intake.reading import reading
from extract.intake.results import Result, failed, searched
from extract.model import Article, Document, Extraction, Failure
from extract.store import Store, queries, write

Until = Callable[[Sequence[Article]], Iterator[Article]]


def search_waiting(store: Store, until_stopped: Until) -> Iterator[tuple[Result, int, int]]:
    """Search all articles that wait, and yield what became of each, how many are done, and of how many.

    What fails goes on waiting: a model that is missing today may be there with the next run.
    """
    done, left, total = 0, 0, queries.waiting(store)
    while waiting := list(queries.unsearched(store, pipeline.BATCH, left)):
        batch = list(until_stopped(waiting))
        for result in _searched(store, batch):
            left += result.failure is not None
            done += 1
            yield result, done, max(done, total)
        if len(batch) < len(waiting):
            return


def _searched(store: Store, batch: Sequence[Article]) -> list[Result]:
    found = [pipeline.extract_safely(_document(article), article) for article in batch]
    kept = [one[1] for one in found if not isinstance(one, Failure)]
    failures = [one for one in found if isinstance(one, Failure)]
    results = _written(store, kept)
    if failures:
        write.add(store, [], failures)
    return [*results, *map(failed, failures)]


def _written(store: Store, found: Sequence[Extraction]) -> list[Result]:
    """Write a batch; where the store refuses it, each by itself, so that one costs no other."""
    try:
        write.complete(store, found, reading())
        return [searched(extraction) for extraction in found]
    except RefusedError as error:
        if len(found) == 1:
            cause = f"what was found in it cannot be stored ({error})"
            return [failed(Failure(uri=found[0].article.uri, cause=cause, remedy="please report it; the rest is kept"))]
        return [result for one in found for result in _written(store, [one])]


def _document(article: Article) -> Document:
    return Document(id=article.document_id, uri=article.uri, media_type="", content=article.text)
