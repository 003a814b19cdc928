"""The versions of an article, and where else it was read."""

from collections.abc import Iterator
from dataclasses import dataclass

from extract.model import Span, Zone
from extract.store.connection import Store
from extract.store.queries import shape

BODY = ("body", "dateline")


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionView:
    """One version of an article, or the same text read again; `stands` is the one that lists and matching show.

    `relation` is version or same (as an earlier one); `addresses` are those at which it was read, its own first.
    """

    id: str
    title: str | None
    outlet: str | None
    published_at: str | None
    updated_at: str | None
    fetched_at: str | None
    relation: str
    stands: bool
    addresses: tuple[str, ...]
    body: str


def versions(store: Store, id: str) -> tuple[VersionView, ...]:
    """Return the versions of an article, oldest first; only itself where it has no other, () for an unknown id."""
    sql = """WITH own AS (SELECT row FROM articles WHERE id = ?),
        family AS (SELECT v.article, v.position, v.relation, v.stands FROM versions v WHERE v.version_of =
            (SELECT version_of FROM versions WHERE article = (SELECT row FROM own)))
        SELECT a.row, a.id, a.title, a.outlet, a.published_at, a.updated_at, a.uri, a.text, a.zones, d.fetched_at,
            coalesce(f.relation, 'version') AS relation, coalesce(f.stands, 1) AS stands
        FROM articles a JOIN documents d ON d.id = a.document_id LEFT JOIN family f ON f.article = a.row
        WHERE a.row IN (SELECT row FROM own UNION SELECT article FROM family) ORDER BY f.position, a.row"""
    with store.snapshot():
        return tuple(_view(store, dict(row)) for row in store.rows(sql, (id,)))


def version_count(store: Store) -> int:
    """Return how many articles are another version of one that was read before them."""
    return int(store.one("SELECT count(*) FROM versions WHERE position > 0 AND relation = 'version'"))


def _view(store: Store, row: dict[str, str]) -> VersionView:
    again = store.rows("SELECT uri FROM addresses WHERE article = ? ORDER BY time, uri", (row["row"],))
    copied = ("id", "title", "outlet", "published_at", "updated_at", "fetched_at", "relation")
    return VersionView(
        **{name: row[name] for name in copied},
        stands=bool(row["stands"]),
        addresses=(row["uri"], *(uri for (uri,) in again)),
        body="".join(span.of(row["text"]) for span in _body(shape.zones(row["zones"]))).strip(),
    )


def _body(zones: tuple[Zone, ...]) -> Iterator[Span]:
    return (zone.span for zone in zones if zone.kind in BODY)
