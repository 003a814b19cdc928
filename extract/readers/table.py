"""Articles as rows of CSV and TSV. A bad row is one `Failure` with its line; the rest is kept."""

import csv
import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from extract.errors import SourceError
from extract.model import Document, Failure
from extract.readers.allowance import MIB
from extract.readers.columns import columns_of
from extract.readers.decode import encoding_of, holds_foreign_bytes, storable
from extract.readers.failed import failed
from extract.readers.options import Options
from extract.readers.rows import row_document

_SAMPLE = 64_000
# Python's own limit is 131,072 characters; a row has one of its own.
_FIELD = 2**31 - 1
ROW = 32 * MIB
"""Characters of one row; in memory it takes ten times as many bytes, and packed a two-hundredth."""


def read_csv(uri: str, stream: BinaryIO, options: Options) -> Iterator[Document | Failure]:
    """Yield one document a row; columns are found by their names or as asked, the delimiter by the header."""
    try:
        yield from _csv_rows(uri, stream, options)
    except SourceError as error:
        yield failed(uri, error)
    except (UnicodeError, csv.Error) as error:
        yield failed(uri, f"it cannot be read to its end ({error}); save it as CSV in UTF-8")


def _csv_rows(uri: str, stream: BinaryIO, options: Options) -> Iterator[Document | Failure]:
    lines = _opened(stream)
    rows = csv.reader(lines, delimiter=_delimiter(lines.header), strict=True)
    header = [storable(name).strip().lstrip("\ufeff") for name in next(rows, [])]
    # Of columns of one name the first counts, unless they are texts: then there are two.
    places = {name: index for index, name in reversed(list(enumerate(header)))}
    columns = columns_of(header, options)
    empty = True
    for row in _whole_rows(rows):
        lines.row_begins()
        if isinstance(row, csv.Error):
            empty = False
            cause = f"the row that ends here is broken ({row})"
            remedy = "close its quotation marks, and double those inside a field"
            yield failed(uri, f"{cause}; {remedy}", f"line {rows.line_num}")
            continue
        if not any(field.strip() for field in row):
            continue
        empty = False
        try:
            fields = {name: row[places[column]] for name, column in columns.items() if places[column] < len(row)}
            yield _from_row(fields, options, uri, rows.line_num)
        except SourceError as error:
            yield failed(uri, error, f"line {rows.line_num}")
    if empty:
        raise SourceError("it has a header and no rows; put one article a row into it")


class _Lines:
    """The lines of a table, those of one row together bounded; iterating raises `SourceError` where they are not."""

    def __init__(self, text: io.TextIOWrapper, header: str) -> None:
        self._text, self.header, self._taken = text, header, 0

    def row_begins(self) -> None:
        self._taken = 0

    def __iter__(self) -> Iterator[str]:
        while line := self._text.readline(ROW + 1):
            self._taken += len(line)
            if self._taken > ROW:
                cause = f"a row, or a field whose quotation mark is not closed, has more than {ROW // MIB} MB"
                raise SourceError(f"{cause}; give its text as a file of its own")
            yield line


def _opened(stream: BinaryIO) -> _Lines:
    """Return the lines of the stream; raises `SourceError` of an empty one."""
    csv.field_size_limit(_FIELD)
    sample = stream.read(_SAMPLE)
    if not sample.strip():
        raise SourceError("the file is empty; put a header and one article a row into it")
    encoding = encoding_of(sample)
    # A row with bytes that are not UTF-8 must not cost the others; it is found by what stands for these bytes.
    errors = "surrogateescape" if encoding.startswith("utf-8") else "strict"
    raw = io.BufferedReader(_Rejoined(sample, stream))
    lines = io.TextIOWrapper(raw, encoding=encoding, errors=errors, newline="")
    return _Lines(lines, sample.decode(encoding, errors="replace").lstrip("\ufeff").split("\n", 1)[0])


def _from_row(fields: dict[str, str], options: Options, file: str, line: int) -> Document:
    if any(map(holds_foreign_bytes, fields.values())):
        raise SourceError("the row that ends here has bytes that are not UTF-8, as the rest is; save the file as UTF-8")
    return row_document(fields, file, line, options, "text/csv")


def _whole_rows(rows: Iterator[list[str]]) -> Iterator[list[str] | csv.Error]:
    """Yield each row, or the error that stands in its place; after one the next row is read all the same."""
    while True:
        try:
            yield next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield error


class _Rejoined(io.RawIOBase):
    """A stream whose first bytes were read for a sample already."""

    def __init__(self, first: bytes, rest: BinaryIO) -> None:
        self._first, self._rest = io.BytesIO(first), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._first.read(len(buffer)) or self._rest.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _delimiter(header: str) -> str:
    """Return the delimiter that stands most often in the header; a header of one column has a comma."""
    return max(",;\t|", key=header.count)
