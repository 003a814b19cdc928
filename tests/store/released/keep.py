"""Stores as statements of SQL, compressed: `python -m tests.store.released.keep STORE > NN.sql.gz`."""

import gzip
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

FOLDER = Path(__file__).parent
PRAGMAS = ("application_id", "user_version")


def kept() -> list[int]:
    """Return the versions of which a store is kept."""
    return sorted(int(file.name.partition(".")[0]) for file in FOLDER.glob("*.sql.gz"))


def unpack(version: int, path: Path) -> Path:
    """Make the store of a version, as the code of that time wrote it, and return its path."""
    with closing(sqlite3.connect(path)) as store:
        store.executescript(gzip.decompress((FOLDER / f"{version:02}.sql.gz").read_bytes()).decode())
    return path


def statements(path: Path) -> Iterator[str]:
    """Yield the statements that make a store again; what full text search derives itself is not among them."""
    with closing(sqlite3.connect(path)) as store:
        for name in PRAGMAS:
            yield f"PRAGMA {name} = {store.execute(f'PRAGMA {name}').fetchone()[0]};"
        virtual = [name for (name,) in store.execute("SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL%'")]
        for statement in store.iterdump():
            if not statement.startswith(tuple(f'INSERT INTO "{name}" ' for name in virtual)):
                yield statement


if __name__ == "__main__":
    text = "".join(f"{statement}\n" for statement in statements(Path(sys.argv[1])))
    sys.stdout.buffer.write(gzip.compress(text.encode(), 9, mtime=0))
