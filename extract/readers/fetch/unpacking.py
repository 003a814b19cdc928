"""Packed bytes → plain ones, never more than a limit of them at once."""

import zlib

from extract.readers.fetch.errors import FetchError

_GZIP, _ZLIB, _RAW = 31, 15, -15


class Unpacking:
    """Takes a body block by block as it was sent, and gives it plain; `encoding` is the header's Content-Encoding."""

    def __init__(self, encoding: str | None, limit: int) -> None:
        self._limit = self._left = limit
        name = (encoding or "").strip().lower()
        if name not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FetchError(f"it came packed as {name[:40]!r}, which was not asked for; try again later")
        self._packing = None if name in ("", "identity") else _GZIP if name != "deflate" else 0
        self._inflater = zlib.decompressobj(_GZIP) if self._packing == _GZIP else None

    def feed(self, block: bytes) -> bytes:
        """Return what a block gives; raises `FetchError` where it is more than the limit, or broken."""
        if self._packing is None:
            return self._counted(block)
        try:
            return self._inflated(block)
        except zlib.error as error:
            raise FetchError("what it was packed in is broken; try again later") from error

    def finish(self) -> None:
        """Raise `FetchError` where the end of what was packed is missing."""
        if self._inflater is not None and not self._inflater.eof:
            raise FetchError("it broke off before its end; try again later")

    def _inflated(self, block: bytes) -> bytes:
        # "deflate" is meant to have a header, and by some servers is sent without (RFC 9110, 8.4.1.2).
        if self._inflater is None:
            self._packing = self._packing or (_ZLIB if block[:1] == b"\x78" else _RAW)
            self._inflater = zlib.decompressobj(self._packing)
        plain = bytearray()
        while block:
            if self._inflater.eof:
                if not block.startswith(b"\x1f\x8b") or self._packing != _GZIP:
                    break  # padding behind the end
                self._inflater = zlib.decompressobj(_GZIP)
            plain += self._counted(self._inflater.decompress(block, self._left + 1))
            block = self._inflater.unconsumed_tail or self._inflater.unused_data
        return bytes(plain)

    def _counted(self, plain: bytes) -> bytes:
        self._left -= len(plain)
        if self._left < 0:
            raise FetchError(
                f"it is larger than {self._limit / 1e6:g} MB; save the article alone and give its file", lasting=True
            )
        return plain


def unpacked(data: bytes, limit: int) -> bytes:
    """Return the plain bytes of a gzip file of at most `limit` of them; raises `FetchError`."""
    unpacking = Unpacking("gzip", limit)
    plain = unpacking.feed(data)
    unpacking.finish()
    return plain
