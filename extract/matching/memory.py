"""What matching remembers between runs, as bytes that a store keeps: the archive of wordings, and sentence vectors.

Both follow from the texts alone. They are good for as long as the words, the rules and the encoder stay as they are,
which `version` tells; a memory of another version is forgotten, and nothing but time is lost.
"""

import hashlib
import io
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract import lang
from extract.matching.alignment import FIGURES, Shared
from extract.matching.archive import Archive, Pairs
from extract.matching.candidates import Postings, Segment
from extract.matching.encoder import Encoder, Vectors

Arrays = dict[str, NDArray[Any]]


def version(encoder: Encoder | None = None) -> str:
    """Return what changes with the rules of matching, the words of a language, the background tables, the encoder."""
    return f"{_sources()} {type(encoder).__module__}.{type(encoder).__qualname__}"


@cache
def _sources() -> str:
    digest = hashlib.sha256()
    for package in (__package__, lang.__name__):
        for file in sorted(_files(resources.files(package)), key=lambda file: file.name):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _files(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _files(entry)
        elif entry.name.endswith((".py", ".toml", ".tsv")):
            found.append(entry)
    return found


def pack(archive: Archive) -> bytes:
    """Return an archive as bytes."""
    arrays: Arrays = {f"pairs.{name}": getattr(archive.pairs.shared, name) for name in FIGURES}
    arrays |= {"pairs.a": archive.pairs.a, "pairs.b": archive.pairs.b}
    arrays |= {f"wordings.{name}": values for name, values in archive.wordings.arrays().items()}
    for place, segment in enumerate(archive.index.segments):
        arrays |= {f"segment.{place}.holders.{name}": getattr(segment.holders, name) for name in ("keys", "rows")}
        arrays |= {f"segment.{place}.askers.{name}": getattr(segment.askers, name) for name in ("keys", "rows")}
    return _bytes(arrays)


def unpack(data: bytes) -> Archive:
    """Return the archive that was packed."""
    arrays = _arrays(data)
    archive = Archive()
    prefix = "wordings."
    archive.wordings.restore({name.removeprefix(prefix): arrays[name] for name in arrays if name.startswith(prefix)})
    shared = Shared(*(arrays[f"pairs.{name}"] for name in FIGURES))
    archive.pairs = Pairs(arrays["pairs.a"], arrays["pairs.b"], shared)
    for place in range(sum(name.endswith("holders.keys") for name in arrays)):
        of = f"segment.{place}"
        sides = (Postings(arrays[f"{of}.{side}.keys"], arrays[f"{of}.{side}.rows"]) for side in ("holders", "askers"))
        archive.index.segments.append(Segment(*sides))
    return archive


def _bytes(arrays: Arrays) -> bytes:
    stream = io.BytesIO()
    np.savez(stream, allow_pickle=False, **arrays)
    return stream.getvalue()


def _arrays(data: bytes) -> Arrays:
    with np.load(io.BytesIO(data), allow_pickle=False) as stored:
        return {name: stored[name] for name in stored.files}


class Remembering:
    """An encoder that encodes no text twice, also not one that was learned in an earlier run.

    Vectors are rounded to 16 bits, those that are new too, so that a run finds what an earlier one found.
    """

    def __init__(self, encoder: Encoder, learned: Sequence[bytes] = ()) -> None:
        self.encoder = encoder
        self._known: dict[bytes, NDArray[np.float16]] = {}
        self._new: list[bytes] = []
        for data in learned:
            arrays = _arrays(data)
            self._known |= dict(zip(arrays["texts"].tolist(), arrays["vectors"], strict=True))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return a row for each text."""
        names = [hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest() for text in texts]
        missing = {name: text for name, text in zip(names, texts, strict=True) if name not in self._known}
        if missing or not texts:
            rows = self.encoder.encode(list(missing.values())).astype(np.float16)
            if not texts:
                return rows.astype(np.float32)
            self._known |= dict(zip(missing, rows, strict=True))
            self._new += missing
        return np.stack([self._known[name] for name in names]).astype(np.float32)

    def learned(self) -> Iterator[bytes]:
        """Yield what was learned since it was made, as bytes."""
        for start in range(0, len(self._new), PACK):
            names = self._new[start : start + PACK]
            texts = np.frombuffer(b"".join(names), dtype="V16")
            yield _bytes({"texts": texts, "vectors": np.stack([self._known[name] for name in names])})


PACK = 100_000
"""Vectors that are kept together: a hundred megabytes."""


class Memory:
    """What one run of matching knows from the runs before, and learns for the next."""

    def __init__(self, encoder: Encoder | None, archive: Sequence[bytes] = (), vectors: Sequence[bytes] = ()) -> None:
        self.archive = unpack(b"".join(archive)) if archive else Archive()
        self.encoder = Remembering(encoder, vectors) if encoder is not None else None
        self._known = len(self.archive.wordings)

    def new_archive(self) -> bytes | None:
        """Return the archive as bytes if it has grown, else None."""
        return pack(self.archive) if len(self.archive.wordings) > self._known else None

    def new_vectors(self) -> Iterator[bytes]:
        """Yield the vectors that were learned, as bytes."""
        yield from self.encoder.learned() if self.encoder is not None else ()
