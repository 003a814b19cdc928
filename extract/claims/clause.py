"""The words of one sentence as lexemes, and where the clause of a number ends."""

import bisect
from collections.abc import Iterator

from extract.claims.lexemes import Lexeme, lexemes
from extract.claims.lexicon import Lexicon
from extract.model import Span


class Clause:
    """A sentence at `span` of the text; `numbers` are the spans of its numbers, once they are known."""

    def __init__(self, text: str, span: Span, lexicon: Lexicon) -> None:
        self.text, self.span, self.lexicon = text, span, lexicon
        self.line: list[Lexeme] = [
            Lexeme(one.start + span.start, one.end + span.start, one.text, one.lower, one.kind, one.gap)
            for one in lexemes(span.of(text))
        ]
        self.starts = [one.start for one in self.line]
        self.numbers: list[Span] = []

    def index(self, offset: int) -> int:
        """Return the index of the first lexeme at or behind the offset."""
        return bisect.bisect_left(self.starts, offset)

    def words(self, first: int, end: int) -> str:
        """Return the text of the lexemes `first` to `end` (exclusive), white space folded."""
        return " ".join(self.text[self.line[first].start : self.line[end - 1].end].split())

    def dated(self, place: int) -> bool:
        """Whether a length of time that ends here is one before or after something: "a day earlier" is no rate."""
        return self.lexicon.after_event.at(self.line, place) is not None

    def places(self, first: int) -> Iterator[int]:
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
