"""Ids that have merged into others."""

from extract.store.connection import Store


def follow(store: Store, what: str, id: str) -> str:
    """Return the id that a statement, a speaker or a measure goes by now; the same id if it has not moved.

    A redirect leads to what was there when it was written, and that may have moved on since.
    """
    passed: set[str] = set()
    moved: str | None = id
    while moved is not None and moved not in passed:
        passed.add(id := moved)
        moved = store.one("SELECT new FROM redirects WHERE what = ? AND old = ?", (what, id))
    return id
