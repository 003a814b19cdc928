"""Entries → what their pages hold, each its own result; what was read before is passed over."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from extract.errors import SourceError
from extract.model import Document, Failure, Metadata, content_id
from extract.readers.failed import failed
from extract.readers.fetch import Fetcher, FetchError
from extract.readers.listing.entry import Entry
from extract.readers.options import Options
from extract.readers.seen import Memory, Seen

MOST = 1_000
"""How many new pages are read of one source in one run; at one a second they take a quarter of an hour."""
# A page whose text is so many times shorter than what the feed carries shows its readers a part of it.
SHORT = 2
# What of an entry is taken for a document that does not say it itself.
_FILLED = ("title", "author", "outlet", "language", "published_at", "updated_at")


@dataclass(slots=True)
class Budget:
    """How many new pages, and sitemaps that a sitemap lists, may yet be read of a source."""

    left: int = MOST
    sitemaps: int = 100


def read_entries(
    source: str, entries: Sequence[Entry], options: Options, budget: Budget
) -> Generator[Document | Failure, None, bool]:
    """Yield what new entries of a source lead to; return whether none is left to be read later."""
    seen: Seen = options.seen or Memory()
    whole = True
    bare = sum(entry.content is None for entry in entries) if options.on_the_web is None else 0
    if bare:
        cause = f"{bare:,} of its {len(entries):,} entries carry no text, and links are not followed from here"
        yield Failure(uri=source, cause=cause, remedy="give the feed by its own address")
    for entry in _unique([entry for entry in entries if entry.content or not bare]):
        known_by = _known_by(entry, source)
        if seen.is_new(source, known_by, entry.version):
            if budget.left <= 0:
                return False
            budget.left -= 1
            try:
                yield from _read(entry, source, options)
            except FetchError as error:
                yield failed(entry.link or source, error)
                if not error.lasting:
                    whole = False
                    continue
            except SourceError as error:
                yield failed(entry.link or source, error)
        seen.note(source, known_by, entry.version)
    return whole


def _known_by(entry: Entry, source: str) -> str:
    """Return what an entry is remembered by: its link, or what only its own feed calls it."""
    return entry.link or f"{source}#{entry.id}"


def _unique(entries: Sequence[Entry]) -> Iterable[Entry]:
    """Return the entries without those of one link behind the first, which is the newest state of its page."""
    unique: dict[str, Entry] = {}
    for entry in entries:
        unique.setdefault(entry.id, entry)
    return unique.values()


def _read(entry: Entry, source: str, options: Options) -> Iterator[Document | Failure]:
    """Yield the article of an entry's page; where that is not to be had, the one that the feed itself carries.

    Raises `SourceError` where neither is there, or where the page may be there later.
    """
    try:
        found = _on_page(entry, options.on_the_web, options)
    except SourceError as error:
        if not entry.content or (isinstance(error, FetchError) and not error.lasting):
            raise
        cause = str(error).rpartition("; ")[0]
        yield _carried(entry, source, options, f"its page was not read ({cause})")
        return
    if entry.content and SHORT * sum(len(document.content) for document in found) < len(entry.content):
        yield _carried(entry, source, options, "its page shows only a part of it")
    else:
        yield from (_filled(document, entry) for document in found)


def _on_page(entry: Entry, fetcher: Fetcher | None, options: Options) -> list[Document]:
    """Return what the page of an entry holds; raises `SourceError`."""
    from extract.readers.web import documents  # which reads lists, too

    if entry.link is None:
        raise FetchError("the entry has no link; give the address of its page", lasting=True)
    if fetcher is None:
        raise FetchError("links are not followed from here; give the address of its page", lasting=True)
    fetched = fetcher.fetch(entry.link)
    found = list(documents(fetched, replace(options, depth=options.depth + 1)))
    good = [item for item in found if isinstance(item, Document)]
    if not good:
        told = next((item for item in found if isinstance(item, Failure)), None)
        raise SourceError(f"{told.cause}; {told.remedy}" if told else "the page holds nothing; open it in a browser")
    return good


def _filled(document: Document, entry: Entry) -> Document:
    """Return a document with what its entry says of it where it says nothing itself."""
    told = {name: getattr(entry, name) for name in _FILLED if getattr(document.metadata, name) is None}
    return replace(document, metadata=replace(document.metadata, **told))


def _carried(entry: Entry, source: str, options: Options, why: str) -> Document:
    uri, content = _known_by(entry, source), entry.content or ""
    metadata = Metadata(
        **{name: getattr(entry, name) for name in _FILLED if name != "outlet"},
        outlet=entry.outlet or options.outlet,
        clean=True,
        note=f"{why}; this is the text that the feed itself carries",
    )
    return Document(
        id=content_id("document", uri, content), uri=uri, media_type="text/plain", content=content, metadata=metadata
    )
