"""Who is named beside one number as its source: "the mayor, who puts it at 40", "the 40 announced by the mayor"."""

import bisect
from collections.abc import Sequence

from extract.claims.lexemes import Lexeme, lexemes
from extract.claims.lexicon import Lexicon
from extract.model import Span
from extract.nlp import Parse, Token

REACH = 14  # lexemes between the relative pronoun and the number
AUXILIARY = 3  # lexemes between the pronoun and its verb
FAR = 90  # characters between a verb and the number that it gives
LONGEST = 8  # tokens of a name with its title
NAMES = ("NOUN", "PROPN", "X")


class Sources:
    """Finds the sources of the numbers of one sentence, read off its lexemes and, for the names, off the parse."""

    def __init__(self, parse: Parse, lexicon: Lexicon, line: Sequence[Lexeme]) -> None:
        self.parse, self.lexicon, self.line = parse, lexicon, line
        self.starts = [one.start for one in line]

    def of(self, number: Span, noun_end: int) -> Span | None:
        """Return the source named right behind the number or its noun, else that of the clause it is in."""
        return self._announced(number.end, noun_end) or self._relative(number) or self._counting(number)

    def _counting(self, number: Span) -> Span | None:
        """Return who counts: the subject of "organisers spoke of 80,000", "la préfecture en a compté 23 000"."""
        first = self.parse.tokens[self.parse.index_at(number.start)]
        verb = next((one for one in self.parse.ancestors(first.index) if one.pos == "VERB"), None)
        if verb is None or not verb.start < number.start <= verb.start + FAR:
            return None
        lemma = lexemes(verb.lemma)
        placed = self.lexicon.placing_verbs.at(lemma, 0) is not None and self._placed(verb, first)
        if not placed and self.lexicon.counting_verbs.at(lemma, 0) is None:
            return None
        subjects = (one for one in self.parse.children(verb.index) if one.dep == "nsubj" and one.pos in NAMES)
        subject = next((one for one in subjects if one.end <= verb.start), None)
        return self.phrase(subject) if subject is not None else None

    def phrase(self, noun: Token) -> Span | None:
        """Return the name that a noun belongs to, with its title."""
        return self._name_from(self._first(noun).start)

    def _placed(self, verb: Token, number: Token) -> bool:
        """Whether a preposition brings the number: "put the crowd at 23,000", not "put 23,000 soldiers"."""
        return any(one.pos == "ADP" for one in self.parse.tokens[verb.index + 1 : number.index])

    def _announced(self, *ends: int) -> Span | None:
        """Return the agent of "the 40 million announced by the mayor"."""
        for end in ends:
            place = bisect.bisect_left(self.starts, end)
            agent = self.lexicon.source_participles.at(self.line, place)
            if agent is not None and agent[1] < len(self.line):
                return self._name_from(self.line[agent[1]].start)
        return None

    def _name_from(self, start: int) -> Span | None:
        """Return the name with its title from here on; the next article, or mark, ends it."""
        first = self.parse.index_at(start)
        end, named, linked = start, False, True
        for token in self.parse.tokens[first : first + LONGEST]:
            if token.pos in NAMES:
                end, named, linked = token.end, True, False
            elif named and self.lexicon.linkers.at(lexemes(token.text), 0) is not None:
                linked = True  # "the ministry of health"
            elif named and token.pos == "PART":
                linked = True  # "the nurses' union"
            elif token.pos not in ("DET", "ADJ", "PRON") or (token.pos != "ADJ" and not linked):
                break
        return Span(start, end) if named else None

    def _relative(self, number: Span) -> Span | None:
        """Return whom "which" or "who" stands for, where its verb puts a figure in the same clause."""
        place = bisect.bisect_left(self.starts, number.start)
        for before in range(place - 1, max(-1, place - REACH), -1):
            if self.line[before].kind == "mark" and self.line[before].text in ',.;:()«»"“”–—':
                return None
            pronoun = self.lexicon.source_relatives.at(self.line, before)
            if pronoun is not None:
                return self._antecedent(self.line[before].start) if self._puts(pronoun[1], place) else None
        return None

    def _puts(self, first: int, end: int) -> bool:
        places = range(first, min(first + AUXILIARY, end))
        return any(self.lexicon.source_verbs.at(self.line, place) is not None for place in places)

    def _antecedent(self, pronoun: int) -> Span | None:
        """Return the noun phrase that ends right before the relative pronoun, or its comma."""
        place = self.parse.index_at(pronoun) - 1
        if place > 0 and self.parse.tokens[place].text == ",":
            place -= 1
        if place < 0 or self.parse.tokens[place].pos not in NAMES:
            return None
        noun = self.parse.tokens[place]
        first = self._first(noun)
        return Span(first.start, noun.end) if first.sentence == noun.sentence else None

    def _first(self, noun: Token) -> Token:
        """Return the token that the phrase of a noun begins with: its own modifiers and those of the noun it is of."""
        top, below = noun, noun
        for above in self.parse.ancestors(noun.index):
            apart = above.pos not in (*NAMES, "ADP") or below.dep in ("appos", "conj")
            if apart or above.start > noun.start or noun.index - above.index > LONGEST:
                break
            top, below = above if above.pos in NAMES else top, above
        inside = [index for index in self.parse.subtree(top.index) if top.index - LONGEST < index <= top.index]
        return self.parse.tokens[min(inside, default=top.index)]
