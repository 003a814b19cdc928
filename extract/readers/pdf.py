"""PDF with a text layer, as press releases come: columns read in order, hyphens joined, running heads left out."""

from collections.abc import Iterator
from functools import cache
from threading import Lock
from typing import Any, BinaryIO

from extract.errors import SourceError
from extract.lang import load, supported
from extract.model import Document, Failure, Metadata, content_id
from extract.readers.allowance import MIB
from extract.readers.decode import storable
from extract.readers.failed import failed
from extract.readers.options import Options
from extract.readers.pdf_layout import Line, lines
from extract.readers.pdf_paragraphs import heading, joined, paragraphs, words_of
from extract.readers.pdf_runs import runs
from extract.readers.properties import TITLE, said

# The longest reports have some thousand pages; a file of more was made to fill a machine.
PAGES = 10_000
# Of one file in memory: a press kit with photographs.
LARGEST = 200 * MIB
# Characters a page, on the average, below which pages are pictures with a stamp or a number on them.
_SCAN = 25
# Of all characters: where more cannot be told, the letters of a font have no names in the file.
_UNKNOWN = 0.2
_PASSWORD = 4
# PDFium may be used by one thread at a time.
_PDFIUM = Lock()


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
    with _PDFIUM:
        pages, told = _read(data)
    found = paragraphs(pages)
    known = words_of(pages)
    texts = [text for text in (joined(paragraph, known, _after_hyphen()) for paragraph in found) if text]
    content = storable("\n\n".join(texts))
    if not content.strip():
        raise SourceError("it holds nothing but what stands on every page; have its pictures' text recognised (OCR)")
    title = storable(joined(list(heading(found)), known, _after_hyphen()))
    metadata = Metadata(
        title=said(told.get("Title"), content) or (title if 0 < len(title) <= TITLE else None),
        author=said(told.get("Author"), content),
        outlet=options.outlet,
    )
    return Document(
        id=content_id("document", uri, content),
        uri=uri,
        media_type="application/pdf",
        content=content,
        metadata=metadata,
        original=data,
    )


def _read(data: bytes) -> tuple[list[list[Line]], dict[str, str]]:
    """Return the lines of every page and what the file says of itself; raises `SourceError` where there is no text."""
    import pypdfium2 as pdfium  # with the first PDF, not before

    try:
        pdf = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            raise SourceError("it is protected by a password; save a copy without one") from error
        raise SourceError("it is damaged or no PDF; save or download it again") from error
    try:
        count = len(pdf)
        if count > PAGES:
            raise SourceError(f"it has {count:,} pages, and {PAGES:,} at most are read; split it")
        if not count:
            raise SourceError("it is damaged or has no page; save or download it again")
        return _pages(pdf, count), pdf.get_metadata_dict()
    finally:
        pdf.close()


def _pages(pdf: Any, count: int) -> list[list[Line]]:
    import pypdfium2 as pdfium

    pages: list[list[Line]] = []
    characters = unknown = 0
    for number in range(count):
        try:
            page = pdf[number]
        except pdfium.PdfiumError:
            continue
        found, strange = runs(page)
        page.close()
        unknown += strange
        characters += sum(len(run.text) for run in found)
        pages.append(lines(found, number))
    if not pages:
        raise SourceError("none of its pages can be read, it is damaged; save or download it again")
    if characters < _SCAN * len(pages):
        raise SourceError("it has no text layer, its pages are pictures; have their text recognised (OCR) first")
    if unknown > _UNKNOWN * characters:
        raise SourceError("its fonts do not say which letters they draw; have its text recognised (OCR) first")
    return pages


@cache
def _after_hyphen() -> frozenset[str]:
    """Return the words that follow a hyphen of their own, in any language: "il" in "dit-il"."""
    return frozenset(
        word for code in supported() for word in load(code).sections.get("files", {}).get("after_hyphen", ())
    )
