"""The bytes of a PDF → its text, title and author. What PDFium makes of a hostile file may end the process."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from extract.errors import SourceError
from extract.lang import load, supported
from extract.readers.decode import storable
from extract.readers.pdf_layout import Line, lines
from extract.readers.pdf_paragraphs import heading, joined, paragraphs, words_of
from extract.readers.pdf_runs import runs
from extract.readers.properties import TITLE, said

# The longest reports have some thousand pages; a file of more was made to fill a machine.
PAGES = 10_000
# Characters of all pages; those reports have some three million.
TEXT = 10_000_000
# Characters a page, on the average, below which pages are pictures with a stamp or a number on them.
_SCAN = 25
# Of all characters: where more cannot be told, the letters of a font have no names in the file.
_UNKNOWN = 0.2
_PASSWORD = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a PDF says: its text, a blank line between paragraphs, and its title and author where they are known."""

    content: str
    title: str | None
    author: str | None


def told(data: bytes, page_begins: Any = lambda: None) -> Told:
    """Return what a PDF says; raises `SourceError`. `page_begins` is called before each page."""
    pages, properties = _read(data, page_begins)
    found = paragraphs(pages)
    known = words_of(pages)
    texts = [text for text in (joined(paragraph, known, _after_hyphen()) for paragraph in found) if text]
    content = storable("\n\n".join(texts))
    if not content.strip():
        raise SourceError("it holds nothing but what stands on every page; have its pictures' text recognised (OCR)")
    title = storable(joined(list(heading(found)), known, _after_hyphen()))
    return Told(
        content=content,
        title=said(properties.get("Title"), content) or (title if 0 < len(title) <= TITLE else None),
        author=said(properties.get("Author"), content),
    )


def _read(data: bytes, page_begins: Any) -> tuple[list[list[Line]], dict[str, str]]:
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
        return _pages(pdf, count, page_begins), pdf.get_metadata_dict()
    finally:
        pdf.close()


def _pages(pdf: Any, count: int, page_begins: Any) -> list[list[Line]]:
    import pypdfium2 as pdfium

    pages: list[list[Line]] = []
    characters = unknown = 0
    for number in range(count):
        page_begins()
        try:
            page = pdf[number]
        except pdfium.PdfiumError:
            continue
        found, strange = runs(page)
        page.close()
        unknown += strange
        characters += sum(len(run.text) for run in found)
        if characters > TEXT:
            raise SourceError(f"it holds more than {TEXT:,} characters; split it")
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
