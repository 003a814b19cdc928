"""One article at several addresses or in several versions: all are kept, one of them stands in lists and in matching.

Which articles are one, `same.py` decides, for each that is added against those that share a key with it. Of several
versions the newest stands; of several readings of one text the first.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from sqlite3 import Row

from extract.store.connection import Store, bindable
from extract.store.same import Seen, same_article, seen, texts

SUPERSEDED = "SELECT article FROM versions WHERE stands = 0"
"""The rows of articles that others stand for."""
BODY = ("body", "dateline")
# Articles of one key; an address that a thousand rows of a table share says nothing.
MOST = 20
BATCH = 500
READ = "SELECT a.row, a.uri, a.outlet, a.title, a.published_at, a.text, a.zones FROM articles a"


def sort_in(store: Store) -> None:
    """Find for each article added since the last call what it is a version of; raises `StoreError`."""
    while _sort_in(store):
        pass


def _sort_in(store: Store) -> bool:
    """Sort in a batch of articles, in one transaction; return whether there was any."""
    with store.writing():
        last = store.one("SELECT coalesce(max(article), 0) FROM article_keys")
        rows = list(store.rows(f"{READ} WHERE a.row > ? ORDER BY a.row LIMIT ?", (last, BATCH)))
        joined = 0
        for row in rows:
            found = _seen(row)
            other = _one_with(store, found)
            keys = [(bindable(key), row["row"]) for key in found.keys]
            store.connection.executemany("INSERT OR IGNORE INTO article_keys (key, article) VALUES (?, ?)", keys)
            if other is not None:
                _join(store, row["row"], other)
                joined += 1
        if joined:
            store.raise_revision()
        return bool(rows)


def stands_for(store: Store, article_id: str) -> str | None:
    """Return the id of the version that stands for an article; None where it stands for itself."""
    sql = """SELECT b.id FROM articles a JOIN versions v ON v.article = a.row AND v.stands = 0
        JOIN versions w ON w.version_of = v.version_of AND w.stands = 1 JOIN articles b ON b.row = w.article
        WHERE a.id = ?"""
    found = store.one(sql, (article_id,))
    return str(found) if found is not None else None


def note_addresses(store: Store, read: Sequence[tuple[str, str]], time: str | None = None) -> bool:
    """Keep where (id, uri) articles that the store has were read again; return whether any address is new."""
    sql = """INSERT OR IGNORE INTO addresses (article, uri, time)
        SELECT row, ?1, ?2 FROM articles WHERE id = ?3 AND uri <> ?1"""
    if not read:
        return False
    time = time or datetime.now(UTC).isoformat(timespec="seconds")
    with store.writing():
        changed = sum(store.connection.execute(sql, (bindable(uri), time, id)).rowcount for id, uri in read)
        if changed > 0:
            store.raise_revision()
    return changed > 0


def _seen(row: Row) -> Seen:
    spans = [(start, end) for kind, start, end in json.loads(row["zones"]) if kind in BODY]
    return seen(row["uri"], row["outlet"], row["title"], texts(row["text"], spans), row["published_at"], row["text"])


def _one_with(store: Store, found: Seen) -> int | None:
    """Return the row of the article that this is one with: the same text before a version, the newest first."""
    version: int | None = None
    for key in found.keys:
        sharing = "SELECT article FROM article_keys WHERE key = ? ORDER BY article DESC LIMIT ?"
        rows = [int(row) for (row,) in store.rows(sharing, (bindable(key), MOST + 1))]
        for at in rows if len(rows) <= MOST else ():
            row = store.row(f"{READ} WHERE a.row = ?", (at,))
            relation = same_article(found, _seen(row)) if row else None
            if relation == "same":
                return at
            version = version or (at if relation else None)
    return version


def _join(store: Store, row: int, other: int) -> None:
    """Add an article to the versions of another, and say anew which of them stands."""
    first = store.one("SELECT version_of FROM versions WHERE article = ?", (other,)) or other
    add = "INSERT OR IGNORE INTO versions (article, version_of, position, relation, stands) VALUES (?, ?, 0, '', 0)"
    store.connection.executemany(add, [(first, first), (row, first)])
    members = list(store.rows(f"{READ} WHERE a.row IN (SELECT article FROM versions WHERE version_of = ?)", (first,)))
    stamps = dict(
        store.connection.execute(
            """SELECT a.row, coalesce(a.updated_at, a.published_at) FROM versions v JOIN articles a ON a.row = v.article
            WHERE v.version_of = ?""",
            (first,),
        ).fetchall()
    )
    # Where one has no date, the order of reading is all that is known.
    dated = all(stamps.values())
    members.sort(key=lambda one: (stamps[one["row"]] or "" if dated else "", one["row"]))
    bodies = [_seen(one).words for one in members]
    standing = members[bodies.index(bodies[-1])]["row"]
    update = "UPDATE versions SET position = ?, relation = ?, stands = ? WHERE article = ?"
    for position, one in enumerate(members):
        relation = "same" if bodies.index(bodies[position]) < position else "version"
        store.connection.execute(update, (position, relation, int(one["row"] == standing), one["row"]))
