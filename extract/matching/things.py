"""What a claim measures, as keys that two outlets and two languages can share."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from extract import lang
from extract.claims.units import units
from extract.errors import LanguageError
from extract.matching.encoder import Encoder
from extract.model import Claim, Quantity, ReportedClaim

WORD = re.compile(r"[^\W\d_]+")

SENTENCES = 2_000
"""Sentences whose words are kept: the claims of one follow each other."""

YEAR = re.compile(r"\b(?:1[5-9]|20)\d{2}\b")
# A French word that no list translates takes the English word whose vector is nearest, if it is near enough.
NEAR = {"head": 0.74, "predicate": 0.78}


@dataclass(frozen=True, slots=True)
class Words:
    """The [measures] section of a language."""

    noun_first: bool
    head_breaks: frozenset[str]
    of_words: frozenset[str]
    generic_heads: frozenset[str]
    generic_modifiers: frozenset[str]
    light_verbs: frozenset[str]
    additional: tuple[str, ...]
    part_openers: tuple[str, ...]
    change_openers: tuple[str, ...]
    level_openers: tuple[str, ...]
    revision_words: tuple[str, ...]
    common_words: frozenset[str]
    nouns: Mapping[str, str]
    verbs: Mapping[str, str]
    acts: Mapping[str, str]
    phrases: Mapping[str, str]
    telling: frozenset[str]
    former_openers: tuple[str, ...]
    forecast_words: tuple[str, ...]
    forecast_endings: tuple[str, ...]
    part_closers: tuple[str, ...]
    verb_noun_endings: tuple[str, ...]
    cumulative: frozenset[str]
    persons: frozenset[str]
    befalls: frozenset[str]
    changes: frozenset[str]
    rates: Mapping[str, str]
    places: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Thing:
    """A claim's slots as keys; None is unknown. `dimension` and `factor` make values of one unit of another.

    `told`: a source is said to speak of the figure, and what it counts stands before. `former`: a figure that held
    before the one that is reported beside it. `against`: the claim (id) that a told figure is set against.
    `level`: what something has risen or fallen to. `of`: the noun behind "of": cocoa in "exports of cocoa".
    """

    dimension: str
    factor: Decimal
    head: str | None
    modifiers: frozenset[str]
    of: str | None
    predicate: str | None
    rate: str | None
    place: str | None
    years: frozenset[str]
    part: bool
    additional: bool
    change: bool
    told: bool
    former: bool
    against: str | None
    level: bool
    forecast: bool
    person: bool
    revised: bool
    cumulative: bool
    context: frozenset[str]
    names: frozenset[str]
    language: str | None


@cache
def words_of(code: str | None) -> Words:
    """Return the words of a language; none of them where it is not supported."""
    try:
        section = lang.load(code or "").section("measures")
    except LanguageError:
        section = {}
    shared = lang.load("en").section("measures") if "en" in lang.supported() else {}
    return Words(
        noun_first=section.get("noun_first", False),
        head_breaks=frozenset(section.get("head_breaks", ())),
        of_words=frozenset(section.get("of_words", ())),
        generic_heads=frozenset(section.get("generic_heads", ())),
        generic_modifiers=frozenset(section.get("generic_modifiers", ())),
        light_verbs=frozenset(section.get("light_verbs", ())),
        additional=tuple(section.get("additional", ())),
        part_openers=tuple(section.get("part_openers", ())),
        change_openers=tuple(section.get("change_openers", ())),
        level_openers=tuple(section.get("level_openers", ())),
        revision_words=tuple(section.get("revision_words", ())),
        common_words=frozenset(section.get("common_words", ())),
        nouns=section.get("nouns", {}),
        verbs=section.get("verbs", {}),
        acts=section.get("acts", {}),
        phrases=section.get("phrases", {}),
        telling=frozenset(section.get("telling", ())),
        former_openers=tuple(section.get("former_openers", ())),
        forecast_words=tuple(section.get("forecast_words", ())),
        forecast_endings=tuple(section.get("forecast_endings", ())),
        part_closers=tuple(section.get("part_closers", ())),
        verb_noun_endings=tuple(section.get("verb_noun_endings", ())),
        cumulative=frozenset(shared.get("cumulative", {}).get("keys", ())),
        persons=frozenset(shared.get("persons", {}).get("keys", ())),
        befalls=frozenset(shared.get("befalls", {}).get("keys", ())),
        changes=frozenset(shared.get("changes", {}).get("keys", ())),
        rates=section.get("rates", {}),
        places=section.get("places", {}),
    )


def thing_of(reported: ReportedClaim) -> Thing | None:
    """Return what a claim measures; None where it has no value."""
    claim, words = reported.claim, words_of(reported.language)
    found = dimension_of(claim.quantity)
    if found is None:
        return None
    sentence = " ".join(reported.sentence.lower().split())
    before, _, after = sentence.partition(" ".join(reported.surface.lower().split()))
    before = before.rstrip()
    spaced = f" {' '.join(re.findall(WORD, sentence))} "
    by = _ends(before, words.change_openers)
    to = found[0] != "share" or _ends(before, words.level_openers)
    head, modifiers, predicate = _named(claim, words, before, after)
    level = predicate in words.changes and to and not by
    if level:  # "the number of people infected has risen to 31" counts the infected
        predicate = next((words.verbs[one] for one in _stems(claim.entity) if one in words.verbs), None)
    if head is None and predicate in words.befalls:
        head = "person"
    return Thing(
        dimension=found[0],
        factor=found[1],
        head=head,
        modifiers=modifiers,
        of=_of(claim.entity, words),
        predicate=predicate,
        rate=words.rates.get(claim.rate.lower(), claim.rate.lower()) if claim.rate else None,
        place=_place(claim.place, words),
        years=frozenset(YEAR.findall(claim.period or "")),
        part=_ends(before, words.part_openers) or _starts(after, words.part_closers),
        additional=_additional(claim, words),
        change=by or predicate in words.changes,
        told=claim.predicate in words.telling,
        against=None,
        former=_ends(before, words.former_openers),
        level=level,
        forecast=any(f" {word} " in spaced for word in words.forecast_words)
        or any(word.endswith(words.forecast_endings) for word in spaced.split()),
        person=head in words.persons,
        revised=any(f" {word} " in spaced for word in words.revision_words),
        cumulative=bool({predicate, head} & words.cumulative),
        context=_context(sentence, claim, reported.language),
        names=_names(reported.sentence, reported.language),
        language=reported.language,
    )


def _named(claim: Claim, words: Words, before: str, after: str) -> tuple[str | None, frozenset[str], str | None]:
    """Return head, modifiers and predicate; of "the cost of repairs", "14 injured", "nine in intensive care" too."""
    head, modifiers = head_of(claim.entity, words)
    predicate = predicate_of(claim.predicate, words) if claim.predicate not in words.telling else None
    predicate = _phrase(" ".join(before.split()[-2:]), words) or predicate or _phrase(after, words)
    if head is not None and head in words.acts:
        predicate = words.acts[head]
        if predicate in words.befalls:
            return "person", frozenset(), predicate
        of, more = head_of(_complement(claim.entity, words), words)
        if of is not None and of != head:
            return of, more, predicate
        return head, modifiers, predicate
    said = [key for key in (predicate_of(one, words) for one in sorted(modifiers)) if key in words.verbs.values()]
    if predicate is None and said:
        predicate = said[0]
    modifiers = frozenset(one for one in modifiers if predicate_of(one, words) not in words.verbs.values())
    return head, modifiers, predicate


def _complement(entity: str | None, words: Words) -> str | None:
    """Return what follows the first preposition: of "cost of repairs" the repairs."""
    parts = (entity or "").split()
    cut = next((place for place, word in enumerate(parts) if place and word.lower() in words.head_breaks), None)
    return None if cut is None else " ".join(parts[cut + 1 :])


def _of(entity: str | None, words: Words) -> str | None:
    """Return the key of the common noun behind the first "of"; names say where, and stand in the place."""
    parts = WORD.findall(entity or "")
    for place, word in enumerate(parts[:-1]):
        if place and word.lower() in words.of_words:
            noun = parts[place + 1]
            return noun_key(noun, words) if noun.islower() else None
    return None


def _phrase(after: str, words: Words) -> str | None:
    """Return the predicate of a set phrase in a clause beside the number: "in intensive care", "set aside"."""
    clause = re.split(r"[\d,;:.()]", after, maxsplit=1)[0]
    spaced = f" {' '.join(re.findall(WORD, clause))} "
    return next((key for phrase, key in words.phrases.items() if f" {phrase} " in spaced), None)


def _starts(after: str, closers: Iterable[str]) -> bool:
    return any(after.lstrip().startswith(closer) for closer in closers)


def _stems(entity: str | None) -> Iterator[str]:
    for word in WORD.findall((entity or "").lower()):
        yield from (word, word.removesuffix("ed"), word.removesuffix("d"))


def dimension_of(quantity: Quantity) -> tuple[str, Decimal] | None:
    """Return what the quantity can be compared with, and the factor that makes it so; None for an order."""
    if quantity.kind == "ordinal":
        return None
    if quantity.kind == "ratio":
        return "share", Decimal(100)
    if quantity.kind in ("count", "multiple") or quantity.unit is None:
        return quantity.kind, Decimal(1)
    if quantity.kind == "money":
        return f"money {quantity.unit}", Decimal(1)
    unit = units().get(quantity.unit)
    if unit is None:
        return f"unit {quantity.unit}", Decimal(1)
    prefix = "age" if quantity.kind == "age" else unit.dimension
    if unit.dimension == "share":
        return "share", Decimal(1)
    return (prefix, unit.factor) if unit.factor is not None else (f"{prefix} {unit.name}", Decimal(1))


def head_of(entity: str | None, words: Words) -> tuple[str | None, frozenset[str]]:
    """Return the key of the head noun and those of its modifiers; "number of dead" is about the dead."""
    parts = [word.lower() for word in WORD.findall(entity or "")]
    while parts:
        cut = next((place for place, word in enumerate(parts) if place and word in words.head_breaks), len(parts))
        phrase, rest = parts[:cut], parts[cut + 1 :]
        whole = words.nouns.get(" ".join(phrase))
        if whole is not None:
            return whole, frozenset()
        named = [word for word in phrase if word not in words.generic_modifiers] or phrase
        known = [word for word in named if noun_key(word, words) in words.persons]
        head = known[0] if known and named[-1].endswith("ed") else named[0] if words.noun_first else named[-1]
        if head in words.generic_heads and (rest or len(named) > 1):
            parts = rest if rest else [word for word in named if word != head]
            continue
        modifiers = frozenset(noun_key(word, words) for word in named if word != head)
        return noun_key(head, words), modifiers
    return None, frozenset()


def noun_key(word: str, words: Words) -> str:
    """Return the shared key of a noun, else its singular."""
    if word in words.nouns:
        return words.nouns[word]
    single = singular(word)
    if single in words.nouns:
        return words.nouns[single]
    for ending in words.verb_noun_endings:  # "sealing the cracks" and "to seal them" are one thing
        stem = single.removesuffix(ending)
        if stem != single and (stem in words.verbs or f"{stem}e" in words.verbs):
            return words.verbs.get(stem) or words.verbs[f"{stem}e"]
    return single


@lru_cache(maxsize=50_000)
def telling_key(word: str, language: str | None) -> str:
    """Return the shared key of a word that is looked up again and again."""
    return noun_key(word, words_of(language))


def singular(word: str) -> str:
    """Return a regular plural's singular, of English and French alike."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith("aux"):
        return word[:-2] + "l"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def predicate_of(lemma: str | None, words: Words) -> str | None:
    """Return the shared key of a verb; None for one that says nothing of what is counted ("be", "report")."""
    if lemma is None or lemma in words.light_verbs:
        return None
    stems = (lemma, lemma.removesuffix("ed"), lemma.removesuffix("d"))
    return next((words.verbs[stem] for stem in stems if stem in words.verbs), lemma)


def _place(place: str | None, words: Words) -> str | None:
    if place is None:
        return None
    known = words.places.get(place.lower())
    if known is not None:
        return known
    named = [
        word
        for word in WORD.findall(place)
        if word.lower() not in words.common_words and word.lower() not in words.head_breaks
    ]
    return " ".join(word.lower() for word in named) or None


def _ends(before: str, openers: Iterable[str]) -> bool:
    return any(before == opener or before.endswith(f" {opener}") for opener in openers)


def _additional(claim: Claim, words: Words) -> bool:
    said = f" {' '.join((claim.quantity.modifier or '').lower().split())} "
    return any(f" {word} " in said for word in words.additional)


def _context(sentence: str, claim: Claim, language: str | None) -> frozenset[str]:
    words = words_of(language)
    own = {noun_key(word, words) for word in WORD.findall((claim.entity or "").lower())}
    return frozenset(_said(sentence, language) - own - {claim.predicate or ""})


@lru_cache(maxsize=SENTENCES)
def _said(sentence: str, language: str | None) -> frozenset[str]:
    """Return the keys of the telling words of a sentence."""
    words = words_of(language)
    found = {word for word in WORD.findall(sentence) if len(word) > 2 and word not in words.common_words}
    return frozenset(telling_key(word, language) for word in found)


@lru_cache(maxsize=SENTENCES)
def _names(sentence: str, language: str | None) -> frozenset[str]:
    """Return the capitalised words inside a sentence: names, which are the same in every language."""
    found = WORD.findall(sentence)[1:]
    named = {one.lower() for one in found if len(one) > 2 and one[0].isupper()}
    return frozenset(named - words_of(language).common_words)


def translated(things: Sequence[Thing | None], encoder: Encoder | None) -> dict[tuple[str, str], str]:
    """Return English keys for head nouns and verbs of other languages that no list translates, by their vectors."""
    if encoder is None:
        return {}
    found: dict[tuple[str, str], str] = {}
    for slot in ("head", "predicate"):
        ours = sorted({getattr(one, slot) for one in things if one and one.language == "en"} - {None})
        theirs = sorted(
            {getattr(one, slot) for one in things if one and one.language not in (None, "en")} - {None, *ours}
        )
        if ours and theirs:
            near = encoder.encode(theirs) @ encoder.encode(ours).T
            for row, word in enumerate(theirs):
                best = int(near[row].argmax())
                if near[row, best] >= NEAR[slot]:
                    found[(slot, word)] = ours[best]
    return found
