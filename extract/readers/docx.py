"""Word documents (.docx): headings, paragraphs, lists, tables, notes, and what heads every page."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from extract.errors import SourceError
from extract.model import Document, Failure, Metadata, content_id
from extract.readers.allowance import MIB, RATIO
from extract.readers.decode import storable
from extract.readers.exports import articles_in
from extract.readers.failed import failed
from extract.readers.options import Options
from extract.readers.properties import said
from extract.readers.zipped import check_packing, directory_size

# Of one part unpacked: the text of a book of a thousand pages with all its formatting.
PART = 100 * MIB
# A part that is smaller need not explain why it packs so well.
_PART_FLOOR = 8 * MIB
# Of one part, elements and attributes: the same book with every second word in another type has some four million.
# One of either takes a hundred bytes of memory and more, however few it has in the file.
MARKS = 6_000_000
# Of one file in memory: a press kit with photographs.
LARGEST = 200 * MIB
# Of the list of its parts: it has some dozen, and a picture each.
_DIRECTORY = MIB
# Tables in tables, text boxes in text boxes; Word itself stops at some ten.
_DEPTH = 40
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CORE = "{http://purl.org/dc/elements/1.1/}"
_OLD = b"\xd0\xcf\x11\xe0"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# What Word keeps of text that it no longer shows, or shows twice.
_UNSEEN = {f"{_W}moveFrom", f"{_W}del", "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(slots=True)
class _Word:
    """What of a document's parts is needed to read its text: the names of its styles, the notes referred to."""

    styles: dict[str, str] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    title: str | None = None


def read_docx(uri: str, stream: BinaryIO, options: Options) -> Iterator[Document | Failure]:
    """Yield the document of a file, or those of an export of a press database; a `Failure` where there is no text.

    A file's properties are its clerk's: title and author count where the text has them too, its dates do not.
    """
    try:
        data = stream.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise SourceError(f"it is larger than {LARGEST // MIB} MB; split it, or take the pictures out")
        blocks, word, core = _read(data, stream)
        content = storable("\n\n".join(blocks)).strip()
        if not content:
            raise SourceError("there is no text in it; give the document with its text")
        if exported := articles_in(content, uri, options, _WORD):
            yield from exported
        else:
            yield _document(uri, data, content, word, core, options)
    except SourceError as error:
        yield failed(uri, error)


def _document(uri: str, data: bytes, content: str, word: _Word, core: dict[str, str], options: Options) -> Document:
    metadata = Metadata(
        title=storable(word.title) if word.title else said(core.get("title"), content),
        author=said(core.get("creator"), content),
        outlet=options.outlet,
    )
    return Document(
        id=content_id("document", uri, content),
        uri=uri,
        media_type=_WORD,
        content=content,
        metadata=metadata,
        original=data,
    )


def _read(data: bytes, stream: BinaryIO) -> tuple[list[str], _Word, dict[str, str]]:
    """Return the blocks of text in order, the title if one is set as such, and the properties."""
    if data.startswith(_OLD):
        raise SourceError("it is protected by a password, or of an old Word; save it as .docx without one")
    if directory_size(stream) > _DIRECTORY:
        raise SourceError("it has more parts than documents have; save its text alone")
    try:
        with zipfile.ZipFile(stream) as archive:
            names = set(archive.namelist())
            body = _part(archive, "word/document.xml")
            word = _Word(styles=_styles(_part(archive, "word/styles.xml") if "word/styles.xml" in names else None))
            blocks = _heads(archive, names, "header", word)
            blocks += _blocks(body, word)
            blocks += _notes(archive, names, word)
            blocks += _heads(archive, names, "footer", word)
            core = _core(_part(archive, "docProps/core.xml") if "docProps/core.xml" in names else None)
    except (zipfile.BadZipFile, KeyError, OSError, EOFError, ValueError, zlib.error, RuntimeError) as error:
        raise SourceError("it is damaged or no Word document; save or download it again") from error
    return blocks, word, core


def _part(archive: zipfile.ZipFile, name: str) -> Any:
    from lxml import etree  # with the first document, not before

    part = archive.getinfo(name)
    check_packing(part)
    if part.file_size > PART or part.file_size > max(_PART_FLOOR, RATIO * part.compress_size):
        raise SourceError(f"unpacked it is larger than {PART // MIB} MB or {RATIO} times as large; save its text alone")
    # Entities may stand for files and for each other: none is followed.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=False, huge_tree=False)
    data = archive.read(part)
    if data.count(b"<") + data.count(b"=") > MARKS:
        raise SourceError(f"its part {name} has more than {MARKS:,} marks; save its text alone")
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise SourceError(f"its part {name} is damaged; open it in Word and save it again") from error


def _blocks(element: Any, word: _Word, depth: int = 0) -> list[str]:
    """Return the paragraphs and the rows of tables below an element, in order."""
    found: list[str] = []
    if depth > _DEPTH:
        return found
    for child in element:
        if child.tag in _UNSEEN:
            continue
        if child.tag == f"{_W}p":
            found += _paragraph(child, word, depth)
        elif child.tag == f"{_W}tbl":
            found += _table(child, word, depth)
        elif isinstance(child.tag, str):
            found += _blocks(child, word, depth + 1)
    return found


def _paragraph(paragraph: Any, word: _Word, depth: int) -> list[str]:
    boxes: list[Any] = []
    text = "".join(_words(paragraph, word, boxes, 0)).strip(" \n")
    lines = [" ".join(line.split()) for line in text.split("\n")]
    text = "\n".join(line for line in lines if line)
    style = _style(paragraph, word)
    if text and style == "title" and word.title is None:
        word.title = " ".join(text.split())
    if text and paragraph.find(f"{_W}pPr/{_W}numPr") is not None and not style.startswith("heading"):
        text = f"• {text}"
    return [block for box in boxes for block in _blocks(box, word, depth + 1)] + ([text] if text else [])


def _words(element: Any, word: _Word, boxes: list[Any], depth: int) -> Iterator[str]:
    """Yield the pieces of a paragraph's text; boxes of text that hang on it are put into `boxes`."""
    for child in element if depth <= _DEPTH else ():
        tag = child.tag
        if tag in _UNSEEN or not isinstance(tag, str):
            continue
        if tag == f"{_W}t":
            yield child.text or ""
        elif tag == f"{_W}tab":
            yield "" if element.tag == f"{_W}tabs" else " "
        elif tag in (f"{_W}br", f"{_W}cr"):
            yield "\n"
        elif tag == f"{_W}noBreakHyphen":
            yield "-"
        elif tag in (f"{_W}footnoteReference", f"{_W}endnoteReference"):
            yield _mark(word, tag, child.get(f"{_W}id", ""))
        elif tag == f"{_W}txbxContent":
            boxes.append(child)
        else:
            yield from _words(child, word, boxes, depth + 1)


def _mark(word: _Word, tag: str, note: str) -> str:
    word.notes.append(("footnotes" if tag.endswith("footnoteReference") else "endnotes", note))
    return str(len(word.notes)).translate(_SUPERSCRIPT)


def _table(table: Any, word: _Word, depth: int) -> list[str]:
    """Return the rows of a table, their cells side by side; a cell of prose is paragraphs of its own."""
    found: list[str] = []
    for row in table.iter(f"{_W}tr") if depth <= _DEPTH else ():
        if next(row.iterancestors(f"{_W}tbl")) is not table:
            continue
        cells = [
            _blocks(cell, word, depth + 1) for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row
        ]
        cells = [cell for cell in cells if cell]
        if any(len(cell) > 1 for cell in cells) or len(cells) == 1:
            found += [block for cell in cells for block in cell]
        elif cells:
            found.append(" | ".join(cell[0].replace("\n", " ") for cell in cells))
    return found


def _styles(root: Any) -> dict[str, str]:
    """Return the English name of each style, in lower case: its id is in the language of the Word that made it."""
    if root is None:
        return {}
    pairs = ((style.get(f"{_W}styleId", ""), style.find(f"{_W}name")) for style in root.iter(f"{_W}style"))
    return {key: (name.get(f"{_W}val") or "").lower() for key, name in pairs if name is not None}


def _style(paragraph: Any, word: _Word) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    key = style.get(f"{_W}val", "") if style is not None else ""
    return word.styles.get(key, key.lower())


def _notes(archive: zipfile.ZipFile, names: set[str], word: _Word) -> list[str]:
    """Return the notes in the order in which the text refers to them."""
    held: dict[tuple[str, str], list[str]] = {}
    for kind in sorted({kind for kind, _ in word.notes}):
        if f"word/{kind}.xml" in names:
            for note in _part(archive, f"word/{kind}.xml"):
                held[kind, note.get(f"{_W}id", "")] = _blocks(note, _Word(styles=word.styles))
    found = []
    for number, key in enumerate(word.notes, 1):
        mark = str(number).translate(_SUPERSCRIPT)
        found += [f"{mark} {block}" for block in held.get(key, [])[:1]] + held.get(key, [])[1:]
    return found


def _heads(archive: zipfile.ZipFile, names: set[str], kind: str, word: _Word) -> list[str]:
    """Return what stands at the head or the foot of the pages, once; a letterhead says whose paper it is."""
    parts = sorted(name for name in names if name.startswith(f"word/{kind}") and name.endswith(".xml"))
    found: list[str] = []
    for name in parts[:6]:  # of the first, the even and the odd pages, of two sections
        for block in _blocks(_part(archive, name), _Word(styles=word.styles)):
            if block not in found and any(map(str.isalpha, block)):
                found.append(block)
    return found


def _core(root: Any) -> dict[str, str]:
    return {} if root is None else {name: root.findtext(f"{_CORE}{name}") or "" for name in ("title", "creator")}
