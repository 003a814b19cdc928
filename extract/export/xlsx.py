"""Tables as one XLSX workbook, a sheet each; text is text there, whatever it begins with, and no cell is a link."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from math import isfinite
from tempfile import TemporaryFile
from typing import Any

from xlsxwriter import Workbook

from extract.export.columns import Column, Row, Table, values
from extract.export.pieces import pieces_of

MOST_ROWS = 1_048_575  # of Excel's 1,048,576 one is the header
MOST_CHARACTERS = 32_767
CUT = " … [cut at Excel's limit]"
_WIDTHS = {"text": 70, "context": 70, "sentence": 70, "evidence": 70, "article_title": 40, "title": 40, "speaker": 24}
# Formulas, links and numbers are never guessed from text; the rows go to disk as they come.
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def write_xlsx(tables: Iterable[tuple[Table, Iterable[Row]]], *, base_url: str = "") -> Iterator[bytes]:
    """Yield a workbook in pieces; a table that is longer than a sheet may be goes on in the next one ("quotes 2")."""
    with TemporaryFile() as file:
        with Workbook(file, _OPTIONS) as workbook:
            head = workbook.add_format({"bold": True, "bottom": 1})
            for table, rows in tables:
                _sheets(workbook, head, table, rows, base_url)
        yield from pieces_of(file)


def _sheets(workbook: Any, head: Any, table: Table, rows: Iterable[Row], base_url: str) -> None:
    sheet = None
    for number, row in enumerate(rows):
        at = number % MOST_ROWS
        if at == 0:
            part = number // MOST_ROWS + 1
            sheet = _sheet(workbook, head, table.name if part == 1 else f"{table.name} {part}", table.columns)
        for column, value in enumerate(values(row, table.columns, base_url)):
            _cell(sheet, at + 1, column, value)
    if sheet is None:
        _sheet(workbook, head, table.name, table.columns)


def _sheet(workbook: Any, head: Any, name: str, columns: Sequence[Column]) -> Any:
    sheet = workbook.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    for at, column in enumerate(columns):
        sheet.set_column(at, at, _WIDTHS.get(column.name, 14))
        sheet.write_string(0, at, column.name, head)
    return sheet


def _cell(sheet: Any, row: int, column: int, value: object) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float | Decimal) and _fits(value):
        sheet.write_number(row, column, float(value))
    else:
        sheet.write_string(row, column, _cut(str(value)))


def _fits(value: int | float | Decimal) -> bool:
    """Whether Excel has the number, which is a double there."""
    return isfinite(value) and abs(float(value)) < 1e300


def _cut(text: str) -> str:
    clean = text.encode("utf-8", "replace").decode()
    return clean if len(clean) <= MOST_CHARACTERS else clean[: MOST_CHARACTERS - len(CUT)] + CUT
