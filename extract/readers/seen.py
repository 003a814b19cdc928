"""What of feeds and sitemaps was read before: the protocol that a store fulfils, and a memory for one run."""

from typing import Protocol


class Seen(Protocol):
    """Remembers sources (feeds, sitemaps) and the entries of each; a store keeps it between runs.

    A reader notes an entry when whoever reads asks for the next one, so that an entry is never noted before it was
    handed over. What has been handed over but not been written yet is for the store to hold back.
    """

    def validators(self, source: str) -> tuple[str | None, str | None]:
        """Return ETag and Last-Modified of a source of which every entry has been read."""

    def is_new(self, source: str, entry: str, version: str) -> bool:
        """Whether an entry is to be read: no source gave it before, or this one gave another version of it."""

    def note(self, source: str, entry: str, version: str) -> None:
        """Remember that a version of an entry has been read, or need not be."""

    def remember(self, source: str, etag: str | None, last_modified: str | None) -> None:
        """Remember a source of which every entry has been read, by what its server calls this state of it."""


class Memory:
    """Remembers as long as it lives."""

    def __init__(self) -> None:
        self._sources: dict[str, tuple[str | None, str | None]] = {}
        self._versions: dict[tuple[str, str], str] = {}
        self._entries: set[str] = set()

    def validators(self, source: str) -> tuple[str | None, str | None]:
        return self._sources.get(source, (None, None))

    def is_new(self, source: str, entry: str, version: str) -> bool:
        known = self._versions.get((source, entry))
        return entry not in self._entries if known is None else known != version

    def note(self, source: str, entry: str, version: str) -> None:
        self._versions[source, entry] = version
        self._entries.add(entry)

    def remember(self, source: str, etag: str | None, last_modified: str | None) -> None:
        self._sources[source] = (etag, last_modified)
