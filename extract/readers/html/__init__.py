"""Web pages: the article's text out of its page, and what the page says of it."""

from collections.abc import Iterator
from typing import BinaryIO

from extract.errors import SourceError
from extract.model import Document, Failure
from extract.readers.exports import page_export
from extract.readers.options import Options

LARGEST = 50_000_000
"""How many bytes of a page are read."""


def read_html(uri: str, stream: BinaryIO, options: Options, charset: str | None = None) -> Iterator[Document | Failure]:
    """Yield the one document of a page, or a `Failure` that says why it holds no article.

    A page that a press database exported gives the documents of all its articles.
    `charset` is what the server said; `uri` is the address of the page (for relative links) or the name of its file.
    `Document.content` is the text, a paragraph a line with a blank line between; `original` the bytes of the page.
    """
    from extract.readers.html.page import document  # loads lxml and trafilatura: with the first page, not before

    data = stream.read(LARGEST + 1)
    try:
        if len(data) > LARGEST:
            raise SourceError(f"the page is larger than {LARGEST // 1_000_000} MB; save the article alone")
        exported = page_export(uri, data, options)
        if exported is None:
            yield document(uri, data, options, charset)
        else:
            yield from exported
    except SourceError as error:
        cause, _, remedy = str(error).rpartition("; ")
        yield Failure(uri=uri, cause=cause, remedy=remedy)
