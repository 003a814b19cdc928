"""Whom a pronoun stands for: he, it, I, who."""

from extract.model import Attribution, Span
from extract.nlp import Token
from extract.speakers.lexicon import Lexicon
from extract.speakers.mentions import Figure
from extract.speakers.reading import NEAR, Reading, adjacent, foremost, last_speaker, place_of
from extract.speakers.resolved import Who
from extract.speakers.sources import Local, read_source

# How far the first candidate for a pronoun must lead the second, and how heavy it must be at all.
LEAD, LEAST = 1.08, 0.12
# The same for a body that "it" goes back to.
BODY_LEAD, BODY_LEAST = 1.5, 0.45


def of_pronoun(reading: Reading, local: Local, attribution: Attribution) -> Who | None:
    """Return whom a pronoun stands for, or None where the text does not tell."""
    word, words, offset = local.head, reading.lexicon, local.span.start
    if word in words.relative_pronouns:
        antecedent = _antecedent(reading, local)
        if antecedent is not None:
            return antecedent
    if word in words.first_person:
        return _enclosing(reading, attribution)
    if word in words.pronouns:
        unnamed = _unnamed_speaker(reading, words.pronouns[word], offset)
        if unnamed is not None:
            return unnamed
        figure = by_pronoun(reading, word, offset)
        return figure if figure is not None else last_speaker(reading, offset, ("organisation",))
    if word in words.plural_pronouns:
        return last_speaker(reading, offset, ("group", "organisation", "names"))
    if word in words.neuter_pronouns:
        return last_speaker(reading, offset, ("organisation", "document")) or _body_in_front(reading, offset)
    return local if word in words.indefinite_pronouns else None


def _unnamed_speaker(reading: Reading, gender: str, offset: int) -> Local | None:
    """Return the unnamed person who spoke last, if of this gender and nobody was named since ("a guard … he")."""
    before = [attribution for place, attribution in reading.spoken[-NEAR:] if place < offset]
    who = reading.speakers[before[-1].id][0] if before else None
    if not isinstance(who, Local) or who.kind != "person" or who.determiner != "indefinite":
        return None
    against = {"m": "f", "f": "m"}.get(reading.lexicon.roles.get(who.head) or "")
    start = max((span.end for span in before[-1].source), default=place_of(before[-1]))
    named = any(
        naming.figure is not None and naming.figure.kind == "person" and not naming.quoted
        for naming in reading.cast.within(Span(start, max(start, offset)))
    )
    return None if named or gender == against or not adjacent(reading, start, offset) else who


def _body_in_front(reading: Reading, offset: int) -> Figure | None:
    """Return the organisation whom the sentence or the one before is about, clearly before any other."""
    ranked = reading.salience.ranked(offset, "organisation")
    if not ranked or ranked[0][0] < BODY_LEAST:
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] >= BODY_LEAD * ranked[1][0] else None


def by_pronoun(reading: Reading, word: str, offset: int) -> Figure | None:
    """Return whom of the pronoun's gender the text is about before the offset; None where two are as near."""
    gender = reading.lexicon.pronouns[word]
    return foremost(reading, gender, offset, LEAD, LEAST)


def _enclosing(reading: Reading, attribution: Attribution) -> Who | None:
    """Return who says the words in which the attribution stands: the "I" of a quotation."""
    place = place_of(attribution)
    around = [
        other
        for other in reading.attributions
        if other.id in reading.speakers and any(span.start <= place < span.end for span in other.content)
    ]
    around.sort(key=lambda other: sum(len(span) for span in other.content))
    return reading.speakers[around[0].id][0] if around else None


def _antecedent(reading: Reading, local: Local) -> Who | None:
    """Return what a relative pronoun goes back to: the noun phrase that its clause hangs under."""
    parse = reading.parse
    index = parse.index_at(local.span.end - 1)
    if index >= len(parse.tokens):
        return None
    for head in parse.ancestors(index):
        if head.dep in ("relcl", "acl:relcl") and head.head != head.index:
            noun = _somebody(reading, parse.tokens[head.head], local.head)
            start = min(
                (child.start for child in parse.children(noun.index) if child.index < noun.index), default=noun.start
            )
            around = reading.cast.within(Span(max(0, noun.start - 100), noun.end + 100))
            naming = next((n for n in around if n.figure and n.span.start <= noun.start < n.span.end), None)
            if naming is not None:
                return naming.figure
            end = max(noun.end, local.span.start)
            found = read_source(parse, Span(min(start, end), end), reading.cast, reading.lexicon)
            if found.kind == "name":
                return found.namings[0].figure
            return found if found.kind != "pronoun" else None
    return None


def _somebody(reading: Reading, noun: Token, word: str) -> Token:
    """Return the noun, or where "who" cannot mean it the person above it ("a person close to the talks, who")."""
    words = reading.lexicon
    if word not in words.personal_relatives or noun.pos != "NOUN" or _calls(words, noun):
        return noun
    above = (token for token in reading.parse.ancestors(noun.index) if token.pos == "NOUN")
    return next((token for token in above if _calls(words, token)), noun)


def _calls(words: Lexicon, noun: Token) -> bool:
    """Whether a noun calls people something."""
    lemma = noun.lemma.lower()
    return words.is_role(lemma) or lemma in words.generic_roles or noun.lower in words.group_nouns
