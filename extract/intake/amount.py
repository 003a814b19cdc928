"""How many articles sources hold, as far as a look at them tells: for a bar and the time left, never for a decision."""

from collections.abc import Iterable
from pathlib import Path, PurePath

from extract.readers import READERS, files_in
from extract.readers.kinds import suffix_of

# A file of one of these is one article; what others hold (a table, an archive, a feed) shows only when they are read.
SINGLE = {".txt", ".text", ".md", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".eml"}
LINES = {".jsonl", ".ndjson"}
PACKED = {"", ".gz"}
SAMPLE = 1_000_000


def amount(source: str | Path) -> int | None:
    """Return how many results a source will give, or None where that cannot be told before it is read."""
    if "://" in str(source) or str(source) == "-":
        return None
    path = Path(source)
    try:
        return _of_folder(path) if path.is_dir() else _of_file(path)
    except (OSError, ValueError):
        return 1  # it will be a failure


def _of_folder(folder: Path) -> int | None:
    return total(map(_of_file, files_in(folder)))


def _of_file(path: Path) -> int | None:
    if path.suffix.lower() not in LINES:
        return amount_of_upload(path.name, b"")
    with path.open("rb") as file:
        return _lines(file.read(SAMPLE), path.stat().st_size)


def amount_of_upload(name: str, data: bytes) -> int | None:
    """Return how many results an uploaded file will give, or None where that cannot be told before it is read."""
    suffix = PurePath(name).suffix.lower()
    if suffix in LINES:
        return _lines(data[:SAMPLE], len(data))
    # What no reader knows will be a failure.
    return 1 if suffix in SINGLE or not (suffix in PACKED or suffix_of(name) in READERS) else None


def _lines(sample: bytes, size: int) -> int:
    """Return the number of lines of a file of this size; of a long one, as many as its beginning lets expect."""
    lines = sample.count(b"\n") + (not sample.endswith(b"\n"))
    return lines if size <= SAMPLE else max(1, round(lines * size / SAMPLE))


def total(amounts: Iterable[int | None]) -> int | None:
    """Return the sum, or None where one of them is not known."""
    known = 0
    for one in amounts:
        if one is None:
            return None
        known += one
    return known
