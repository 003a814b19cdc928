"""Which noun a number measures, as a phrase, and the verb that governs it; read off the parse."""

import re

from extract.claims.lexemes import lexemes
from extract.claims.lexicon import Lexicon
from extract.claims.quantities import Reading
from extract.model import Span
from extract.nlp import Parse, Token

NOUNS = ("NOUN", "PROPN")
APART = ("VERB", "AUX", "ADP", "SCONJ", "PRON")
DATED = ("DATE", "")  # the months May and March may be names of other things
PLURAL_MODEL = re.compile(r"\s(?:[A-Z][\w-]{0,40}\s){0,2}[A-Z][\w-]{0,40}[A-Z\d]s\b")  # "30 Airbus A320s"
SUBJECTS = ("nsubj", "nsubjpass", "nsubj:pass", "csubj")


class Nouns:
    """Finds the nouns of the numbers of one sentence; `numbers` are the spans of all of them."""

    def __init__(self, parse: Parse, lexicon: Lexicon, numbers: list[Span]) -> None:
        self.parse, self.lexicon, self.numbers = parse, lexicon, numbers

    def counts(self, start: int, end: int) -> bool:
        """Whether the digits at this place count a noun that follows."""
        noun = self.counted(start, end)
        if noun is None or noun.start < end or noun.pos != "NOUN" or not noun.text[:1].isalpha():
            return False
        first = self.parse.index_at(start)
        one = self.lexicon.one.at(lexemes(self.parse.tokens[first].text), 0) is not None
        return one or "Number=Sing" not in noun.morph

    def tolls(self, start: int) -> bool:
        """Whether the noun that is counted here is the subject or object of a verb of killing, hurting, holding."""
        noun = self.counted(start, start + 1)
        verb = self.parse.tokens[noun.head] if noun is not None else None
        return verb is not None and self.lexicon.toll_verbs.at(lexemes(verb.lemma), 0) is not None

    def named(self, start: int, end: int) -> bool:
        """Whether the digits belong to a name: behind a proper noun of the same phrase, or before a single one."""
        tokens = self._tokens(start, end)
        if not tokens or tokens[0].index == 0:
            return False
        before, noun = self.parse.tokens[tokens[0].index - 1], self.counted(start, end)
        adjoins = self.parse.text[before.end : start].isspace() and before.sentence == tokens[0].sentence
        if PLURAL_MODEL.match(self.parse.text, end):
            return False
        if noun is not None and noun.pos == "PROPN" and "Plur" not in noun.morph and noun.start <= end + 2:
            return True
        if not adjoins or not any(character.isupper() for character in before.text):
            return False
        if before.pos not in NOUNS and before.pos != "X":
            return False
        if noun is None or before.head == noun.index or tokens[0].head == before.index:
            return True
        return noun.pos == "PROPN" or noun.text[:1].isupper()

    def _tokens(self, start: int, end: int) -> list[Token]:
        first = self.parse.index_at(start)
        found = []
        while first < len(self.parse.tokens) and self.parse.tokens[first].start < end:
            found.append(self.parse.tokens[first])
            first += 1
        return found

    def counted(self, start: int, end: int) -> Token | None:
        """Return the noun that the numeral counts: its head, or what hangs under "hundreds of"."""
        tokens = self._tokens(start, end)
        if not tokens:
            return None
        inside = {token.index for token in tokens}
        for token in reversed(tokens):
            head = self.parse.tokens[token.head]
            if head.index not in inside and head.start >= end and head.pos in NOUNS and self._adjoins(end, head):
                return None if self._is_day(head) else head
        below = self._below(tokens[-1], inside, end)
        return below or self._following(end)

    def _is_day(self, token: Token) -> bool:
        return self.lexicon.day_nouns.at(lexemes(token.text), 0) is not None

    def _adjoins(self, end: int, head: Token) -> bool:
        """Whether nothing but modifiers stands between the number and the noun."""
        if head.index - self.parse.index_at(end) > 8:
            return False
        between = [token for token in self._tokens(end, head.start) if token.start >= end]
        return all(token.pos not in APART or token.dep in ("amod", "acl") for token in between)

    def _below(self, token: Token, inside: set[int], end: int) -> Token | None:
        """Follow "of" under the numeral down to the noun; a time or another number is none."""
        for _ in range(4):
            under = (
                self._complement(child, end) for child in self.parse.children(token.index) if child.index not in inside
            )
            following = next((one for one in under if one is not None), None)
            if following is None:
                return None
            token = following
            if token.pos in NOUNS and token.end > end and not token.text[0].isdigit():
                return token
        return None

    def _complement(self, child: Token, end: int) -> Token | None:
        """Return the noun that a dependent right behind `end` brings."""
        found = None
        if child.start >= end and child.dep == "prep" and child.start <= end + 2 and self._linker(child):
            found = next((one for one in self.parse.children(child.index) if one.dep == "pobj"), None)
        elif child.start >= end and child.dep == "nmod" and child.pos in NOUNS and child.start <= end + 24:
            cases = [one for one in self.parse.children(child.index) if one.dep == "case"]
            found = child if all(self._linker(one) for one in cases) else None
        return None if found is None or self._times(found) or self._is_number(found) else found

    def _following(self, end: int) -> Token | None:
        """Return the last noun of the adjectives and nouns right behind the number."""
        place, found = self.parse.index_at(end), None
        sentence = self.parse.tokens[place].sentence if place < len(self.parse.tokens) else -1
        linked = False
        for token in self.parse.tokens[place : place + 8]:
            if token.sentence != sentence:
                break
            if not linked and found is None and self._linker(token):
                linked = True
            elif found is not None and token.tag == "POS":
                found = None  # "half the bank's target"
            elif token.pos in NOUNS and token.text[:1].isalpha():
                if found is None and self._times(token):
                    return None  # "47 la veille"
                found = token
                if self.lexicon.teens_after:  # the French noun comes first, its adjectives after it
                    break
            elif (
                token.pos not in ("ADJ", "ADV", "DET", "CCONJ")
                and token.text != "-"
                and not self._of_number(token, linked)
            ):
                break
        return found

    def _of_number(self, token: Token, linked: bool) -> bool:
        """Whether a number in "two-thirds of the 4.3 million sales" may be stepped over."""
        return linked and token.pos in ("NUM", "PRON")

    def _linker(self, token: Token) -> bool:
        return token.pos == "ADP" and self.lexicon.linkers.at(lexemes(token.text), 0) is not None

    def own_noun(self, reading: Reading, noun: Token | None) -> Token | None:
        quantity = reading.quantity
        counted = quantity.unit is None and quantity.kind == "count" and noun is not None
        return (
            noun if counted and noun is not None and quantity.span.end <= noun.start <= quantity.span.end + 60 else None
        )

    def measured(self, reading: Reading) -> Token | None:
        """Return the noun that a number is about: counted, measured ("60 % of revenue"), or the subject."""
        span, number = reading.quantity.span, reading.number
        if reading.quantity.kind == "ratio":
            shared = next((one for one in self._tokens(number.start, number.end) if one.pos == "NOUN"), None)
            if shared is not None and not self.lexicon.fractions.at(lexemes(shared.text), 0):
                return shared
        if reading.quantity.kind == "age" and (aged := self._named_before(span.start)) is not None:
            return aged
        if reading.quantity.kind == "multiple" and (grown := self._multiplied(reading)) is not None:
            return grown
        if reading.quantity.unit is None and reading.quantity.kind == "count":
            counted = self.counted(number.start, span.end)
            return counted or (None if self._stands_for_noun(reading) else self._governing(reading))
        tokens = self._tokens(span.start, span.end)
        if not tokens:
            return None
        inside = {token.index for token in tokens}
        for token in reversed(tokens):
            below = self._below(token, inside, span.end)
            if below is not None:
                return below
        beside = self._beside(reading)
        if beside is not None:
            return beside
        for token in reversed(tokens):
            head = self.parse.tokens[token.head]
            if (
                head.index not in inside
                and head.start >= span.end
                and head.pos in NOUNS
                and self._adjoins(span.end, head)
                and not self._times(head)
            ):
                return head
        return self._right_behind(span.end) or self._governing(reading)

    def _named_before(self, start: int) -> Token | None:
        """Return the name that a comma parts from an age: "Ingrid Dahl, 65,"."""
        index = self.parse.index_at(start)
        if index < 2 or self.parse.tokens[index - 1].text != ",":
            return None
        token = self.parse.tokens[index - 2]
        while token.dep.startswith(("flat", "compound")) and token.head < token.index:
            token = self.parse.tokens[token.head]
        return token if token.pos == "PROPN" else None

    def _multiplied(self, reading: Reading) -> Token | None:
        """Return the object of a verb that multiplies: "nous avons doublé nos ventes"."""
        verb = next((one for one in self._tokens(reading.number.start, reading.number.end) if one.pos == "VERB"), None)
        if verb is None:
            return None
        objects = (child for child in self.parse.children(verb.index) if child.dep in ("dobj", "obj"))
        return next((child for child in objects if child.pos in NOUNS and child.start > verb.end), None)

    def _times(self, token: Token) -> bool:
        """Whether a noun names a day or a length of time, which a figure is dated by and never about."""
        words = lexemes(token.text)
        unit = self.lexicon.units.at(words, 0)
        if self.lexicon.day_nouns.at(words, 0) is not None or self.lexicon.time_nouns.at(words, 0) is not None:
            return True
        if (token.text if self.lexicon.month_case else token.lower) in self.lexicon.month and token.entity in DATED:
            return True
        bare = not any(child.dep in ("prep", "nmod") for child in self.parse.children(token.index))
        return bare and unit is not None and unit[0].kind == "duration"

    def _beside(self, reading: Reading) -> Token | None:
        """Return the noun of "two-thirds of the sales", else of "its shares were down 11.9 %"."""
        place = self.parse.index_at(reading.quantity.span.end)
        behind = self.parse.tokens[place] if place < len(self.parse.tokens) else None
        if behind is not None and self._linker(behind):
            return self._following(reading.quantity.span.end)
        if behind is not None and reading.quantity.kind == "ratio" and (behind.pos == "DET" or behind.tag == "PRP$"):
            return self._following(behind.end)
        bought = reading.quantity.kind == "money" and behind is not None
        if bought and behind is not None and self.lexicon.purposes.at(lexemes(behind.text), 0) is not None:
            return self._following(behind.end)
        place = self.parse.index_at(reading.quantity.span.start) - 1
        if place < 1 or self.lexicon.directions.at(lexemes(self.parse.tokens[place].text), 0) is None:
            return None
        place -= 1
        while place > 0 and self.parse.tokens[place].pos in ("AUX", "ADV", "ADP"):
            place -= 1
        token = self.parse.tokens[place]
        return token if token.pos in NOUNS and not self._is_number(token) else None

    def _right_behind(self, end: int) -> Token | None:
        """Return the noun of "a 5.2 litre V10 engine", where the parse hangs the number elsewhere; never a time."""
        place = self.parse.index_at(end)
        if (
            place >= len(self.parse.tokens)
            or self.lexicon.teens_after
            or self.parse.tokens[place].pos not in ("ADJ", *NOUNS)
        ):
            return None
        noun = self._following(end)
        if (
            noun is None
            or self.lexicon.units.at(lexemes(noun.text), 0) is not None
            or noun.entity in ("DATE", "TIME", "GPE")
        ):
            return None
        return noun if noun.pos == "NOUN" else None

    def _stands_for_noun(self, reading: Reading) -> bool:
        """Whether the number itself is the object or subject of a verb: "it killed 12" counts what it does not name."""
        tokens = self._tokens(reading.number.start, reading.number.end)
        for token in tokens:
            if token.dep in ("dobj", "obj") and self._level(self.parse.tokens[token.head]):
                return False  # "the number of cases reached 4,118"
        return any(token.dep in ("dobj", "obj", "nsubj", "nsubjpass", "nsubj:pass") for token in tokens)

    def _level(self, verb: Token) -> bool:
        return self.lexicon.level_verbs.at(lexemes(verb.lemma), 0) is not None

    def _governing(self, reading: Reading) -> Token | None:
        """Climb from the number to the noun above it, or to the subject of its verb."""
        tokens = self._tokens(reading.quantity.span.start, reading.quantity.span.end)
        tokens = [token for token in tokens if token.pos != "VERB"] or tokens  # "estimé à 600 millions"
        if not tokens:
            return None
        inside, end = {token.index for token in tokens}, reading.quantity.span.end
        top = next((token for token in tokens if token.head not in inside or token.head == token.index), tokens[-1])
        if top.pos == "VERB":  # "has doubled"
            inside.discard(top.index)
        direct = True  # nothing but prepositions between the number and the verb
        for above in ([top] if top.pos == "VERB" else []) + list(self.parse.ancestors(top.index)):
            if above.index in inside:
                continue
            apart = reading.quantity.kind == "count" and above.start >= end and not self._adjoins(end, above)
            if above.pos in NOUNS and apart:
                continue  # "23 before the crisis"
            if above.pos in NOUNS and not (self._is_number(above) or self._times(above) or self._bare_change(above)):
                return above
            if above.pos in ("VERB", "AUX", "ADJ"):
                if self.lexicon.telling_verbs.at(lexemes(above.lemma), 0) is not None:
                    return None  # "the union speaks of 32" is not about the union
                placed = self._set_object(above, tokens[0]) if direct else None
                subject = placed or self._subject(above) or self._controller(above)
                if subject is not None:
                    return subject
                if any(child.dep in SUBJECTS or child.dep == "expl" for child in self.parse.children(above.index)):
                    # A pronoun: what it stands for is not said here, unless a purpose is: "it costs 3 million to seal".
                    return self._purpose(above, tokens[-1]) if reading.quantity.kind == "money" else None
            direct = direct and (above.pos in ("ADP", "NUM", "SYM") or self._is_number(above))
        return None

    def _bare_change(self, token: Token) -> bool:
        """Whether a noun only says up or down: "en hausse de 6 %", not "the rise of prices by 6 %"."""
        if self.lexicon.change_nouns.at(lexemes(token.text), 0) is None:
            return False
        named = (
            child for child in self.parse.children(token.index) if child.dep in ("prep", "nmod", "compound", "poss")
        )
        return all(child.start > token.start and self._heads_number(child) for child in named)

    def _heads_number(self, token: Token) -> bool:
        under = (self.parse.tokens[index] for index in self.parse.subtree(token.index))
        return any(self._is_number(one) for one in under)

    def _set_object(self, verb: Token, number: Token) -> Token | None:
        """Return the object of "put the cost at 1.2 million"."""
        if self.lexicon.set_verbs.at(lexemes(verb.lemma), 0) is None:
            return None
        objects = (child for child in self.parse.children(verb.index) if child.dep in ("dobj", "obj"))
        return next((child for child in objects if child.pos in NOUNS and child.end <= number.start), None)

    def _controller(self, verb: Token) -> Token | None:
        """Return who is to do it: of "urged visitors to stay away for two weeks" the visitors."""
        if verb.dep not in ("xcomp", "ccomp") or verb.head == verb.index:
            return None
        objects = (child for child in self.parse.children(verb.head) if child.dep in ("dobj", "obj", "iobj"))
        people = (child for child in objects if child.pos in NOUNS and child.text[0].isalpha())
        return next((child for child in people if child.end <= verb.start and not self._is_number(child)), None)

    def _purpose(self, verb: Token, number: Token) -> Token | None:
        """Return the infinitive behind the number that says what the money is for."""
        for child in self.parse.children(verb.index):
            if child.pos == "VERB" and child.start > number.end and child.dep in ("xcomp", "advcl", "ccomp"):
                return child if "VerbForm=Inf" in child.morph else None
        return None

    def _is_number(self, token: Token) -> bool:
        return any(span.start <= token.start < span.end for span in self.numbers)

    def _subject(self, verb: Token) -> Token | None:
        for child in self.parse.children(verb.index):
            if child.dep in SUBJECTS:
                if child.pos in NOUNS or (child.dep == "csubj" and child.pos == "VERB"):
                    return child
                below = self._below(child, {child.index}, child.end)
                if below is not None:
                    return below
                head = self.parse.tokens[verb.head]
                if verb.dep.startswith(("relcl", "acl")) and head.pos in NOUNS:
                    return head
                return None
        head = self.parse.tokens[verb.head]
        return head if verb.dep.startswith(("acl", "relcl")) and head.pos in NOUNS else None
