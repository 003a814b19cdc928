"""A noun as the phrase that names what is measured, and the verb that governs a number; read off the parse."""

from extract.claims.lexemes import lexemes
from extract.claims.lexicon import Lexicon
from extract.claims.quantities import Reading
from extract.model import Span
from extract.nlp import Parse, Token

# Labels of English (ClearNLP) and French (Universal Dependencies) for what belongs to the name of a noun.
BELONGS = ("compound", "amod", "nmod", "poss", "flat")
LONGEST_ENTITY = 14
ENDS = ("ADP", "CCONJ", "DET", "PUNCT", "PRON")
MOST = 40  # tokens of a number


class Naming:
    """Names the nouns of the numbers of one sentence; `numbers` are the spans of all of them."""

    def __init__(self, parse: Parse, lexicon: Lexicon, numbers: list[Span]) -> None:
        self.parse, self.lexicon, self.numbers = parse, lexicon, numbers

    def phrase(self, noun: Token, number: Span) -> str | None:
        """Return the noun with its modifiers and its "of" phrase, without determiners, numbers and what they bound."""
        kept = [noun]
        for child in self.parse.children(noun.index):
            if self._belongs(noun, child):
                kept += [self.parse.tokens[index] for index in self.parse.subtree(child.index)]
        kept = sorted(
            {token.index: token for token in kept if self._names(token, number)}.values(), key=lambda one: one.index
        )
        where = next((place for place, token in enumerate(kept) if token.index == noun.index), 0)
        first = last = where
        while first > 0 and kept[first - 1].index >= kept[first].index - 2:
            first -= 1
        while last + 1 < len(kept) and kept[last + 1].index <= kept[last].index + 2 and last - first < LONGEST_ENTITY:
            last += 1
        words = kept[first : last + 1]
        ends = (place for place, token in enumerate(words) if place and self._ends_entity(token))
        words = words[: next(ends, len(words))]  # "300 familles d'ici à dimanche" are families
        while words and (
            words[-1].pos in ENDS or (len(words) > 1 and words[-2].pos == "CCONJ" and words[-1].pos == "ADV")
        ):
            words.pop()
        while words and words[0].pos in ("ADP", "CCONJ", "DET", "PUNCT", "PRON", "PART"):
            words.pop(0)
        return " ".join(token.text for token in words).replace(" '", "'").replace("' ", "'").replace(" - ", "-") or None

    def _ends_entity(self, token: Token) -> bool:
        behind = self.parse.text[token.start : token.start + 20]
        return self.lexicon.entity_ends.at(lexemes(behind), 0) is not None

    def _belongs(self, noun: Token, child: Token) -> bool:
        if child.dep == "conj" and self._counted(child):
            return False  # "two helicopters and six dogs" are two figures
        if child.index > noun.index and self.lexicon.day_nouns.at(lexemes(child.text), 0) is not None:
            return False  # "the number of calls, 45 on Monday"
        if child.dep == "conj" or child.dep.startswith(BELONGS):
            cases = [one for one in self.parse.children(child.index) if one.dep == "case" and one.pos == "ADP"]
            return all(self.lexicon.entity_prepositions.at(lexemes(one.text), 0) for one in cases)
        opens = self.lexicon.entity_prepositions.at(lexemes(child.text), 0) is not None
        return child.dep == "prep" and child.start >= noun.start and opens

    def _counted(self, noun: Token) -> bool:
        under = (child for child in self.parse.children(noun.index) if child.start < noun.start)
        return any(span.start <= child.start < span.end for child in under for span in self.numbers)

    def _names(self, token: Token, number: Span) -> bool:
        if token.pos == "NOUN" and number.start < token.start and token.end < number.end:
            return True  # "one job in five"
        inside = any(span.start <= token.start < span.end for span in self.numbers)
        return not inside and not (number.start <= token.start < number.end) and token.pos not in ("NUM", "SYM")

    def predicate(self, reading: Reading, noun: Token | None) -> str | None:
        """Return the lemma of the verb that governs the number; of "11 infants found", the participle."""
        span = reading.quantity.span
        first = self.parse.index_at(span.start)
        tokens = [token for token in self.parse.tokens[first : first + MOST] if token.start < span.end]
        if not tokens:
            return None
        counted = noun if noun is not None and noun.start >= reading.number.end else tokens[-1]
        for child in self.parse.children(counted.index):
            if child.dep in ("acl", "acl:relcl") and child.pos == "VERB" and child.start > counted.start:
                return child.lemma.lower()
        for above in self.parse.ancestors(counted.index):
            if above.dep.startswith("aux") and above.head != above.index:
                continue
            if above.pos in ("VERB", "AUX"):
                said = next((one for one in self.parse.children(above.index) if one.dep == "acomp"), above)
                return said.lemma.lower()
            if above.pos in ("ADJ", "NOUN") and any(one.dep == "cop" for one in self.parse.children(above.index)):
                return above.lemma.lower()
        return counted.lemma.lower() if counted.pos == "VERB" else None
