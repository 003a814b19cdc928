"""One file packed by gzip: "articles.jsonl.gz", "crawl.warc.gz"."""

import io
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from extract.errors import SourceError
from extract.model import Document, Failure
from extract.readers.allowance import FLOOR, RATIO, Allowance
from extract.readers.failed import failed
from extract.readers.kinds import suffix_of
from extract.readers.member import inside, read_member, size_of
from extract.readers.options import Options

MAGIC = b"\x1f\x8b"
_STEP = 64 * 1024


def read_gzip(uri: str, stream: BinaryIO, options: Options) -> Iterator[Document | Failure]:
    """Yield the documents of what is packed, by the reader of the suffix before ".gz"."""
    try:
        below = inside(options, size_of(stream))
    except SourceError as error:
        yield failed(uri, error)
        return
    yield from read_member(
        uri, unpacked(stream, below.allowance), below, suffix_of(uri.removesuffix(".gz").removesuffix(".GZ"))
    )


def unpacked(stream: BinaryIO, allowance: Allowance | None = None) -> BinaryIO:
    """Return the plain bytes of a gzip stream, as many as the allowance leaves.

    Reading raises `SourceError` where it is cut off, damaged or a bomb.
    """
    return io.BufferedReader(_Unpacked(stream, allowance), _STEP)


class _Unpacked(io.RawIOBase):
    """Plain bytes of all gzip members of a stream, in bounded memory."""

    def __init__(self, stream: BinaryIO, allowance: Allowance | None) -> None:
        self._stream, self._allowance, self._packed = stream, allowance, b""
        self._inflate: Any = None
        self._came, self._went = 0, 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        try:
            data = self._next(len(buffer))
        except zlib.error as error:
            raise SourceError("its gzip packing is damaged; download or copy it again") from error
        self._weigh(len(data))
        buffer[: len(data)] = data
        return len(data)

    def _next(self, most: int) -> bytes:
        while True:
            if (self._inflate is None or self._inflate.eof) and not self._start():
                return b""
            if not self._packed and not self._inflate.unconsumed_tail:
                self._packed = self._read()
                if not self._packed:
                    raise SourceError("it is cut off before its end; download or copy it again")
            data: bytes = self._inflate.decompress(self._inflate.unconsumed_tail + self._packed, most)
            self._packed = b""
            if data:
                return data

    def _start(self) -> bool:
        """Begin the next member; False behind the last, after which some tools write zeros."""
        rest = self._inflate.unused_data if self._inflate is not None else b""
        rest = (rest or self._read()).lstrip(b"\x00")
        if not rest and not (rest := self._read().lstrip(b"\x00")):
            return False
        self._inflate, self._packed = zlib.decompressobj(zlib.MAX_WBITS | 16), rest
        return True

    def _read(self) -> bytes:
        data = self._stream.read(_STEP)
        self._came += len(data)
        return data

    def _weigh(self, plain: int) -> None:
        """Look at every stretch of plain bytes: a bomb may lie anywhere in a file that is large itself."""
        if self._allowance is not None:
            self._allowance.weigh(plain)
        self._went += plain
        if self._went < FLOOR:
            return
        if self._went > RATIO * max(self._came, 1):
            raise SourceError(f"unpacked it is more than {RATIO} times as large; unpack it yourself if you trust it")
        self._came = self._went = 0
