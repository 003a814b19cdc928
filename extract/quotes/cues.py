"""Words that say somebody speaks: the lexicon of a language, and where its cues stand in a text."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from extract.lang import Language
from extract.nlp import Token
from extract.quotes.reading import Block, Reading

AUXILIARY = frozenset(
    {"aux", "auxpass", "aux:tense", "aux:pass", "aux:caus", "neg", "advmod", "expl:comp", "expl:pass"}
)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The section [quotes] of a language file; each field is explained there."""

    speech: frozenset[str]
    nominal: frozenset[str]
    quoting: frozenset[str]
    thought: frozenset[str]
    directive: frozenset[str]
    recipient: frozenset[str]
    passive_speaker: frozenset[str]
    light: Mapping[str, frozenset[str]]
    prepositions: Mapping[str, frozenset[str]]
    directive_prepositions: frozenset[str]
    contrasts: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    complementizers: frozenset[str]
    conjunctions: frozenset[str]
    inverted: frozenset[str]
    agent: frozenset[str]
    demonstratives: frozenset[str]
    cleft: tuple[tuple[str, ...], ...]
    backshift: frozenset[str]
    times: frozenset[str]
    denial: frozenset[str]
    negations: frozenset[str]
    negation_particles: frozenset[str]
    not_negations: frozenset[str]
    nobody: frozenset[str]
    refusals: frozenset[str]
    blank: frozenset[str]
    first_person: frozenset[str]
    opinions: frozenset[str]
    second_person: frozenset[str]
    forms: Mapping[str, str]
    sure: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word: `verb` is its token, `first` to `last` (exclusive) its group with auxiliaries and particles.

    `frame` is the set of lexicon classes that the verb belongs to; a phrase such as "according to" has "phrase".
    """

    verb: int
    lemma: str
    first: int
    last: int
    frame: frozenset[str]

    @property
    def thinks(self) -> bool:
        """Whether the verb is one of thought, intention or evidence, and of speech only beside quotation marks."""
        return "thought" in self.frame and not self.frame & {"speech", "nominal", "directive"}


REACH = 8
LONGEST_SUBJECT = 20
ENDS_OF_INCISE = frozenset(',.»”"')
PERSONS = frozenset({"PER", "PERSON"})
CLASSES = ("speech", "nominal", "quoting", "thought", "directive")


@cache
def lexicon(language: Language) -> Lexicon:
    """Return the typed lexicon of a language."""
    section = language.section("quotes")
    verbs = {name: frozenset(section[name]) for name in CLASSES}
    return Lexicon(
        **verbs,
        recipient=frozenset(section["recipient"]),
        passive_speaker=frozenset(section["passive_speaker"]),
        light={verb: frozenset(words) for verb, words in section["light"].items()},
        prepositions={verb: frozenset(words) for verb, words in section["prepositions"].items()},
        directive_prepositions=frozenset(section["directive_prepositions"]),
        contrasts=frozenset(section["contrasts"]),
        phrases=tuple(tuple(phrase.split()) for phrase in section["phrases"]),
        complementizers=frozenset(section["complementizers"]),
        conjunctions=frozenset(section["conjunctions"]),
        inverted=frozenset(section["inverted"]),
        agent=frozenset(section["agent"]),
        demonstratives=frozenset(section["demonstratives"]),
        cleft=tuple(tuple(phrase.split()) for phrase in section["cleft"]),
        backshift=frozenset(section["backshift"]),
        denial=frozenset(section["denial"]),
        negations=frozenset(section["negations"]),
        negation_particles=frozenset(section["negation_particles"]),
        not_negations=frozenset(section["not_negations"]),
        nobody=frozenset(section["nobody"]),
        refusals=frozenset(section["refusals"]),
        times=frozenset(section["times"]),
        blank=frozenset(section["blank"]),
        first_person=frozenset(section["first_person"]),
        opinions=frozenset(section["opinions"]),
        second_person=frozenset(section["second_person"]),
        forms=_forms(section, sorted(frozenset.union(*verbs.values()))),
        sure=section["sure"],
    )


def _forms(section: Mapping[str, Any], verbs: list[str]) -> dict[str, str]:
    """Return word form → verb, for forms that a small model may not know as forms of the verb."""
    forms = {form: verb for verb, irregular in section["irregular"].items() for form in irregular}
    for verb in verbs:
        for ending, replacements in section["endings"].items():
            if verb.endswith(ending):
                stem = verb.removesuffix(ending)
                forms.update({stem + new: verb for new in replacements if stem + new not in forms})
                break
    return forms


def plain(text: str) -> str:
    """Return the word in lower case with a straight apostrophe."""
    return text.lower().replace("’", "'")


def cues(reading: Reading, words: Lexicon) -> Iterator[Cue]:
    """Yield the cues that stand outside quotation marks, in text order."""
    for block in reading.blocks:
        found = []
        for token in reading.tokens[block.first : block.last]:
            if reading.quoted(token.index):
                found.append(_parenthesis_at(reading, words, token))
            elif not _hyphenated(reading, token):
                found.append(_phrase_at(reading, words, token) or _verb_at(reading, words, token))
        known = [cue for cue in found if cue is not None]
        opinion = None if any("speech" in cue.frame for cue in known) else _opinion_at(reading, words, block)
        known += [] if opinion is None else [opinion]
        unknown = _unknown_verb(reading, words, block, {cue.verb for cue in known})
        yield from sorted(known if unknown is None else [*known, unknown], key=lambda cue: cue.verb)


def _opinion_at(reading: Reading, words: Lexicon, block: Block) -> Cue | None:
    """Return the preposition that opens a sentence with whose view it is: "Pour M. Vidal, le compte n'y est pas."."""
    first = block.first
    if plain(reading.tokens[first].text) not in words.opinions:
        return None
    holder = reading.tokens[first + 1 : opinion_end(reading, block, first)]
    named = any(t.pos == "PROPN" and t.entity in PERSONS for t in holder)
    return Cue(first, plain(reading.tokens[first].text), first, first + 1, frozenset({"phrase"})) if named else None


def opinion_end(reading: Reading, block: Block, first: int) -> int:
    """Return the comma behind whose view a sentence gives, a name apposed included; `first` + 1 where there is none."""
    reach = range(first + 1, min(first + LONGEST_SUBJECT, block.last - 1))
    return next((i for i in reach if reading.tokens[i].text == "," and reading.tokens[i + 1].pos != "PROPN"), first + 1)


def _unknown_verb(reading: Reading, words: Lexicon, block: Block, known: set[int]) -> Cue | None:
    """Return the verb behind `"…,"` that no lexicon lists: its place says that it speaks ("…," he growled)."""
    ends = [i for i in range(block.first, block.last) if reading.ends_quotation(i)]
    if not ends or not _comma_at(reading, block, ends[-1]) or not _could_be_speech(reading, block, ends[-1]):
        return None
    for index in range(ends[-1] + 1, min(block.last, ends[-1] + 1 + REACH)):
        token = reading.tokens[index]
        if index in known or reading.quoted(index):
            return None
        if reading.is_pause(index) and index > ends[-1] + 1:
            return None
        if token.pos == "VERB" and token.dep not in ("relcl", "acl", "acl:relcl", "advcl", "amod"):
            first, last = _group(reading, words, token, token.lemma.lower())
            if any(child.dep in ("auxpass", "aux:pass") for child in reading.parse.children(index)):
                return None
            return Cue(index, token.lemma.lower(), first, last, frozenset({"quoting"}))
    return None


def _could_be_speech(reading: Reading, block: Block, end: int) -> bool:
    """Whether a quotation opens its sentence, or holds a verb; a title between commas does neither."""
    first, last = reading.quote_tokens(reading.quote_of[end])
    return first == block.first or any(token.pos in ("VERB", "AUX") for token in reading.tokens[first:last])


def _parenthesis_at(reading: Reading, words: Lexicon, token: Token) -> Cue | None:
    """Return an inverted cue that stands between commas inside a quotation: « Nous irons, a-t-il dit, demain. »"""
    cue = _verb_at(reading, words, token)
    if cue is None or "speech" not in cue.frame or cue.first == 0 or cue.last >= len(reading.tokens):
        return None
    if reading.tokens[_before_reflexive(reading, cue.first)].text != ",":
        return None
    inverted = any(plain(t.text) in words.inverted for t in reading.tokens[cue.first : cue.last])
    ends = _noun_follows(reading, words, cue)
    if inverted:
        ends = reading.tokens[cue.last].text in ENDS_OF_INCISE
    return replace(cue, frame=cue.frame | {"parenthesis"}) if ends else None


def _before_reflexive(reading: Reading, first: int) -> int:
    """Return the token before a verb's group, its reflexive pronoun left out ("s'indigne")."""
    before = max(first - 1, 0)
    return max(before - 1, 0) if "Reflex=Yes" in reading.tokens[before].morph else before


def _noun_follows(reading: Reading, words: Lexicon, cue: Cue) -> bool:
    """Whether nothing but an inverted subject stands between a finite verb and the next comma or stop."""
    if not words.inverted or "VerbForm=Fin" not in reading.tokens[cue.first].morph + reading.tokens[cue.verb].morph:
        return False
    number = reading.quote_of[cue.verb]
    reach = range(cue.last, min(cue.last + LONGEST_SUBJECT, len(reading.tokens)))
    last = next((i for i in reach if reading.quote_of[i] != number), reach.stop)
    end = next((i for i in range(cue.last, last) if reading.tokens[i].text in ENDS_OF_INCISE), last - 1)
    between = reading.tokens[cue.last : end]
    if reading.tokens[end].text not in ENDS_OF_INCISE or any(t.pos in ("VERB", "AUX", "PRON") for t in between):
        return False
    # A conjunction behind the comma goes on with the clause: "il est venu, a vu le maire, et …".
    goes_on = end + 1 < len(reading.tokens) and reading.tokens[end + 1].pos == "CCONJ"
    definite = [t for t in between if t.pos == "PROPN" or ("Definite=Def" in t.morph and t.pos == "DET")]
    return bool(definite) and not goes_on


def _hyphenated(reading: Reading, token: Token) -> bool:
    """Whether the token is the second half of a compound ("so-called")."""
    before = reading.tokens[token.index - 1] if token.index else token
    return before.text == "-" and before.end == token.start


def _comma_at(reading: Reading, block: Block, end: int) -> bool:
    """Whether a comma stands right behind the quotation, or as its last character."""
    inside = reading.quotations[reading.quote_of[end]].inside.of(reading.parse.text)
    return inside.endswith(",") or (end + 1 < block.last and reading.tokens[end + 1].text == ",")


def _phrase_at(reading: Reading, words: Lexicon, token: Token) -> Cue | None:
    for phrase in words.phrases:
        end = token.index + len(phrase)
        if plain(token.text) == phrase[0] and [plain(t.text) for t in reading.tokens[token.index : end]] == list(
            phrase
        ):
            return Cue(token.index, " ".join(phrase), token.index, end, frozenset({"phrase"}))
    return None


def verb_of(words: Lexicon, token: Token) -> str | None:
    """Return the lexicon's verb of which the token is a form, or None."""
    if token.pos in ("VERB", "AUX"):
        lemma = token.lemma.lower()
        if _frame(words, lemma):
            return lemma
        return words.forms.get(plain(token.text))
    return None


def _frame(words: Lexicon, lemma: str) -> frozenset[str]:
    return frozenset(name for name in CLASSES if lemma in getattr(words, name))


def _verb_at(reading: Reading, words: Lexicon, token: Token) -> Cue | None:
    lemma = _light_at(reading, words, token) or verb_of(words, token)
    if lemma is None:
        lemma = _missed_form(reading, words, token)
    if lemma is None:
        return None
    first, last = _group(reading, words, token, lemma)
    verb = reading.tokens[token.index - 2] if token.index > 1 else token
    if " " in lemma and token.pos == "NOUN" and reading.tokens[token.index - 1].pos == "ADP" and verb.pos == "VERB":
        # « met | en garde contre »: the subject is the verb's.
        token, first = verb, _group(reading, words, verb, lemma.split()[0])[0]
    if first == token.index and token.dep in ("acl", "amod") and _is_past_participle(token):
        return None
    return Cue(token.index, lemma, first, last, _frame(words, lemma) | _reflexive(reading, words, token, lemma))


def _reflexive(reading: Reading, words: Lexicon, token: Token, lemma: str) -> frozenset[str]:
    """Return "speech" for a verb that says something with its reflexive pronoun alone ("…, s'alarme la préfète")."""
    before = reading.tokens[max(0, token.index - 2) : token.index]
    listed = f"s'{lemma}" in words.speech or f"se {lemma}" in words.speech
    return frozenset({"speech"}) if listed and any("Reflex=Yes" in t.morph for t in before) else frozenset()


def _is_past_participle(token: Token) -> bool:
    """Whether the form alone says what was done to somebody ("the judge, accused of …") and not what somebody says."""
    return token.tag == "VBN" or ("VerbForm=Part" in token.morph and "Tense=Past" in token.morph)


def _light_at(reading: Reading, words: Lexicon, token: Token) -> str | None:
    """Return the word that makes a cue only beside its light verb ("make clear", "faire savoir")."""
    for verb, partners in words.light.items():
        if plain(token.text) in partners:
            before = reading.tokens[max(0, token.index - 3) : token.index]
            if any(t.lemma.lower() == verb or words.forms.get(plain(t.text)) == verb for t in before):
                return f"{verb} {plain(token.text)}"
    return None


def _missed_form(reading: Reading, words: Lexicon, token: Token) -> str | None:
    """Return the verb of a form that the tagger missed, but whose place tells it.

    An inverted pronoun follows ("railla-t-il") or stands before its participle ("a-t-elle martelé"), or it stands
    between a quotation and a name ("« … », soupire Anne").
    """
    if token.index and plain(reading.tokens[token.index - 1].text) in words.inverted and token.text[0].isalpha():
        subject = reading.tokens[token.index - 1]
        auxiliary = any(t.pos == "AUX" for t in reading.tokens[max(0, subject.index - 2) : subject.index])
        if auxiliary and token.pos in ("ADJ", "NOUN") and words.forms.get(plain(token.text)):
            return words.forms[plain(token.text)]
    following = reading.tokens[token.index + 1 : token.index + 3]
    if not following:
        return None
    glued = plain(following[0].text) in words.inverted and following[0].start == token.end
    comma = _before_reflexive(reading, token.index)
    behind = comma > 0 and reading.tokens[comma].text == "," and reading.quoted(comma - 1)
    named = following[0].pos == "PROPN" or ("Definite=Def" in following[0].morph and not reading.quoted(token.index))
    return words.forms.get(plain(token.text)) if glued or (behind and named) else None


def _group(reading: Reading, words: Lexicon, token: Token, lemma: str) -> tuple[int, int]:
    """Return the tokens of the verb's group: auxiliaries and adverbs before it, its particle after it."""
    tokens, first, last = reading.tokens, token.index, token.index + 1
    start = reading.blocks[reading.block_of[token.index]].first
    own = {child.index for child in reading.parse.children(token.index) if child.dep in AUXILIARY}
    light = lemma.split()[0] if " " in lemma else None
    while first > start and reading.quote_of[first - 1] == reading.quote_of[token.index]:
        before = tokens[first - 1]
        if not (
            before.pos == "AUX"
            or before.index in own
            or plain(before.text) in words.inverted
            or (light is not None and before.lemma.lower() == light)
        ):
            break
        first -= 1
    while last < len(tokens) and plain(tokens[last].text) in words.inverted:
        last += 1
    particle = words.prepositions.get(lemma, frozenset())
    if last < len(tokens) and plain(tokens[last].text) in particle and tokens[last].start < tokens[last - 1].end + 3:
        last += 1
    return first, last
