"""Where an article came from, and which articles wait to be searched."""

import json
import sqlite3
import zlib
from dataclasses import dataclass

from extract.model import Article, Metadata, Outlet
from extract.store.connection import Store
from extract.store.provenance import Reading
from extract.store.queries import shape

ARTICLE = (
    "id", "document_id", "uri", "text", "title", "author", "published_at", "updated_at", "dateline_date", "language",
)  # fmt: skip
# What waits was read by nobody yet.
OUTDATED = """LEFT JOIN readings r ON r.article = a.row WHERE a.row NOT IN (SELECT article FROM waiting)
    AND (r.article IS NULL OR r.onrecord IS NOT ? OR r.model IS NOT ?)"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where an article came from: its source, the hash of its text there, and of the bytes that it was taken from.

    `fetched_at` is when the network brought it, `read_at` when it was searched, by On Record `onrecord` and the network
    of SHA-256 `model` of the tagger; None where that was not noted. `waiting` says that it is not searched yet.
    """

    uri: str
    media_type: str
    fetched_at: str | None
    sha256: str
    original: str | None
    original_size: int | None
    read_at: str | None
    onrecord: str | None
    model: str | None
    waiting: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An article that the store holds, with its row, and the date and the note that its source told of it."""

    row: int
    article: Article
    told: Metadata


def provenance(store: Store, article_id: str) -> Provenance | None:
    """Return where an article came from and by what it was read, or None where there is no such article."""
    row = store.row(
        """SELECT d.uri, d.media_type, d.fetched_at, d.sha256, d.original, o.size AS original_size,
        r.time AS read_at, r.onrecord, r.model, w.article IS NOT NULL AS waiting
        FROM articles a JOIN documents d ON d.id = a.document_id LEFT JOIN originals o ON o.sha256 = d.original
        LEFT JOIN readings r ON r.article = a.row LEFT JOIN waiting w ON w.article = a.row WHERE a.id = ?""",
        (article_id,),
    )
    return None if row is None else Provenance(**(dict(row) | {"waiting": bool(row["waiting"])}))


def original(store: Store, article_id: str) -> bytes | None:
    """Return the bytes that an article was extracted from (a page, a PDF); None where its text was all there was."""
    data = store.one(
        """SELECT o.data FROM articles a JOIN documents d ON d.id = a.document_id
        JOIN originals o ON o.sha256 = d.original WHERE a.id = ?""",
        (article_id,),
    )
    return None if data is None else zlib.decompress(data)


def waiting(store: Store) -> int:
    """Return how many articles are stored and not searched yet."""
    return int(store.one("SELECT count(*) FROM waiting"))


def unsearched(store: Store, limit: int, after: int = 0) -> list[Held]:
    """Return the first articles that are stored and not searched yet, after that row."""
    return _articles(store, "JOIN waiting w ON w.article = a.row", (), limit, after)


def outdated(store: Store, by: Reading) -> int:
    """Return how many articles another version of On Record or another model searched, or nobody noted which."""
    return int(store.one(f"SELECT count(*) FROM articles a {OUTDATED}", (by.onrecord, by.model)))


def read_by_others(store: Store, by: Reading, limit: int, after: int = 0) -> list[Held]:
    """Return the first of the articles that `outdated` counts, after that row."""
    return _articles(store, OUTDATED, (by.onrecord, by.model), limit, after)


def _articles(store: Store, those: str, values: tuple[object, ...], limit: int, after: int) -> list[Held]:
    joined = "JOIN documents d ON d.id = a.document_id LEFT JOIN outlets o ON o.id = a.outlet_id"
    sql = f"""SELECT a.*, d.metadata, o.name AS outlet_name, o.domain, o.country FROM articles a {joined} {those}
        {"AND" if "WHERE" in those else "WHERE"} a.row > ? ORDER BY a.row LIMIT ?"""
    return [_held(row) for row in list(store.rows(sql, (*values, after, limit)))]


def _held(row: sqlite3.Row) -> Held:
    given = json.loads(row["metadata"])
    told = Metadata(published_at=given.get("published_at"), note=given.get("note"))
    return Held(row=row["row"], article=_article(row), told=told)


def _article(row: sqlite3.Row) -> Article:
    outlet = Outlet(id=row["outlet_id"], name=row["outlet_name"], domain=row["domain"], country=row["country"])
    return Article(
        **{name: row[name] for name in ARTICLE},
        zones=shape.zones(row["zones"]),
        outlet=outlet if row["outlet_id"] else None,
    )
