"""Which column of a table holds what: by its name, or as a person says with `--map text=body,date=pubdate`."""

import re
from collections.abc import Mapping, Sequence

from extract.errors import SourceError
from extract.readers.options import Options

# Names of columns, as spreadsheets and content systems write them in English and French.
COLUMNS: dict[str, tuple[str, ...]] = {
    name: tuple(spellings.split())
    for name, spellings in {
        "text": "text body content fulltext articletext articlebody bodytext maintext article texte contenu corps "
        "textecomplet",
        "title": "title headline titre",
        "outlet": "outlet source publisher publication newspaper site sitename media medianame journal média éditeur",
        "published_at": "publishedat published date publicationdate publishdate pubdate datepublished "
        "datedepublication datepublication",
        "updated_at": "updatedat updated modified lastmodified datemodified",
        "language": "language lang langue",
        "uri": "uri url link lien permalink",
        "author": "author byline authors auteur auteurs auteure autrice",
        "id": "id articleid docid identifiant",
    }.items()
}
# What a person may call a field in `--map`, beside its name.
_ALIASES = {"date": "published_at", "published": "published_at", "updated": "updated_at", "url": "uri", "body": "text"}
# So much of the names that were found goes into a message.
_SHOWN = 300


def columns_of(names: Sequence[str], options: Options) -> dict[str, str]:
    """Return which column holds which field; raises `SourceError` where the text is in none or in one of several.

    A name that a person gave goes before what columns are called; of several names for another field than the text
    the one listed first in `COLUMNS` wins.
    """
    found = asked(names, options)
    free = [name for name in names if name not in found.values()]
    plain = [_plain(name) for name in free]
    texts = [name for name, spelling in zip(free, plain, strict=True) if spelling in COLUMNS["text"]]
    if "text" not in found and len(texts) > 1:
        which = f"say which is, as in --map text={texts[0]}" if len(set(texts)) > 1 else "give them different names"
        raise SourceError(f"{len(texts)} columns may be the text ({listed(texts)}); {which}")
    for field, spellings in COLUMNS.items():
        index = next((plain.index(spelling) for spelling in spellings if spelling in plain), None)
        if index is not None:
            found.setdefault(field, free[index])
    if "text" not in found:
        accepted = ", ".join(COLUMNS["text"])
        raise SourceError(
            f"it has no text column (found: {listed(names)}); say which it is with --map text=NAME, "
            f"or name it one of: {accepted}"
        )
    return found


def asked(names: Sequence[str], options: Options) -> dict[str, str]:
    """Return the columns that a person named, by field; raises `SourceError` where there is no such field or column."""
    found: dict[str, str] = {}
    plain = {_plain(name): name for name in reversed(names)}
    for word, column in options.columns:
        name = word.strip().casefold()
        field = _ALIASES.get(name, name)
        if field not in COLUMNS:
            raise SourceError(f"there is no field {word!r} to map a column to; the fields are {', '.join(COLUMNS)}")
        held = column if column in names else plain.get(_plain(column))
        if held is None:
            raise SourceError(f"it has no column {column!r} for {word} (found: {listed(names)}); correct --map")
        found[field] = held
    return found


def listed(names: Sequence[str]) -> str:
    """Return names for a message, not all of a thousand."""
    return ", ".join(names)[:_SHOWN]


def picked(row: Mapping[str, object], columns: Mapping[str, str]) -> dict[str, object]:
    """Return a row's values by field."""
    return {field: row[column] for field, column in columns.items() if row.get(column) is not None}


def _plain(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()
