"""The noun that a count leaves unsaid because its sentence has said it: "killed 19 people and injured 200"."""

import bisect

from extract.claims.lexemes import Lexeme, lexemes
from extract.claims.lexicon import Lexicon
from extract.claims.quantities import Reading
from extract.nlp import Parse, Token


class Elision:
    """Follows the counts of one sentence in their order."""

    def __init__(self, parse: Parse, lexicon: Lexicon, line: list[Lexeme]) -> None:
        self.parse, self.lexicon, self.line = parse, lexicon, line
        self.starts = [one.start for one in line]
        self.said: Token | None = None  # the noun that was counted last
        self.counted: Token | None = None  # what the count before was told of
        self.paid: Token | None = None  # what money was last told of
        self.source: Token | None = None
        self._whole = False  # whether parts are counted of what was counted last

    def noun(self, reading: Reading, found: Token | None, place: int, told: bool = False) -> Token | None:
        """Return the noun of a number: `found` where it follows, else that of the count before, where words say so.

        `place` is the index of the lexeme behind the number; `told` says that somebody gives the number before: then
        in "the union counted 40,000 marchers, the police 12,000" the noun before this one is its `source`.
        """
        self.source = None
        if reading.quantity.kind == "money":
            # "a profit of 812 million euros, against 1.31 billion": the second sum is of the same thing.
            beside = self._included(reading) and (found is None or found.end <= reading.quantity.span.start)
            self.paid = self.paid if beside and self.paid is not None else found
            return self.paid
        if reading.quantity.unit is not None or reading.quantity.kind != "count":
            return found
        if found is not None and found.start >= reading.number.end and not self._of_them(place):
            self.said, self._whole = found, self._is_whole(reading)
            self.counted = found
            return found
        if reading.additional and found is not None and found.end <= reading.quantity.span.start:
            return self.counted  # "some 7,300 in schools and another 2,150 in churches"
        self.counted = found
        if self.said is None:
            return found
        if told and found is not None and self.parse.text[found.end : reading.quantity.span.start].isspace():
            self.source = found
            return self.said
        if self._of_them(place) or self._included(reading) or self._points_back(reading):
            return self.said
        if self._whole and (found is None or found.end <= reading.quantity.span.start):
            return self.said  # "of the 11,000 staff, 4,200 have left"
        return found

    def recall(self, said: Token | None, sentence: int) -> None:
        """Take up the noun that was counted last in the sentence before."""
        if self.said is None and said is not None and sentence - said.sentence <= 1:
            self.said = said

    def _of_them(self, place: int) -> bool:
        return self.lexicon.of_them.at(self.line, place) is not None

    def _included(self, reading: Reading) -> bool:
        """Whether words right before the number set it beside the count before: "dont neuf", "up from 47"."""
        place = bisect.bisect_left(self.starts, reading.quantity.span.start)
        beside = (self.lexicon.inclusions, self.lexicon.comparisons)
        return any(words.before(self.line, place) is not None for words in beside)

    def _is_whole(self, reading: Reading) -> bool:
        """Whether a sentence or clause opens with the number as a whole: "Sur les 11 000 salariés, "."""
        place = bisect.bisect_left(self.starts, reading.quantity.span.start)
        opener = self.lexicon.whole_openers.before(self.line, place)
        return opener is not None and (opener[1] == 0 or self.line[opener[1] - 1].text in ",;:")

    def _points_back(self, reading: Reading) -> bool:
        """Whether the verb of the number has a pronoun for what is counted ("en"), or goes on with a toll."""
        first = self.parse.tokens[self.parse.index_at(reading.number.start)]
        verb = next((above for above in self.parse.ancestors(first.index) if above.pos == "VERB"), None)
        if verb is None or verb.start > reading.number.start:
            return False
        stands_for = (
            self.lexicon.count_pronouns.at(lexemes(child.text), 0) for child in self.parse.children(verb.index)
        )
        if any(one is not None for one in stands_for):
            return True
        before = self.parse.tokens[verb.head]
        return verb.dep == "conj" and self._takes_toll(verb) and self._takes_toll(before)

    def _takes_toll(self, verb: Token) -> bool:
        return self.lexicon.toll_verbs.at(lexemes(verb.lemma), 0) is not None
