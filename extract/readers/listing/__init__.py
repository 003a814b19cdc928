"""Feeds and sitemaps: lists of pages, of which those that are new are read."""

from collections.abc import Iterator
from typing import BinaryIO

from extract.errors import SourceError
from extract.model import Document, Failure
from extract.readers.failed import failed
from extract.readers.options import Options

LARGEST = 50_000_000
"""How many bytes of a list are read."""


def read_xml(uri: str, stream: BinaryIO, options: Options) -> Iterator[Document | Failure]:
    """Yield what the entries of a feed or a sitemap lead to, each its own result, or the one article of a page."""
    from extract.readers.listing.lists import read_list  # loads lxml and feedparser: with the first list, not before

    try:
        data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise SourceError(f"it is larger than {LARGEST // 1_000_000} MB; give the addresses of its pages")
        yield from read_list(uri, data, options)
    except SourceError as error:
        yield failed(uri, error)
