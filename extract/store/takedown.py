"""Articles taken out for good: their text, what they were extracted from, and everything that repeats their words.

What stays is that something was taken down, when, and why. Matching must be derived anew after it.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from difflib import get_close_matches
from typing import Any

from extract.errors import StoreError
from extract.store.bereaved import take_words_out, things
from extract.store.compaction import check_room, compact
from extract.store.connection import Store, bindable, explained
from extract.store.found import delete_all
from extract.store.redirects import leave_members
from extract.store.searched import forget_words
from extract.store.sources import seal_entries
from extract.store.tables import EMPTIED, as_json
from extract.store.write import mark_underived

# Rows of the article itself, by the columns that name it.
OWN = (
    ("readings", "article"),
    ("waiting", "article"),
    ("addresses", "article"),
    ("zonings", "article"),
    ("article_keys", "article"),
    ("versions", "article"),
)
INSIDE = "!/"  # between a letter or an archive and what lies in it, as readers name that


def articles_of(store: Store, what: str, name: str) -> tuple[int, ...]:
    """Return the rows of an article (its id) or of an outlet's articles (its name), with all their versions.

    Raises `StoreError` where there is none.
    """
    by = {"article": "id = ?1", "outlet": "outlet = ?1"}.get(what, "id = ?1 OR outlet = ?1")
    rows = [row for (row,) in store.rows(f"SELECT row FROM articles WHERE {by}", (name,))]
    if not rows:
        raise StoreError(f"{store.path}: there is no {what} {name!r}; {_meant(store, name)}")
    sql = """SELECT article FROM versions WHERE version_of IN (SELECT version_of FROM versions WHERE article IN
        (SELECT value FROM json_each(?)))"""
    return tuple(sorted({*rows, *(row for (row,) in store.rows(sql, (as_json(rows),)))}))


def _meant(store: Store, name: str) -> str:
    """Return what to do about a name that is none: outlets with one like it, or where to look."""
    names = {str(outlet).casefold(): str(outlet) for (outlet,) in store.rows("SELECT DISTINCT name FROM outlets")}
    like = get_close_matches(name.casefold(), names, 3)
    like += [one for one in names if name.casefold() in one and one not in like][: 3 - len(like)]
    if like:
        return f"give one of {', '.join(repr(names[one]) for one in like)}, as it is written"
    return "look it up in the dashboard: the name of an outlet, or the id at the end of an article's address"


def take_down(store: Store, what: str, name: str, reason: str = "", time: str | None = None) -> int:
    """Take an article or an outlet's articles out, note it with the time (ISO, else now), and return how many.

    The bytes are overwritten, and the file is written anew without them. Raises `StoreError`: before anything is taken
    out where the disk has no room for that, and after it where somebody reads on, so that the log still holds them.
    """
    check_room(store)
    with explained(store.path):
        store.connection.execute("PRAGMA secure_delete = ON")
    with store.writing():
        # Versions of one article name the first of them, whichever goes first.
        store.connection.execute("PRAGMA defer_foreign_keys = ON")
        rows = articles_of(store, what, name)
        gone = things(store, rows)
        take_words_out(store, rows, gone)
        leave_members(store, gone)
        addresses = _addresses(store, rows)
        _strip_originals(store, addresses)
        seal_entries(store, addresses)
        for table in EMPTIED:
            store.connection.execute(f"DELETE FROM {table}")
        for row in rows:
            _delete(store, row)
        _delete_unused(store)
        # What matching remembers holds wordings; what watches were told holds quotes.
        store.connection.execute("DELETE FROM memories")
        store.connection.execute("UPDATE told SET news = NULL")
        store.connection.execute("DELETE FROM meta WHERE key = 'matching'")
        ids = (what, name if what == "article" else "", len(rows), reason, time or _now())
        sql = "INSERT INTO taken_down (what, id, articles, reason, time) VALUES (?, ?, ?, ?, ?)"
        store.connection.execute(sql, [bindable(value) for value in ids])
        mark_underived(store)
        store.raise_revision()
        # What another process matches at the moment holds wordings too, and is not to be remembered.
        run = "INSERT OR REPLACE INTO meta (key, value) SELECT 'taken_down', value FROM meta WHERE key = 'revision'"
        store.connection.execute(run)
    compact(store)
    return len(rows)


def log(store: Store) -> tuple[dict[str, Any], ...]:
    """Return what was taken down, the latest first: what, id, articles, reason, time."""
    sql = "SELECT what, id, articles, reason, time FROM taken_down ORDER BY row DESC"
    return tuple(dict(row) for row in store.rows(sql))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _delete(store: Store, row: int) -> None:
    run = store.connection.execute
    delete_all(store, row)
    forget_words(store, "articles", row)
    for table, column in OWN:
        run(f"DELETE FROM {table} WHERE {column} = ?", (row,))
    run("DELETE FROM failures WHERE uri = (SELECT uri FROM articles WHERE row = ?)", (row,))
    run("DELETE FROM articles WHERE row = ?", (row,))


def _addresses(store: Store, rows: Sequence[int]) -> list[str]:
    """Return where articles were read."""
    sql = """SELECT uri FROM articles WHERE row IN (SELECT value FROM json_each(?1))
        UNION SELECT uri FROM addresses WHERE article IN (SELECT value FROM json_each(?1))"""
    return [str(uri) for (uri,) in store.rows(sql, (as_json(list(rows)),))]


def _strip_originals(store: Store, addresses: Sequence[str]) -> None:
    """Give up the bytes of letters that what lay at these addresses was attached to."""
    within = [uri.split(INSIDE) for uri in addresses]
    around = {INSIDE.join(parts[:end]) for parts in within for end in range(1, len(parts))}
    sql = """UPDATE documents SET original = NULL
        WHERE original IS NOT NULL AND uri IN (SELECT value FROM json_each(?))"""
    store.connection.execute(sql, (as_json(sorted(around)),))


def _delete_unused(store: Store) -> None:
    """Delete what no article needs any more: documents, originals, outlets."""
    run = store.connection.execute
    run("DELETE FROM documents WHERE id NOT IN (SELECT document_id FROM articles)")
    run("DELETE FROM originals WHERE sha256 NOT IN (SELECT original FROM documents WHERE original IS NOT NULL)")
    run("DELETE FROM outlets WHERE id NOT IN (SELECT outlet_id FROM articles WHERE outlet_id IS NOT NULL)")
