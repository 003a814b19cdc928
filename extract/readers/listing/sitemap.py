"""Sitemaps and lists of sitemaps → entries, and what their pages hold, the newest first."""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from lxml import etree

from extract.errors import SourceError
from extract.model import Document, Failure
from extract.readers.decode import storable
from extract.readers.failed import failed
from extract.readers.fetch import Fetcher, FetchError, Validators
from extract.readers.fetch.target import joined
from extract.readers.fetch.unpacking import unpacked
from extract.readers.listing.entries import Budget, read_entries
from extract.readers.listing.entry import Entry
from extract.readers.options import Options
from extract.readers.seen import Memory, Seen

# What the protocol allows (https://www.sitemaps.org/protocol.html): entries and plain bytes of one sitemap.
ENTRIES, LARGEST = 50_000, 50_000_000
# A list of sitemaps that lists others in turn is outside the protocol, and found all the same.
DEPTH = 3
# Elements and attributes of one entry; a thousand pictures have some five thousand.
HEAVIEST = 20_000
_STRETCH = re.compile(rb"<[^<]{200000}")
_NAMES = {"news:title": "title", "news:name": "outlet", "news:language": "language", "news:publication_date": "date"}


@dataclass(slots=True)
class Sitemap:
    """What one sitemap lists; `broken` says where its XML breaks off."""

    pages: list[Entry] = field(default_factory=list)
    sitemaps: list[Entry] = field(default_factory=list)
    broken: str | None = None


def parsed(uri: str, data: bytes) -> Sitemap:
    """Return what a sitemap lists, as far as its XML holds; entities that it defines itself are not filled in."""
    found = Sitemap()
    try:
        for element in _elements(data):
            if len(found.pages) + len(found.sitemaps) == ENTRIES:
                raise SourceError(f"it lists more than the {ENTRIES:,} addresses that a sitemap may")
            entry = _entry(uri, element)
            if entry:
                (found.pages if _name(element) == "url" else found.sitemaps).append(entry)
    except etree.XMLSyntaxError as error:
        found.broken = f"its XML breaks off in line {error.lineno}"
    except SourceError as error:
        found.broken = str(error)
    for entries in (found.pages, found.sitemaps):
        entries.sort(key=lambda entry: entry.version or entry.published_at or "", reverse=True)
    return found


def _elements(data: bytes) -> Iterator[Any]:
    """Yield the elements of entries, each forgotten with the next; raises `SourceError` for one that fills memory."""
    if _STRETCH.search(data):
        raise SourceError("it holds a stretch of text or marks that no sitemap has")
    safe = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}
    quiet = {"remove_comments": True, "remove_pis": True}
    weight = 0
    for event, element in etree.iterparse(BytesIO(data), events=("start", "end", "start-ns"), **safe, **quiet):
        if event != "end":
            weight += 1 + (len(element.attrib) if event == "start" else 0)
            if weight > HEAVIEST:
                raise SourceError("one of its entries is larger than entries are")
        elif _name(element) in ("url", "sitemap"):
            yield element
            weight = 0
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]


def _name(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]


def read_sitemap(
    source: str, data: bytes, options: Options, budget: Budget, depth: int = 1
) -> Generator[Document | Failure, None, bool]:
    """Yield what new pages of a sitemap and of those that it lists hold; return whether none is left to be read later.

    Raises `SourceError` where it lists nothing, or where nothing can be fetched.
    """
    found = parsed(source, data)
    fetcher = options.on_the_web
    if not found.pages and not found.sitemaps:
        raise SourceError(f"{found.broken or 'it lists no address'}; look at it in a browser")
    if fetcher is None:
        raise SourceError("it lists addresses, which are not fetched from here; give it by its own address")
    whole = True
    for entry in found.sitemaps:
        whole = (yield from _listed(source, entry, fetcher, options, budget, depth)) and whole
    whole = (yield from read_entries(source, found.pages, options, budget)) and whole
    if found.broken:
        yield Failure(uri=source, cause=found.broken, remedy="what stands before that is read; tell the site")
    return whole and not found.broken


def _listed(
    source: str, entry: Entry, fetcher: Fetcher, options: Options, budget: Budget, depth: int
) -> Generator[Document | Failure, None, bool]:
    """Read a sitemap that another one lists, unless it is as it was."""
    seen: Seen = options.seen or Memory()
    if entry.link is None or budget.left <= 0:
        return False
    if entry.version and not seen.is_new(source, entry.id, entry.version):
        return True
    try:
        if depth >= DEPTH or budget.sitemaps <= 0:
            raise FetchError(
                f"it lies more than {DEPTH} lists deep, or behind too many others; give it by itself", lasting=True
            )
        budget.sitemaps -= 1
        fetched = fetcher.fetch(entry.link, Validators(*seen.validators(entry.link)))
        whole = True
        if fetched.status != 304:
            body = unpacked(fetched.body, LARGEST) if fetched.body.startswith(b"\x1f\x8b") else fetched.body
            whole = yield from read_sitemap(fetched.url, body, options, budget, depth + 1)
            if whole:
                seen.remember(entry.link, fetched.validators.etag, fetched.validators.last_modified)
    except SourceError as error:
        yield failed(entry.link, error)
        whole = isinstance(error, FetchError) and error.lasting
    if whole:
        seen.note(source, entry.id, entry.version)
    return whole


def _entry(uri: str, element: Any) -> Entry | None:
    """Return what an element of a sitemap says; None where it names no address."""
    told: dict[str, str] = {}
    for child in element.iter("{*}*"):
        if child.text and child.text.strip():
            prefix = "news:" if "news" in str(child.tag).rpartition("}")[0] else ""
            told.setdefault(prefix + _name(child), " ".join(storable(child.text).split()))
    if "loc" not in told:
        return None
    link = joined(uri, told["loc"])
    news = {field: told.get(name) for name, field in _NAMES.items()}
    return Entry(
        id=link,
        link=link,
        version=told.get("lastmod", ""),
        title=news["title"],
        outlet=news["outlet"],
        language=news["language"],
        published_at=news["date"],
    )
