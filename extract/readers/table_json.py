"""Articles as objects of JSON: one a line (JSON Lines), or a list of them in one file (a news service's answer)."""

import codecs
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import chain, islice
from typing import Any, BinaryIO

from extract.errors import SourceError
from extract.model import Document, Failure
from extract.readers.allowance import MIB
from extract.readers.columns import COLUMNS, asked, columns_of, picked
from extract.readers.decode import decode
from extract.readers.failed import failed
from extract.readers.options import Options
from extract.readers.rows import flat, row_document, told_document

_OPTIONAL = ("outlet", "title", "language", "published_at", "updated_at", "author", "uri")
# A list of JSON is read into memory whole, about eight times its size; JSON Lines have no such limit.
_LARGEST = 256 * MIB
LINE = 16 * MIB
"""Bytes of one line; as objects it takes eight times as many, and packed a two-hundredth."""
_LONGEST_ID = 1_000  # characters: it stands in every address of the article
# What services call their list of articles, the surest first; the levels above it.
_LISTS = ("articles", "results", "items", "docs", "documents", "stories", "entries", "news", "data", "hits")
_LEVELS = 3
# Objects in which a column that a person named must be once, before it is taken for a mistake.
_FIRST = 20


def read_json_lines(uri: str, stream: BinaryIO, options: Options) -> Iterator[Document | Failure]:
    """Yield one document a line `{"id", "text", …}`; text and id are taken as they are.

    Where objects have other names, or a person gave some, their values are found as the columns of a table are.
    """
    lines = ((number, line) for number, line in enumerate(_lines(stream), 1) if line.strip())
    first = list(islice(lines, _FIRST))
    value = _value_over_lines([line for _, line in first[:2]])
    if value:
        yield Failure(uri=uri, cause=f"it is {value}, not JSON Lines", remedy="write one object a line")
        return
    try:
        _check([line for _, line in first], options)
    except SourceError as error:
        yield failed(uri, error)
        return
    for number, line in chain(first, lines):
        try:
            yield _from_line(line, uri, number, options)
        except SourceError as error:
            yield failed(uri, error, f"line {number}")
    if not first:
        yield Failure(uri=uri, cause="there is no article in it", remedy='give one {"id", "text"} object a line')


def read_json(uri: str, stream: BinaryIO, options: Options) -> Iterator[Document | Failure]:
    """Yield one document an object of the list in a JSON file: `[…]`, `{"articles": […]}` or the like."""
    try:
        data = stream.read(_LARGEST + 1)
        if len(data) > _LARGEST:
            raise SourceError(f"it is larger than {_LARGEST // MIB} MB; write it as JSON Lines, one object a line")
        rows = _rows(_value(decode(data)))
        for number, row in enumerate(rows, 1):
            try:
                values = flat(row)
                yield row_document(picked(values, _columns(values, options)), uri, number, options, "application/json")
            except SourceError as error:
                yield failed(uri, error, f"article {number}")
    except SourceError as error:
        yield failed(uri, error)


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    """Yield the lines; of one that is too long, as much as shows that it is."""
    mark = codecs.BOM_UTF8
    while line := stream.readline(LINE + 1):
        yield line.removeprefix(mark)
        mark = b""
        while len(line) > LINE and not line.endswith(b"\n"):
            line = stream.readline(LINE + 1)


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


def _check(lines: list[bytes], options: Options) -> None:
    """Raise `SourceError` where the first objects show that no line can be read as asked, or two may be the text."""
    found: dict[str, None] = {}
    for line in lines:
        with suppress(SourceError):
            found |= dict.fromkeys(flat(_object(line)))
    if not found:
        return
    names = list(found)
    asked(names, options)
    if "text" not in names and "text" not in {field for field, _ in options.columns}:
        try:
            columns_of(names, options)
        except SourceError as error:
            # Rows may lack a text one by one; two texts in one are for the person to decide.
            if "may be the text" in str(error):
                raise


def _from_line(line: bytes, file: str, number: int, options: Options) -> Document:
    row = _object(line)
    if not options.columns and ("text" in row or not _has_text(row)) and not ("id" not in row and _has_address(row)):
        return _as_it_is(row, options)
    values = flat(row)
    return row_document(picked(values, _columns(values, options)), file, number, options, "application/jsonl")


def _has_text(row: Mapping[str, Any]) -> bool:
    return any("".join(filter(str.isalnum, name)).casefold() in COLUMNS["text"] for name in row)


def _has_address(row: Mapping[str, Any]) -> bool:
    return any(isinstance(row.get(name), str) and row[name] for name in ("uri", "url"))


def _columns(values: Mapping[str, Any], options: Options) -> dict[str, str]:
    """Return the columns of one object: what a person named may be missing in it, but for the text."""
    present = tuple(pair for pair in options.columns if pair[1] in values or pair[0].strip().casefold() == "text")
    told = Options(outlet=options.outlet, columns=present)
    names = [name for name, value in values.items() if value is not None]
    # By the names that On Record itself writes, the text is "text" whatever stands beside it.
    if "text" in names and not any(field.strip().casefold() in ("text", "body") for field, _ in present):
        told = Options(outlet=options.outlet, columns=(*present, ("text", "text")))
    return columns_of(names, told)


def _object(line: bytes) -> dict[str, Any]:
    if len(line) > LINE:
        raise SourceError(f"it is longer than {LINE // MIB} MB; give its text as a file of its own")
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
    return row


def _as_it_is(row: Mapping[str, Any], options: Options) -> Document:
    identity, text = row.get("id"), row.get("text")
    if isinstance(identity, int) and not isinstance(identity, bool):
        identity = str(identity)
    if not isinstance(identity, str) or not identity:
        raise SourceError('"id" is missing or no string; add it')
    if len(identity) > _LONGEST_ID:
        raise SourceError(f'"id" is longer than {_LONGEST_ID:,} characters; give a shorter one')
    if not isinstance(text, str):
        raise SourceError('"text" is missing or no string; add it')
    if not text.strip():
        raise SourceError('"text" is empty; put the text of the article into it')
    for name in _OPTIONAL:
        if row.get(name) is not None and not isinstance(row[name], str):
            raise SourceError(f'"{name}" is neither a string nor null; correct it')
    return told_document(row, row.get("uri") or identity, identity, text, options, "application/jsonl")


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}: {error.msg}"
        raise SourceError(f"it is not JSON throughout ({where}); correct it, or save it again") from error
    except (ValueError, RecursionError) as error:
        raise SourceError("it is nested too deeply, or holds a number of too many digits; correct it") from error


def _rows(value: Any, level: int = 0) -> list[dict[str, Any]]:
    """Return the articles of a value; raises `SourceError` where it holds no list of objects."""
    if isinstance(value, list):
        rows = [row for row in value if isinstance(row, dict)]
        if rows:
            return rows
    if isinstance(value, dict):
        held = {
            name: one for name, one in value.items() if isinstance(one, list) and any(isinstance(x, dict) for x in one)
        }
        for name in _LISTS:
            if name in held:
                return _rows(held[name])
        if _has_text(value):
            return [value]
        if len(held) == 1:
            return _rows(next(iter(held.values())))
        for one in value.values():
            if isinstance(one, dict) and level < _LEVELS:
                try:
                    return _rows(one, level + 1)
                except SourceError:
                    continue
    raise SourceError('it holds no list of articles; give [{"text", …}, …] or {"articles": […]}')
