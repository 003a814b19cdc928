"""What two texts share, word by word, and how many bits of surprise that is worth; many pairs at once."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.matching.normal import CONTENT_BITS, Normal
from extract.matching.tables import (
    CELLS,
    RUN,
    RUNS,
    Bools,
    Floats,
    Ints,
    Runs,
    Words,
    best_runs,
    long_runs,
    of_like_size,
    word_table,
)
from extract.matching.wordings import spans

Places = NDArray[np.int32]

LEAST, LEAST_WORD = 9.0, 12.0
"""Bits below which a further shared run says nothing; one word alone has to be very rare."""

PROMISE, PROMISED_PART = 40.0, 0.5
"""Bits that two texts have in common, wherever they stand, or their share of the lighter text, to be worth aligning."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """What two texts share: words within `a_start:a_end` of the one and `b_start:b_end` of the other, in several runs.

    `coverage` is the share of the lighter text's bits that they hold, `best` are the bits of the best run, `total` of
    all, `content` those of the words that say what it is about.
    """

    coverage: float
    best: float
    total: float
    content: float
    a_start: int = 0
    a_end: int = 0
    b_start: int = 0
    b_end: int = 0

    def mirrored(self) -> "Alignment":
        """Return the alignment with its texts exchanged."""
        ends = self.b_start, self.b_end, self.a_start, self.a_end
        return Alignment(self.coverage, self.best, self.total, self.content, *ends)


NOTHING = Alignment(0.0, 0.0, 0.0, 0.0)


def align(a: Normal, b: Normal) -> Alignment:
    """Return what two texts of one language share, word by word; nothing where that could be no proof."""
    if not a.words or not b.words:
        return NOTHING
    if (len(a.words), a.words) > (len(b.words), b.words):
        return align(b, a).mirrored()
    (found,) = shared(_two(a, b), np.zeros(1, dtype=np.int64), np.ones(1, dtype=np.int64)).each()
    return found


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


FIGURES = ("coverage", "best", "total", "content", "a_start", "a_end", "b_start", "b_end")


@dataclass(frozen=True, slots=True)
class Shared:
    """What many pairs share: the figures of `Alignment`, an entry a pair."""

    coverage: Floats
    best: Floats
    total: Floats
    content: Floats
    a_start: Places
    a_end: Places
    b_start: Places
    b_end: Places

    def only(self, chosen: Bools | Ints) -> "Shared":
        return Shared(*(getattr(self, name)[chosen] for name in FIGURES))

    def mirrored(self, turned: Bools) -> "Shared":
        """Return the same with the texts of some pairs exchanged."""
        a, b = (self.a_start, self.a_end), (self.b_start, self.b_end)
        ends = [np.where(turned, y, x) for x, y in zip((*a, *b), (*b, *a), strict=True)]
        return Shared(self.coverage, self.best, self.total, self.content, *ends)

    def each(self) -> Iterator[Alignment]:
        """Yield the alignment of each pair."""
        yield from map(Alignment, *(getattr(self, name).tolist() for name in FIGURES))


def nothing_shared(size: int) -> Shared:
    figures, ends = np.zeros((4, size)), np.zeros((4, size), dtype=np.int32)
    return Shared(*figures, *ends)


def joined(parts: Sequence[Shared]) -> Shared:
    return Shared(*(np.concatenate([getattr(part, name) for part in parts]) for name in FIGURES))


def shared(words: Words, a: Ints, b: Ints, promised: bool = False) -> Shared:
    """Return what each pair of rows shares; the first of a pair is not the longer one.

    `promised`: the words in common are known to be enough, as they are wherever `score.worth_aligning` says so.
    """
    size = len(a)
    runs = _all_runs(words, a, b, np.arange(size) if promised else np.flatnonzero(promising(words, a, b)))
    best = np.zeros(size)
    np.maximum.at(best, runs.pair, runs.bits)
    lighter = np.minimum(words.weights[a], words.weights[b])
    covered = np.bincount(runs.pair, runs.shared, size) / np.maximum(lighter, 1e-9)
    lengths = runs.a_end - runs.a_start
    bits = words.bits[words.ids[spans(words.starts[a[runs.pair]] + runs.a_start, lengths)]]
    content = np.bincount(np.repeat(runs.pair, lengths), np.where(bits >= CONTENT_BITS, bits, 0.0), size)
    total = np.bincount(runs.pair, runs.bits, size).astype(np.float64)
    # Rounded, for the sums of one pair alone may be added up in another order.
    figures = np.minimum(1.0, covered).round(6), best.round(4), total.round(4), content.astype(np.float64).round(4)
    return Shared(*figures, *_stretches(runs, size))


def _stretches(runs: Runs, size: int) -> Iterator[Places]:
    """Yield from where to where the runs of each pair go, in either text."""
    order = np.argsort(runs.pair, kind="stable")
    pairs, first = np.unique(runs.pair[order], return_index=True)
    for name, outermost in (
        ("a_start", np.minimum),
        ("a_end", np.maximum),
        ("b_start", np.minimum),
        ("b_end", np.maximum),
    ):
        found = np.zeros(size, dtype=np.int32)
        if len(pairs):
            found[pairs] = outermost.reduceat(getattr(runs, name)[order], first)
        yield found


SLOTS = 512
"""Places that stems are hashed to, for a first look at what two texts have in common."""


def at_most_common(words: Words, a: Ints, b: Ints) -> Floats:
    """Return the bits of the words of the first text of each pair that the second one may have: `common`, or more.

    Two stems of one slot are taken for one, so that a text is looked up in a table and not compared word by word.
    """
    rows, places = np.unique(b, return_inverse=True)
    held = np.zeros((len(rows), SLOTS), dtype=np.bool_)
    lengths = words.lengths[rows]
    stems = words.stems[words.ids[spans(words.starts[rows], lengths)]]
    held[np.repeat(np.arange(len(rows)), lengths), stems % SLOTS] = True
    slots, bits = words.stems % SLOTS, words.bits.astype(np.float32)
    found = np.zeros(len(a))
    order = np.argsort(words.lengths[a], kind="stable")
    for start in range(0, len(order), AT_ONCE):
        part = order[start : start + AT_ONCE]
        one, mask = word_table(words, a[part], 0 * part, words.lengths[a[part]])
        has = held[places[part][:, None], slots[one]] & mask
        found[part] = np.einsum("ij,ij->i", bits[one], has, dtype=np.float32)
    return found


AT_ONCE = 4_096


def common(words: Words, a: Ints, b: Ints) -> Floats:
    """Return the bits of the words of the first text of each pair whose stems the second one has, in any order."""
    found = np.zeros(len(a))
    for part in of_like_size(words.lengths[a], words.lengths[b]):
        one, mask = word_table(words, a[part], 0 * a[part], words.lengths[a[part]])
        other, other_mask = word_table(words, b[part], 0 * b[part], words.lengths[b[part]])
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


def _all_runs(words: Words, a: Ints, b: Ints, pairs: Ints) -> Runs:
    """Return the best local run of some pairs, then the best ones of what it leaves of the first text beside it."""
    long = words.lengths[a[pairs]] * words.lengths[b[pairs]] > CELLS
    rounds = [long_runs(words, a, b, pairs[long])]
    pairs = pairs[~long]
    start, end = np.zeros(len(pairs), dtype=np.int64), words.lengths[a[pairs]]
    for step in range(RUNS):
        runs, before, behind = best_runs(words, a, b, pairs, start, end)
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
