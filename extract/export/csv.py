"""Rows of quotes and of claims as CSV that no spreadsheet takes for formulas."""

import csv
import io
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from extract.export.columns import Column, values

ROWS_A_CHUNK = 500
BOM = "\ufeff"
FORMULA = frozenset("=+-@")
UNSEEN = frozenset("CZ")  # first letters of the Unicode categories of controls, formats, separators and unassigned
PARTING = re.compile("([;\t\r\n])")  # where a spreadsheet of another language parts the cells of a line
INSIDE = "'\""
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

    A spreadsheet that speaks French parts cells at semicolons, where this file has them in the midst of a text: what
    begins behind one, a tab or a line end is guarded too. What starts so behind apostrophes of its own gets one more,
    so that `unguarded` gives every text back.
    """
    first, *others = PARTING.split(text)
    if others:
        others[1::2] = [f"'{part}" if _starts(part, INSIDE) else part for part in others[1::2]]
    before = "'" if _risky(text.lstrip("'")) else ""
    return f"{before}{first}{''.join(others)}"


def unguarded(text: str) -> str:
    """Return the text that `guarded` was given."""
    first, *others = PARTING.split(text)
    if others:
        others[1::2] = [part[1:] if part[:1] == "'" and _starts(part, INSIDE) else part for part in others[1::2]]
        text = first + "".join(others)
    return text[1:] if text.startswith("'") and _risky(text.lstrip("'")) else text


def _risky(text: str) -> bool:
    """Return whether a tab or a line end comes first, or the first visible character starts a formula."""
    return text.startswith(("\t", "\r", "\n")) or _starts(text, "")


def _starts(text: str, passed_over: str) -> bool:
    """Return whether the first visible character, but for some that are passed over, starts a formula."""
    for character in text:
        if character not in passed_over and unicodedata.category(character)[0] not in UNSEEN:
            return unicodedata.normalize("NFKC", character)[:1] in FORMULA
    return False
