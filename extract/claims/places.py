"""Where: the place named in the clause of a number."""

from extract.claims.clause import Clause
from extract.model import Span
from extract.nlp import Parse

PLACES = ("GPE", "LOC", "FAC")
NO_PLACES = ("DATE", "TIME", "MONEY", "PERCENT", "EVENT", "WORK_OF_ART", "LANGUAGE")


class Places:
    """Finds the places of the numbers of one sentence."""

    def __init__(self, clause: Clause, parse: Parse) -> None:
        self.clause, self.parse = clause, parse

    def of(self, span: Span) -> str | None:
        """Return the place named in the clause behind the number, else before it: "across the globe", "in Karachi"."""
        after = self.clause.index(span.end)
        for place in self.clause.places(after):
            found = self._place_at(place)
            if found is not None:
                return found
        for place in range(self.clause.index(span.start) - 1, max(-1, self.clause.index(span.start) - 60), -1):
            if self.clause.line[place].text in ";:":
                break
            found = self._place_at(place)
            if found is not None:
                return found
        return None

    def _place_at(self, place: int) -> str | None:
        words = self.clause.lexicon.place_words.at(self.clause.line, place)
        if words is not None:
            return self.clause.words(place, words[1])
        opener = self.clause.lexicon.place_prepositions.at(self.clause.line, place)
        if opener is None or opener[1] >= len(self.clause.line):
            return None
        start = self.clause.line[opener[1]].start
        for entity in self.parse.entities[self._entity_from(start) :]:
            if entity.span.start > start + 20:
                break
            gap = self.clause.text[start : entity.span.start].split() if entity.span.start >= start else None
            if entity.label in PLACES and gap is not None and len(gap) <= 1:
                end = entity.span.end
                while end < self.clause.span.end and (
                    self.clause.text[end].isalnum() or self.clause.text[end] in "-’'"
                ):
                    end += 1
                return " ".join(self.clause.text[self.clause.line[place].start : end].rstrip("-’'").split())
        proper = self._proper_at(start)
        if proper is not None:
            return " ".join(self.clause.text[self.clause.line[place].start : proper].split())
        for ahead in range(opener[1], min(opener[1] + 4, len(self.clause.line))):
            if self.clause.line[ahead].kind != "word":
                return None
            noun = self.clause.lexicon.place_nouns.at(self.clause.line, ahead)
            if noun is not None:
                return self.clause.words(place, noun[1])
        return None

    def _proper_at(self, start: int) -> int | None:
        """Return the end of the proper nouns at this place, which a place that no model knows is made of."""
        index, end = self.parse.index_at(start), None
        for token in self.parse.tokens[index : index + 4]:
            if token.pos != "PROPN" or token.start < start or token.entity in NO_PLACES:
                break
            end = token.end
        while (
            end is not None
            and end < self.clause.span.end
            and (self.clause.text[end].isalnum() or self.clause.text[end] == "-")
        ):
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
