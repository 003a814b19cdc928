"""What matching remembers between runs: bytes of one version, in parts; they can be lost, and only time with them.

Each part ends with a seal, its hash, so that what was changed on the disk is forgotten, and not matched by.
"""

from hashlib import blake2b

from extract.store.connection import Store

SEAL, SEALED = 16, " sealed"
"""Bytes of a seal; what the version of a part that has one ends with, since parts of older stores have none."""
PART = 500_000_000
"""Bytes of a part: SQLite holds a billion in one value."""


def recall(store: Store, name: str, version: str) -> list[bytes]:
    """Return the parts of a memory, oldest first; none where it is of another version, or damaged: it is forgotten.

    Raises `StoreError`.
    """
    sql = "SELECT data FROM memories WHERE name = ? AND version = ? ORDER BY part"
    parts = [unsealed(row["data"]) for row in store.rows(sql, (name, version + SEALED))]
    whole = [part for part in parts if part is not None]
    if len(whole) < len(parts):
        with store.writing():
            store.connection.execute("DELETE FROM memories WHERE name = ?", (name,))
        return []
    return whole


def remember(
    store: Store, name: str, version: str, data: bytes, *, anew: bool = False, seen: int | None = None
) -> None:
    """Add a part to a memory; first forget what it has of other versions, or (`anew`) all. Raises `StoreError`.

    `seen` is the revision that it was learned from: where anything was taken down since, nothing is kept of it.
    """
    version += SEALED
    with store.writing():
        taken = store.one("SELECT value FROM meta WHERE key = 'taken_down'")
        if seen is not None and taken is not None and taken > seen:
            return
        forgotten = "DELETE FROM memories WHERE name = ?"
        if anew:
            store.connection.execute(forgotten, (name,))
        else:
            store.connection.execute(f"{forgotten} AND version != ?", (name, version))
        sql = """INSERT INTO memories (name, part, version, data)
            SELECT ?, coalesce(max(part), 0) + 1, ?, ? FROM memories WHERE name = ?"""
        for start in range(0, len(data), PART):
            store.connection.execute(sql, (name, version, sealed(data[start : start + PART]), name))


def damaged(store: Store) -> list[str]:
    """Return the names of memories that have a part which is not as it was written; raises `StoreError`."""
    rows = store.rows("SELECT name, data FROM memories WHERE version LIKE ?", (f"%{SEALED}",))
    return sorted({str(name) for name, data in rows if unsealed(data) is None})


def sealed(data: bytes) -> bytes:
    """Return bytes with their seal."""
    return data + blake2b(data, digest_size=SEAL).digest()


def unsealed(data: bytes) -> bytes | None:
    """Return the bytes without their seal; None where it is broken, or there is none."""
    whole = data[:-SEAL]
    return whole if blake2b(whole, digest_size=SEAL).digest() == data[-SEAL:] else None
