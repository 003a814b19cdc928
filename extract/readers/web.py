"""A web address → what lies there, by the reader of its kind."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from urllib.parse import urlsplit

from extract.errors import SourceError
from extract.model import Document, Failure
from extract.readers import Reader, reader_for_type
from extract.readers.failed import failed
from extract.readers.fetch import Fetched, Fetcher, FetchError, Validators
from extract.readers.html import read_html
from extract.readers.kinds import HEAD
from extract.readers.listing import read_xml
from extract.readers.listing.lists import read_list
from extract.readers.listing.offered import offered_feed
from extract.readers.options import Options

_SECRET = re.compile(r"//[^/?#]*@")


def read_url(url: str, options: Options) -> Iterator[Document | Failure]:
    """Yield what an address leads to: the article of a page, the new pages of a feed or a sitemap, a file's articles.

    Of a list that has not changed since all of it was read, nothing is yielded, nor asked for.
    """
    fetcher, seen = options.fetcher or Fetcher(), options.seen
    options = replace(options, fetcher=fetcher)
    try:
        fetched = fetcher.fetch(url, Validators(*(seen.validators(url) if seen else ())))
        if fetched.status == 304:
            return
        if _reader(fetched) is not read_xml:
            yield from (_with_feed(item, fetched) for item in documents(fetched, options))
            return
        whole = yield from read_list(fetched.url, fetched.body, options, fetched.charset)
        if whole and seen:
            seen.remember(url, fetched.validators.etag, fetched.validators.last_modified)
    except SourceError as error:
        # What failed is kept and shown; a password that somebody gave is not.
        yield failed(_SECRET.sub("//…@", url), error)


def documents(fetched: Fetched, options: Options) -> Iterator[Document | Failure]:
    """Yield what was fetched, with when that was, and what was asked for where it is another address.

    Raises `FetchError` where nobody reads it.
    """
    reader = _reader(fetched)
    if reader is None:
        what = fetched.media_type or "of a type that the server does not name"
        raise FetchError(f"it is {what}, which is not read; give the address of a page", lasting=True)
    stream = BytesIO(fetched.body)
    page = reader is read_html
    read = read_html(fetched.url, stream, options, fetched.charset) if page else reader(fetched.url, stream, options)
    for item in read:
        yield _told(item, fetched) if isinstance(item, Document) else item


def _with_feed(item: Document | Failure, fetched: Fetched) -> Document | Failure:
    """Name the feed that a page without an article offers: a front page is what people give for a site."""
    feed = offered_feed(fetched.url, fetched.body) if isinstance(item, Failure) else None
    return (
        replace(item, remedy=f"{item.remedy}, or give its feed: {feed}") if isinstance(item, Failure) and feed else item
    )


def _reader(fetched: Fetched) -> Reader | None:
    return reader_for_type(fetched.media_type, fetched.body[:HEAD], urlsplit(fetched.url).path)


def _told(document: Document, fetched: Fetched) -> Document:
    requested = fetched.asked if fetched.asked != document.uri else None
    return replace(document, fetched_at=fetched.fetched_at, metadata=replace(document.metadata, requested=requested))
