"""Rows of quotes and of claims as CSV that no spreadsheet takes for formulas."""

import csv
import io
import math
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from extract.export.columns import Column, values

ROWS_A_CHUNK = 500
BOM = "\ufeff"
FORMULA = frozenset("=+-@")
UNSEEN = frozenset("CZ")  # first letters of the Unicode categories of controls, formats, separators and unassigned
PLAIN_DIGITS = 40  # a decimal with more is written with an exponent


def write_csv(
    rows: Iterable[Mapping[str, object]], columns: Sequence[Column], *, base_url: str = "", bom: bool = True
) -> Iterator[bytes]:
    """Yield a CSV file in pieces, as the rows come: comma, CRLF, UTF-8, by default with the mark that Excel needs.

    `base_url` is the dashboard's address with its last slash; without it, links are relative. Text that a spreadsheet
    could take for a formula has an apostrophe before it (see `guarded`); numbers are written as numbers.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer)
    buffer.write(BOM if bom else "")
    writer.writerow([column.name for column in columns])
    for number, row in enumerate(rows, 1):
        writer.writerow([cell(value) for value in values(row, columns, base_url)])
        if number % ROWS_A_CHUNK == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    """Return what the buffer holds, and empty it."""
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8", "replace")


def cell(value: object) -> str:
    """Return a value as it stands in a cell: None as nothing, truth as true or false, a number plain, text guarded."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal) and value.is_finite():
        return format(value, "f") if abs(value.adjusted()) < PLAIN_DIGITS else str(value)
    if isinstance(value, int) or (isinstance(value, float) and math.isfinite(value)):
        return str(value)
    return guarded(str(value))


def guarded(text: str) -> str:
    """Return the text with an apostrophe before it where a spreadsheet could take it for a formula.

    One that starts so behind apostrophes of its own gets one too, so that `unguarded` gives every text back.
    """
    return f"'{text}" if _risky(text.lstrip("'")) else text


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    return text[1:] if text.startswith("'") and _risky(text.lstrip("'")) else text


def _risky(text: str) -> bool:
    """Return whether a tab or a line end comes first, or the first visible character starts a formula."""
    if text.startswith(("\t", "\r", "\n")):
        return True
    for character in text:
        if unicodedata.category(character)[0] not in UNSEEN:
            return unicodedata.normalize("NFKC", character)[:1] in FORMULA
    return False
