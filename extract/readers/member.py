"""A file inside another, read by the reader of its own type."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from extract.errors import SourceError
from extract.model import Document, Failure
from extract.readers.allowance import MIB, allowance_of
from extract.readers.failed import failed
from extract.readers.html import read_html
from extract.readers.kinds import HEAD, sniff
from extract.readers.options import Options

# A press database packs an archive of archives at most; a bomb has no bottom.
DEPTH = 3
# Of one file that a reader takes into memory whole; the longest press kits in PDF stay below.
WHOLE = 100 * MIB
# Types whose readers go through a stream, so that they may be larger.
STREAMED = frozenset(
    {".mbox", ".csv", ".tsv", ".jsonl", ".ndjson", ".warc", ".warc.gz", ".csv.gz", ".tsv.gz", ".jsonl.gz", ".ndjson.gz"}
)
# What a browser saves beside a page, and what systems leave in archives; no articles, and no failures.
_BESIDE = re.compile(
    r"\.(?:css|m?js|map|png|jpe?g|gif|svg|webp|avif|ico|bmp|tiff?|woff2?|[to]tf|eot|mp[34]|webm|og[gv]|wav|mov|m4a|"
    r"download|ds_store|ini|db|ics|vcf|p7s|asc|sig|cdxj?|idx)$",
    re.IGNORECASE,
)


def inside(options: Options, size: int) -> Options:
    """Return the options for what is packed in a file of so many bytes; raises `SourceError` where it is too deep."""
    if options.depth >= DEPTH:
        raise SourceError(f"it lies in more than {DEPTH} archives, one in the other; unpack the outer ones")
    return replace(options, depth=options.depth + 1, allowance=options.allowance or allowance_of(size))


def size_of(stream: BinaryIO) -> int:
    """Return how many bytes a stream has; 0 where it cannot tell. Its position stays."""
    with suppress(OSError, ValueError):
        here = stream.tell()
        size = stream.seek(0, 2)
        stream.seek(here)
        return size
    return 0


def is_beside(name: str) -> bool:
    """Whether a file stands beside articles and is none: hidden, of a system, or a part of a page."""
    parts = PurePosixPath(name.replace("\\", "/")).parts
    hidden = any(part.startswith((".", "~$", "__MACOSX")) and part not in (".", "..") for part in parts)
    return hidden or _BESIDE.search(name) is not None


def read_member(
    uri: str, stream: BinaryIO, options: Options, suffix: str, size: int | None = None, charset: str | None = None
) -> Iterator[Document | Failure]:
    """Yield the documents of a member by the reader of its `suffix`; whatever happens in it costs no other member.

    `charset` is what a server said of a page.
    """
    from extract.readers import READERS  # the readers of archives are among them

    try:
        reader = READERS.get(suffix)
        if suffix not in STREAMED:
            if (size or 0) > WHOLE or len(data := stream.read(WHOLE + 1)) > WHOLE:
                raise SourceError(f"it is larger than {WHOLE // MIB} MB; unpack it, and split it")
            reader, stream = reader or READERS.get(sniff(data[:HEAD]) or ""), BytesIO(data)
        if reader is None:
            kind = f"files of type {suffix} are not read" if suffix else "the file has no suffix that says what it is"
            raise SourceError(f"{kind}; pack files of these types: {', '.join(READERS)}")
        if reader is read_html:
            yield from read_html(uri, stream, options, charset)
        else:
            yield from reader(uri, stream, options)
    except SourceError as error:
        yield failed(uri, error)
    except Exception as error:  # whatever a library makes of damaged bytes
        yield failed(uri, f"it is damaged ({_words(error)}); save or download it again")


def _words(error: Exception) -> str:
    return " ".join(str(error).split())[:120] or type(error).__name__
