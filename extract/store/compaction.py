"""A store without what it no longer needs: free pages, words that the search has deleted, parts that can be one."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from extract.errors import BusyError, StoreError
from extract.store.connection import Store, explained
from extract.store.memories import PART, sealed, unsealed
from extract.store.searched import WORDS

SPARE = 16 << 20  # bytes that are left to others
Room = Callable[[Path], int]


@dataclass(frozen=True, slots=True)
class Compacted:
    """How many bytes the store took on the disk, its log included, before and after."""

    before: int
    after: int


def compact(store: Store) -> Compacted:
    """Join and write anew all that the store holds, and give the rest of the file back to the disk.

    Others may read meanwhile; where one does not end, the old bytes stay in the log beside the file, which raises
    `BusyError`. Raises `StoreError` where there is too little room, before anything is written.
    """
    check_room(store)
    before = size(store.path)
    _join_parts(store)
    with explained(store.path):
        for words in WORDS.values():
            store.connection.execute(f"INSERT INTO {words} ({words}) VALUES ('optimize')")
        store.connection.execute("VACUUM")
        busy = store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if busy:
        cause = "another program reads the store, so that what was taken out still stands in its log"
        raise BusyError(f"{store.path}: {cause}; end it, then: onrecord compact --store {store.path}")
    return Compacted(before, size(store.path))


def size(path: Path) -> int:
    """Return how many bytes a store takes on the disk, with its log."""
    files = (path, path.with_name(f"{path.name}-wal"))
    return sum(file.stat().st_size for file in files if file.exists())


def check_room(store: Store, free: Room = lambda folder: shutil.disk_usage(folder).free) -> None:
    """Raise `StoreError` where the disk cannot hold what SQLite writes: the whole store beside itself, twice.

    Once as a temporary file, once in the log, from which it then takes the place of what was there.
    """
    pages, unused, size_of = (store.one(f"PRAGMA {name}") for name in ("page_count", "freelist_count", "page_size"))
    whole = (pages - unused) * size_of
    log, temporary = store.path.resolve().parent, _temporary()
    together = os.stat(log).st_dev == os.stat(temporary).st_dev
    for folder, needed in ((log, whole * (1 + together)), (temporary, whole)):
        if free(folder) < needed + SPARE:
            cause = f"{folder} has {free(folder):,} bytes free, and {needed + SPARE:,} are needed to write it anew"
            raise StoreError(f"{store.path}: {cause}; free some space, or set SQLITE_TMPDIR to a folder that has it")


def _temporary() -> Path:
    """Return where SQLite writes temporary files (sqlite.org/tempfiles.html, section 5)."""
    usual = ("/var/tmp", "/usr/tmp", "/tmp")  # nosec B108 - SQLite's own places, asked how full they are and not written
    named = (os.environ.get("SQLITE_TMPDIR"), os.environ.get("TMPDIR"), *usual)
    return Path(next((folder for folder in named if folder and os.access(folder, os.W_OK | os.X_OK)), "."))


def _join_parts(store: Store) -> None:
    """Let what matching remembers be one part each, which is what its parts are one behind the other."""
    with store.writing():
        for name, version, parts in _parts(store):
            whole = [unsealed(part) for part in parts]
            joined = b"".join(part for part in whole if part is not None)
            if len(parts) > 1 and len(joined) <= PART and None not in whole:
                run = store.connection.execute
                run("DELETE FROM memories WHERE name = ? AND version = ?", (name, version))
                run(
                    "INSERT INTO memories (name, part, version, data) VALUES (?, 1, ?, ?)",
                    (name, version, sealed(joined)),
                )


def _parts(store: Store) -> Iterator[tuple[str, str, list[bytes]]]:
    sql = "SELECT name, version, part FROM memories ORDER BY name, version, part"
    for (name, version), rows in groupby([tuple(row) for row in store.rows(sql)], key=lambda row: row[:2]):
        read = "SELECT data FROM memories WHERE name = ? AND part = ?"
        yield name, version, [store.one(read, (name, part)) for *_, part in rows]
