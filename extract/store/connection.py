"""Opening a store, and what every use of its connection needs: transactions, and errors that a user can act on."""

import json
import os
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from extract.errors import BusyError, RefusedError, StoreError
from extract.store.migrations import VERSION, busy, migrate, refuse_foreign, version_of

BUSY_SECONDS = 10.0
TURN_SECONDS, TURNS = 1.0, 600
# What SQLite does not call full, though it is the usual cause: no room for the index of its log; a quota.
NO_ROOM = (sqlite3.SQLITE_IOERR_SHMSIZE, sqlite3.SQLITE_IOERR_SHMMAP)
REFUSED_BY_DISK = (sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC, sqlite3.SQLITE_IOERR_TRUNCATE)
BUSY = "another program is writing to the store; wait until it has ended, then try again"
DAMAGED = "the store is damaged; restore a backup, or move the file away and ingest again"
LONGEST = 300  # characters of a name that an error repeats
SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Store:
    """An open store. Its connection belongs to the thread that opened it: open one a thread, or one a call.

    `waiting` is called once where another program is writing and this one waits for it.
    """

    path: Path
    connection: sqlite3.Connection
    waiting: Callable[[], None] | None = None

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection; what was not committed is gone."""
        self.connection.close()

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> Iterator[sqlite3.Row]:
        """Yield the rows of a query; raises `StoreError`."""
        with explained(self.path):
            # Not "yield from", which closes the cursor of a query that is left off, and complains of a closed store.
            for row in self.connection.execute(sql, [bindable(value) for value in parameters]):  # noqa: UP028
                yield row

    def row(self, sql: str, parameters: Sequence[object] = ()) -> sqlite3.Row | None:
        """Return the first row of a query or None; raises `StoreError`."""
        with explained(self.path):
            found: sqlite3.Row | None = self.connection.execute(sql, [bindable(v) for v in parameters]).fetchone()
            return found

    def one(self, sql: str, parameters: Sequence[object] = ()) -> Any:
        """Return the first column of the first row of a query that has one; raises `StoreError`."""
        found = self.row(sql, parameters)
        return None if found is None else found[0]

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all queries inside see the store as it stood at the first of them."""
        with explained(self.path):
            if self.connection.in_transaction:
                yield
                return
            try:
                self.connection.execute("BEGIN")
                yield
            finally:
                if self.connection.in_transaction:
                    self.connection.execute("COMMIT")

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Run one writing transaction: all of it or, after an exception, nothing; raises `StoreError`."""
        with explained(self.path):
            nested = self.connection.in_transaction
            try:
                self._begin()  # stopped in the middle of it, it may have begun
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                if self.connection.in_transaction and not nested:
                    self.connection.execute("ROLLBACK")
                raise

    def _begin(self) -> None:
        """Begin to write. SQLite itself waits for a turn, and hears nobody who wants to stop it: so turns are short."""
        for turn in range(TURNS if self.waiting else 1):
            try:
                self.connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if not self.waiting or not busy(error) or turn == TURNS - 1:
                    raise
                if turn == 0:
                    self.waiting()

    def raise_revision(self) -> None:
        """Count up the revision; every transaction that changes something does it once."""
        self.connection.execute("UPDATE meta SET value = value + 1 WHERE key = 'revision'")


def bindable(value: object) -> object:
    """Return the value fit for SQLite: a lone surrogate has no UTF-8, and one U+FFFD in its stead moves no span."""
    return SURROGATE.sub("\ufffd", value) if isinstance(value, str) else value


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn an SQLite error into a `StoreError` that names file, cause and remedy."""
    try:
        yield
    except sqlite3.Error as error:
        raise _kind(error)(f"{path}: {_explanation(error)}") from error
    except json.JSONDecodeError as error:  # of a list that a column holds
        raise StoreError(f"{path}: {DAMAGED}") from error


def _kind(error: sqlite3.Error) -> type[StoreError]:
    if busy(error):
        return BusyError
    return RefusedError if isinstance(error, sqlite3.IntegrityError | sqlite3.DataError) else StoreError


def _explanation(error: sqlite3.Error) -> str:
    # The primary result code is the low byte; not every error has one.
    extended = getattr(error, "sqlite_errorcode", 0)
    if extended in REFUSED_BY_DISK:
        return "the disk did not take it: a quota is used up, or it is broken; free some space, check it, try again"
    if str(error).startswith("Could not decode"):  # and it would go on with the words of an article
        return DAMAGED
    code = sqlite3.SQLITE_FULL if extended in NO_ROOM else extended & 0xFF
    known = {
        sqlite3.SQLITE_BUSY: BUSY,
        sqlite3.SQLITE_LOCKED: BUSY,
        sqlite3.SQLITE_NOTADB: "not a database; name the store with --store, or move the file away to start anew",
        sqlite3.SQLITE_CORRUPT: DAMAGED,
        sqlite3.SQLITE_READONLY: "the store cannot be written; check the permissions of the file and of its folder",
        sqlite3.SQLITE_PERM: "the store cannot be read; check the permissions of the file and of its folder",
        sqlite3.SQLITE_CANTOPEN: "the store cannot be opened; check that the folder exists and its permissions",
        sqlite3.SQLITE_FULL: "the disk is full; free some space, then try again",
        sqlite3.SQLITE_IOERR: "the disk cannot be read or written; check it, then try again",
    }
    return known.get(code, f"{error}; please report this with the command that led to it")


def there(path: Path) -> bool:
    """Return whether a file is there; raises `StoreError` where the system does not say."""
    try:
        return path.exists()
    except (OSError, ValueError) as error:  # its name is too long, holds a null, or a folder on the way is closed
        cause = error.strerror if isinstance(error, OSError) else error
        shown = str(path) if len(str(path)) <= LONGEST else f"{str(path)[:LONGEST]}…"
        raise StoreError(f"{shown}: {cause}; check its folder, or name another file") from error


def refuse_left_log(path: Path) -> None:
    """Raise `StoreError` where a log lies about that is of no file: with what comes in its place it would mix, or go.

    It is left where a process died and its store was moved away, whose last batches it may hold.
    """
    for left in (path.with_name(f"{path.name}{end}") for end in ("-wal", "-journal")):
        # Whoever makes a store at this moment makes the file first.
        if there(left) and left.stat().st_size and not there(path):
            cause = f"left by a store that is not there any more, and no other may come to {path} beside it"
            raise StoreError(f"{left}: {cause}; move it to where that store is now, then try again")


def open_store(
    path: str | Path,
    create: bool = False,
    readonly: bool = False,
    waiting: Callable[[], None] | None = None,
    older: bool = False,
) -> Store:
    """Open a store and bring its schema up to date; `create` makes the file, `readonly` never touches it.

    With `waiting`, writing waits ten minutes, not ten seconds, for another program that writes, and calls it once.
    With `older`, `readonly` also opens one of an older version, as it is. Raises `StoreError` where the file is missing
    (without `create`), not a store, of a newer version, or locked.
    """
    path = Path(path)
    if not there(path) and (readonly or not create):
        raise StoreError(f"{path}: there is no store yet; make one with: onrecord ingest SOURCE --store {path}")
    if path.is_dir():
        raise StoreError(f"{path}: a folder, not a store; name a file with --store")
    if create and not readonly:
        _make_folder(path.parent)
        refuse_left_log(path)
    with explained(path):
        connection = _connect(path, readonly)
        try:
            if readonly:
                _check_version(connection, path, older)
            else:
                migrate(connection, str(path))
        except BaseException:
            connection.close()
            raise
    if waiting:
        connection.execute(f"PRAGMA busy_timeout = {TURN_SECONDS * 1000:.0f}")
    return Store(path, connection, waiting)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror}; make the folder, or name another file with --store") from error


def _connect(path: Path, readonly: bool) -> sqlite3.Connection:
    mode = "ro" if readonly else "rwc"
    if readonly and not os.access(path.parent, os.W_OK) and not _unmerged(path):
        mode = "ro&immutable=1"  # SQLite cannot make the files beside the store that a reader needs, nor can a writer
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, timeout=BUSY_SECONDS, isolation_level=None)
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA foreign_keys = ON")
    make_durable(connection)
    return connection


def make_durable(connection: sqlite3.Connection) -> None:
    """Have each transaction on the disk before its commit returns, so that what was told outlives a loss of power.

    SQLite may be built to wait for the disk less often, and macOS to wait only until its disk has heard of it.
    """
    for pragma in ("synchronous = FULL", "fullfsync = ON", "checkpoint_fullfsync = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _unmerged(path: Path) -> bool:
    """Return whether a write-ahead log holds what the file itself does not have yet."""
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _check_version(connection: sqlite3.Connection, path: Path, older: bool) -> None:
    refuse_foreign(connection, str(path))
    version = version_of(connection)
    if version == 0:
        raise StoreError(f"{path}: there is no store in it yet; make one with: onrecord ingest SOURCE --store {path}")
    if version < VERSION and not older:
        remedy = f"back it up, then bring it up to date with: onrecord ingest --store {path}"
        raise StoreError(f"{path}: of an older version ({version}); {remedy}")
