"""What of feeds and sitemaps was read before; fulfils `extract.readers.seen.Seen`.

What a reader notes is held back until `settle`, which is to be called when what it handed over has been written: a run
that was stopped in between reads that again, and loses nothing.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, datetime

from extract.store.connection import Store, bindable
from extract.store.same import plain_address

_ENTRY = """INSERT INTO source_entries (source, entry, version) VALUES (?, ?, ?)
    ON CONFLICT (source, entry) DO UPDATE SET version = excluded.version"""
_SOURCE = """INSERT INTO sources (uri, etag, last_modified, read_at) VALUES (?, ?, ?, ?)
    ON CONFLICT (uri) DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified,
    read_at = excluded.read_at"""


def seal_entries(store: Store, addresses: Iterable[str]) -> None:
    """Remember the entries of feeds that led to these addresses by a hash alone; none of them is new again.

    Call it within `store.writing()`.
    """
    wanted = {plain_address(address) for address in addresses}
    entries = [str(entry) for (entry,) in store.rows("SELECT DISTINCT entry FROM source_entries")]
    sealed = [(_seal(entry), entry) for entry in entries if plain_address(entry) in wanted]
    store.connection.executemany("UPDATE OR REPLACE source_entries SET entry = ?, version = '' WHERE entry = ?", sealed)


def _seal(entry: str) -> str:
    return f"sha256 {hashlib.sha256(plain_address(entry).encode('utf-8', 'surrogatepass')).hexdigest()}"


class SeenSources:
    """The memory of one ingest into a store; every method raises `StoreError`."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._entries: dict[tuple[str, str], str] = {}
        self._ids: set[str] = set()
        self._sources: dict[str, tuple[str | None, str | None]] = {}

    def validators(self, source: str) -> tuple[str | None, str | None]:
        """Return ETag and Last-Modified of a source of which every entry has been read."""
        found = self._store.row("SELECT etag, last_modified FROM sources WHERE uri = ?", (source,))
        return self._sources.get(source) or ((found["etag"], found["last_modified"]) if found else (None, None))

    def is_new(self, source: str, entry: str, version: str) -> bool:
        """Whether an entry is to be read: no source gave it before, or this one gave another version of it.

        One whose article was taken out for good never is.
        """
        if self._is_sealed(entry):
            return False
        known = self._version(source, entry)
        if known is not None:
            return known != version
        return entry not in self._ids and not self._is_noted(entry)

    def note(self, source: str, entry: str, version: str) -> None:
        """Remember, when settled, that a version of an entry has been read, or need not be."""
        if self._is_sealed(entry):
            return
        if self._version(source, entry) != version:
            self._entries[source, entry] = version
            self._ids.add(entry)

    def remember(self, source: str, etag: str | None, last_modified: str | None) -> None:
        """Remember, when settled, a source of which every entry has been read."""
        self._sources[source] = (etag, last_modified)

    def settle(self) -> None:
        """Write what was noted; no revision is raised, since nothing that is shown changes."""
        if not self._entries and not self._sources:
            return
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._store.writing():
            self._write(_ENTRY, ((source, entry, version) for (source, entry), version in self._entries.items()))
            self._write(_SOURCE, ((source, *told, now) for source, told in self._sources.items()))
        self._entries.clear()
        self._ids.clear()
        self._sources.clear()

    def _write(self, sql: str, rows: Iterable[tuple[object, ...]]) -> None:
        self._store.connection.executemany(sql, ([bindable(value) for value in row] for row in rows))

    def _is_sealed(self, entry: str) -> bool:
        return self._is_noted(_seal(entry))

    def _is_noted(self, entry: str) -> bool:
        return self._store.row("SELECT 1 FROM source_entries WHERE entry = ? LIMIT 1", (entry,)) is not None

    def _version(self, source: str, entry: str) -> str | None:
        noted = self._entries.get((source, entry))
        if noted is not None:
            return noted
        found = self._store.one("SELECT version FROM source_entries WHERE source = ? AND entry = ?", (source, entry))
        return None if found is None else str(found)
