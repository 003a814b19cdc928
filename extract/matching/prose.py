"""The words of an article's body as hashes, its fingerprints, and the stretches that two bodies share.

Shingles of eight words are hashed (BLAKE2b by word, one polynomial a shingle), and of every eight in a row the least is
kept (winnowing; Schleimer, Wilkerson and Aiken 2003), so that any run of fifteen shared words leaves a fingerprint.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extract.model import Body, Span

Hashes = NDArray[np.uint64]

_WORD = re.compile(r"\w+(?:['’]\w+)*")
_QUOTED = re.compile(r"“[^“”]{1,3000}”|«[^«»]{1,3000}»|\"[^\"\n]{1,3000}\"|''[^'\n]{1,3000}''")

SHINGLE = 8
WINDOW = 8
MULTIPLIER = 0x9E3779B97F4A7C15
"""An odd number near 2^64 over the golden ratio."""

LONGEST = 20_000
"""Words of a body that are compared."""

GAP = 6
"""Words that a copy may change inside one passage."""


@dataclass(frozen=True, slots=True, eq=False)
class Prose:
    """The words of a body by place: their hashes, their spans, and whether each stands outside all quotes."""

    hashes: Hashes
    spans: tuple[tuple[int, int], ...]
    own: NDArray[np.bool_]

    @property
    def size(self) -> int:
        """Return how many words stand outside all quotes."""
        return int(self.own.sum())


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def prose(body: Body) -> Prose:
    """Return the words of a body, without case."""
    found = [word for span in body.spans for word in _WORD.finditer(body.text, span.start, span.end)][:LONGEST]
    hashes = np.array([_hash(word.group().casefold().replace("’", "'")) for word in found], dtype=np.uint64)
    quoted = sorted([*((span.start, span.end) for span in body.quoted), *_marked(body)])
    starts = np.array([word.start() for word in found], dtype=np.int64)
    own = np.ones(len(found), dtype=np.bool_)
    for start, end in quoted:
        own[np.searchsorted(starts, start) : np.searchsorted(starts, end)] = False
    return Prose(hashes, tuple(word.span() for word in found), own)


def _marked(body: Body) -> Iterator[tuple[int, int]]:
    for span in body.spans:
        for found in _QUOTED.finditer(body.text, span.start, span.end):
            yield found.span()


def shingles(text: Prose) -> Hashes:
    """Return a hash for each eight words in a row."""
    count = len(text.hashes) - SHINGLE + 1
    if count <= 0:
        return np.zeros(0, dtype=np.uint64)
    found = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE):
        found = found * np.uint64(MULTIPLIER) + text.hashes[place : place + count]
    found ^= found >> np.uint64(32)
    return found * np.uint64(MULTIPLIER)


def fingerprints(text: Prose) -> Hashes:
    """Return the least hash of every eight shingles in a row, each once, sorted."""
    found = shingles(text)
    if len(found) <= WINDOW:
        return np.unique(found.min(keepdims=True)) if len(found) else found
    return np.unique(np.lib.stride_tricks.sliding_window_view(found, WINDOW).min(axis=1))


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of one text stands in the other: `same` words of it do, `own` of these in no quote."""

    a: Span
    b: Span
    same: int
    own: int

    def turned(self) -> "Run":
        """Return the same with the texts exchanged."""
        return Run(self.b, self.a, self.same, self.own)


def runs(a: Prose, b: Prose) -> tuple[Run, ...]:
    """Return the stretches that two texts share, in whatever order, changes of a few words inside one allowed."""
    where: dict[int, list[int]] = defaultdict(list)
    for place, value in enumerate(shingles(a).tolist()):
        where[value].append(place)
    diagonals: dict[int, list[int]] = defaultdict(list)
    for place, value in enumerate(shingles(b).tolist()):
        for start in where.get(value, ())[:4]:
            diagonals[start - place].append(place)
    exact = [run for shift, places in diagonals.items() for run in _exact(shift, places)]
    return tuple(_counted(a, b, run) for run in _joined(sorted(exact)))


def _exact(shift: int, places: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Yield start in a, start in b and length of each unbroken run on one diagonal."""
    start = places[0]
    for before, place in pairwise([*places, -1]):
        if place - before > SHINGLE or place < 0:
            yield start + shift, start, before + SHINGLE - start
            start = place


def _joined(exact: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int, int]]:
    """Join runs that follow each other in both texts with a few words between; none overlaps another in either."""
    found: list[tuple[int, int, int, int]] = []
    for a, b, length in exact:
        for place in range(len(found) - 1, max(-1, len(found) - 4), -1):
            last = found[place]
            if -SHINGLE < a - last[1] <= GAP and -SHINGLE < b - last[3] <= GAP and b > last[2]:
                found[place] = (last[0], max(last[1], a + length), last[2], max(last[3], b + length))
                break
        else:
            if not any(a + length <= other[1] and a >= other[0] for other in found[-4:]):
                found.append((a, a + length, b, b + length))
    return found


def _counted(a: Prose, b: Prose, run: tuple[int, int, int, int]) -> Run:
    one, two = a.hashes[run[0] : run[1]], b.hashes[run[2] : run[3]]
    same = np.isin(one, two)
    own = int((same & a.own[run[0] : run[1]]).sum())
    return Run(_span(a, run[0], run[1]), _span(b, run[2], run[3]), int(same.sum()), own)


def _span(text: Prose, first: int, end: int) -> Span:
    return Span(text.spans[first][0], text.spans[end - 1][1])
