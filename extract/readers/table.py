"""Articles as rows: JSON Lines, CSV and TSV. A bad row is one `Failure` with its line; the rest is kept."""

import codecs
import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from extract.errors import SourceError
from extract.model import Document, Failure, Metadata, content_id
from extract.readers.decode import encoding_of, holds_foreign_bytes, normal_lines, storable

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


def read_json_lines(uri: str, stream: BinaryIO, outlet: str | None) -> Iterator[Document | Failure]:
    """Yield one document a line `{"id", "text", …}`; text and id are taken as they are."""
    seen = False
    for number, raw in enumerate(stream, 1):
        line = raw.removeprefix(codecs.BOM_UTF8) if number == 1 else raw
        if not line.strip():
            continue
        seen = True
        try:
            yield _from_json(line, outlet)
        except SourceError as error:
            cause, _, remedy = str(error).rpartition("; ")
            yield Failure(uri=uri, place=f"line {number}", cause=cause, remedy=remedy)
    if not seen:
        yield Failure(uri=uri, cause="there is no article in it", remedy='give one {"id", "text"} object a line')


def _from_json(line: bytes, outlet: str | None) -> Document:
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SourceError("it is not UTF-8; save the file as UTF-8") from error
    except (ValueError, RecursionError) as error:
        reason = getattr(error, "msg", "nested too deeply")
        raise SourceError(f'it is not JSON ({reason}); write one {{"id", "text"}} object a line') from error
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
    return _document(row, identity, text, outlet, "application/jsonl")


def read_csv(uri: str, stream: BinaryIO, outlet: str | None) -> Iterator[Document | Failure]:
    """Yield one document a row; columns are found by their names (`COLUMNS`), the delimiter by the header."""
    try:
        yield from _csv_rows(uri, stream, outlet)
    except SourceError as error:
        cause, _, remedy = str(error).rpartition("; ")
        yield Failure(uri=uri, cause=cause, remedy=remedy)
    except (UnicodeError, csv.Error) as error:
        yield Failure(uri=uri, cause=f"it cannot be read to its end ({error})", remedy="save it as CSV in UTF-8")


def _csv_rows(uri: str, stream: BinaryIO, outlet: str | None) -> Iterator[Document | Failure]:
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
            yield _from_row({name: row[index] for name, index in columns.items() if index < len(row)}, outlet, uri)
        except SourceError as error:
            cause, _, remedy = str(error).rpartition("; ")
            yield Failure(uri=uri, place=f"line {rows.line_num}", cause=cause, remedy=remedy)
    if empty:
        raise SourceError("it has a header and no rows; put one article a row into it")


def _from_row(row: Mapping[str, str], outlet: str | None, file: str) -> Document:
    if any(map(holds_foreign_bytes, row.values())):
        raise SourceError("the row that ends here has bytes that are not UTF-8, as the rest is; save the file as UTF-8")
    cells = {name: field.strip() for name, field in row.items()}
    if not cells.get("text"):
        raise SourceError("the text of this row is empty; put the text of the article into it")
    return _document(cells, cells.get("id") or None, normal_lines(row["text"]), outlet, "text/csv", file)


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
    row: Mapping[str, Any],
    identity: str | None,
    text: str,
    outlet: str | None,
    media_type: str,
    file: str = "",
) -> Document:
    """Make the document of a row; without an address or an id it is found by its file and its text."""
    text = storable(text)
    row = {name: storable(value) if isinstance(value, str) else value for name, value in row.items()}
    identity = storable(identity) if identity else None
    fallback = f"{file}#{content_id('row', text)}" if identity is None else identity
    uri = row.get("uri") or fallback
    metadata = Metadata(
        article_id=identity,
        title=row.get("title") or None,
        outlet=row.get("outlet") or outlet,
        author=row.get("author") or None,
        published_at=row.get("published_at") or None,
        updated_at=row.get("updated_at") or None,
        language=row.get("language") or None,
        clean=True,
    )
    return Document(
        id=content_id("document", uri, text), uri=uri, media_type=media_type, content=text, metadata=metadata
    )
