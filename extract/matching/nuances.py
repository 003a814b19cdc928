"""What a reader should be told where a wording leaves out or puts in a small word: hedges, agents, conditions, cuts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Levenshtein

from extract.errors import LanguageError
from extract.lang import load
from extract.matching.alignment import Alignment
from extract.matching.lexicon import lexicon
from extract.matching.normal import Normal, negations, normal

_SENTENCE = re.compile(r"(?<=[.;:!?…])[\"'”’»)\]]*\s+")
_CLAUSE = re.compile(r"(?<=[.;:!?…,])[\"'”’»)\]]*\s+|(?<!\s)\s+[–—-]+\s+")

PHRASE = 3
"""Words of the longest condition ("à condition que")."""

EXCHANGED = 3
"""Words on either side within which one agent stands in place of another."""

AT_END = 2
"""Words that an edited wording may have after the last one that it shares, and still be cut there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nuances:
    """Words of one language (section [matching]): hedges of a number alone, conditions that open a sentence, modals as
    indirect speech shifts them, and conjunctions whose "ne" denies nothing."""

    number_hedges: frozenset[str]
    opening_conditions: frozenset[str]
    shifted: Mapping[str, str]
    expletive: tuple[tuple[str, ...], ...]


@cache
def nuances(language: str | None) -> Nuances:
    """Return the words of a language; a language without a file has none."""
    try:
        section = load(language or "").section("matching")
    except LanguageError:
        section = {}
    return Nuances(
        number_hedges=frozenset(section.get("number_hedges", ())),
        opening_conditions=frozenset(section.get("opening_conditions", ())),
        shifted=dict(section.get("shifted", {})),
        expletive=tuple(tuple(phrase.split()) for phrase in section.get("expletive", ())),
    )


def hedges(words: Sequence[str], language: str | None, shift: bool = False) -> int:
    """Return how many hedges the words hold; with `shift`, of a direct quote as indirect speech would give it."""
    small, begun = nuances(language), _begun(language)
    said = [small.shifted.get(word, word) for word in words] if shift else words
    if begun.keys().isdisjoint(said):
        return 0
    return sum(
        tuple(said[place : place + len(hedge)]) == hedge and _hedges_here(said, place, len(hedge), small)
        for place, word in enumerate(said)
        for hedge in begun.get(word, ())
    )


@cache
def _begun(language: str | None) -> Mapping[str, Sequence[tuple[str, ...]]]:
    """Return the hedges of a language by their first words."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for hedge in lexicon(language).hedges:
        found.setdefault(hedge[0], []).append(hedge)
    return found


def _hedges_here(words: Sequence[str], place: int, size: int, small: Nuances) -> bool:
    """Return whether a hedge hedges: "about" does beside a figure alone, not in "to talk about"."""
    if " ".join(words[place : place + size]) not in small.number_hedges:
        return True
    beside = [*words[place + size : place + size + 1], *words[max(0, place - 2) : place]]
    return any(word[:1].isdigit() for word in beside)


def denials(text: Normal) -> int:
    """Return how often a text denies something, the "ne" of "avant qu'il ne parte" and "tant que" left out."""
    phrases = nuances(text.language).expletive
    empty = sum(
        text.words[place : place + len(phrase)] == phrase
        for phrase in phrases
        for place, word in enumerate(text.words)
        if word == phrase[0]
    )
    return max(0, text.negations - empty)


def agent_changed(old: Normal, new: Normal) -> bool:
    """Return whether "we" stands in place of "they", or the other way round."""
    words = lexicon(old.language)
    if words.first_person.isdisjoint(old.words) and words.first_person.isdisjoint(new.words):
        return False
    others = words.pronouns - words.first_person
    for step in Levenshtein.opcodes(old.words, new.words):
        gone, come = old.words[step.src_start : step.src_end], new.words[step.dest_start : step.dest_end]
        if step.tag != "replace" or max(len(gone), len(come)) > EXCHANGED:
            continue
        first = [not words.first_person.isdisjoint(side) for side in (gone, come)]
        if first[0] != first[1] and not others.isdisjoint(come if first[0] else gone):
            return True
    return False


def cut_flags(old: Normal, new: Normal, shared: Alignment, elided: Sequence[int] = ()) -> Iterator[str]:
    """Yield what the words left out right before or after a cut would have said; `elided` are the cuts of ellipses."""
    ends = [shared.a_end] if len(new.words) - shared.b_end <= AT_END else []
    if any(_opens(old.words[end:], lexicon(old.language).conditions) for end in {*ends, *elided}):
        yield "cut before a condition"
    if shared.b_start == 0 and shared.a_start > 0:
        yield from _before(old, shared.a_start)


def _before(old: Normal, start: int) -> Iterator[str]:
    """Yield what stands before the first word kept: "If it holds, | we stay", "I do not think | it holds"."""
    sentence, clause = (_last_boundary(old, start, ends) for ends in (_SENTENCE, _CLAUSE))
    if sentence < start and _opens(old.words[sentence:start], nuances(old.language).opening_conditions):
        yield "cut after a condition"
    if clause < start and negations(old.words[clause:start], old.language):
        yield "cut after a negation"
    if clause < start and hedges(old.words[clause : start + 1], old.language):
        yield "hedge dropped"


def _last_boundary(text: Normal, before: int, ends: re.Pattern[str]) -> int:
    """Return the place of the last word up to `before` that begins a sentence, or a clause."""
    last = place = 0
    for piece in ends.split(text.text):
        if place > before:
            break
        last = place
        place += len(normal(piece, text.language).words)
    return last


def _opens(words: Sequence[str], phrases: frozenset[str]) -> bool:
    return any(" ".join(words[:size]) in phrases for size in range(1, min(PHRASE, len(words)) + 1))
