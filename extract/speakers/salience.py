"""Whom the text is about at a place: the weights of what it mentioned before, nearer and as a subject heaviest.

After Lappin and Leass (1994): a mention weighs by its grammatical part, weights fade by the sentence, and places
inside quotations are another world.
"""

from bisect import bisect_right, insort
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from extract.model import Span
from extract.nlp import Parse
from extract.speakers.cast import Cast
from extract.speakers.mentions import SUBJECTS, Figure, Naming, Places

FADE = 0.6
REACH = 6
SPEAKER = 1.6
# What a figure's further mentions add to its heaviest; chosen on the gold files.
MORE = 0.3
PARTS = {"dobj": 0.55, "obj": 0.55, "agent": 0.6, "attr": 0.5, "ROOT": 0.7, "poss": 0.3}
OTHER = 0.45


@dataclass(slots=True)
class Salience:
    """The mentions of figures so far, by place; `ranks` counts the sentences that are not quoted."""

    parse: Parse
    ranks: list[int]
    _places: list[tuple[int, int, float]] = field(default_factory=list)
    _figures: list[Figure] = field(default_factory=list)
    _numbers: dict[int, int] = field(default_factory=dict)

    def mention(self, figure: Figure, offset: int, weight: float) -> None:
        """Note that the figure is mentioned at the offset."""
        if id(figure) not in self._numbers:
            self._numbers[id(figure)] = len(self._figures)
            self._figures.append(figure)
        insort(self._places, (offset, self._numbers[id(figure)], weight))

    def rank(self, offset: int) -> int:
        """Return how many sentences outside quotations come before the offset's."""
        sentence = self.parse.sentence_of(offset)
        return self.ranks[sentence] if sentence is not None else 0

    def ranked(self, offset: int, kind: str) -> list[tuple[float, Figure]]:
        """Return the figures of a kind that were mentioned before the offset, heaviest first."""
        here = self.rank(offset)
        weights: dict[tuple[int, int], float] = defaultdict(float)
        for at in range(bisect_right(self._places, (offset, -1, 0.0)) - 1, -1, -1):
            place, number, weight = self._places[at]
            distance = here - self.rank(place)
            if distance > REACH:
                break
            if self._figures[number].kind == kind:
                weights[number, distance] = max(weights[number, distance], weight * FADE**distance)
        each: dict[int, list[float]] = defaultdict(list)
        for (number, _), weight in weights.items():
            each[number].append(weight)
        return sorted(
            ((MORE * sum(all_) + (1 - MORE) * max(all_), self._figures[number]) for number, all_ in each.items()),
            key=lambda pair: (-pair[0], pair[1].name),
        )


def salience_of(parse: Parse, cast: Cast, quoted: Sequence[Span], reported: Sequence[Span]) -> Salience:
    """Return the salience of an article's names; in `reported` speech they weigh half, in `quoted` speech nothing."""
    inside, half = Places(quoted), Places(reported)
    salience = Salience(parse, _ranks(parse, inside))
    for naming in cast.namings:
        if naming.figure is not None and not naming.quoted and parse.tokens:
            weight = part_weight(parse, naming) * (0.5 if half.holds(naming.span) else 1.0)
            salience.mention(naming.figure, naming.span.start, weight)
    return salience


def _ranks(parse: Parse, quoted: Places) -> list[int]:
    ranks, count = [], 0
    for number in range(len(parse.sentences)):
        ranks.append(count)
        count += not quoted.holds(parse.sentence_span(number))
    return ranks


def part_weight(parse: Parse, naming: Naming) -> float:
    """Return the weight of a name by its part in the sentence."""
    token = parse.tokens[min(naming.token, len(parse.tokens) - 1)]
    bracketed = parse.text[max(0, naming.span.start - 1) : naming.span.start] == "("
    if bracketed or parse.text[naming.span.end : naming.span.end + 2] in ("'s", "’s"):
        return PARTS["poss"]
    for _ in range(3):
        if token.dep in SUBJECTS:
            return 1.0
        if (
            token.dep not in ("conj", "appos", "compound", "flat:name", "flat", "nmod:appos")
            or token.head == token.index
        ):
            break
        token = parse.tokens[token.head]
    return PARTS.get(token.dep, OTHER)
