"""The bytes of a list → what its pages hold, by what kind of list it is."""

from collections.abc import Generator
from io import BytesIO

from extract.errors import SourceError
from extract.model import Document, Failure
from extract.readers.fetch.unpacking import unpacked
from extract.readers.html import read_html
from extract.readers.kinds import FEEDS, HEAD, PAGES, SITEMAPS, root
from extract.readers.listing.entries import MOST, Budget, read_entries
from extract.readers.listing.feed import entries_of
from extract.readers.listing.sitemap import read_sitemap
from extract.readers.options import Options


def read_list(
    uri: str, data: bytes, options: Options, charset: str | None = None
) -> Generator[Document | Failure, None, bool]:
    """Yield what the entries of a list lead to; return whether none is left to be read later. Raises `SourceError`.

    `charset` is what the server said.
    """
    from extract.readers.listing import LARGEST

    if data.startswith(b"\x1f\x8b"):
        data = unpacked(data, LARGEST)
    name = root(data[:HEAD])
    if name in PAGES:
        yield from read_html(uri, BytesIO(data), options, charset)
        return True
    budget = Budget()
    if name in FEEDS:
        whole = yield from read_entries(uri, entries_of(uri, data, charset), options, budget)
    elif name in SITEMAPS:
        whole = yield from read_sitemap(uri, data, options, budget)
    else:
        what = f"XML that begins with <{name}>" if name else "no XML"
        raise SourceError(f"it is {what}; give a feed (RSS, Atom), a sitemap or a page")
    if not whole and budget.left <= 0:
        cause = f"it lists more new pages than the {MOST:,} that are read at once"
        yield Failure(uri=uri, cause=cause, remedy="run it again for the next ones")
    return whole
