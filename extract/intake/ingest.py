"""Sources into a store, batch by batch, each of which is there whole or not at all."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from extract import pipeline, readers
from extract.article import content_key
from extract.engines.base import batched
from extract.model import Article, Document, Extraction, Failure
from extract.readers.options import Options
from extract.store import Store, open_store, queries, write


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What became of one source: `status` is new, known or failed; `message` is one line for a person."""

    uri: str
    status: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What became of all sources of an ingest."""

    results: tuple[Result, ...]

    def count(self, status: str) -> int:
        return sum(result.status == status for result in self.results)


def ingest(
    store_path: str | Path,
    sources: Iterable[str | Path],
    *,
    uploads: Iterable[tuple[str, bytes]] = (),
    outlet: str | None = None,
    progress: Callable[[Result], None] | None = None,
) -> Report:
    """Read sources and uploads (name, bytes) into a store, made if need be, and derive what articles have in common.

    Each batch is one transaction: what is reported is kept. Raises `StoreError` where the store cannot be written.
    """
    results: list[Result] = []
    with open_store(store_path, create=True) as store:
        for batch in batched(_documents(sources, uploads, Options(outlet=outlet)), pipeline.BATCH):
            for result in _ingest_batch(store, batch):
                results.append(result)
                if progress:
                    progress(result)
        # Asked of the store, since a run that was stopped before this line left articles without it.
        if queries.underived(store):
            pipeline.derive(store)
    return Report(results=tuple(results))


def _documents(
    sources: Iterable[str | Path], uploads: Iterable[tuple[str, bytes]], options: Options
) -> Iterator[Document | Failure]:
    yield from readers.read(sources, options)
    for name, data in uploads:
        yield from readers.read_bytes(name, data, options)


def _ingest_batch(store: Store, batch: Sequence[Document | Failure]) -> list[Result]:
    """Write what is new of a batch in one transaction, and tell what became of each item."""
    read = [(item, pipeline.article_safely(item)) for item in batch if isinstance(item, Document)]
    articles = [(document, article) for document, article in read if isinstance(article, Article)]
    fresh, known = _parted(store, articles)
    found = [pipeline.extract_safely(document, article) for document, article in fresh]
    kept = [item for item in found if not isinstance(item, Failure)]
    failures = [item for item in (*batch, *(article for _, article in read), *found) if isinstance(item, Failure)]
    write.add(store, kept, failures)
    return [
        *(Result(uri=document.uri, status="new", message=_told(extraction)) for document, extraction in kept),
        *(Result(uri=uri, status="known", message="already read; nothing changed") for uri in known),
        *(Result(uri=failure.uri, status="failed", message=str(failure)) for failure in failures),
    ]


def _parted(
    store: Store, articles: Sequence[tuple[Document, Article]]
) -> tuple[list[tuple[Document, Article]], list[str]]:
    """Return what the store has not yet, and the uris of what it has.

    Two files may give one id to two texts: the second one gets the id of its content, so that none is lost.
    """
    held = queries.article_texts(store, [id for _, article in articles for id in (article.id, content_key(article))])
    fresh: list[tuple[Document, Article]] = []
    known: list[str] = []
    for document, article in articles:
        if held.get(article.id, article.text) != article.text:
            article = replace(article, id=content_key(article))
        if article.id in held:
            known.append(article.uri)
        else:
            held[article.id] = article.text
            fresh.append((document, article))
    return fresh, known


def _told(extraction: Extraction) -> str:
    claimed = sum(claim.checkworthy for claim in extraction.claims)
    counted = f"{len(extraction.attributions)} quotes, {claimed} numeric claims"
    return f"{counted}; {extraction.note}" if extraction.note else counted
