"""All wordings that were read, and which pairs of them share enough words to be one utterance.

An archive follows from the words alone, so it stays true whatever is learned of speakers, dates and articles, and
whatever people decide. It grows by batches, and holds the same however the wordings were batched.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from extract.matching import alignment
from extract.matching.alignment import Alignment, Shared, joined, nothing_shared
from extract.matching.candidates import CROWD, LEADERS, Index
from extract.matching.normal import CONTENT_BITS, Normal
from extract.matching.score import CONTENT, SPOKEN, possible, worth_aligning
from extract.matching.wordings import Ints, Wordings

CORES = 2


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of numbers (a < b), each once, in the order of `codes`, with what they share."""

    a: Ints
    b: Ints
    shared: Shared

    def codes(self) -> Ints:
        """Return one number for each pair; those of larger numbers come later, so that what is new comes last."""
        return (self.b << 32) | self.a

    def only(self, chosen: NDArray[np.bool_] | Ints) -> "Pairs":
        return Pairs(self.a[chosen], self.b[chosen], self.shared.only(chosen))


class Lookup:
    """Pairs by their numbers, in whichever order these come."""

    def __init__(self, pairs: Pairs) -> None:
        self.pairs = pairs
        self._codes = pairs.codes()

    def places(self, a: Ints, b: Ints) -> Ints:
        """Return the place of each pair; -1 where there is none."""
        wanted = (np.maximum(a, b) << 32) | np.minimum(a, b)
        if not len(self._codes):
            return np.full(len(a), -1)
        places = np.searchsorted(self._codes, wanted).clip(max=len(self._codes) - 1)
        return np.where(self._codes[places] == wanted, places, -1)

    def some(self, a: Ints, b: Ints) -> dict[tuple[int, int], Alignment]:
        """Return what the pairs share of which that is known."""
        places = self.places(a, b)
        known = np.flatnonzero(places >= 0)
        a, b = a[known], b[known]
        shared = self.pairs.shared.only(places[known]).mirrored(a > b)
        return dict(zip(zip(a.tolist(), b.tolist(), strict=True), shared.each(), strict=True))


def _behind(parts: Sequence[Pairs]) -> Pairs:
    """Return the pairs of all parts, one part behind the other."""
    a, b = (np.concatenate([getattr(part, name) for part in parts]) for name in ("a", "b"))
    return Pairs(a, b, joined([part.shared for part in parts]))


def _joined(parts: Sequence[Pairs]) -> Pairs:
    pairs = _behind(parts)
    return pairs.only(np.unique(pairs.codes(), return_index=True)[1])


def no_pairs() -> Pairs:
    none = np.zeros(0, dtype=np.int64)
    return Pairs(none, none, nothing_shared(0))


def _few(one: Sequence[int], other: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of two groups, or of their first few with all where they would be many."""
    if len(one) * len(other) <= CROWD:
        yield from product(one, other)
    else:
        yield from product(one[:LEADERS], other)
        yield from product(one[LEADERS:], other[:LEADERS])


def _ordered(a: Ints, b: Ints, shared: Shared) -> Pairs:
    """Return the pairs with the smaller number first."""
    return Pairs(np.minimum(a, b), np.maximum(a, b), shared.mirrored(a > b))


def _content(text: Normal) -> float:
    return sum(bits for bits in text.bits if bits >= CONTENT_BITS)


class Archive:
    """Wordings, and the `pairs` of them whose words could prove one utterance."""

    def __init__(self) -> None:
        self.wordings = Wordings()
        self.index = Index()
        self.pairs = no_pairs()

    def add(self, texts: Sequence[Normal]) -> Ints:
        """Return the row of each text, matched with all that came before; -1 for a text that can prove nothing."""
        return self.grow(texts)[0]

    def grow(self, texts: Sequence[Normal]) -> tuple[Ints, Ints]:
        """Return the same, and the rows of which pairs are no more, because a key that made them became too common."""
        before = len(self.wordings)
        rows = self.wordings.add(texts, SPOKEN.total, CONTENT)
        new = np.arange(before, len(self.wordings))
        if not len(new):
            return rows, new
        blocks, demoted = self.index.add(self.wordings, new)
        with ThreadPoolExecutor(CORES) as cores:  # numpy lets go of the interpreter while it computes
            found = list(cores.map(lambda block: possible_pairs(self.wordings, *block), blocks))
        gone = self._gone(demoted)
        kept, lost = self.pairs.only(~gone) if gone.any() else self.pairs, self.pairs.only(gone)
        self.pairs = _behind([kept, _joined([no_pairs(), *found])])  # each new pair has a new row, and comes last
        return rows, np.unique(np.append(lost.a, lost.b))

    def near(self, rows: Ints) -> Pairs:
        """Return the pairs that have any of some rows."""
        wanted = self._flags(rows)
        return self.pairs.only(np.flatnonzero(wanted[self.pairs.a] | wanted[self.pairs.b]))

    def among(self, texts: Sequence[Normal]) -> Pairs:
        """Return the pairs of texts (their places) that could be one utterance; adds what is new.

        Of texts with the very same words, and of two wordings that many texts have, the first few stand for all.
        """
        return self.between(texts, self.add(texts))

    def between(self, texts: Sequence[Normal], rows: Ints) -> Pairs:
        """Return the same of texts whose rows are known."""
        return between(texts, rows, self.pairs, len(self.wordings))

    def _flags(self, rows: Ints) -> NDArray[np.bool_]:
        found = np.zeros(len(self.wordings), dtype=np.bool_)
        found[rows] = True
        return found

    def _gone(self, demoted: Ints) -> NDArray[np.bool_]:
        """Return which of the pairs so far only a crowded key had made, which now is asked for others."""
        gone = np.zeros(len(self.pairs.a), dtype=np.bool_)
        less = self._flags(demoted)
        doubtful = np.flatnonzero(less[self.pairs.a] | less[self.pairs.b])
        if len(doubtful):
            gone[doubtful] = ~self.index.still_paired(self.wordings, self.pairs.a[doubtful], self.pairs.b[doubtful])
        return gone


def between(texts: Sequence[Normal], rows: Ints, known: Pairs, size: int) -> Pairs:
    """Return the pairs of texts (their places) whose rows, of `size` in all, are known pairs; -1 is no row.

    Of texts with the very same words, and of two wordings that many texts have, the first few stand for all.
    """
    able = np.flatnonzero(rows >= 0)
    able = able[np.argsort(rows[able], kind="stable")]
    counts = np.bincount(rows[able], minlength=size)
    ends = np.append(0, np.cumsum(counts))
    same = [_same(texts, able[ends[row] : ends[row + 1]]) for row in np.flatnonzero(counts > 1).tolist()]
    held = counts > 0
    pairs = known.only(np.flatnonzero(held[known.a] & held[known.b]))
    single = (counts[pairs.a] == 1) & (counts[pairs.b] == 1)
    several = pairs.only(~single)
    chosen = [
        (place, one, other)
        for place, (a, b) in enumerate(zip(several.a.tolist(), several.b.tolist(), strict=True))
        for one, other in _few(able[ends[a] : ends[a + 1]].tolist(), able[ends[b] : ends[b + 1]].tolist())
    ]
    place, one, other = np.array(chosen, dtype=np.int64).reshape(-1, 3).T
    pairs = pairs.only(single)
    each = _ordered(able[ends[pairs.a]], able[ends[pairs.b]], pairs.shared)
    return _joined([*same, each, _ordered(one, other, several.shared.only(place))])


def _same(texts: Sequence[Normal], places: Ints) -> Pairs:
    """Return the pairs of texts with the very same words."""
    first = texts[int(places[0])]
    pairs = np.array([(a, b) for a, b in _few(places.tolist(), places.tolist()) if a < b], dtype=np.int64)
    a, b = pairs.reshape(-1, 2).T
    figures = (1.0, first.weight, first.weight, _content(first))
    ends = (0, len(first.words), 0, len(first.words))
    columns = (np.full(len(a), value) for value in figures)
    return Pairs(a, b, Shared(*columns, *(np.full(len(a), end, dtype=np.int32) for end in ends)))


def possible_pairs(wordings: Wordings, a: Ints, b: Ints) -> Pairs:
    """Return those of some pairs of rows whose words could prove one utterance, with what they share."""
    lighter = np.minimum(wordings.weights[a], wordings.weights[b])
    first, second = wordings.ordered(a, b)
    for bits in (alignment.at_most_common, alignment.common):  # the first is fast, and leaves few to the second
        worth = worth_aligning(bits(wordings, first, second), lighter)
        a, first, second, lighter = a[worth], first[worth], second[worth], lighter[worth]
    turned = first != a
    shared = alignment.shared(wordings, first, second, promised=True).mirrored(turned)
    return Pairs(a, np.where(turned, first, second), shared).only(possible(shared))


def align_many(pairs: Sequence[tuple[Normal, Normal]]) -> Iterator[Alignment]:
    """Yield what the texts of each pair share: what `align` returns, many at once."""
    wordings = Wordings()
    rows = wordings.add([text for pair in pairs for text in pair], 0.0, 0.0)
    a, b = rows[::2], rows[1::2]
    first, second = wordings.ordered(a, b)
    yield from alignment.shared(wordings, first, second).mirrored(first != a).each()
