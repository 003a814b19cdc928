"""One article while it is read from top to bottom: who has spoken so far, and who stands in front."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.model import Article, Attribution, Mention, Span
from extract.nlp import Parse
from extract.speakers.cast import Cast
from extract.speakers.lexicon import Lexicon
from extract.speakers.mentions import Figure, Places
from extract.speakers.resolved import Who
from extract.speakers.salience import Salience
from extract.speakers.sources import Local

# What a naming in the pronoun's own paragraph adds, and how heavy the only one of its gender must be.
NAMED_HERE, ALONE = 1.3, 0.06
# What it adds to be the subject of the clause above.
ABOVE = 2.0
# How many attributions back the last speaker is looked for.
NEAR = 20


@dataclass(slots=True)
class Reading:
    """One article while it is read from top to bottom, and who has spoken so far."""

    article: Article
    parse: Parse
    lexicon: Lexicon
    cast: Cast
    salience: Salience
    attributions: Sequence[Attribution]
    quoted: Places
    speakers: dict[str, tuple[Who | None, tuple[Mention, ...]]] = field(default_factory=dict)
    spoken: list[tuple[int, Attribution]] = field(default_factory=list)
    unnamed: list[tuple[int, Local]] = field(default_factory=list)
    pronouns: dict[int, Figure] = field(default_factory=dict)
    interviewed: Figure | None = None


def place_of(attribution: Attribution) -> int:
    """Return where an attribution stands: at its source, else at its content."""
    if attribution.source:
        return attribution.source[0].start
    return attribution.content[0].start if attribution.content else 0


def adjacent(reading: Reading, end: int, place: int) -> bool:
    """Whether two places lie in one paragraph or in two that follow each other."""
    here, there = (
        bisect_right(reading.parse.paragraphs, offset, key=lambda span: span.start)
        for offset in (place, max(end - 1, 0))
    )
    return abs(here - there) <= 1


def foremost(
    reading: Reading, gender: str | None, offset: int, lead: float, least: float, above: Figure | None = None
) -> Figure | None:
    """Return the person of the gender in front at the offset, at least so heavy and leading the next by so much.

    `above` is who does what the clause around is part of.
    """
    here = {id(figure) for figure in _named_here(reading, offset)}
    fits = [
        (
            weight
            * (1.0 if figure.gender == gender or gender == "c" else 0.85)
            * (NAMED_HERE if id(figure) in here else 1)
            * (ABOVE if figure is above else 1),
            figure,
        )
        for weight, figure in reading.salience.ranked(offset, "person")
        if figure.gender in (gender, None) or gender in ("c", None)
    ]
    fits.sort(key=lambda pair: (-pair[0], pair[1].name))
    if len(fits) == 1 and fits[0][1].gender == gender:
        least = min(least, ALONE)
    if not fits or fits[0][0] < least:
        return None
    return fits[0][1] if len(fits) == 1 or fits[0][0] >= lead * fits[1][0] else None


def _named_here(reading: Reading, offset: int) -> list[Figure]:
    """Return whom the paragraph names before the offset, outside quotations."""
    paragraphs = reading.parse.paragraphs
    number = bisect_right(paragraphs, offset, key=lambda span: span.start) - 1
    namings = reading.cast.within(Span(paragraphs[number].start, offset)) if number >= 0 else []
    return [naming.figure for naming in namings if naming.figure is not None and not naming.quoted]


def last_speaker(reading: Reading, offset: int, kinds: tuple[str, ...]) -> Who | None:
    """Return the last speaker, if of one of these kinds and no more than two sentences away."""
    before = [other for place, other in reading.spoken[-NEAR:] if place < offset]
    if not before:
        return None
    who = reading.speakers[before[-1].id][0]
    near = reading.salience.rank(offset) - reading.salience.rank(place_of(before[-1])) <= 2
    return who if near and who is not None and who.kind in kinds else None
