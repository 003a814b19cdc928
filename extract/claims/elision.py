"""The noun that a count leaves unsaid because its sentence has said it: "killed 19 people and injured 200"."""

from extract.claims.lexemes import Lexeme, lexemes
from extract.claims.lexicon import Lexicon
from extract.claims.quantities import Reading
from extract.nlp import Parse, Token


class Elision:
    """Follows the counts of one sentence in their order."""

    def __init__(self, parse: Parse, lexicon: Lexicon, line: list[Lexeme]) -> None:
        self.parse, self.lexicon, self.line = parse, lexicon, line
        self.said: Token | None = None  # the noun that was counted last
        self._carried = False

    def noun(self, reading: Reading, found: Token | None, place: int) -> Token | None:
        """Return the noun of a number: `found` where it follows, else that of the count before, where words say so.

        `place` is the index of the lexeme behind the number.
        """
        if reading.quantity.unit is not None or reading.quantity.kind != "count":
            return found
        if found is not None and found.start >= reading.number.end and not self._of_them(place):
            self.said, self._carried = found, False
            return found
        carried = self._carried and found is not None  # "la préfecture en a compté 23 000, les syndicats 80 000"
        if self.said is not None and (carried or self._of_them(place) or self._points_back(reading)):
            self._carried = True
            return self.said
        return found

    def recall(self, said: Token | None, sentence: int) -> None:
        """Take up the noun that was counted last in the sentence before."""
        if self.said is None and said is not None and sentence - said.sentence <= 1:
            self.said = said

    def _of_them(self, place: int) -> bool:
        return self.lexicon.of_them.at(self.line, place) is not None

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
