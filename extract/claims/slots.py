"""What a number measures: entity and predicate, and from the words around it rate, period, place and scope."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.claims.clause import Clause
from extract.claims.elision import Elision
from extract.claims.entity import Nouns
from extract.claims.lexicon import Lexicon
from extract.claims.naming import Naming
from extract.claims.periods import Periods
from extract.claims.places import Places
from extract.claims.quantities import Reading
from extract.claims.rates import Rates
from extract.claims.reasons import CONVERSION, EARLIER_LEVEL
from extract.claims.sources import Sources
from extract.model import Span
from extract.nlp import Parse, Token

WHOLE = 5  # lexemes between "of the" and the number of the whole: "of the province's five camps"
NEXT = 12  # characters between a level and the one that it changed to
TABLE = 100  # numbers in one sentence; more are a table, whose cells no grammar describes


@dataclass(frozen=True, slots=True)
class Slots:
    """The words of each slot, white space folded; None where the sentence does not say.

    `noun_end` ends the noun; `source` is who is named for this number alone, within its clause.
    """

    entity: str | None = None
    predicate: str | None = None
    rate: str | None = None
    period: str | None = None
    place: str | None = None
    scope: str | None = None
    noun_end: int | None = None
    source: str | None = None


class Sentence:
    """One sentence with its tokens and lexemes, so that each number of it can be described."""

    def __init__(self, text: str, parse: Parse, number: int, lexicon: Lexicon) -> None:
        self.parse, self.lexicon, self.number = parse, lexicon, number
        self.span = parse.sentence_span(number)
        self.clause = Clause(text, self.span, lexicon)
        self.nouns = Nouns(parse, lexicon, self.clause.numbers)
        self.naming = Naming(parse, lexicon, self.clause.numbers)
        self.elision = Elision(parse, lexicon, self.clause.line)
        self.sources = Sources(parse, lexicon, self.clause.line)
        self.rates, self.periods = Rates(self.clause, parse, self.nouns), Periods(self.clause)
        self.places = Places(self.clause, parse)
        self._sources: list[tuple[int, str]] | None = None
        self._wholes: set[int] = set()  # where numbers begin of which an earlier one counts a part
        self._before: tuple[Reading, Slots] | None = None

    def add(self, reading: Reading) -> None:
        """Take up a number of the sentence; all are known before the first is described."""
        if reading.reason != "name":  # CO2 is a noun as any other
            self.clause.numbers.append(reading.quantity.span)
        if reading.reason == "date":
            self.periods.dates.append(reading.quantity.span)

    def describe(self, reading: Reading, said: Token | None = None) -> Slots:
        """Return what the number measures; the numbers come in their order, `said` is the noun counted before."""
        self.elision.recall(said, self.number)
        if len(self.clause.numbers) > TABLE:
            return Slots()
        found = self._described(reading)
        if self._before is not None and _repeats(self._before[0], reading):
            told = self._before[1]
            found = replace(found, entity=told.entity, predicate=told.predicate, rate=found.rate or told.rate)
        self._before = reading, found
        return found

    def _described(self, reading: Reading) -> Slots:
        span = reading.quantity.span
        noun = self.nouns.measured(reading)
        told = self._before is not None and self._before[1].source is not None
        noun = self.elision.noun(reading, noun, self.clause.index(reading.number.end), told)
        own = self.nouns.own_noun(reading, noun)
        source = self.sources.of(span, own.end if own is not None else span.end)
        if self.elision.source is not None:
            source = self.sources.phrase(self.elision.source)
        if source is not None and noun is not None and noun.start in range(source.start, source.end):
            noun = None  # who gives the figure is not what it counts
        whole = span.start in self._wholes  # "two of our five camps will close" does not say that five will
        return Slots(
            entity=self.naming.phrase(noun, reading.number) if noun is not None else None,
            predicate=None if whole else self.naming.predicate(reading, noun),
            rate=self.rates.of(reading, own.end if own is not None else span.end),
            period=self.periods.of(span),
            place=self.places.of(span),
            scope=self._whole(span, noun) or self._scope(span),
            noun_end=own.end if own is not None else None,
            source=" ".join(source.of(self.clause.text).split()) if source is not None else None,
        )

    def _scope(self, span: Span) -> str | None:
        """Return what the sentence leaves out of the number: from the word that excludes to the end of its clause."""
        for place in range(self.clause.index(span.end), min(len(self.clause.line), self.clause.index(span.end) + 60)):
            found = self.lexicon.exclusions.at(self.clause.line, place)
            if found is None:
                continue
            end = found[1]
            while (
                end < len(self.clause.line)
                and self.clause.line[end].text not in ".;:)"
                and self.clause.line[end].text != ","
            ):
                end += 1
            return self.clause.words(place, end)
        return None

    def _whole(self, span: Span, noun: Token | None) -> str | None:
        """Return what the number counts a part of: "of our five camps"; that number is then known for a whole."""
        first = self.clause.index(span.end)
        opener = self.lexicon.whole_openers.at(self.clause.line, first)
        if opener is None or noun is None:
            return None
        for place in range(opener[1], min(len(self.clause.line), opener[1] + WHOLE)):
            start = self.clause.line[place].start
            whole = next((one for one in self.clause.numbers if one.start == start), None)
            if whole is not None:
                counted = self.nouns.counted(whole.start, whole.end)
                if counted is None or counted.index != noun.index:
                    return None
                self._wholes.add(start)
                return " ".join(self.clause.text[self.clause.line[first].start : max(noun.end, whole.end)].split())
            if self.clause.line[place].kind != "word" and self.clause.line[place].text not in "'’":
                return None
        return None

    def source(self, span: Span) -> str | None:
        """Return who is named behind "according to", up to the next comma or bracket; of several the one behind it."""
        if self._sources is None:
            self._sources = list(self._named_sources())
        behind = [name for start, name in self._sources if start >= span.end]
        return next(iter(behind), self._sources[-1][1] if self._sources else None)

    def _named_sources(self) -> Iterator[tuple[int, str]]:
        """Yield where each source begins, and its words: none with a number or another source among them."""
        for place in range(len(self.clause.line)):
            found = self.lexicon.source_openers.at(self.clause.line, place)
            if found is None:
                continue
            end = found[1]
            while end < min(len(self.clause.line), found[1] + 30) and not self._ends_source(end):
                end += 1
            if end > found[1]:
                yield self.clause.line[place].start, self.clause.words(found[1], end)

    def _ends_source(self, place: int) -> bool:
        """Whether a mark or another figure ("selon la police | et 4 000 selon …") ends the words of a source."""
        line = self.clause.line
        joined = self.lexicon.joiners.at(line, place)
        counted = joined is not None and joined[1] < len(line) and line[joined[1]].kind == "digits"
        return counted or line[place].text in ",.;:()"


def _repeats(before: Reading, reading: Reading) -> bool:
    """Whether a number gives again what the one before it gave: a conversion, or what a level changed to."""
    near = 0 <= reading.number.start - before.quantity.span.end <= NEXT
    if reading.reason == CONVERSION:
        return near
    return near and before.reason == EARLIER_LEVEL and before.quantity.unit == reading.quantity.unit is not None
