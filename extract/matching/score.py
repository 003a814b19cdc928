"""How strongly the words of two texts speak for one utterance, and why.

Words are aligned locally (Smith and Waterman 1981): a shared word earns its rarity in bits, a word of the same stem
half of it, a skipped or exchanged word costs. What the bits are worth falls with the days between the two reports,
because stock phrases come again: `4 * log2(1 + days)` bits are taken off (../shared/measured.md, "Matching").
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import LCSseq

from extract.matching.normal import CONTENT_BITS, Normal

Floats = NDArray[np.float64]

GAP = 2.0
"""Bits that a skipped word costs."""

SUBSTITUTION = 3.0
"""Bits that an exchanged word costs."""

STEM_SHARE = 0.5
"""Share of its bits that a word earns against another form of it."""

RUNS = 6
"""Most runs that two texts are taken to share (a quote put together of pieces)."""

CELLS = 400_000
"""Largest table that is aligned in full; longer texts are compared by their longest common subsequence."""


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
    if a.words == b.words:
        whole = Segment(0, len(a.words), 0, len(b.words), a.weight, a.weight)
        return Alignment(segments=(whole,), coverage=1.0, best=a.weight, total=a.weight, content=_content(a, (whole,)))
    if len(a.words) > len(b.words):
        return _mirrored(align(b, a))
    segments = _segments(a, b) if promising(a, b) else []
    shared = sum(segment.shared for segment in segments)
    return Alignment(
        segments=tuple(sorted(segments, key=lambda segment: (-segment.bits, segment.a_start))),
        coverage=min(1.0, shared / min(a.weight, b.weight)),
        best=max((segment.bits for segment in segments), default=0.0),
        total=sum(segment.bits for segment in segments),
        content=_content(a, segments),
    )


def promising(a: Normal, b: Normal) -> bool:
    """Return whether the words that two texts have in common, wherever they stand, could be worth aligning."""
    common = sum(bits for word, bits in zip(a.stems, a.bits, strict=True) if word in b.stem_set)
    return common >= PROMISE or common >= PROMISED_PART * min(a.weight, b.weight)


PROMISE, PROMISED_PART = 40.0, 0.5


def _content(a: Normal, segments: Sequence[Segment]) -> float:
    """Return the bits of the words in the segments that say what a text is about."""
    return sum(bits for run in segments for bits in a.bits[run.a_start : run.a_end] if bits >= CONTENT_BITS)


def _mirrored(found: Alignment) -> Alignment:
    turned = tuple(Segment(s.b_start, s.b_end, s.a_start, s.a_end, s.bits, s.shared) for s in found.segments)
    return Alignment(
        segments=turned, coverage=found.coverage, best=found.best, total=found.total, content=found.content
    )


LEAST, LEAST_WORD = 9.0, 12.0
"""Bits below which a further shared run says nothing; one word alone has to be very rare."""


def _segments(a: Normal, b: Normal) -> list[Segment]:
    """Return the best local run, then the best ones of what it leaves of `a` on either side."""
    if len(a.words) * len(b.words) > CELLS:
        return _long_runs(a, b)
    gains, equal = _gains(a, b)
    found: list[Segment] = []
    left = [(0, len(a.words))]
    while left and len(found) < RUNS:
        start, end = left.pop()
        run = _best_run(gains[start:end], equal[start:end])
        if run is None or (found and run.bits < (LEAST if run.a_end - run.a_start > 1 else LEAST_WORD)):
            continue
        found.append(Segment(start + run.a_start, start + run.a_end, run.b_start, run.b_end, run.bits, run.shared))
        left += [(start, start + run.a_start), (start + run.a_end, end)]
    return _without_reuse(found)


def _without_reuse(found: list[Segment]) -> list[Segment]:
    """Keep the best of the runs that lie over the same words of the longer text."""
    kept: list[Segment] = []
    for run in sorted(found, key=lambda segment: (-segment.bits, segment.a_start)):
        if all(run.b_end <= other.b_start or other.b_end <= run.b_start for other in kept):
            kept.append(run)
    return kept


def _long_runs(a: Normal, b: Normal) -> list[Segment]:
    """Return the runs that two long texts share, read off their longest common subsequence, the best ones first."""
    found: list[Segment] = []
    best: Segment | None = None
    start, kept, score = (0, 0), 0.0, 0.0
    for step in LCSseq.opcodes(a.words, b.words):
        if step.tag != "equal":
            score -= GAP * max(step.src_end - step.src_start, step.dest_end - step.dest_start)
            if score <= 0 and best is not None:
                found.append(best)
                best = None
            continue
        if best is None:
            start, kept, score = (step.src_start, step.dest_start), 0.0, 0.0
        gain = sum(a.bits[step.src_start : step.src_end])
        kept, score = kept + gain, score + gain
        if best is None or score > best.bits:
            best = Segment(start[0], step.src_end, start[1], step.dest_end, score, kept)
    found += [best] if best is not None else []
    return sorted(found, key=lambda run: (-run.bits, run.a_start))[:RUNS]


def _gains(a: Normal, b: Normal) -> tuple[Floats, Floats]:
    """Return what each pair of words earns or costs, and what it shares."""
    weights = np.array(a.bits)[:, None]
    shared = weights * (a.ids[:, None] == b.ids)
    akin = weights * STEM_SHARE * ((a.stem_ids[:, None] == b.stem_ids) & (weights >= CONTENT_BITS))
    shared = np.maximum(shared, akin)
    return np.where(shared > 0, shared, -SUBSTITUTION), shared


def _best_run(gains: Floats, shared: Floats) -> Segment | None:
    """Return the local run with the best score in a table of gains, or None where nothing is shared."""
    rows, columns = gains.shape
    if not rows or not columns:
        return None
    slope = GAP * np.arange(columns + 1)
    table = np.zeros((rows + 1, columns + 1))
    for row in range(rows):
        above, here = table[row], table[row + 1]
        here[1:] = np.maximum(above[:-1] + gains[row], above[1:] - GAP)
        np.maximum(here, 0.0, out=here)
        here[:] = np.maximum.accumulate(here + slope) - slope
    end = int(table.argmax())
    row, column = divmod(end, columns + 1)
    bits = float(table[row, column])
    if bits <= 0:
        return None
    return _traced(table, gains, shared, row, column, bits)


def _traced(table: Floats, gains: Floats, shared: Floats, row: int, column: int, bits: float) -> Segment:
    """Walk the best run back from its end to its start."""
    a_end, b_end, kept = row, column, 0.0
    while row and column and table[row, column] > 1e-9:
        score = table[row, column]
        if abs(table[row - 1, column - 1] + gains[row - 1, column - 1] - score) < 1e-9:
            row, column = row - 1, column - 1
            kept += float(shared[row, column])
        elif abs(table[row - 1, column] - GAP - score) < 1e-9:
            row -= 1
        else:
            column -= 1
    return Segment(row, a_end, column, b_end, bits, kept)


DAY_BITS = 4.0
"""Bits that each doubling of the days between two reports takes off."""


def late_bits(days: int | None) -> float:
    """Return the bits that the days between two reports take off; none where the days are not known."""
    return DAY_BITS * math.log2(1 + (days or 0))


@dataclass(frozen=True, slots=True)
class Bar:
    """What proves one utterance: `coverage` with `total` bits in all, or `best` bits in one run."""

    coverage: float
    total: float
    best: float


SPOKEN = Bar(0.65, 16.0, 53.0)
"""Two direct quotes. Chosen on all of the judged pairs (F1 94.7); chosen on a random half, such bars reach 93.7 on the
other (mean of four halvings, 91.6 to 95.7)."""

REPORTED = Bar(0.65, 20.0, 60.0)
"""A speaker's words at second hand: the reporter chose half of them."""

REPORTED_BY_ANYONE = Bar(0.85, 40.0, 80.0)
"""The same where the speakers are not known: topics ("a ban on fishing") are in every mouth."""

ANOTHER_SPEAKER = Bar(0.85, 32.0, 80.0)
"""Two speakers with one phrase: only a long one says that an outlet has the wrong name."""

ONE_ARTICLE = Bar(0.85, 32.0, 80.0)
"""Within one article somebody goes on about a thing in like words."""

TITLE = Bar(0.85, 48.0, 80.0)
"""The name of a law, a book, a slogan: everybody writes it the same way."""


TOPIC = Bar(0.85, 48.0, 80.0)
"""What somebody spoke of, in the reporter's words ("the trade agreement"): others speak of it in the same words."""

SEVERAL = 1.5
"""Several runs count for this many times the best one at most: "we are going to … so much" is in every mouth."""

CONTENT = 7.0
"""Bits of words that say what a text is about: "I don't know" and its like prove nothing by themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What is known of two reports beside their words; None is unknown."""

    days: int | None = None
    speakers: bool | None = None
    reported: bool = False
    one_article: bool = False
    title: bool = False
    topic: bool = False


def bars(known: Circumstances) -> list[Bar]:
    """Return the bars that two reports have to pass."""
    passed = [SPOKEN]
    if known.reported:
        passed.append(REPORTED if known.speakers else REPORTED_BY_ANYONE)
    if known.speakers is False:
        passed.append(ANOTHER_SPEAKER)
    if known.one_article:
        passed.append(ONE_ARTICLE)
    if known.title:
        passed.append(TITLE)
    if known.topic:
        passed.append(TOPIC)
    return passed


def strength(found: Alignment, known: Circumstances) -> float:
    """Return how far shared words prove one utterance: 1 or more is proof enough.

    Either the lighter wording is mostly inside the other, or one long run is shared; four bits are taken off each time
    the days between the reports double. Without a word of some rarity there is no proof at all.
    """
    late = late_bits(known.days)
    best = found.best - late
    total = min(found.total - late, SEVERAL * best)
    proofs = (max(min(found.coverage / bar.coverage, total / bar.total), best / bar.best) for bar in bars(known))
    return min(found.content / CONTENT, *proofs)
