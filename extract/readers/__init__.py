"""Sources → Documents. What a user gave never raises: it yields a `Failure` with its cause and remedy."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from extract.model import Document, Failure
from extract.readers.bounds import bounded
from extract.readers.docx import read_docx
from extract.readers.gzipped import read_gzip
from extract.readers.html import read_html
from extract.readers.kinds import HEAD, of_media_type, sniff, suffix_of
from extract.readers.listing import read_xml
from extract.readers.mail import read_mail, read_mbox
from extract.readers.options import DEFAULT, Options
from extract.readers.parquet import read_parquet
from extract.readers.pdf import read_pdf
from extract.readers.table import read_csv
from extract.readers.table_json import read_json, read_json_lines
from extract.readers.text import read_text
from extract.readers.warc import read_warc
from extract.readers.zipped import read_zip

Reader = Callable[[str, BinaryIO, Options], Iterator[Document | Failure]]

# A reader loads what it needs (a parser of PDF, of feeds) with the first source that it reads, not before.
READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_csv,
    ".tsv": read_csv,
    ".tab": read_csv,
    ".json": read_json,
    ".parquet": read_parquet,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".eml": read_mail,
    ".mbox": read_mbox,
    ".warc": read_warc,
    ".warc.gz": read_warc,
    ".zip": read_zip,
    ".xml": read_xml,
    ".xml.gz": read_xml,
    ".rss": read_xml,
    ".atom": read_xml,
    ".jsonl.gz": read_gzip,
    ".ndjson.gz": read_gzip,
    ".csv.gz": read_gzip,
    ".tsv.gz": read_gzip,
    ".txt.gz": read_gzip,
    ".html.gz": read_gzip,
}

# What is named to somebody who gave none of `READERS`: one of each kind.
_USUAL = (".txt", ".html", ".pdf", ".docx", ".eml", ".csv", ".jsonl", ".parquet", ".xml", ".warc", ".zip")
# How many names are said of what is passed over.
_FEW = 3
# Files that stand beside articles and are none.
_NO_SOURCE = {"readme", "license", "licence", "copying", "changelog", "thumbs", "desktop"}


def read(sources: Iterable[str | Path], options: Options = DEFAULT) -> Iterator[Document | Failure]:
    """Yield the documents of web addresses, files, folders (recursively, sorted) and "-" (JSON Lines on stdin)."""
    return map(bounded, _read(sources, on_the_web(options)))


def _read(sources: Iterable[str | Path], options: Options) -> Iterator[Document | Failure]:
    for source in sources:
        if str(source) == "-":
            yield from read_json_lines("standard input", sys.stdin.buffer, options)
        elif not str(source).strip():
            yield Failure(uri="", cause="no file is named", remedy="name a file or a folder")
        elif "://" in str(source):
            from extract.readers.web import read_url  # which reads by the readers that stand here

            yield from read_url(str(source), options)
        else:
            yield from _read_path(Path(source), options)


def on_the_web(options: Options) -> Options:
    """Return options with a fetcher; one fetcher serves all sources of a run, so that it stays polite over them all."""
    if options.fetcher is not None:
        return options
    from extract.readers.fetch import Fetcher

    return replace(options, fetcher=Fetcher())


def read_bytes(name: str, data: bytes, options: Options = DEFAULT) -> Iterator[Document | Failure]:
    """Yield the documents of an uploaded file, whatever its name."""
    reader = reader_for(name, data[:HEAD])
    if reader is None:
        yield bounded(_unknown(name))
    else:
        yield from map(bounded, reader(name, BytesIO(data), options))


def reader_for(name: str, head: bytes) -> Reader | None:
    """Return who reads a file: by the suffix of its name, else by its first `HEAD` bytes; None where neither tells."""
    return READERS.get(suffix_of(name)) or READERS.get(sniff(head) or "")


def reader_for_type(media_type: str | None, head: bytes, name: str = "") -> Reader | None:
    """Return who reads what a server sent: what the bytes show goes before what the server says of them."""
    kinds = (sniff(head), of_media_type(media_type), suffix_of(name))
    return next((READERS[kind] for kind in kinds if kind in READERS), None)


def _read_path(path: Path, options: Options) -> Iterator[Document | Failure]:
    try:
        if path.is_dir():
            yield from _read_folder(path, options)
        elif not path.exists():
            yield Failure(uri=str(path), cause="there is no such file or folder", remedy="check the path")
        else:
            yield from _read_file(path, options)
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        yield Failure(uri=str(path), cause=f"it cannot be read: {cause}", remedy="check the path and its permissions")


def files_in(folder: Path) -> list[Path]:
    """Return the files of a folder that are taken for sources, also those of its folders, sorted."""
    return [path for path in _sources_in(folder) if path.is_file()]


def _sources_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if _is_source(path.relative_to(folder)))


def _passed_over(found: Iterable[Path]) -> Iterator[Path]:
    """Yield what is neither a file nor a folder of its own: pipes, devices, and links to folders or to nowhere."""
    return (path for path in found if not path.is_file() and (path.is_symlink() or not path.is_dir()))


def _read_folder(folder: Path, options: Options) -> Iterator[Document | Failure]:
    found = _sources_in(folder)
    odd = list(_passed_over(found))
    paths = [path for path in found if path.is_file()]
    if odd:
        cause = f"{len(odd)} of its entries are pipes, devices, or links to folders or to nowhere: {_named(odd)}"
        yield Failure(uri=str(folder), cause=cause, remedy="name the folders or files that they stand for")
    if not paths and not odd:
        yield Failure(
            uri=str(folder), cause="the folder holds no file to read", remedy=f"put {_accepted()} files into it"
        )
    for path in paths:
        yield from _read_path(path, options)


def _named(paths: Sequence[Path]) -> str:
    return ", ".join(path.name for path in paths[:_FEW]) + (", …" if len(paths) > _FEW else "")


def _read_file(path: Path, options: Options) -> Iterator[Document | Failure]:
    if not path.is_file():  # which would never end, or wait for somebody who writes into it
        yield Failure(uri=str(path), cause="it is a pipe or a device, not a file", remedy="save it as a file")
        return
    with path.open("rb") as stream:
        reader = reader_for(path.name, stream.read(HEAD))
        if reader is None:
            yield _unknown(str(path))
            return
        stream.seek(0)
        yield from reader(str(path), stream, options)


def _is_source(path: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in path.parts)
    return not hidden and path.stem.lower() not in _NO_SOURCE


def _accepted() -> str:
    return ", ".join(_USUAL)


def _unknown(name: str) -> Failure:
    suffix = suffix_of(name)
    cause = f"files of type {suffix} are not read" if suffix else "the file has no suffix that says what it is"
    return Failure(uri=name, cause=cause, remedy=f"give one of {_accepted()}")
