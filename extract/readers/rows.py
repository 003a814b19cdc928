"""One row of a table, whatever it came from → its document."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from extract.errors import SourceError
from extract.model import Document, Metadata, content_id
from extract.readers.decode import normal_lines, storable
from extract.readers.options import Options

# News services that are not paid for cut the text and say by how much.
_CUT = re.compile(r"\[\+\d+ chars?\]\s*$")


def row_document(fields: Mapping[str, object], file: str, number: int, options: Options, media_type: str) -> Document:
    """Return the document of a row's values by field; raises `SourceError` where it has no text.

    `number` says where in the file it stands: it names a row without an address or an id.
    """
    cells = {name: _words(value) for name, value in fields.items()}
    if not cells.get("text", "").strip():
        raise SourceError("the text of this row is empty; put the text of the article into it")
    if _CUT.search(cells["text"]):
        raise SourceError("its text is cut by the service that gave it; give the address of the page instead")
    # Exports number their rows from 1 on, each of them: an id is one within its file alone, and no article's.
    uri = cells.get("uri", "").strip() or f"{file}#{cells.get('id', '').strip() or number}"
    told = {name: value.strip() for name, value in cells.items() if name != "text"}
    return told_document(told, uri, None, normal_lines(cells["text"]), options, media_type)


def told_document(
    row: Mapping[str, Any], uri: str, article_id: str | None, text: str, options: Options, media_type: str
) -> Document:
    """Return the document of a text that is an article itself, with what its row says of it."""
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


def flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return an object's values with those of the objects in it as "source.name"; `source` is its name."""
    found: dict[str, Any] = {}
    for key, value in row.items():
        if not isinstance(value, Mapping):
            found[str(key)] = value
            continue
        if isinstance(value.get("name"), str):
            found[str(key)] = value["name"]
        found.update({f"{key}.{inner}": held for inner, held in value.items() if not isinstance(held, Mapping)})
    return found


def _words(value: object) -> str:
    """Return a value as a cell of text would hold it."""
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", errors="replace")
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (_words(one) for one in value)))
    if isinstance(value, Mapping):
        return _words(value.get("name"))
    return str(value)
