"""PDF with a text layer, as press releases come: columns read in order, hyphens joined, running heads left out."""

from collections.abc import Iterator
from typing import BinaryIO

from extract.errors import SourceError
from extract.model import Document, Failure, Metadata, content_id
from extract.readers.allowance import MIB
from extract.readers.failed import failed
from extract.readers.options import Options
from extract.readers.pdf_apart import APART

# Of one file in memory: a press kit with photographs.
LARGEST = 200 * MIB


def read_pdf(uri: str, stream: BinaryIO, options: Options) -> Iterator[Document | Failure]:
    """Yield the one document of a PDF, or a `Failure` where it is protected, damaged, or has no text layer.

    The date on which a file was made is no date of publication: what the text says is.
    """
    try:
        data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise SourceError(f"it is larger than {LARGEST // MIB} MB; split it")
        yield _document(uri, data, options)
    except SourceError as error:
        yield failed(uri, error)


def _document(uri: str, data: bytes, options: Options) -> Document:
    told = APART.told(data)
    return Document(
        id=content_id("document", uri, told.content),
        uri=uri,
        media_type="application/pdf",
        content=told.content,
        metadata=Metadata(title=told.title, author=told.author, outlet=options.outlet),
        original=data,
    )
