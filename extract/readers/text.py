"""Plain text files: one document each, to be zoned."""

from collections.abc import Iterator
from typing import BinaryIO

from extract.errors import SourceError
from extract.model import Document, Failure, Metadata, content_id
from extract.readers.decode import decode
from extract.readers.exports import text_export
from extract.readers.options import Options


def read_text(uri: str, stream: BinaryIO, options: Options) -> Iterator[Document | Failure]:
    """Yield the one document of a text file, or a `Failure` where it is empty, binary, or in an unknown encoding.

    A text that a press database exported gives the documents of all its articles.
    """
    data = stream.read()
    exported = text_export(uri, data, options)
    if exported is not None:
        yield from exported
        return
    try:
        content = decode(data)
    except SourceError as error:
        cause, _, remedy = str(error).rpartition("; ")
        yield Failure(uri=uri, cause=cause, remedy=remedy)
        return
    if not content.strip("\ufeff\u200b \t\n\r\f\v\xa0"):
        yield Failure(uri=uri, cause="the file is empty", remedy="put the text of the article into it")
        return
    yield Document(
        id=content_id("document", uri, content),
        uri=uri,
        media_type="text/plain",
        content=content,
        metadata=Metadata(outlet=options.outlet),
    )
