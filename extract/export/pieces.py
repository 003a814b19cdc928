"""Files that are made on disk and handed on in pieces, and archives that are handed on while they are made."""

from collections.abc import Iterator
from io import RawIOBase
from typing import IO, Any

PIECE = 1 << 16


def pieces_of(file: IO[bytes]) -> Iterator[bytes]:
    """Yield what a file holds, from its beginning."""
    file.seek(0)
    while piece := file.read(PIECE):
        yield piece


class Outflow(RawIOBase):
    """A stream to write to whose bytes are taken away piece by piece, so that nothing is kept."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._held.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        """Return what was written since the last call."""
        held, self._held = self._held, []
        return b"".join(held)
