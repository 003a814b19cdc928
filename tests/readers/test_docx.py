"""Word documents: what a reader of the page sees, in the order of the page."""

import io
import zipfile
from collections.abc import Callable

import docx
import pytest
from docx.oxml import parse_xml

from extract.article import article_from
from extract.model import Document, Failure
from extract.readers import docx as reader
from extract.readers import read_bytes
from extract.readers.docx import PART

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
QUOTE = "“Nobody told us,” said Ada Brack, who runs the harbour of Wexel."


def written(fill: Callable[[docx.document.Document], None]) -> bytes:
    paper = docx.Document()
    fill(paper)
    stream = io.BytesIO()
    paper.save(stream)
    return stream.getvalue()


def read(data: bytes) -> Document:
    (found,) = read_bytes("a.docx", data)
    assert isinstance(found, Document), found
    return found


def failure(data: bytes) -> Failure:
    (found,) = read_bytes("a.docx", data)
    assert isinstance(found, Failure), found
    return found


def changed(data: bytes, parts: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", packing) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name, old.read(name)))
        for name in parts.keys() - set(old.namelist()):
            new.writestr(name, parts[name])
    return stream.getvalue()


def test_a_press_release_gives_its_title_and_paragraphs() -> None:
    def fill(paper: docx.document.Document) -> None:
        paper.sections[0].header.paragraphs[0].text = "Wexel Harbour Board"
        paper.add_heading("The harbour is shut until spring", 0)
        paper.add_paragraph(QUOTE)
        paper.add_paragraph("The northern quay", style="List Bullet")
        paper.add_paragraph("The town counts 1,200 ships.")

    data = written(fill)
    found = read(data)
    assert found.content.split("\n\n")[:3] == ["Wexel Harbour Board", "The harbour is shut until spring", QUOTE]
    assert (found.metadata.title, found.original) == ("The harbour is shut until spring", data)
    assert article_from(found).title == "The harbour is shut until spring"


def test_rows_of_a_table_are_lines_and_a_table_of_prose_is_paragraphs() -> None:
    def fill(paper: docx.document.Document) -> None:
        table = paper.add_table(2, 2)
        for row, words in zip(table.rows, (("Quay", "Ships"), ("North", "1,200")), strict=True):
            for cell, word in zip(row.cells, words, strict=True):
                cell.text = word
        prose = paper.add_table(1, 2)
        prose.rows[0].cells[0].text = "One paragraph."
        prose.rows[0].cells[0].add_paragraph(QUOTE)
        prose.rows[0].cells[1].text = "Another."

    assert read(written(fill)).content == f"Quay | Ships\n\nNorth | 1,200\n\nOne paragraph.\n\n{QUOTE}\n\nAnother."


def test_notes_follow_the_text_in_the_order_of_their_marks() -> None:
    def fill(paper: docx.document.Document) -> None:
        run = paper.add_paragraph("The board counts 63 ships").add_run()
        run._r.append(parse_xml(f'<w:footnoteReference {WORD} w:id="2"/>'))

    note = (
        f'<w:footnotes {WORD}><w:footnote w:id="2"><w:p><w:r><w:t>In May.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    data = changed(written(fill), {"word/footnotes.xml": note.encode()})
    assert read(data).content == "The board counts 63 ships¹\n\n¹ In May."


def test_what_was_deleted_is_not_read_and_what_was_added_is() -> None:
    def fill(paper: docx.document.Document) -> None:
        paragraph = paper.add_paragraph("The quay is ")._p
        paragraph.append(parse_xml(f"<w:del {WORD}><w:r><w:delText>open</w:delText></w:r></w:del>"))
        paragraph.append(parse_xml(f"<w:ins {WORD}><w:r><w:t>shut</w:t></w:r></w:ins>"))

    assert read(written(fill)).content == "The quay is shut"


def test_the_properties_of_a_file_are_its_clerks() -> None:
    def fill(paper: docx.document.Document) -> None:
        paper.core_properties.author, paper.core_properties.title = "jdoe", "draft 3"
        paper.add_paragraph(QUOTE)

    told = read(written(fill)).metadata
    assert (told.author, told.title, told.published_at) == (None, None, None)


def test_a_part_that_unpacks_to_far_more_is_refused() -> None:
    data = changed(written(lambda paper: None), {"word/document.xml": b"<a>" + b" " * (PART // 5) + b"</a>"})
    assert "times as large" in failure(data).cause


def test_what_would_fill_the_memory_is_refused_by_what_the_file_says(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = written(lambda paper: paper.add_paragraph(QUOTE))
    assert "not read (method 12)" in str(failure(changed(whole, {}, zipfile.ZIP_BZIP2)).cause)
    monkeypatch.setattr(reader, "MARKS", 1_000)
    empty = f"<w:document {WORD}><w:body>{'<w:p/>' * 1_000}</w:body></w:document>".encode()
    assert "more than 1,000 marks" in str(failure(changed(whole, {"word/document.xml": empty})).cause)
    monkeypatch.setattr(reader, "_DIRECTORY", 100)
    assert "more parts than documents have" in str(failure(whole).cause)


@pytest.mark.parametrize("part", [b"", b"<w:document", b"\x00" * 50, b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"])
def test_a_damaged_part_is_one_line(part: bytes) -> None:
    data = changed(written(lambda paper: None), {"word/document.xml": part})
    assert failure(data).remedy


def test_a_protected_an_empty_and_a_damaged_file_are_one_line_each() -> None:
    assert "password" in failure(b"\xd0\xcf\x11\xe0" + b"\x00" * 600).cause
    assert "no text" in failure(written(lambda paper: None)).cause
    whole = written(lambda paper: paper.add_paragraph(QUOTE) and None)
    for bad in (b"", b"PK\x03\x04", whole[: len(whole) // 2]):
        assert "damaged" in failure(bad).cause


def test_text_boxes_and_nested_tables_are_read_once_and_deep_nesting_ends() -> None:
    box = f"<w:txbxContent {WORD}><w:p><w:r><w:t>Boxed.</w:t></w:r></w:p></w:txbxContent>"
    choice = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    parts = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    both = f'<mc:AlternateContent xmlns:mc="{choice}">{parts}</mc:AlternateContent>'
    deep = "<w:sdt>" * 200 + "<w:p/>" + "</w:sdt>" * 200
    body = f"<w:document {WORD}><w:body><w:p><w:r>{both}<w:t>Text.</w:t></w:r></w:p>{deep}</w:body></w:document>"
    assert read(changed(written(lambda paper: None), {"word/document.xml": body.encode()})).content == "Boxed.\n\nText."
