"""Whom a pronoun stands for: he, it, I, who."""

from itertools import islice

from extract.model import Attribution, Span
from extract.nlp import Parse, Token
from extract.speakers.lexicon import Lexicon
from extract.speakers.mentions import SUBJECTS, Figure
from extract.speakers.reading import NEAR, Reading, adjacent, foremost, last_speaker, place_of
from extract.speakers.resolved import Who
from extract.speakers.sources import Local, read_source

# How far the first candidate for a pronoun must lead the second, and how heavy it must be at all.
LEAD, LEAST = 1.08, 0.12
# The same for a body that "it" goes back to.
GENDERS = {"Masc": "m", "Fem": "f", "Fem|": "f"}
BODY_LEAD, BODY_LEAST = 1.5, 0.45
# How many heads above a pronoun are looked at for the subject of a clause around it.
MOST_CLAUSES = 12


def of_pronoun(reading: Reading, local: Local, attribution: Attribution) -> Who | None:
    """Return whom a pronoun stands for, or None where the text does not tell."""
    word, words, offset = local.head, reading.lexicon, local.span.start
    if word in words.relative_pronouns:
        antecedent = _antecedent(reading, local)
        if antecedent is not None:
            return antecedent
    if word in words.first_person:
        return enclosing(reading, attribution)
    if word in words.pronouns:
        unnamed = _unnamed_speaker(reading, words.pronouns[word], offset)
        if unnamed is not None:
            return unnamed
        figure = by_pronoun(reading, word, offset)
        return figure if figure is not None or not words.determiner_genders else _body(reading, word, offset)
    if word in words.plural_pronouns:
        return last_speaker(reading, offset, ("group", "organisation", "names")) or _group_before(reading, offset)
    if word in words.neuter_pronouns:
        return last_speaker(reading, offset, ("organisation", "document")) or _body_in_front(reading, offset)
    return local if word in words.indefinite_pronouns else None


def _unnamed_speaker(reading: Reading, gender: str, offset: int) -> Who | None:
    """Return the person without a full name who spoke last, if of this gender and nobody was named since.

    That is "a guard … he", and a bare name that nobody or more than one bears ("Berg … he").
    """
    before = [attribution for place, attribution in reading.spoken[-NEAR:] if place < offset]
    who = reading.speakers[before[-1].id][0] if before else None
    if who is None or (isinstance(who, Figure) and not _unclear_body(reading, who)):
        return None
    if isinstance(who, Local) and not (_bare_name(who) or (who.kind, who.determiner) == ("person", "indefinite")):
        return None
    head = who.head if isinstance(who, Local) else ""
    against = {"m": "f", "f": "m"}.get(reading.lexicon.roles.get(head) or "")
    start = max((span.end for span in before[-1].source), default=place_of(before[-1]))
    named = any(
        naming.figure is not None and naming.figure.kind == "person" and not naming.quoted
        for naming in reading.cast.within(Span(start, max(start, offset)))
    )
    if named or gender == against or not adjacent(reading, start, offset):
        return None
    if isinstance(who, Figure):
        return who
    rivals = [figure for naming in who.namings for figure in naming.rivals if gender in ("c", figure.gender)]
    return rivals[0] if len(rivals) == 1 else who


def _unclear_body(reading: Reading, who: Figure) -> bool:
    """Whether one word alone makes a body of somebody, where no body is called he or she."""
    plain = who.name.isalpha() and who.name.istitle() and not who.role_heads
    return who.kind == "organisation" and plain and not reading.lexicon.determiner_genders


def _bare_name(who: Local) -> bool:
    return who.kind in ("name", "organisation") and who.text.isalpha() and who.text.istitle() and not who.determiner


def _body(reading: Reading, word: str, offset: int) -> Who | None:
    """Return the body that spoke last or stands in front, where nouns have a gender ("la mutuelle … elle")."""
    who = last_speaker(reading, offset, ("organisation",)) or _body_in_front(reading, offset)
    against = {"m": "f", "f": "m"}.get(reading.lexicon.pronouns[word])
    return None if isinstance(who, Figure) and _gender_of_body(reading, who) == against else who


def _gender_of_body(reading: Reading, figure: Figure) -> str | None:
    """Return m or f where the article before the body's name says so, else None."""
    words, text = reading.lexicon, reading.article.text
    before = (text[max(0, n.span.start - 8) : n.span.start].split() for n in figure.namings)
    told = {words.determiner_genders.get(parts[-1].lower(), "") for parts in before if parts} - {""}
    if not told:
        tokens = reading.parse.tokens
        told = {GENDERS.get(tokens[n.token].morph.partition("Gender=")[2][:4], "") for n in figure.namings} - {""}
    return told.pop() if len(told) == 1 else None


def _group_before(reading: Reading, offset: int) -> Local | None:
    """Return the people who are the one subject of the sentence, or of the one before in the paragraph."""
    parse = reading.parse
    here, paragraph = parse.sentence_of(offset), parse.paragraph_of(offset)
    if here is None or paragraph is None:
        return None
    for number in (here, here - 1):
        if number < 0 or parse.sentence_span(number).start < paragraph.start:
            return None
        first, end = parse.sentences[number]
        subjects = [t for t in parse.tokens[first:end] if t.dep in SUBJECTS and t.end <= offset and t.pos != "PRON"]
        groups = [token for token in subjects if _many(reading.lexicon, token)]
        if groups:
            found = read_source(parse, _phrase_of(parse, groups[0]), reading.cast, reading.lexicon)
            return found if len(subjects) == 1 and found.kind == "group" else None
        if subjects:
            return None
    return None


def _many(words: Lexicon, noun: Token) -> bool:
    plural = "Number=Plur" in noun.morph or noun.tag == "NNS"
    return noun.pos == "NOUN" and (plural or noun.lower in words.group_nouns) and _calls(words, noun)


def _phrase_of(parse: Parse, noun: Token) -> Span:
    """Return the noun with what hangs under it up to the first comma or clause."""
    under = set(parse.subtree(noun.index))
    start = end = noun.index
    while start - 1 in under:
        start -= 1
    while end + 1 in under and parse.tokens[end + 1].pos in ("ADP", "DET", "NOUN", "PROPN", "ADJ", "NUM", "PART"):
        end += 1
    return Span(parse.tokens[start].start, parse.tokens[end].end)


def _body_in_front(reading: Reading, offset: int) -> Figure | None:
    """Return the organisation whom the sentence or the one before is about, clearly before any other."""
    ranked = reading.salience.ranked(offset, "organisation")
    if not ranked or ranked[0][0] < BODY_LEAST:
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] >= BODY_LEAD * ranked[1][0] else None


def by_pronoun(reading: Reading, word: str, offset: int) -> Figure | None:
    """Return whom of the pronoun's gender the text is about before the offset; None where two are as near."""
    gender = reading.lexicon.pronouns[word]
    if _stranger(reading, offset):
        return None
    return foremost(reading, gender, offset, LEAD, LEAST, _above(reading, offset, gender))


def _stranger(reading: Reading, offset: int) -> bool:
    """Whether the sentence before, in the same paragraph, is about a bare name that the cast does not know."""
    parse, here, paragraph = reading.parse, reading.parse.sentence_of(offset), reading.parse.paragraph_of(offset)
    if not here or paragraph is None or reading.lexicon.determiner_genders:
        return False
    first, end = parse.sentences[here - 1]
    subjects = [token for token in parse.tokens[first:end] if token.dep in SUBJECTS and token.start >= paragraph.start]
    if not subjects or subjects[0].pos != "PROPN" or subjects[0].entity not in ("", "PERSON"):
        return False
    name = subjects[0]
    if len(parse.subtree(name.index)) > 1 or reading.lexicon.is_title(name.lower) or reading.quoted.holds(name.span):
        return False
    return not any(n.figure and n.figure.kind == "person" for n in reading.cast.within(parse.sentence_span(here - 1)))


def _above(reading: Reading, offset: int, gender: str) -> Figure | None:
    """Return the person whose doing the pronoun's clause is part of ("Berg left when he", "Berg, who … he")."""
    parse = reading.parse
    index = parse.index_at(offset)
    if index >= len(parse.tokens):
        return None
    for token in islice(parse.ancestors(index), MOST_CLAUSES):
        noun = token if token.pos in ("PROPN", "NOUN") else None
        for subject in (
            child for child in parse.children(token.index) if child.dep in SUBJECTS and child.end <= offset
        ):
            noun = subject
        figure = reading.pronouns.get(noun.index) or _named_at(reading, noun) if noun is not None else None
        if figure is not None and figure.kind == "person" and gender in ("c", figure.gender):
            return figure
    return None


def _named_at(reading: Reading, noun: Token) -> Figure | None:
    around = reading.cast.within(Span(max(0, noun.start - 100), noun.end + 100))
    return next((n.figure for n in around if not n.quoted and n.span.start <= noun.start < n.span.end), None)


def enclosing(reading: Reading, attribution: Attribution) -> Who | None:
    """Return who says the words in which the attribution stands: the "I" of a quotation."""
    place = place_of(attribution)
    around = [
        other
        for other in reading.attributions
        if other is not attribution
        and other.id in reading.speakers
        and any(span.start <= place < span.end for span in other.content)
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
            noun = _nearest_joined(reading, noun, local)
            around = reading.cast.within(Span(max(0, noun.start - 100), noun.end + 100))
            naming = next((n for n in around if n.figure and n.span.start <= noun.start < n.span.end), None)
            if naming is None and reading.lexicon.is_title(noun.lower):
                # The noun may be the title before the name ("Mme Berg, qui").
                naming = next((n for n in around if n.figure and 0 < n.span.start - noun.end <= 1), None)
            if naming is not None:
                return naming.figure
            end = max(noun.end, local.span.start)
            found = read_source(parse, Span(min(start, end), end), reading.cast, reading.lexicon)
            if found.kind == "name":
                return found.namings[0].figure
            return found if found.kind != "pronoun" else None
    return None


def _nearest_joined(reading: Reading, noun: Token, local: Local) -> Token:
    """Return the last of several joined names, where the relative pronoun stands behind it ("A and B, who")."""
    near = [n for n in reading.cast.within(Span(noun.end, local.span.start)) if n.figure is not None]
    if not near or reading.parse.text[near[-1].span.end : local.span.start].strip(" ,"):
        return noun
    last = reading.parse.tokens[min(near[-1].token, len(reading.parse.tokens) - 1)]
    above = [token.index for token in reading.parse.ancestors(last.index)]
    return last if last.dep == "conj" and noun.index in above else noun


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
