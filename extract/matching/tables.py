"""Tables of two texts, filled side by side for some hundred pairs of like size: where is the best local run of each?

Words are aligned locally (Smith and Waterman 1981): a shared word earns its rarity in bits, a word of the same stem
half of it, a skipped or exchanged word costs. Texts too long for a table give their longest common subsequence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from extract.matching.normal import CONTENT_BITS

Floats = NDArray[np.float64]

Ints = NDArray[np.int64]

Bools = NDArray[np.bool_]

Bits = NDArray[np.float32]

GAP = 2.0
"""Bits that a skipped word costs."""

SUBSTITUTION = 3.0
"""Bits that an exchanged word costs."""

STEM_SHARE = 0.5
"""Share of its bits that a word earns against another form of it."""

CELLS = 400_000
"""Largest table that is aligned in full; longer texts are compared by their longest common subsequence."""

RUNS = 6
"""Most runs that two texts are taken to share (a quote put together of pieces)."""

AT_ONCE = 400_000
"""Cells of the tables that are filled at once."""

NEAR = 1e-3
"""Bits within which two scores are one: sums of many words are rounded."""


class Words(Protocol):
    """Texts as rows of numbered words (`Wordings` has many); `stems` and `bits` tell of the numbers."""

    @property
    def ids(self) -> NDArray[np.int32]: ...
    @property
    def starts(self) -> Ints: ...
    @property
    def lengths(self) -> Ints: ...
    @property
    def stems(self) -> NDArray[np.int32]: ...
    @property
    def bits(self) -> Floats: ...
    @property
    def weights(self) -> Floats: ...


@dataclass(frozen=True, slots=True)
class Segment:
    """Words `a_start:a_end` of one text lie over `b_start:b_end` of the other; `bits` is `shared` less the gaps."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    bits: float
    shared: float


RUN = ("pair", "a_start", "a_end", "b_start", "b_end", "bits", "shared")


@dataclass(frozen=True, slots=True)
class Runs:
    """Local runs, one an entry: which pair, which words of either text, bits, and shared bits before what gaps cost."""

    pair: Ints
    a_start: Ints
    a_end: Ints
    b_start: Ints
    b_end: Ints
    bits: Floats
    shared: Floats

    def only(self, chosen: Bools | Ints) -> "Runs":
        return Runs(*(getattr(self, name)[chosen] for name in RUN))


def best_runs(words: Words, a: Ints, b: Ints, pairs: Ints, start: Ints, end: Ints) -> tuple[Runs, Floats, Floats]:
    """Return the best local run of each pair within words `start:end` of the first text, and what could lie beside.

    These are the most bits that further runs could have before it and behind it.
    """
    ends = np.zeros((4, len(pairs)), dtype=np.int64)
    worth = np.zeros((2, len(pairs)))
    beside = np.zeros((2, len(pairs)))
    for part in of_like_size(end - start, words.lengths[b[pairs]]):
        one = word_table(words, a[pairs[part]], start[part], end[part])
        other = word_table(words, b[pairs[part]], 0 * part, words.lengths[b[pairs[part]]])
        equal = _equal(words, *one, *other)
        *places, bits, kept = _filled(equal)
        ends[:, part], worth[:, part] = places, (bits, kept)
        beside[:, part] = _beside(equal, places[0], places[1])
    return Runs(pairs, ends[0] + start, ends[1] + start, ends[2], ends[3], *worth), beside[0], beside[1]


def of_like_size(rows: Ints, columns: Ints) -> Iterator[Ints]:
    """Yield the places of pairs in parts of like size, so that little of a table stays empty."""
    order = np.lexsort((rows, np.log2(columns + 1) * 4 // 1))
    start = 0
    while start < len(order):
        some = order[start : start + 4_096]
        tall, wide = np.maximum.accumulate(rows[some]), np.maximum.accumulate(columns[some])
        size = max(1, int(np.searchsorted(np.arange(1, len(some) + 1) * (tall + 1) * (wide + 1), AT_ONCE, "right")))
        yield some[:size]
        start += size


def word_table(words: Words, rows: Ints, start: Ints, end: Ints) -> tuple[NDArray[np.int32], Bools]:
    """Return the numbers of the words `start:end` of the rows as a table, and where it is filled."""
    places = np.arange(int((end - start).max(initial=0)))
    mask = places < (end - start)[:, None]
    return words.ids[np.where(mask, (words.starts[rows] + start)[:, None] + places, 0)], mask


def _equal(words: Words, one: NDArray[np.int32], mask: Bools, other: NDArray[np.int32], other_mask: Bools) -> Bits:
    """Return what each word of the first text (rows) shares with each of the second (columns), for each pair."""
    bits = np.where(mask, words.bits[one], 0.0).astype(np.float32).T[:, None, :]
    same = np.where(mask, one, -1).T[:, None, :] == np.where(other_mask, other, -2).T[None, :, :]
    stems, others = np.where(mask, words.stems[one], -1), np.where(other_mask, words.stems[other], -2)
    akin = (stems.T[:, None, :] == others.T[None, :, :]) & (bits >= CONTENT_BITS)
    shared: Bits = bits * np.where(same, np.float32(1), np.where(akin, np.float32(STEM_SHARE), np.float32(0)))
    return shared


def _beside(equal: Bits, a_start: Ints, a_end: Ints) -> Floats:
    """Return the most bits that the words before and behind a run could share."""
    most = np.cumsum(np.pad(equal.max(axis=1), ((1, 0), (0, 0))), axis=0)
    places = np.arange(equal.shape[2])
    return np.stack([most[a_start, places], most[-1] - most[a_end, places]])


def _filled(equal: Bits) -> tuple[Ints, Ints, Ints, Ints, Bits, Bits]:
    """Return start and end in either text, bits and shared bits of the best local run of each table."""
    rows, columns, size = equal.shape
    gains = np.where(equal > 0, equal, np.float32(-SUBSTITUTION))
    slope = np.arange(columns + 1, dtype=np.float32)[:, None] * np.float32(GAP)
    table = np.zeros((rows + 1, columns + 1, size), dtype=np.float32)
    best, row_end = np.zeros(size, dtype=np.float32), np.zeros(size, dtype=np.int64)
    for row in range(rows):
        above, here = table[row], table[row + 1]
        np.maximum(above[:-1] + gains[row], above[1:] - np.float32(GAP), out=here[1:])
        np.maximum(here, 0, out=here)
        here += slope
        np.maximum.accumulate(here, axis=0, out=here)
        here -= slope
        high = here.max(axis=0)
        row_end[high > best + NEAR] = row + 1
        np.maximum(best, high, out=best)
    ends = table[row_end, :, np.arange(size)]
    column_end = (ends >= ends.max(axis=1, keepdims=True) - NEAR).argmax(axis=1)
    row_start, column_start, kept = _traced(table, gains, equal, row_end.copy(), column_end.copy())
    return row_start, row_end, column_start, column_end, best, kept


def _traced(table: Bits, gains: Bits, equal: Bits, row: Ints, column: Ints) -> tuple[Ints, Ints, Bits]:
    """Walk the best runs back from their ends to their starts, all at once."""
    kept = np.zeros(len(row), dtype=np.float32)
    walking = np.flatnonzero((row > 0) & (column > 0))
    while len(walking):
        i, j = row[walking], column[walking]
        score = table[i, j, walking]
        up = np.abs(table[i - 1, j, walking] - np.float32(GAP) - score) < NEAR
        both = np.abs(table[i - 1, j - 1, walking] + gains[i - 1, j - 1, walking] - score) < NEAR
        kept[walking] += np.where(both, equal[i - 1, j - 1, walking], np.float32(0))
        row[walking] = i = i - (both | up)
        column[walking] = j = j - (both | ~up)
        walking = walking[(i > 0) & (j > 0) & (table[i, j, walking] > NEAR)]
    return row, column, kept


def long_runs(words: Words, a: Ints, b: Ints, pairs: Ints) -> Runs:
    """Return the best runs that pairs of long texts share, read off their longest common subsequence."""
    found: list[tuple[float, ...]] = []
    for pair in pairs.tolist():
        one, other = (words.ids[words.starts[r] : words.starts[r] + words.lengths[r]] for r in (a[pair], b[pair]))
        segments = sorted(_of_subsequence(one, other, words.bits), key=lambda run: (-run.bits, run.a_start))
        found += [
            (pair, run.a_start, run.a_end, run.b_start, run.b_end, run.bits, run.shared) for run in segments[:RUNS]
        ]
    columns = np.array(found, dtype=np.float64).reshape(-1, len(RUN)).T
    return Runs(*(columns[:5].astype(np.int64)), *columns[5:])


def _of_subsequence(one: NDArray[np.int32], other: NDArray[np.int32], bits: Floats) -> Sequence[Segment]:
    found: list[Segment] = []
    best: Segment | None = None
    start, kept, score = (0, 0), 0.0, 0.0
    for step in LCSseq.opcodes(one.tolist(), other.tolist()):
        if step.tag != "equal":
            score -= GAP * max(step.src_end - step.src_start, step.dest_end - step.dest_start)
            if score <= 0 and best is not None:
                found.append(best)
                best = None
            continue
        if best is None:
            start, kept, score = (step.src_start, step.dest_start), 0.0, 0.0
        gain = float(bits[one[step.src_start : step.src_end]].sum())
        kept, score = kept + gain, score + gain
        if best is None or score > best.bits:
            best = Segment(start[0], step.src_end, start[1], step.dest_end, score, kept)
    return found + ([best] if best is not None else [])
