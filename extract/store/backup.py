"""A whole copy of a store while others read and write it, and a store put back from one."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path

from extract.errors import BusyError, StoreError
from extract.store.connection import BUSY, Store, explained, make_durable, open_store, refuse_left_log, there
from extract.store.migrations import refuse_foreign

TURN, TURNS = 0.25, 40
"""Seconds that a copy waits for another writer before it can be stopped, and how often it does."""
THERE = "{}: there is a store already; back it up, then restore with --replace"


def backup(path: str | Path, target: str | Path) -> int:
    """Write a compact copy of the store as it stands, checked, and return its size in bytes.

    It is written beside the target and moved there when it is whole and on the disk. A store of an older version is
    copied as it is, so that it can be kept before it is brought up to date. Raises `StoreError` where the target is
    there already or cannot be written, or the copy is not sound.
    """
    target = Path(target)
    if there(target):
        raise StoreError(f"{target}: there is a file already; name another, so that no backup is lost")
    refuse_left_log(target)
    partial = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with open_store(path, readonly=True, older=True) as store, _explained(store.path, target):
            _make_like(store.path, partial)
            store.connection.execute("VACUUM INTO ?", (str(partial),))
        _check_copy(partial, Path(path))
        _to_disk(partial)
        os.replace(partial, target)
        _to_disk(target.parent)
        return target.stat().st_size
    except OSError as error:
        raise StoreError(f"{target}: {error.strerror}; choose a file that can be written") from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


@contextmanager
def _explained(source: Path, target: Path) -> Iterator[None]:
    """Say of an error whether it is of what is read, which is damaged, or of what is written."""
    try:
        yield
    except sqlite3.Error as error:
        damaged = getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
        with explained(source if damaged else target):
            raise


Taken = tuple[str, str, int, str, str]
"""An entry of the log of takedowns: what, id, articles, reason, time."""


def restore(source: str | Path, path: str | Path, replace: bool = False) -> tuple[Taken, ...]:
    """Put a backup in the place of a store, in one transaction: readers see the one or the other, whole.

    Return what had been taken out of the store that was there since the backup was made, and is in it again. Raises
    `StoreError` where the backup is no sound store, or, without `replace`, where there is a store already.
    """
    source, path = Path(source), Path(path)
    check(source)
    if there(path) and not replace:
        raise StoreError(THERE.format(path))
    before, taken = None, _taken_down(path) if there(path) else ()
    if there(path):
        before = _copy(source, path, path)
    else:
        _copy_anew(source, path)
    with open_store(path) as restored:  # of an older version, it is brought up to date
        if before is not None:
            _go_on_from(restored, before)
    known = _taken_down(path)
    return tuple(one for one in taken if one not in known)


def _taken_down(path: Path) -> tuple[Taken, ...]:
    """Return the log of takedowns; nothing of a file that has none, or cannot be read."""
    with suppress(sqlite3.Error), closing(_connect(path, "ro")) as store:
        return tuple(store.execute("SELECT what, id, articles, reason, time FROM taken_down ORDER BY row"))
    return ()


def _copy_anew(source: Path, path: Path) -> None:
    """Copy a backup beside the place of a store, then put it there, whole, unless somebody was quicker."""
    refuse_left_log(path)
    partial = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        _make_like(source, partial)
        _copy(source, partial, path)
        _to_disk(partial)
        os.link(partial, path)
        _to_disk(path.parent)
    except FileExistsError as error:
        raise StoreError(THERE.format(path)) from error
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}; choose a file that can be written") from error
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _copy(source: Path, target: Path, named: Path) -> int | None:
    """Copy a backup into a file, in one transaction, and return the revision that this had before."""
    with explained(named), closing(_connect(source, "ro")) as held, closing(_connect(target, "rwc", TURN)) as store:
        make_durable(store)
        before = _revision(store)
        held.backup(store, progress=_patience(named))
    return before


def _make_like(source: Path, copy: Path) -> None:
    """Make an empty file for a copy that nobody may read who may not read its source; raises `OSError`."""
    copy.unlink(missing_ok=True)
    mode = source.stat().st_mode & 0o666 | 0o600
    os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, mode))


def _patience(named: Path) -> Callable[[int, int, int], None]:
    """Return what is told of each step of a copy: SQLite would go on for ever while another program writes."""
    turns = count(1)

    def step(status: int, remaining: int, total: int) -> None:
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and next(turns) >= TURNS:
            raise BusyError(f"{named}: {BUSY}")

    return step


def _go_on_from(store: Store, before: int) -> None:
    """Let the revision rise: caches know a state by it, and none may come a second time for another state."""
    with store.writing():
        sql = "UPDATE meta SET value = max(value, ?) + 1 WHERE key = 'revision'"
        store.connection.execute(sql, (before,))


def _revision(store: sqlite3.Connection) -> int | None:
    """Return the revision of a store; None of a file that has none yet, or is damaged."""
    with suppress(sqlite3.DatabaseError):
        found = store.execute("SELECT value FROM meta WHERE key = 'revision'").fetchone()
        return int(found[0]) if found else None
    return None


def _check_copy(copy: Path, original: Path) -> None:
    """Raise `StoreError` where a copy is not sound; it is the original that is to blame."""
    try:
        check(copy)
    except StoreError as error:
        cause = str(error).removeprefix(f"{copy}: ").split("; ")[0]
        remedy = "nothing was written; restore an older backup, or ask onrecord verify what is wrong"
        raise StoreError(f"{original}: {cause}; {remedy}") from error


def check(path: Path) -> None:
    """Raise `StoreError` where a file is no store, of a newer version, or damaged."""
    if not there(path):
        raise StoreError(f"{path}: there is no such file; name a backup that onrecord backup made")
    if path.is_dir():
        raise StoreError(f"{path}: a folder, not a store; name a backup that onrecord backup made")
    with explained(path), closing(_connect(path, "ro")) as connection:
        refuse_foreign(connection, str(path))
        if not connection.execute("PRAGMA user_version").fetchone()[0]:
            raise StoreError(f"{path}: an empty file, not a store; name a backup that onrecord backup made")
        found = [str(line) for (line,) in connection.execute("PRAGMA integrity_check(1)")]
    if found != ["ok"]:
        raise StoreError(f"{path}: the store is damaged ({' '.join(found[0].split())[:200]}); restore another backup")


def _connect(path: Path, mode: str, seconds: float = 10) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, timeout=seconds, isolation_level=None)


def _to_disk(path: Path) -> None:
    """Have the system write a file, or a folder's list of files, to the disk."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
