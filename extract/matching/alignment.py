"""What two texts share, word by word, and how many bits of surprise that is worth; many pairs at once.

Words are aligned locally (Smith and Waterman 1981): a shared word earns its rarity in bits, a word of the same stem
half of it, a skipped or exchanged word costs. The tables of some hundred pairs of like size are filled side by side.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from extract.matching.normal import CONTENT_BITS, Normal
from extract.matching.wordings import spans

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

RUNS = 6
"""Most runs that two texts are taken to share (a quote put together of pieces)."""

LEAST, LEAST_WORD = 9.0, 12.0
"""Bits below which a further shared run says nothing; one word alone has to be very rare."""

PROMISE, PROMISED_PART = 40.0, 0.5
"""Bits that two texts have in common, wherever they stand, or their share of the lighter text, to be worth aligning."""

CELLS = 400_000
"""Largest table that is aligned in full; longer texts are compared by their longest common subsequence."""

AT_ONCE = 400_000
"""Cells of the tables that are filled at once."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The segments that two texts share, best first.

    `coverage` is the share of the lighter text's bits that they hold, `best` are the bits of the best one, `total` of
    all, `content` those of the words that say what it is about.
    """

    segments: tuple[Segment, ...]
    coverage: float
    best: float
    total: float
    content: float


NOTHING = Alignment(segments=(), coverage=0.0, best=0.0, total=0.0, content=0.0)


def align(a: Normal, b: Normal) -> Alignment:
    """Return what two texts of one language share, word by word; nothing where that could be no proof."""
    if not a.words or not b.words:
        return NOTHING
    if (len(a.words), a.words) > (len(b.words), b.words):
        return mirrored(align(b, a))
    return alignments(_two(a, b), np.zeros(1, dtype=np.int64), np.ones(1, dtype=np.int64))[0]


def mirrored(found: Alignment) -> Alignment:
    """Return the alignment with its texts exchanged."""
    turned = tuple(Segment(s.b_start, s.b_end, s.a_start, s.a_end, s.bits, s.shared) for s in found.segments)
    return Alignment(
        segments=turned, coverage=found.coverage, best=found.best, total=found.total, content=found.content
    )


@dataclass(frozen=True, slots=True)
class _Two:
    """Two texts as rows of numbered words."""

    ids: NDArray[np.int32]
    starts: Ints
    lengths: Ints
    stems: NDArray[np.int32]
    bits: Floats
    weights: Floats


def _two(a: Normal, b: Normal) -> _Two:
    numbers: dict[str, int] = {}
    bits: dict[str, float] = {}
    for text in (a, b):
        for word, worth in zip(text.words, text.bits, strict=True):
            numbers.setdefault(word, len(numbers))
            bits.setdefault(word, worth)
    roots = {root: place for place, root in enumerate(dict.fromkeys((*a.stems, *b.stems)))}
    stem_of = dict(zip((*a.words, *b.words), (*a.stems, *b.stems), strict=True))
    return _Two(
        ids=np.array([numbers[word] for word in (*a.words, *b.words)], dtype=np.int32),
        starts=np.array([0, len(a.words)]),
        lengths=np.array([len(a.words), len(b.words)]),
        stems=np.array([roots[stem_of[word]] for word in numbers], dtype=np.int32),
        bits=np.array([bits[word] for word in numbers]),
        weights=np.array([a.weight, b.weight]),
    )


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


RUN = ("pair", "a_start", "a_end", "b_start", "b_end", "bits", "shared")


FIGURES = ("coverage", "best", "total", "content")


@dataclass(frozen=True, slots=True)
class Shared:
    """What many pairs share: the figures of `Alignment`, an entry a pair."""

    coverage: Floats
    best: Floats
    total: Floats
    content: Floats


def alignments(words: Words, a: Ints, b: Ints) -> list[Alignment]:
    """Return what each pair of rows shares; the first of a pair is not the longer one."""
    runs = _all_runs(words, a, b)
    shared = _figures(words, a, b, runs)
    order = np.lexsort((runs.a_start, -runs.bits, runs.pair))
    segments: list[list[Segment]] = [[] for _ in a]
    for pair, *rest in zip(*(getattr(runs, name)[order].tolist() for name in RUN), strict=True):
        segments[pair].append(Segment(*rest))
    figures = zip(*(getattr(shared, name).tolist() for name in FIGURES), strict=True)
    return [
        Alignment(segments=tuple(found), coverage=coverage, best=best, total=total, content=content)
        for found, (coverage, best, total, content) in zip(segments, figures, strict=True)
    ]


def shared(words: Words, a: Ints, b: Ints) -> Shared:
    """Return the figures of what each pair of rows shares; the first of a pair is not the longer one."""
    return _figures(words, a, b, _all_runs(words, a, b))


def _figures(words: Words, a: Ints, b: Ints, runs: Runs) -> Shared:
    size = len(a)
    best = np.zeros(size)
    np.maximum.at(best, runs.pair, runs.bits)
    lighter = np.minimum(words.weights[a], words.weights[b])
    covered = np.bincount(runs.pair, runs.shared, size) / np.maximum(lighter, 1e-9)
    lengths = runs.a_end - runs.a_start
    bits = words.bits[words.ids[spans(words.starts[a[runs.pair]] + runs.a_start, lengths)]]
    content = np.bincount(np.repeat(runs.pair, lengths), np.where(bits >= CONTENT_BITS, bits, 0.0), size)
    total = np.bincount(runs.pair, runs.bits, size).astype(np.float64)
    # Rounded, for the sums of one pair alone may be added up in another order.
    return Shared(np.minimum(1.0, covered).round(6), best.round(4), total.round(4), content.astype(np.float64).round(4))


def common(words: Words, a: Ints, b: Ints) -> Floats:
    """Return the bits of the words of the first text of each pair whose stems the second one has, in any order."""
    found = np.zeros(len(a))
    for part in _parts(words.lengths[a], words.lengths[b]):
        one, mask = _table(words, a[part], 0 * a[part], words.lengths[a[part]])
        other, other_mask = _table(words, b[part], 0 * b[part], words.lengths[b[part]])
        stems, others = np.where(mask, words.stems[one], -1), np.where(other_mask, words.stems[other], -2)
        has = np.zeros(stems.shape, dtype=np.bool_)
        for column in range(others.shape[1]):
            has |= stems == others[:, column : column + 1]
        found[part] = np.where(has, words.bits[one], 0.0).sum(axis=1)
    return found


def promising(words: Words, a: Ints, b: Ints) -> Bools:
    """Return of which pairs the words in common, wherever they stand, could be worth aligning."""
    bits, lighter = common(words, a, b), np.minimum(words.weights[a], words.weights[b])
    return (bits >= PROMISE) | (bits >= PROMISED_PART * lighter - 1e-9)


def _all_runs(words: Words, a: Ints, b: Ints) -> Runs:
    """Return the best local run of each pair, then the best ones of what it leaves of the first text on either side."""
    pairs = np.flatnonzero(promising(words, a, b)) if len(a) else np.zeros(0, dtype=np.int64)
    long = words.lengths[a[pairs]] * words.lengths[b[pairs]] > CELLS
    rounds = [_long_runs(words, a, b, pairs[long])]
    pairs = pairs[~long]
    start, end = np.zeros(len(pairs), dtype=np.int64), words.lengths[a[pairs]]
    for step in range(RUNS):
        runs, before, behind = _best_runs(words, a, b, pairs, start, end)
        single = runs.a_end - runs.a_start == 1
        good = runs.bits >= (np.where(single, LEAST_WORD, LEAST) if step else 1e-9)
        rounds.append(runs.only(good))
        left, right = good & (before >= LEAST), good & (behind >= LEAST)
        pairs = np.append(runs.pair[left], runs.pair[right])
        start, end = np.append(start[left], runs.a_end[right]), np.append(runs.a_start[left], end[right])
        if not len(pairs):
            break
    found = Runs(*(np.concatenate([getattr(part, name) for part in rounds]) for name in RUN))
    return _without_reuse(found)


def _without_reuse(runs: Runs) -> Runs:
    """Keep of each pair the best of the runs that lie over the same words of the second text, and six in all."""
    several = np.flatnonzero(np.bincount(runs.pair)[runs.pair] > 1) if len(runs.pair) else runs.pair
    order = several[np.lexsort((runs.a_start[several], -runs.bits[several], runs.pair[several]))]
    kept: dict[int, list[tuple[int, int]]] = {}
    keep = np.ones(len(runs.pair), dtype=np.bool_)
    columns = (runs.pair[order].tolist(), runs.b_start[order].tolist(), runs.b_end[order].tolist())
    for place, pair, start, end in zip(order.tolist(), *columns, strict=True):
        taken = kept.setdefault(pair, [])
        if len(taken) < RUNS and all(end <= first or last <= start for first, last in taken):
            taken.append((start, end))
        else:
            keep[place] = False
    return runs.only(keep)


def _parts(rows: Ints, columns: Ints) -> Iterator[Ints]:
    """Yield the places of pairs in parts of like size, so that little of a table stays empty."""
    order = np.lexsort((rows, np.log2(columns + 1) * 4 // 1))
    start = 0
    while start < len(order):
        some = order[start : start + 4_096]
        tall, wide = np.maximum.accumulate(rows[some]), np.maximum.accumulate(columns[some])
        size = max(1, int(np.searchsorted(np.arange(1, len(some) + 1) * (tall + 1) * (wide + 1), AT_ONCE, "right")))
        yield some[:size]
        start += size


def _table(words: Words, rows: Ints, start: Ints, end: Ints) -> tuple[NDArray[np.int32], Bools]:
    """Return the numbers of the words `start:end` of the rows as a table, and where it is filled."""
    places = np.arange(int((end - start).max(initial=0)))
    mask = places < (end - start)[:, None]
    return words.ids[np.where(mask, (words.starts[rows] + start)[:, None] + places, 0)], mask


def _best_runs(words: Words, a: Ints, b: Ints, pairs: Ints, start: Ints, end: Ints) -> tuple[Runs, Floats, Floats]:
    """Return the best local run of each pair within words `start:end` of the first text, and what could lie beside.

    These are the most bits that further runs could have before it and behind it.
    """
    ends = np.zeros((4, len(pairs)), dtype=np.int64)
    worth = np.zeros((2, len(pairs)))
    beside = np.zeros((2, len(pairs)))
    for part in _parts(end - start, words.lengths[b[pairs]]):
        one = _table(words, a[pairs[part]], start[part], end[part])
        other = _table(words, b[pairs[part]], 0 * part, words.lengths[b[pairs[part]]])
        equal = _equal(words, *one, *other)
        *places, bits, kept = _filled(equal)
        ends[:, part], worth[:, part] = places, (bits, kept)
        beside[:, part] = _beside(equal, places[0], places[1])
    return Runs(pairs, ends[0] + start, ends[1] + start, ends[2], ends[3], *worth), beside[0], beside[1]


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


NEAR = 1e-3
"""Bits within which two scores are one: sums of many words are rounded."""


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


def _long_runs(words: Words, a: Ints, b: Ints, pairs: Ints) -> Runs:
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
