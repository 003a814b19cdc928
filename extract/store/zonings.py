"""What people say is the article on a page, and what is furniture: corrected zones, with who and when.

The zones of the article are those of the last correction that stands; what the machine had read stays beside them (as
the row without an author), so that undoing brings it back. What is found in an article follows its zones: the caller
extracts anew, and both are written in one transaction.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from extract.errors import JudgementError
from extract.model import Article, Extraction, Outlet, Span, Zone
from extract.store import found
from extract.store.connection import Store, bindable
from extract.store.tables import as_json

KINDS = ("body", "title", "dateline", "caption", "chrome", "teaser")
MACHINE = ""
COPIED = (
    "id", "document_id", "uri", "text", "title", "author", "published_at", "updated_at", "dateline_date", "language",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Zoning:
    """A correction of an article's zones (its id) that stands: by whom, and when (ISO)."""

    article_id: str
    author: str
    created_at: str


def zoning(store: Store, article_id: str) -> Zoning | None:
    """Return the correction that an article's zones follow; None where they are as the machine read them."""
    sql = """SELECT a.id AS article_id, z.author, z.created_at FROM zonings z JOIN articles a ON a.row = z.article
        WHERE a.id = ? AND z.author <> '' AND z.deleted_at IS NULL ORDER BY z.row DESC LIMIT 1"""
    row = store.row(sql, (article_id,))
    return Zoning(**dict(row)) if row else None


def zoned(store: Store, article_id: str, zones: Sequence[Zone] | None) -> Article:
    """Return an article of the store with these zones, None: as the machine read them.

    Raises `JudgementError` where there is no such article, or the zones are none of its text.
    """
    row = store.row(
        """SELECT a.*, o.name, o.domain, o.country, coalesce((SELECT z.zones FROM zonings z WHERE z.article = a.row
        AND z.author = '' LIMIT 1), a.zones) AS read FROM articles a LEFT JOIN outlets o ON o.id = a.outlet_id
        WHERE a.id = ?""",
        (article_id,),
    )
    if row is None:
        raise JudgementError(f"there is no article {article_id!r}; open it again from the list")
    outlet = Outlet(id=row["outlet_id"], name=row["name"], domain=row["domain"], country=row["country"])
    own = {name: row[name] for name in COPIED}
    return Article(
        **own,
        outlet=outlet if row["outlet_id"] else None,
        zones=_read(row["read"]) if zones is None else _checked(zones, row["text"]),
    )


def record(store: Store, extraction: Extraction, author: str, at: str) -> None:
    """Keep the zones of the extracted article as a person's correction, and what was found with them.

    Raises `JudgementError` where nobody says so.
    """
    if not author.strip():
        raise JudgementError("a correction needs the name of who made it; write yours beside it")
    with store.writing():
        row, before = _row(store, extraction.article.id)
        add = "INSERT INTO zonings (article, zones, author, created_at) VALUES (?, ?, ?, ?)"
        if not store.one("SELECT 1 FROM zonings WHERE article = ?", (row,)):
            store.connection.execute(add, (row, before, MACHINE, at))
        values = (row, _written(extraction.article.zones), bindable(author.strip()), at)
        store.connection.execute(add, values)
        _follow(store, extraction, row)


def withdraw(store: Store, extraction: Extraction, at: str) -> bool:
    """Withdraw all corrections of an article, extracted with its first zones; return whether one stood."""
    with store.writing():
        row, _ = _row(store, extraction.article.id)
        update = "UPDATE zonings SET deleted_at = ? WHERE article = ? AND author <> '' AND deleted_at IS NULL"
        stood = store.connection.execute(update, (at, row)).rowcount > 0
        if stood:
            _follow(store, extraction, row)
    return stood


def _follow(store: Store, extraction: Extraction, row: int) -> None:
    zones = _written(extraction.article.zones)
    store.connection.execute("UPDATE articles SET zones = ? WHERE row = ?", (zones, row))
    found.replace(store, extraction, row)
    store.raise_revision()


def _row(store: Store, article_id: str) -> tuple[int, str]:
    row = store.row("SELECT row, zones FROM articles WHERE id = ?", (article_id,))
    if row is None:
        raise JudgementError(f"there is no article {article_id!r}; open it again from the list")
    return row["row"], row["zones"]


def _checked(zones: Sequence[Zone], text: str) -> tuple[Zone, ...]:
    """Return the zones, adjoining ones of a kind joined; raises where they leave out or share a letter of the text."""
    joined: list[Zone] = []
    for zone in zones:
        start = joined[-1].span.end if joined else 0
        if zone.kind not in KINDS or zone.span.start != start or zone.span.end <= start:
            raise JudgementError(f"{zone} does not follow the zone before it; give every character one kind, in order")
        if joined and joined[-1].kind == zone.kind:
            zone = Zone(kind=zone.kind, span=Span(joined.pop().span.start, zone.span.end))
        joined.append(zone)
    if not joined or joined[-1].span.end != len(text):
        raise JudgementError("the zones end before the text does; give every character one kind, in order")
    if not any(zone.kind == "body" for zone in joined):
        raise JudgementError("an article without text of its own has nothing to search; leave one block as the article")
    return tuple(joined)


def _read(zones: str) -> tuple[Zone, ...]:
    return tuple(Zone(kind=kind, span=Span(start, end)) for kind, start, end in json.loads(zones))


def _written(zones: Sequence[Zone]) -> str:
    return as_json([[zone.kind, zone.span.start, zone.span.end] for zone in zones])
