"""Per what a number is told: "per tonne", "each", "a year", "a share", "per 100,000 births"."""

from extract.claims.clause import Clause
from extract.claims.entity import Nouns
from extract.claims.lexemes import Phrases
from extract.claims.quantities import Reading
from extract.nlp import Parse


class Rates:
    """Finds the rates of the numbers of one sentence."""

    def __init__(self, clause: Clause, parse: Parse, nouns: Nouns) -> None:
        self.clause, self.parse, self.nouns = clause, parse, nouns

    def of(self, reading: Reading, noun_end: int) -> str | None:
        """Return the rate of a number whose noun ends at `noun_end`, else None."""
        return self._rate(reading.quantity.span.end, noun_end) or self._price(reading)

    def _rate(self, end: int, noun_end: int) -> str | None:
        """Return "per tonne", "each", "a year" behind the amount or its noun, or "each year" later in the clause."""
        for offset in dict.fromkeys((end, noun_end)):
            place = self.clause.index(offset)
            alone = self.clause.lexicon.rate_alone.at(self.clause.line, place)
            if alone is not None:
                return self.clause.words(place, alone[1])
            clause = self.clause.lexicon.rate_clause.at(self.clause.line, place)
            if clause is not None and not self.clause.dated(clause[1]):
                return self.clause.words(place, clause[1])
            rate = self.clause.lexicon.rates.at(self.clause.line, place)
            unit = self.clause.lexicon.units.at(self.clause.line, rate[1]) if rate is not None else None
            if rate is not None and unit is not None and not self.clause.dated(unit[1]):
                return self.clause.words(place, unit[1])
            base = self._base(place)
            if base is not None:
                return base
            per = place < len(self.clause.line) and (
                self.clause.line[place].text == "/" or bool(self.clause.lexicon.per.at(self.clause.line, place))
            )
            if per and place + 1 < len(self.clause.line) and self.clause.line[place + 1].kind == "word":
                return self.clause.words(place, place + 2)
        return self._phrase_in_clause(self.clause.lexicon.rate_clause, self.clause.index(noun_end))

    def _price(self, reading: Reading) -> str | None:
        """Return "a share" behind a sum of money."""
        place = self.clause.index(reading.quantity.span.end)
        rate = self.clause.lexicon.rates.at(self.clause.line, place) if reading.quantity.kind == "money" else None
        article = self.clause.lexicon.articles.at(self.clause.line, place)
        if rate is None or rate != article or rate[1] >= len(self.clause.line) or self.clause.dated(rate[1] + 1):
            return None
        noun = self.parse.tokens[self.parse.index_at(self.clause.line[rate[1]].start)]
        return (
            self.clause.words(place, rate[1] + 1)
            if noun.pos == "NOUN" and self.clause.line[rate[1]].gap != "¶"
            else None
        )

    def _base(self, place: int) -> str | None:
        """Return "per 100,000 births", whose number is no claim of its own."""
        opener = self.clause.lexicon.per_bases.at(self.clause.line, place)
        if opener is None or opener[1] >= len(self.clause.line) or self.clause.line[opener[1]].kind != "digits":
            return None
        number = self.clause.line[opener[1]]
        # "251 sièges sur 577" is a part of a whole, "12 cas sur 100 000" a rate.
        if self.clause.lexicon.ratio_joiners.at(self.clause.line, place) and number.text.strip("0 .,\xa0\u202f") != "1":
            return None
        noun = self.nouns.counted(number.start, number.end)
        end = self.clause.index(noun.end) if noun is not None and noun.start >= number.end else opener[1] + 1
        return self.clause.words(place, end)

    def _phrase_in_clause(self, table: Phrases[bool], first: int) -> str | None:
        for place in self.clause.places(first):
            found = table.at(self.clause.line, place)
            if found is not None and not self.clause.dated(found[1]):
                return self.clause.words(place, found[1])
        return None
