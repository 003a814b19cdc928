"""How strongly what two texts share (`alignment.py`) speaks for one utterance, and why.

What the bits are worth falls with the days between the two reports, because stock phrases come again:
`4 * log2(1 + days)` bits are taken off (../shared/measured.md, "Matching").
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from extract.matching.alignment import Alignment, Shared

Floats = NDArray[np.float64]

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
"""Several runs count for this many times the best one at most: "we are going to … so much" is in every mouth. At second
hand they count for no more than the best one."""

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


def bars(known: Circumstances) -> Sequence[Bar]:
    """Return the bars that two reports have to pass."""
    return _bars(known.speakers, known.reported, known.one_article, known.title, known.topic)


@cache
def _bars(speakers: bool | None, reported: bool, one_article: bool, title: bool, topic: bool) -> Sequence[Bar]:
    passed = [SPOKEN]
    if reported:
        passed.append(REPORTED if speakers else REPORTED_BY_ANYONE)
    if speakers is False:
        passed.append(ANOTHER_SPEAKER)
    if one_article:
        passed.append(ONE_ARTICLE)
    if title:
        passed.append(TITLE)
    if topic:
        passed.append(TOPIC)
    return tuple(passed)


def strength(found: Alignment, known: Circumstances) -> float:
    """Return how far shared words prove one utterance: 1 or more is proof enough.

    Either the lighter wording is mostly inside the other, or one long run is shared; four bits are taken off each time
    the days between the reports double. Without a word of some rarity there is no proof at all.
    """
    late = late_bits(known.days) if known.days else 0.0
    best = found.best - late
    total = min(found.total - late, best if known.reported else SEVERAL * best)
    proofs = (max(min(found.coverage / bar.coverage, total / bar.total), best / bar.best) for bar in bars(known))
    return min(found.content / CONTENT, *proofs)


def hopeful(shared: Shared, days: Floats) -> NDArray[np.bool_]:
    """Return which pairs `strength` may find proved, whatever else is known of them than the days between."""
    late = DAY_BITS * np.log2(1 + days)
    best = shared.best - late
    total = np.minimum(shared.total - late, SEVERAL * best)
    covered = np.minimum(shared.coverage / SPOKEN.coverage, total / SPOKEN.total)
    return np.minimum(shared.content / CONTENT, np.maximum(covered, best / SPOKEN.best)) >= 1 - 1e-9


def possible(shared: Shared) -> NDArray[np.bool_]:
    """Return which pairs could be one utterance under some circumstances: all that `strength` may find proved."""
    covered = (shared.coverage >= SPOKEN.coverage) & (shared.total >= SPOKEN.total)
    return (covered | (shared.best >= SPOKEN.best)) & (shared.content >= CONTENT)


def worth_aligning(common: Floats, lighter: Floats) -> NDArray[np.bool_]:
    """Return which pairs have enough words in common, wherever they stand, to be possible.

    `common` are the bits of those words, `lighter` all bits of the lighter text.
    """
    needed = np.maximum(SPOKEN.total, SPOKEN.coverage * lighter)
    return common >= np.minimum(needed, SPOKEN.best) - SLACK


SLACK = 0.01
"""Bits by which sums of rounded bits may differ."""
