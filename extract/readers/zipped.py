"""Zip archives, member by member. Names are labels: nothing is ever written to a disk."""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

from extract.errors import SourceError
from extract.model import Document, Failure
from extract.readers.allowance import MEMBERS, RATIO, Allowance, too_large
from extract.readers.failed import failed
from extract.readers.kinds import suffix_of
from extract.readers.member import inside, is_beside, read_member, size_of
from extract.readers.options import Options
from extract.readers.zip_cut import whole_members

# An entry of the directory has 46 bytes and a name, and takes ten times as many in memory, whatever it stands for.
_DIRECTORY = MEMBERS * 128
_ENCRYPTED = 1
# Of other packings the library unpacks all at once, whatever size is stated: 4 kB of bzip2 fill a machine.
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_TAIL = 65_557 + 76  # the end record with the longest comment, and the two records of ZIP64 before it
_OUTSIDE = re.compile(r"^(?:[\\/]|[A-Za-z]:)|(?:^|[\\/])\.\.(?:[\\/]|$)")


def read_zip(uri: str, stream: BinaryIO, options: Options) -> Iterator[Document | Failure]:
    """Yield the documents of every member, "archive.zip!/folder/name.html"; a bad member costs no other."""
    try:
        below = inside(options, size_of(stream))
    except SourceError as error:
        yield failed(uri, error)
        return
    try:
        archive = _opened(stream)
    except SourceError as error:
        yield from _whole(uri, stream, below)
        yield failed(uri, error)
        return
    members = [member for member in archive.infolist() if not _is_folder(member) and not is_beside(member.filename)]
    if not members:
        yield failed(uri, "the archive holds no file to read; pack files of articles into it")
    for member in members:
        place = f"{uri}!/{member.filename}"
        try:
            assert below.allowance is not None
            _check(member, below.allowance)
            with archive.open(member) as plain:
                found = read_member(place, plain, below, suffix_of(member.filename), member.file_size)  # type: ignore[arg-type]
                yield from found
        except SourceError as error:
            yield failed(place, error)
            if below.allowance is None or below.allowance.spent:
                return
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            OSError,
            EOFError,
            ValueError,
            zlib.error,
            RuntimeError,
        ) as error:
            yield failed(place, f"the archive is damaged here ({error}); download or copy it again")


def _is_folder(member: zipfile.ZipInfo) -> bool:
    """Whether a member is a folder; `ZipInfo.is_dir` raises where a member has no name."""
    return member.filename.endswith("/")


def _whole(uri: str, stream: BinaryIO, options: Options) -> Iterator[Document | Failure]:
    """Yield the documents of the files that came whole before an archive breaks off."""
    for name, data in whole_members(stream):
        place = f"{uri}!/{name}"
        try:
            assert options.allowance is not None
            if is_beside(name):
                continue
            if _OUTSIDE.search(name):
                raise SourceError("its name leads out of the archive; pack it again with plain names")
            options.allowance.take(len(data))
        except SourceError as error:
            yield failed(place, error)
            if options.allowance is None or options.allowance.spent:
                return
            continue
        yield from read_member(place, BytesIO(data), options, suffix_of(name), len(data))


def _opened(stream: BinaryIO) -> zipfile.ZipFile:
    try:
        if directory_size(stream) > _DIRECTORY:
            raise SourceError(f"it holds more than {MEMBERS:,} files; split it into several archives")
        return zipfile.ZipFile(stream)
    except (
        zipfile.BadZipFile,
        OSError,
        ValueError,
        EOFError,
        struct.error,
        NotImplementedError,
        OverflowError,
    ) as error:
        cause = "it is no whole zip, the directory at its end is missing or damaged: what came whole before is read"
        raise SourceError(f"{cause}; download or copy it again") from error


def directory_size(stream: BinaryIO) -> int:
    """Return how many bytes the end of an archive says its directory has; 0 where there is no end."""
    size = size_of(stream)
    stream.seek(max(0, size - _TAIL))
    tail = stream.read(_TAIL)
    stream.seek(0)
    end, end64 = tail.rfind(b"PK\x05\x06"), tail.rfind(b"PK\x06\x06")
    if end64 >= 0 and end64 + 48 <= len(tail):
        return int.from_bytes(tail[end64 + 40 : end64 + 48], "little")
    return int.from_bytes(tail[end + 12 : end + 16], "little") if end >= 0 else 0


def _check(member: zipfile.ZipInfo, allowance: Allowance) -> None:
    """Raise `SourceError` where a member is not to be read."""
    if _OUTSIDE.search(member.filename):
        raise SourceError("its name leads out of the archive; pack it again with plain names")
    if member.flag_bits & _ENCRYPTED:
        raise SourceError("it is protected by a password; unpack it, and give the files")
    check_packing(member)
    if too_large(member.compress_size, member.file_size):
        raise SourceError(f"unpacked it is more than {RATIO} times as large; unpack it yourself if you trust it")
    # A member's stream ends where its stated size does, so that no lie about it lets more out.
    allowance.take(member.file_size)


def check_packing(member: zipfile.ZipInfo) -> None:
    """Raise `SourceError` where what a member unpacks to has no bound but the memory of the machine."""
    if member.compress_type not in _PACKINGS:
        cause = f"it is packed in a way that is not read (method {member.compress_type})"
        raise SourceError(f"{cause}; pack it again the usual way (deflate)")
