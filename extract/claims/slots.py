"""What a number measures: entity and predicate, and from the words around it rate, period, place and scope."""

import bisect
from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.claims.elision import Elision
from extract.claims.entity import Nouns
from extract.claims.lexemes import Lexeme, Phrases, lexemes
from extract.claims.lexicon import Lexicon
from extract.claims.naming import Naming
from extract.claims.quantities import Reading
from extract.claims.reasons import CONVERSION, EARLIER_LEVEL
from extract.claims.sources import Sources
from extract.model import Span
from extract.nlp import Parse, Token

PLACES = ("GPE", "LOC", "FAC")
NO_PLACES = ("DATE", "TIME", "MONEY", "PERCENT", "EVENT", "WORK_OF_ART", "LANGUAGE")
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
        self.text, self.parse, self.lexicon = text, parse, lexicon
        self.number, self.span = number, parse.sentence_span(number)
        self.line: list[Lexeme] = [
            Lexeme(one.start + self.span.start, one.end + self.span.start, one.text, one.lower, one.kind, one.gap)
            for one in lexemes(self.span.of(text))
        ]
        self.starts = [one.start for one in self.line]
        self.numbers: list[Span] = []
        self.dates: list[Span] = []
        self._source: str | None = None
        self._wholes: set[int] = set()  # where numbers begin of which an earlier one counts a part
        self.nouns = Nouns(parse, lexicon, self.numbers)
        self.naming = Naming(parse, lexicon, self.numbers)
        self.elision = Elision(parse, lexicon, self.line)
        self._before: tuple[Reading, Slots] | None = None
        self.sources = Sources(parse, lexicon, self.line)

    def describe(self, reading: Reading, said: Token | None = None) -> Slots:
        """Return what the number measures; the numbers come in their order, `said` is the noun counted before."""
        self.elision.recall(said, self.number)
        if len(self.numbers) > TABLE:
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
        noun = self.elision.noun(reading, noun, self._index(reading.number.end), told)
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
            rate=self._rate(span.end, own.end if own is not None else span.end) or self._price(reading),
            period=self._period(span),
            place=self._place(span),
            scope=self._whole(span, noun) or self._scope(span),
            noun_end=own.end if own is not None else None,
            source=" ".join(source.of(self.text).split()) if source is not None else None,
        )

    def _index(self, offset: int) -> int:
        return bisect.bisect_left(self.starts, offset)

    def _words(self, first: int, end: int) -> str:
        return " ".join(self.text[self.line[first].start : self.line[end - 1].end].split())

    def _rate(self, end: int, noun_end: int) -> str | None:
        """Return "per tonne", "each", "a year" behind the amount or its noun, or "each year" later in the clause."""
        for offset in dict.fromkeys((end, noun_end)):
            place = self._index(offset)
            alone = self.lexicon.rate_alone.at(self.line, place)
            if alone is not None:
                return self._words(place, alone[1])
            clause = self.lexicon.rate_clause.at(self.line, place)
            if clause is not None and not self._dated(clause[1]):
                return self._words(place, clause[1])
            rate = self.lexicon.rates.at(self.line, place)
            unit = self.lexicon.units.at(self.line, rate[1]) if rate is not None else None
            if rate is not None and unit is not None and not self._dated(unit[1]):
                return self._words(place, unit[1])
            base = self._base(place)
            if base is not None:
                return base
            per = place < len(self.line) and (
                self.line[place].text == "/" or bool(self.lexicon.per.at(self.line, place))
            )
            if per and place + 1 < len(self.line) and self.line[place + 1].kind == "word":
                return self._words(place, place + 2)
        return self._phrase_in_clause(self.lexicon.rate_clause, self._index(noun_end))

    def _price(self, reading: Reading) -> str | None:
        """Return "a share" behind a sum of money."""
        place = self._index(reading.quantity.span.end)
        rate = self.lexicon.rates.at(self.line, place) if reading.quantity.kind == "money" else None
        article = self.lexicon.articles.at(self.line, place)
        if rate is None or rate != article or rate[1] >= len(self.line):
            return None
        noun = self.parse.tokens[self.parse.index_at(self.line[rate[1]].start)]
        return self._words(place, rate[1] + 1) if noun.pos == "NOUN" and not self.line[rate[1]].gap == "¶" else None

    def _base(self, place: int) -> str | None:
        """Return "per 100,000 births", whose number is no claim of its own."""
        opener = self.lexicon.per_bases.at(self.line, place)
        if opener is None or opener[1] >= len(self.line) or self.line[opener[1]].kind != "digits":
            return None
        number = self.line[opener[1]]
        noun = self.nouns.counted(number.start, number.end)
        end = self._index(noun.end) if noun is not None and noun.start >= number.end else opener[1] + 1
        return self._words(place, end)

    def _phrase_in_clause(self, table: Phrases[bool], first: int) -> str | None:
        for place in self._clause(first):
            found = table.at(self.line, place)
            if found is not None and not self._dated(found[1]):
                return self._words(place, found[1])
        return None

    def _dated(self, place: int) -> bool:
        """Whether a length of time that ends here is one before or after something: "a day earlier" is no rate."""
        return self.lexicon.after_event.at(self.line, place) is not None

    def _clause(self, first: int) -> Iterator[int]:
        """Yield the places from here to the end of the clause."""
        for place in range(first, min(len(self.line), first + 24)):
            ends = self.lexicon.clause_ends.at(self.line, place) or self.lexicon.exclusions.at(self.line, place)
            if self.line[place].text in ";:()–—" or ends is not None:
                return
            digits = self.line[place].kind == "digits" and bool(self.line[place].gap)  # the 2 of CO2 is none
            if place > first and digits and len(self.line[place].text) != 4:
                return
            if place > first and any(span.start == self.line[place].start for span in self.numbers):
                return
            yield place

    def _period(self, span: Span) -> str | None:
        """Return the date or the words for a time nearest to the number in its sentence."""
        near = [
            (min(abs(one.start - span.end), abs(span.start - one.end)), one)
            for one in self._times(span)
            if not one.overlaps(span)
        ]
        around = self._around(span)
        if around is not None:
            return around
        return " ".join(min(near)[1].of(self.text).split()) if near else None

    def _around(self, span: Span) -> str | None:
        """Return "past 5 months" where the number itself measures the time."""
        opener = self.lexicon.period_openers.before(self.line, self._index(span.start))
        unit = self.lexicon.units.before(self.line, self._index(span.end))
        if opener is None or unit is None or unit[0].kind != "duration":
            return None
        return self._words(opener[1], self._index(span.end))

    def _times(self, number: Span) -> list[Span]:
        found = list(self.dates)
        for place in range(len(self.line)):
            words = self.lexicon.period_words.at(self.line, place)
            if words is not None:
                time = Span(self.line[place].start, self.line[words[1] - 1].end)
                if not (self.lexicon.period_before.at(self.line, place) and self._parted(number, time)):
                    found.append(time)
                continue
            before = self._before_event(place)
            if before is not None and not self._parted(number, before):
                found.append(before)
        return found

    def _parted(self, number: Span, time: Span) -> bool:
        """Whether another number stands between: "52, up from 40 a day earlier" dates the 40 alone."""
        low, high = min(number.end, time.end), max(number.start, time.start)
        return any(low <= one.start < high for one in self.numbers)

    def _before_event(self, place: int) -> Span | None:
        """Return "a day earlier", whose article stands here."""
        article = self.lexicon.articles.at(self.line, place)
        unit = self.lexicon.units.at(self.line, article[1]) if article is not None else None
        event = self.lexicon.after_event.at(self.line, unit[1]) if unit is not None else None
        if unit is None or event is None or unit[0].kind != "duration":
            return None
        if self.lexicon.age_after.at(self.line, unit[1]) is not None:
            return None
        return Span(self.line[place].start, self.line[event[1] - 1].end)

    def _place(self, span: Span) -> str | None:
        """Return the place named in the clause behind the number, else before it: "across the globe", "in Karachi"."""
        after = self._index(span.end)
        for place in self._clause(after):
            found = self._place_at(place)
            if found is not None:
                return found
        for place in range(self._index(span.start) - 1, max(-1, self._index(span.start) - 60), -1):
            if self.line[place].text in ";:":
                break
            found = self._place_at(place)
            if found is not None:
                return found
        return None

    def _place_at(self, place: int) -> str | None:
        words = self.lexicon.place_words.at(self.line, place)
        if words is not None:
            return self._words(place, words[1])
        opener = self.lexicon.place_prepositions.at(self.line, place)
        if opener is None or opener[1] >= len(self.line):
            return None
        start = self.line[opener[1]].start
        for entity in self.parse.entities[self._entity_from(start) :]:
            if entity.span.start > start + 20:
                break
            gap = self.text[start : entity.span.start].split() if entity.span.start >= start else None
            if entity.label in PLACES and gap is not None and len(gap) <= 1:
                end = entity.span.end
                while end < self.span.end and (self.text[end].isalnum() or self.text[end] in "-’'"):
                    end += 1
                return " ".join(self.text[self.line[place].start : end].rstrip("-’'").split())
        proper = self._proper_at(start)
        if proper is not None:
            return " ".join(self.text[self.line[place].start : proper].split())
        for ahead in range(opener[1], min(opener[1] + 4, len(self.line))):
            if self.line[ahead].kind != "word":
                return None
            noun = self.lexicon.place_nouns.at(self.line, ahead)
            if noun is not None:
                return self._words(place, noun[1])
        return None

    def _proper_at(self, start: int) -> int | None:
        """Return the end of the proper nouns at this place, which a place that no model knows is made of."""
        index, end = self.parse.index_at(start), None
        for token in self.parse.tokens[index : index + 4]:
            if token.pos != "PROPN" or token.start < start or token.entity in NO_PLACES:
                break
            end = token.end
        while end is not None and end < self.span.end and (self.text[end].isalnum() or self.text[end] == "-"):
            end += 1
        return end

    def _entity_from(self, start: int) -> int:
        low, high = 0, len(self.parse.entities)
        while low < high:
            middle = (low + high) // 2
            if self.parse.entities[middle].span.start < start:
                low = middle + 1
            else:
                high = middle
        return low

    def _scope(self, span: Span) -> str | None:
        """Return what the sentence leaves out of the number: from the word that excludes to the end of its clause."""
        for place in range(self._index(span.end), min(len(self.line), self._index(span.end) + 60)):
            found = self.lexicon.exclusions.at(self.line, place)
            if found is None:
                continue
            end = found[1]
            while end < len(self.line) and self.line[end].text not in ".;:)" and self.line[end].text != ",":
                end += 1
            return self._words(place, end)
        return None

    def _whole(self, span: Span, noun: Token | None) -> str | None:
        """Return what the number counts a part of: "of our five camps"; that number is then known for a whole."""
        first = self._index(span.end)
        opener = self.lexicon.whole_openers.at(self.line, first)
        if opener is None or noun is None:
            return None
        for place in range(opener[1], min(len(self.line), opener[1] + WHOLE)):
            start = self.line[place].start
            whole = next((one for one in self.numbers if one.start == start), None)
            if whole is not None:
                counted = self.nouns.counted(whole.start, whole.end)
                if counted is None or counted.index != noun.index:
                    return None
                self._wholes.add(start)
                return " ".join(self.text[self.line[first].start : max(noun.end, whole.end)].split())
            if self.line[place].kind != "word" and self.line[place].text not in "'’":
                return None
        return None

    def source(self) -> str | None:
        """Return who is named behind "according to", up to the next comma or bracket."""
        if self._source is None:
            self._source = self._named_source() or ""
        return self._source or None

    def _named_source(self) -> str | None:
        for place in range(len(self.line)):
            found = self.lexicon.source_openers.at(self.line, place)
            if found is None:
                continue
            end = found[1]
            while end < min(len(self.line), found[1] + 30) and self.line[end].text not in ",.;:()":
                end += 1
            if end > found[1]:
                return self._words(found[1], end)
        return None


def _repeats(before: Reading, reading: Reading) -> bool:
    """Whether a number gives again what the one before it gave: a conversion, or what a level changed to."""
    near = 0 <= reading.number.start - before.quantity.span.end <= NEXT
    if reading.reason == CONVERSION:
        return near
    return near and before.reason == EARLIER_LEVEL and before.quantity.unit == reading.quantity.unit is not None
