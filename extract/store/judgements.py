"""What people decided. A judgement is never deleted: withdrawing one notes when."""

from extract.model import Judgement
from extract.store.connection import Store, bindable

COLUMNS = ("left", "right", "verdict", "evidence", "author", "created_at", "deleted_at")
NAMES = ", ".join(f'"{name}"' for name in COLUMNS)


def record(store: Store, judgement: Judgement) -> int:
    """Keep a judgement, and return the number by which it can be withdrawn; raises `StoreError`."""
    values = [bindable(getattr(judgement, name)) for name in COLUMNS]
    with store.writing():
        marks = ", ".join("?" * len(values))
        cursor = store.connection.execute(f"INSERT INTO judgements ({NAMES}) VALUES ({marks})", values)
        store.raise_revision()
    assert cursor.lastrowid is not None  # a row was inserted
    return cursor.lastrowid


def withdraw(store: Store, number: int, at: str) -> bool:
    """Mark a judgement as withdrawn at a time (ISO), and return whether it stood until then; raises `StoreError`."""
    sql = "UPDATE judgements SET deleted_at = ? WHERE row = ? AND deleted_at IS NULL"
    with store.writing():
        changed = store.connection.execute(sql, (at, number)).rowcount > 0
        if changed:
            store.raise_revision()
    return changed


def active(store: Store) -> tuple[Judgement, ...]:
    """Return the judgements that stand, oldest first."""
    sql = f"SELECT {NAMES} FROM judgements WHERE deleted_at IS NULL ORDER BY created_at, row"
    return tuple(Judgement(**dict(row)) for row in store.rows(sql))
