"""What matching remembers between runs: bytes of one version, in parts; they can be lost, and only time with them."""

from extract.store.connection import Store


def recall(store: Store, name: str, version: str) -> list[bytes]:
    """Return the parts of a memory, oldest first; none where it is of another version. Raises `StoreError`."""
    sql = "SELECT data FROM memories WHERE name = ? AND version = ? ORDER BY part"
    return [row["data"] for row in store.rows(sql, (name, version))]


def remember(store: Store, name: str, version: str, data: bytes, *, anew: bool = False) -> None:
    """Add a part to a memory; first forget what it has of other versions, or (`anew`) all. Raises `StoreError`."""
    with store.writing():
        forgotten = "DELETE FROM memories WHERE name = ?"
        if anew:
            store.connection.execute(forgotten, (name,))
        else:
            store.connection.execute(f"{forgotten} AND version != ?", (name, version))
        sql = """INSERT INTO memories (name, part, version, data)
            SELECT ?, coalesce(max(part), 0) + 1, ?, ? FROM memories WHERE name = ?"""
        for start in range(0, len(data), PART):
            store.connection.execute(sql, (name, version, data[start : start + PART], name))


PART = 500_000_000
"""Bytes of a part: SQLite holds a billion in one value."""
