"""Web archives: the pages, PDFs and texts that a crawl brought."""

import io
from collections import Counter
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import replace
from typing import Any, BinaryIO

from extract.errors import SourceError
from extract.model import Document, Failure
from extract.readers.allowance import MIB
from extract.readers.failed import failed
from extract.readers.gzipped import MAGIC, unpacked
from extract.readers.member import WHOLE, inside, read_member, size_of
from extract.readers.options import Options

# Types of content that may be an article, and the suffix by which their readers are known.
_READ = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_WITH_CONTENT = ("response", "resource", "conversion")
_PLAIN = (None, "", "identity", "gzip", "deflate")
# A first line longer than this is no WARC; the library would take it all into memory.
_FIRST = 4096
# No line of a head is longer: addresses have some thousand characters, cookies some more.
_LINE = 1024 * 1024


def read_warc(uri: str, stream: BinaryIO, options: Options) -> Iterator[Document | Failure]:
    """Yield the document of every page, text or PDF that was brought whole, known by its address and date.

    Redirects, errors, revisits and other types are passed over; a file of nothing else is a `Failure` that counts them.
    """
    passed: Counter[str] = Counter()
    read = 0
    try:
        below = inside(options, size_of(stream))
        for record in _records(_plain(stream)):
            kind = _kind(record)
            if kind in _READ.values():
                yield from _page(uri, record, below, kind)
                read += 1
            else:
                _pass(record)
                passed[kind] += 1
    except SourceError as error:
        yield failed(uri, error, f"after {read + passed.total():,} records" if read + passed.total() else None)
        return
    if not read:
        found = ", ".join(f"{count:,} {kind}" for kind, count in passed.most_common(6)) or "no record"
        yield failed(uri, f"it holds no page ({found}); give an archive of pages that were brought whole")


class _CutOffError(SourceError):
    """The file ends, or goes on as nothing, in the middle of a record: there is no next one."""


class _Short:
    """What the library reads from: what has come is given, though the next bytes be damaged."""

    def __init__(self, buffered: io.BufferedReader) -> None:
        self._buffered = buffered

    def read(self, most: int) -> bytes:
        return self._buffered.read1(most)


def _plain(stream: BinaryIO) -> _Short:
    """Return the stream unpacked, behind a look at its first line; raises `SourceError` where it is no web archive."""
    buffered = stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_Raw(stream))
    if buffered.peek(2)[:2] == MAGIC:
        buffered = unpacked(buffered)  # type: ignore[assignment]
    head = buffered.peek(_FIRST)[:_FIRST]
    if not head.startswith((b"WARC/", b"filedesc:")) or (b"\n" not in head and len(head) == _FIRST):
        raise SourceError("it is no web archive (WARC); download or copy it again")
    return _Short(buffered)


class _Raw(io.RawIOBase):
    """Any stream of bytes as one that can be buffered."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def _records(stream: _Short) -> Iterator[Any]:
    """Yield the records; raises `SourceError` where the file goes on as no record."""
    from warcio.archiveiterator import ArchiveIterator  # with the first archive, not before
    from warcio.bufferedreaders import DecompressingBufferedReader

    class Lines(DecompressingBufferedReader):  # type: ignore[misc]
        """Lines of heads have an end; the library would put one of a gigabyte together, piece by piece."""

        def readline(self, length: int | None = None) -> bytes:
            line: bytes = super().readline(min(length or _LINE, _LINE))
            if len(line) >= _LINE and not line.endswith(b"\n"):
                raise SourceError("what follows is no record of a web archive; download or copy it again")
            return line

    with redirect_stderr(io.StringIO()):
        records = ArchiveIterator(stream, arc2warc=True)
        records.reader = Lines(records.fh)
    while True:
        try:
            # What the library thinks of a damaged record it writes to the terminal.
            with redirect_stderr(io.StringIO()):
                record = next(records, None)
        except SourceError:
            raise
        except Exception as error:  # the library raises what its parsing happens to
            raise SourceError("what follows is no record of a web archive; download or copy it again") from error
        if record is None:
            return
        yield record


def _kind(record: Any) -> str:
    """Return the suffix by which the content of a record is read, or in words what it is."""
    if record.rec_type not in _WITH_CONTENT:
        return f"{record.rec_type} records"
    status = (record.http_headers.get_statuscode() or "") if record.http_headers else "200"
    if status != "200":
        return "redirects" if status.startswith("3") else f"answers {status}"
    media_type = _content_type(record).partition(";")[0].strip().lower()
    return _READ.get(media_type, f"of type {media_type or 'unknown'}")


def _content_type(record: Any) -> str:
    headers = record.http_headers or record.rec_headers
    return str(headers.get_header("Content-Type") or "")


def _page(uri: str, record: Any, options: Options, suffix: str) -> Iterator[Document | Failure]:
    address = str(
        record.rec_headers.get_header("WARC-Target-URI") or f"{uri}!/{record.rec_headers.get_header('WARC-Record-ID')}"
    )
    place = f"{uri}!/{address}"
    try:
        data = _content(record)
        assert options.allowance is not None
        options.allowance.take(len(data))
    except _CutOffError:
        raise
    except SourceError as error:
        yield failed(place, error)
        if options.allowance is None or options.allowance.spent:
            raise
        return
    fetched = record.rec_headers.get_header("WARC-Date")
    charset = _charset(_content_type(record)) if suffix in (".html", ".txt") else None
    for found in read_member(address, io.BytesIO(data), options, suffix, len(data), charset):
        if isinstance(found, Failure):
            yield replace(found, uri=place)
        else:
            yield replace(found, fetched_at=found.fetched_at or fetched)


def _content(record: Any) -> bytes:
    """Return the bytes of a record; raises `SourceError` where they are cut off, too many or in an unknown packing."""
    packing = record.http_headers.get_header("Content-Encoding") if record.http_headers else None
    if (packing or "").lower() not in _PLAIN:
        raise SourceError(f"its content is packed as {packing}; archive the page again without that packing")
    try:
        with redirect_stderr(io.StringIO()):
            data: bytes = record.content_stream().read(WHOLE + 1)
    except SourceError as error:
        raise _CutOffError(str(error)) from error
    except Exception as error:  # the library raises what its parsing happens to
        raise SourceError("its content is damaged; archive the page again") from error
    if len(data) > WHOLE:
        raise SourceError(f"it is larger than {WHOLE // MIB} MB; save the article alone")
    _pass(record)
    return data


def _pass(record: Any) -> None:
    """Read what is left of a record; raises `_CutOffError` where the file ends before it does."""
    while record.raw_stream.read(65_536):
        pass
    # The library takes a record without a length as one that goes on to the end of the file.
    if getattr(record.raw_stream, "limit", 1) > 0:
        raise _CutOffError("it is cut off before its end; download or copy it again")


def _charset(content_type: str) -> str | None:
    _, found, name = content_type.lower().partition("charset=")
    return name.partition(";")[0].strip().strip("\"'") or None if found else None
