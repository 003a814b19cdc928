"""What matching remembers between runs, as bytes that a store keeps: wordings, sentence vectors, readings of bodies.

All follow from the texts alone. They are good for as long as the words, the rules and the encoder stay as they are,
which `version` and `vectors_version` tell; a memory of another version is forgotten, and nothing but time is lost.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

import numpy as np
from numpy.typing import NDArray

from extract import lang
from extract.matching.encoder import Encoder, Vectors, carried, cutting
from extract.matching.packing import fitting, pack, packed, unpack, unpacked
from extract.matching.readings import Readings


def version() -> str:
    """Return what changes with the rules of matching, the words of a language, the background tables."""
    return _sources()


def vectors_version(encoder: Encoder | None) -> str:
    """Return what changes with the encoder: its name, the package that carries its model, how it cuts texts.

    Rules may change without it: to encode an archive again takes longer than all else of matching together.
    """
    return f"{cutting()} {carried()} {type(encoder).__module__}.{type(encoder).__qualname__}"


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


class Remembering:
    """An encoder that encodes no text twice, also not one that was learned in an earlier run.

    Vectors are rounded to 16 bits, those that are new too, so that a run finds what an earlier one found.
    """

    def __init__(self, encoder: Encoder, learned: Sequence[bytes] = ()) -> None:
        self.encoder = encoder
        self._known: dict[bytes, NDArray[np.float16]] = {}
        self._new: list[bytes] = []
        for data in learned:
            for arrays in unpacked(data):
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
            yield packed({"texts": texts, "vectors": np.stack([self._known[name] for name in names])})


PACK = 100_000
"""Vectors that are kept together: a hundred megabytes."""


@dataclass(frozen=True, slots=True)
class Learned:
    """Bytes that a memory has to keep: behind those that it has, or (`anew`) in their stead."""

    data: bytes
    anew: bool


MOST_PIECES = 24
"""Pieces of an archive from which on it is kept as one again; so it is when it has doubled."""


class Memory:
    """What one run of matching knows from the runs before, and learns for the next."""

    def __init__(
        self,
        encoder: Encoder | None,
        archive: Sequence[bytes] = (),
        vectors: Sequence[bytes] = (),
        readings: Sequence[bytes] = (),
    ) -> None:
        kept = list(unpacked(archive[0] if len(archive) == 1 else b"".join(archive)))
        pieces = fitting(kept)
        self.archive = unpack(pieces)
        self._torn = len(pieces) < len(kept)
        self.encoder = Remembering(encoder, vectors) if encoder is not None else None
        self.readings = Readings(readings)
        self._pieces = len(pieces)
        self._first = len(pieces[0]["wordings.prints"]) if pieces else 0
        self._wordings, self._words = len(self.archive.wordings), len(self.archive.wordings.words)
        self._pairs = self.archive.pairs

    def new_archive(self) -> Learned | None:
        """Return what the archive has learned, or all of it where it has doubled; None where it has learned nothing."""
        if len(self.archive.wordings) == self._wordings:
            return None
        if self._torn or self._pieces >= MOST_PIECES or len(self.archive.wordings) >= 2 * self._first:
            return Learned(pack(self.archive), anew=True)
        gone = np.setdiff1d(self._pairs.codes(), self.archive.pairs.codes(), assume_unique=True)
        return Learned(pack(self.archive, self._wordings, self._words, gone), anew=False)

    def new_vectors(self) -> Iterator[bytes]:
        """Yield the vectors that were learned, as bytes."""
        yield from self.encoder.learned() if self.encoder is not None else ()
