"""A workbook in which text stays text, whatever it begins with."""

import io
from collections.abc import Iterator
from decimal import Decimal
from zipfile import ZipFile

import pytest
from lxml import etree

from extract.export import xlsx
from extract.export.columns import Column, Table

TABLE = Table("quotes", "rows of a test", (Column("text", "words"), Column("value", "a figure", "number")), ("text",))
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
HOSTILE = ["=1+1", "+1", "-2", "@SUM(A1)", "http://evil.example", "{=1}", "file:///etc/passwd", "1e9", "é\ud800"]
HOSTILE += ["\x01\x0b"]


def sheets(rows: list[dict[str, object]]) -> dict[str, etree._Element]:
    book = ZipFile(io.BytesIO(b"".join(xlsx.write_xlsx([(TABLE, rows)]))))
    return {name: etree.fromstring(book.read(name)) for name in book.namelist() if name.endswith(".xml")}


def cells(rows: list[dict[str, object]], sheet: int = 1) -> Iterator[tuple[str | None, str]]:
    for cell in sheets(rows)[f"xl/worksheets/sheet{sheet}.xml"].iter(f"{MAIN}c"):
        yield cell.get("t"), "".join(cell.itertext())


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_becomes_a_formula_a_link_or_a_number(text: str) -> None:
    parts = sheets([{"text": text, "value": None}])
    everything = [node for tree in parts.values() for node in tree.iter()]
    assert not [node for node in everything if node.tag in (f"{MAIN}f", f"{MAIN}hyperlink")]
    assert [type for type, _ in cells([{"text": text, "value": None}])][2:] == ["inlineStr"]


def test_figures_are_numbers_and_unknown_is_no_cell() -> None:
    found = list(cells([{"text": "a", "value": Decimal("2.5")}, {"text": "b", "value": None}]))
    assert found[2:] == [("inlineStr", "a"), (None, "2.5"), ("inlineStr", "b")]


def test_a_text_over_excels_limit_is_cut_and_says_so() -> None:
    *_, (_, text) = cells([{"text": "x" * 40_000, "value": None}])
    assert len(text) == xlsx.MOST_CHARACTERS
    assert text.endswith(xlsx.CUT)


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 2)
    rows: list[dict[str, object]] = [{"text": f"row {number}", "value": number} for number in range(5)]
    names = [node.get("name") for node in sheets(rows)["xl/workbook.xml"].iter(f"{MAIN}sheet")]
    assert names == ["quotes", "quotes 2", "quotes 3"]
    assert list(cells(rows, 3))[2:] == [("inlineStr", "row 4"), (None, "4")]
