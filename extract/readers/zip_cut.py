"""Zip archives without the directory at their end: what was cut off on its way still has its first files."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from extract.readers.allowance import too_large
from extract.readers.member import WHOLE

_HEADER = struct.Struct("<4s5H3L2H")
_LOCAL, _DESCRIPTOR = b"PK\x03\x04", b"PK\x07\x08"
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _SIZES_BEHIND = 1, 8
_STEP = 16 * 1024


@dataclass(slots=True)
class _Head:
    """What stands before a file in an archive; `packed` is None where its size stands behind it."""

    name: str
    method: int
    crc: int | None
    packed: int | None


def whole_members(stream: BinaryIO) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each file from the beginning, down to the first that is not whole or cannot be told."""
    stream.seek(0)
    rest = _Rest(stream)
    while (head := _head(rest)) is not None:
        data = _data(rest, head)
        if data is None:
            return
        if not head.name.endswith("/"):
            yield head.name, data


class _Rest:
    """The bytes that are still to be read, some of which were read too early."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream, self._early = stream, b""

    def take(self, size: int) -> bytes:
        """Return so many bytes, fewer at the end."""
        data, self._early = self._early[:size], self._early[size:]
        return data + self._stream.read(size - len(data)) if len(data) < size else data

    def give_back(self, data: bytes) -> None:
        self._early = data + self._early


def _head(rest: _Rest) -> _Head | None:
    fixed = rest.take(_HEADER.size)
    if len(fixed) < _HEADER.size or not fixed.startswith(_LOCAL):
        return None
    _, _, flags, method, _, _, crc, packed, _, name_size, extra_size = _HEADER.unpack(fixed)
    name, extra = rest.take(name_size), rest.take(extra_size)
    if flags & _ENCRYPTED or len(extra) < extra_size:
        return None
    known = not flags & _SIZES_BEHIND and packed != 0xFFFFFFFF
    words = name.decode("utf-8" if flags & 0x800 else "cp437", errors="replace")
    return _Head(words, method, crc if known else None, packed if known else None)


def _data(rest: _Rest, head: _Head) -> bytes | None:
    """Return a file unpacked; None where it is not whole, or larger than is read."""
    if head.method == _STORED and head.packed is not None and head.packed <= WHOLE:
        data = rest.take(head.packed)
        return data if len(data) == head.packed and zlib.crc32(data) == head.crc else None
    if head.method != _DEFLATED:
        return None
    plain = _inflated(rest)
    if plain is None:
        return None
    crc = head.crc if head.packed is not None else _crc_behind(rest)
    return plain if zlib.crc32(plain) == crc else None


def _inflated(rest: _Rest) -> bytes | None:
    inflate, parts, came, went = zlib.decompressobj(-zlib.MAX_WBITS), [], 0, 0
    while not inflate.eof:
        packed = inflate.unconsumed_tail or rest.take(_STEP)
        came += 0 if inflate.unconsumed_tail else len(packed)
        try:
            part = inflate.decompress(packed, 16 * _STEP)
        except zlib.error:
            return None
        went += len(part)
        if went > WHOLE or too_large(came, went) or not (packed or part):
            return None
        parts.append(part)
    rest.give_back(inflate.unused_data)
    return b"".join(parts)


def _crc_behind(rest: _Rest) -> int:
    """Return the checksum that stands behind a file, and go to the next: sizes have 4 bytes, in ZIP64 8."""
    data = rest.take(24)
    body = data.removeprefix(_DESCRIPTOR)
    size = next((size for size in (12, 20) if body[size : size + 2] in (b"PK", b"")), 12)
    rest.give_back(body[size:])
    return int.from_bytes(body[:4], "little")
