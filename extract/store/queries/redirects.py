"""Ids that have merged into others."""

from extract.store.connection import Store


def follow(store: Store, what: str, id: str) -> str:
    """Return the id that a statement, a speaker or a measure goes by now; the same id if it has not moved."""
    moved = store.one("SELECT new FROM redirects WHERE what = ? AND old = ?", (what, id))
    return id if moved is None else str(moved)
