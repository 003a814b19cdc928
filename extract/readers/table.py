"""Articles as rows: JSON Lines, CSV and TSV. A bad row is one `Failure` with its line; the rest is kept."""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Any, BinaryIO

from extract.errors import SourceError
from extract.model import Document, Failure, Metadata, content_id
from extract.readers.decode import encoding_of, holds_foreign_bytes, normal_lines, storable
from extract.readers.options import Options

_OPTIONAL = ("outlet", "title", "language", "published_at", "updated_at", "author", "uri")
_SAMPLE = 64_000

# Names of columns, as spreadsheets and content systems write them in English and French.
COLUMNS: dict[str, tuple[str, ...]] = {
    name: tuple(spellings.split())
    for name, spellings in {
        "text": "text body content fulltext articletext articlebody article texte contenu corps",
        "title": "title headline titre",
        "outlet": "outlet source publisher publication newspaper site media journal média éditeur",
        "published_at": "publishedat published date publicationdate pubdate datepublished datedepublication",
        "updated_at": "updatedat updated modified lastmodified",
        "language": "language lang langue",
        "uri": "uri url link lien permalink",
        "author": "author byline authors auteur auteurs auteure autrice",
        "id": "id articleid docid identifiant",
    }.items()
}


def read_json_lines(uri: str, stream: BinaryIO, options: Options) -> Iterator[Document | Failure]:
    """Yield one document a line `{"id", "text", …}`; text and id are taken as they are."""
    lines = ((number, line) for number, line in enumerate(_without_mark(stream), 1) if line.strip())
    first = list(islice(lines, 2))
    value = _value_over_lines([line for _, line in first])
    if value:
        yield Failure(uri=uri, cause=f"it is {value}, not JSON Lines", remedy="write one object a line")
        return
    for number, line in chain(first, lines):
        try:
            yield _from_json(line, options)
        except SourceError as error:
            cause, _, remedy = str(error).rpartition("; ")
            yield Failure(uri=uri, place=f"line {number}", cause=cause, remedy=remedy)
    if not first:
        yield Failure(uri=uri, cause="there is no article in it", remedy='give one {"id", "text"} object a line')


def _without_mark(stream: BinaryIO) -> Iterator[bytes]:
    return chain([stream.readline().removeprefix(codecs.BOM_UTF8)], stream)


def _value_over_lines(first: list[bytes]) -> str | None:
    """Return what a file is whose first two lines show that it is one JSON value over many lines; None for others."""
    if not first or not _ends_early(first[0]):
        return None
    opening, *following = (line.strip() for line in first)
    if opening.startswith(b"["):
        return "a JSON array"
    # After an article whose line broke off the next article begins; within an object, its next name or a list.
    inside = opening.endswith(b"[") or any(line.startswith(b'"') for line in following)
    return "a JSON object over several lines" if opening.startswith(b"{") and inside else None


def _ends_early(line: bytes) -> bool:
    """Whether a line is JSON as far as it goes, but ends before its value does."""
    text = line.decode("utf-8", errors="replace").rstrip()
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error.pos >= len(text)
    except (ValueError, RecursionError):
        pass
    return False


def _from_json(line: bytes, options: Options) -> Document:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SourceError("it is not UTF-8; save the file as UTF-8") from error
    except json.JSONDecodeError as error:
        raise SourceError(f'it is not JSON ({error.msg}); write one {{"id", "text"}} object a line') from error
    except RecursionError as error:
        raise SourceError('it is nested too deeply; write one {"id", "text"} object a line') from error
    except ValueError as error:  # Python reads no integer of thousands of digits
        raise SourceError("it holds a number of too many digits; write that number as a string") from error
    if isinstance(row, list):
        raise SourceError("it is a JSON array, not JSON Lines; write one object a line")
    if not isinstance(row, dict):
        raise SourceError('it is not a JSON object; write one {"id", "text"} object a line')
    identity, text = row.get("id"), row.get("text")
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)
    if not isinstance(identity, str) or not identity:
        raise SourceError('"id" is missing or no string; add it')
    if not isinstance(text, str):
        raise SourceError('"text" is missing or no string; add it')
    if not text.strip():
        raise SourceError('"text" is empty; put the text of the article into it')
    for name in _OPTIONAL:
        if row.get(name) is not None and not isinstance(row[name], str):
            raise SourceError(f'"{name}" is neither a string nor null; correct it')
    return _document(row, row.get("uri") or identity, identity, text, options, "application/jsonl")


def read_csv(uri: str, stream: BinaryIO, options: Options) -> Iterator[Document | Failure]:
    """Yield one document a row; columns are found by their names (`COLUMNS`), the delimiter by the header."""
    try:
        yield from _csv_rows(uri, stream, options)
    except SourceError as error:
        cause, _, remedy = str(error).rpartition("; ")
        yield Failure(uri=uri, cause=cause, remedy=remedy)
    except (UnicodeError, csv.Error) as error:
        yield Failure(uri=uri, cause=f"it cannot be read to its end ({error})", remedy="save it as CSV in UTF-8")


def _csv_rows(uri: str, stream: BinaryIO, options: Options) -> Iterator[Document | Failure]:
    csv.field_size_limit(2**31 - 1)
    sample = stream.read(_SAMPLE)
    if not sample.strip():
        raise SourceError("the file is empty; put a header and one article a row into it")
    encoding = encoding_of(sample)
    # A row with bytes that are not UTF-8 must not cost the others; it is found by what stands for these bytes.
    errors = "surrogateescape" if encoding.startswith("utf-8") else "strict"
    raw = io.BufferedReader(_Rejoined(sample, stream))
    lines = io.TextIOWrapper(raw, encoding=encoding, errors=errors, newline="")
    header_line = sample.decode(encoding, errors="replace").lstrip("\ufeff").split("\n", 1)[0]
    rows = csv.reader(lines, delimiter=_delimiter(header_line), strict=True)
    header = [storable(name).strip().lstrip("\ufeff") for name in next(rows, [])]
    columns = _columns(header)
    if "text" not in columns:
        found = ", ".join(header)[:300]
        accepted = ", ".join(COLUMNS["text"])
        raise SourceError(f"it has no text column (found: {found}); name the column of the articles one of: {accepted}")
    empty = True
    for row in _whole_rows(rows):
        if isinstance(row, csv.Error):
            empty = False
            yield Failure(
                uri=uri,
                place=f"line {rows.line_num}",
                cause=f"the row that ends here is broken ({row})",
                remedy="close its quotation marks, and double those inside a field",
            )
            continue
        if not any(field.strip() for field in row):
            continue
        empty = False
        try:
            fields = {name: row[index] for name, index in columns.items() if index < len(row)}
            yield _from_row(fields, options, uri, rows.line_num)
        except SourceError as error:
            cause, _, remedy = str(error).rpartition("; ")
            yield Failure(uri=uri, place=f"line {rows.line_num}", cause=cause, remedy=remedy)
    if empty:
        raise SourceError("it has a header and no rows; put one article a row into it")


def _from_row(row: Mapping[str, str], options: Options, file: str, line: int) -> Document:
    if any(map(holds_foreign_bytes, row.values())):
        raise SourceError("the row that ends here has bytes that are not UTF-8, as the rest is; save the file as UTF-8")
    cells = {name: field.strip() for name, field in row.items()}
    if not cells.get("text"):
        raise SourceError("the text of this row is empty; put the text of the article into it")
    # Exports number their rows from 1 on, each of them: an id is one within its file alone, and no article's.
    uri = cells.get("uri") or f"{file}#{cells.get('id') or line}"
    return _document(cells, uri, None, normal_lines(row["text"]), options, "text/csv")


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


def _columns(header: list[str]) -> dict[str, int]:
    """Return which column holds what; of several names for one thing the one listed first in `COLUMNS` wins."""
    plain = [re.sub(r"[\W_]", "", name).casefold() for name in header]
    found = {}
    for field, names in COLUMNS.items():
        index = next((plain.index(name) for name in names if name in plain), None)
        if index is not None:
            found[field] = index
    return found


def _document(
    row: Mapping[str, Any], uri: str, article_id: str | None, text: str, options: Options, media_type: str
) -> Document:
    uri, text = storable(uri), storable(text)
    row = {name: storable(value) if isinstance(value, str) else value for name, value in row.items()}
    metadata = Metadata(
        article_id=storable(article_id) if article_id else None,
        title=row.get("title") or None,
        outlet=row.get("outlet") or options.outlet,
        author=row.get("author") or None,
        published_at=row.get("published_at") or None,
        updated_at=row.get("updated_at") or None,
        language=row.get("language") or None,
        clean=True,
    )
    return Document(
        id=content_id("document", uri, text), uri=uri, media_type=media_type, content=text, metadata=metadata
    )
