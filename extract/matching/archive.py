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
from extract.matching.alignment import FIGURES, Alignment
from extract.matching.candidates import CROWD, LEADERS, Index
from extract.matching.normal import CONTENT_BITS, Normal
from extract.matching.score import CONTENT, SPOKEN, possible, worth_aligning
from extract.matching.wordings import Ints, Wordings

CORES = 2


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of rows (a < b), each once, with the figures of what they share."""

    a: Ints
    b: Ints
    shared: alignment.Shared

    def codes(self) -> Ints:
        """Return one number for each pair."""
        return (self.a << 32) | self.b

    def only(self, chosen: NDArray[np.bool_] | Ints) -> "Pairs":
        shared = alignment.Shared(*(getattr(self.shared, name)[chosen] for name in FIGURES))
        return Pairs(self.a[chosen], self.b[chosen], shared)


def _joined(parts: Sequence[Pairs]) -> Pairs:
    figures = (np.concatenate([getattr(part.shared, name) for part in parts]) for name in FIGURES)
    a, b = (np.concatenate([getattr(part, name) for part in parts]) for name in ("a", "b"))
    _, distinct = np.unique((a << 32) | b, return_index=True)
    return Pairs(a, b, alignment.Shared(*figures)).only(distinct)


def _no_pairs() -> Pairs:
    none = np.zeros(0, dtype=np.int64)
    return Pairs(none, none, alignment.Shared(*(np.zeros(0) for _ in FIGURES)))


def _few(one: Sequence[int], other: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of two groups, or of their first few with all where they would be many."""
    if len(one) * len(other) <= CROWD:
        yield from product(one, other)
    else:
        yield from product(one[:LEADERS], other)
        yield from product(one[LEADERS:], other[:LEADERS])


def _content(text: Normal) -> float:
    return sum(bits for bits in text.bits if bits >= CONTENT_BITS)


class Archive:
    """Wordings, and the `pairs` of them whose words could prove one utterance."""

    def __init__(self) -> None:
        self.wordings = Wordings()
        self.index = Index()
        self.pairs = _no_pairs()

    def add(self, texts: Sequence[Normal]) -> Ints:
        """Return the row of each text, matched with all that came before; -1 for a text that can prove nothing."""
        before = len(self.wordings)
        rows = self.wordings.add(texts, SPOKEN.total, CONTENT)
        new = np.arange(before, len(self.wordings))
        if len(new):
            blocks, demoted = self.index.add(self.wordings, new)
            with ThreadPoolExecutor(CORES) as cores:  # numpy lets go of the interpreter while it computes
                found = list(cores.map(lambda block: self._possible(*block), blocks))
            self.pairs = _joined([self._without(demoted), *found])
        return rows

    def among(self, texts: Sequence[Normal]) -> Iterator[tuple[int, int, Alignment]]:
        """Yield the pairs of texts (their places, the smaller first) that could be one utterance; adds what is new.

        Of texts with the very same words, and of two wordings that many texts have, the first few stand for all.
        """
        rows = self.add(texts)
        able = np.flatnonzero(rows >= 0)
        able = able[np.argsort(rows[able], kind="stable")]
        ends = np.searchsorted(rows[able], np.arange(len(self.wordings) + 1))
        places, known = able.tolist(), np.diff(ends) > 0
        several = np.flatnonzero(np.diff(ends) > 1)
        for start, end in zip(ends[several].tolist(), ends[several + 1].tolist(), strict=True):
            same = places[start:end]
            weight = texts[same[0]].weight
            whole = Alignment(segments=(), coverage=1.0, best=weight, total=weight, content=_content(texts[same[0]]))
            yield from ((a, b, whole) for a, b in _few(same, same) if a < b)
        pairs = self.pairs.only(known[self.pairs.a] & known[self.pairs.b])
        figures = (getattr(pairs.shared, name).tolist() for name in FIGURES)
        for a, b, coverage, best, total, content in zip(pairs.a.tolist(), pairs.b.tolist(), *figures, strict=True):
            shared = Alignment(segments=(), coverage=coverage, best=best, total=total, content=content)
            for one, other in _few(places[ends[a] : ends[a + 1]], places[ends[b] : ends[b + 1]]):
                yield min(one, other), max(one, other), shared

    def _without(self, demoted: Ints) -> Pairs:
        """Return the pairs so far without those that only a crowded key had made, which now is asked for others."""
        doubtful = np.flatnonzero(np.isin(self.pairs.a, demoted) | np.isin(self.pairs.b, demoted))
        if not len(doubtful):
            return self.pairs
        still = self.index.still_paired(self.wordings, self.pairs.a[doubtful], self.pairs.b[doubtful])
        keep = np.ones(len(self.pairs.a), dtype=np.bool_)
        keep[doubtful[~still]] = False
        return self.pairs.only(keep)

    def _possible(self, a: Ints, b: Ints) -> Pairs:
        first, second = self.wordings.ordered(a, b)
        lighter = np.minimum(self.wordings.weights[a], self.wordings.weights[b])
        worth = worth_aligning(alignment.common(self.wordings, first, second), lighter)
        shared = alignment.shared(self.wordings, first[worth], second[worth])
        return Pairs(a[worth], b[worth], shared).only(possible(shared))


def align_many(pairs: Sequence[tuple[Normal, Normal]]) -> list[Alignment]:
    """Return what the texts of each pair share: what `align` returns, many at once."""
    wordings = Wordings()
    rows = wordings.add([text for pair in pairs for text in pair], 0.0, 0.0)
    a, b = rows[::2], rows[1::2]
    first, second = wordings.ordered(a, b)
    found = alignment.alignments(wordings, first, second)
    turned = (first != a).tolist()
    return [alignment.mirrored(one) if turn else one for one, turn in zip(found, turned, strict=True)]
