"""Folders that people make of statements, claims and passages, in an order of their own, each thing with a note.

What a thing said and who reported it is kept with it, so that a dossier still says so when the thing has merged into
another or is gone. Nothing is deleted: what is taken out is marked with the time, and can be put back.
"""

import secrets

from extract.errors import StoreError
from extract.store.connection import Store, bindable
from extract.store.queries import dossier_things

KINDS = ("statement", "claim", "passage")
MOST = 1_000
"""Things of a dossier: a reader would not read more, nor a browser."""


def make(store: Store, title: str, author: str, at: str) -> str:
    """Make a dossier and return its id, which nobody can guess; raises `StoreError` without a title."""
    title = " ".join(title.split())
    if not title:
        raise StoreError("a dossier needs a title; type one")
    id = secrets.token_hex(8)
    values = [bindable(value) for value in (id, title, "", author, at)]
    with store.writing():
        sql = "INSERT INTO dossiers (id, title, note, author, created_at) VALUES (?, ?, ?, ?, ?)"
        store.connection.execute(sql, values)
        store.raise_revision()
    return id


def rename(store: Store, id: str, title: str, note: str) -> None:
    """Give a dossier another title and note; without a title the old one stays."""
    sql = "UPDATE dossiers SET title = coalesce(nullif(?, ''), title), note = ? WHERE id = ?"
    _write(store, sql, " ".join(title.split()), note, id)


def add(store: Store, dossier: str, kind: str, thing: str, at: str) -> int:
    """Put a thing at the end of a dossier and return its number; one that is there already stays where it is.

    `thing` is the id of a statement or a claim; of a passage that of its article with the span, "id:120-180".
    Raises `StoreError` where there is no such dossier or thing.
    """
    with store.writing():
        if not store.one("SELECT 1 FROM dossiers WHERE id = ?", (dossier,)):
            raise StoreError(f"there is no dossier {dossier!r}; choose another, or make one")
        found = "SELECT row FROM dossier_items WHERE dossier = ? AND kind = ? AND thing = ? AND removed_at IS NULL"
        held: int | None = store.one(found, (dossier, kind, thing))
        if held is not None:
            return held
        entry = dossier_things.entry(store, kind, thing) if kind in KINDS else None
        if entry is None:
            raise StoreError("what should be added is not in the store any more; look for it anew")
        count, last = next(
            store.rows("SELECT count(*), max(position) FROM dossier_items WHERE dossier = ?", (dossier,))
        )
        if count >= MOST:
            raise StoreError(f"a dossier holds {MOST:,} things at most; make another one")
        sql = """INSERT INTO dossier_items (dossier, position, kind, thing, note, kept, added_at)
            VALUES (?, ?, ?, ?, '', ?, ?)"""
        values = (dossier, (last or 0) + 1, kind, thing, dossier_things.packed(entry), at)
        cursor = store.connection.execute(sql, [bindable(value) for value in values])
        store.raise_revision()
        assert cursor.lastrowid is not None  # a row was inserted
        return cursor.lastrowid


def annotate(store: Store, row: int, note: str) -> None:
    """Write a note to a thing of a dossier."""
    _write(store, "UPDATE dossier_items SET note = ? WHERE row = ?", note, row)


def remove(store: Store, row: int, at: str) -> None:
    """Take a thing out of its dossier, at a time (ISO)."""
    _write(store, "UPDATE dossier_items SET removed_at = ? WHERE row = ?", at, row)


def put_back(store: Store, row: int) -> None:
    """Put a thing back where it was."""
    _write(store, "UPDATE dossier_items SET removed_at = NULL WHERE row = ?", row)


def move(store: Store, row: int, by: int) -> None:
    """Move a thing up (-1) or down (1) among those of its dossier; at either end it stays."""
    with store.writing():
        sql = """SELECT o.row, o.position FROM dossier_items i JOIN dossier_items o ON o.dossier = i.dossier
            WHERE i.row = ? AND o.removed_at IS NULL ORDER BY o.position, o.row"""
        order = [tuple(found) for found in store.rows(sql, (row,))]
        place = next((at for at, (one, _) in enumerate(order) if one == row), None)
        if place is None or not 0 <= place + by < len(order):
            return
        (one, here), (other, there) = order[place], order[place + by]
        for which, position in ((one, there), (other, here)):
            store.connection.execute("UPDATE dossier_items SET position = ? WHERE row = ?", (position, which))
        store.raise_revision()


def _write(store: Store, sql: str, *values: object) -> None:
    with store.writing():
        if store.connection.execute(sql, [bindable(value) for value in values]).rowcount:
            store.raise_revision()
