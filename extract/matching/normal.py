"""A text as matching sees it: plain words, how rare each is, its numbers, and whether it denies something.

Rarity comes from fixed, versioned tables (`background/*.tsv`, made as background/README.md says), never from the
corpus at hand: what two quotes share must not weigh more or less because of what else was read.
"""

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from itertools import pairwise

from extract.lang import supported
from extract.matching.lexicon import Lexicon, lexicon
from extract.matching.words import MOST, tokens, words_of

BEHIND, BEFORE = 6, 4
"""Words between "ne" and the word that denies with it: "ne l'a jamais", "aucun des trois bateaux n'est"."""


@cache
def _counts(language: str) -> tuple[Mapping[str, int], int]:
    """Return the background counts of a language and their total, or nothing and 0."""
    table = resources.files(__package__).joinpath("background", f"{language}.tsv")
    if not table.is_file():
        return {}, 0
    lines = table.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    counts = {word: int(count) for word, count in rows}
    return counts, int(lines[0].rsplit(" ", 1)[1])


COMMON_BITS = 4.0
"""Bits that every two texts share for nothing: a word said once in sixteen."""

LEAST_BITS = 0.5


class _Rarities(dict[str, float]):
    """The rarity of each word of one language, kept for the next text."""

    def __init__(self, language: str | None) -> None:
        super().__init__()
        self.counts, self.total = _counts(language) if language else ({}, 0)

    def __missing__(self, word: str) -> float:
        if len(self) >= MOST:
            self.clear()
        found = self[word] = self._of(word)
        return found

    def _of(self, word: str) -> float:
        if not self.total:
            return min(12.0, 1.5 * len(word))  # no table: long words are rare words
        return max(LEAST_BITS, min(17.0, math.log2(self.total / self.counts.get(word, 2))) - COMMON_BITS)


_rarities = cache(_Rarities)


def rarity(word: str, language: str | None) -> float:
    """Return what a shared word is worth: its bits of surprise (-log2 of its share of the background) beyond four."""
    return _rarities(language)[word]


@dataclass(frozen=True, slots=False, eq=False)
class Normal:
    """`words` of a text in plain form, with the rarity of each in bits, in its language (given or guessed)."""

    text: str
    language: str | None
    words: tuple[str, ...]

    @cached_property
    def bits(self) -> tuple[float, ...]:
        return tuple(map(_rarities(self.language).__getitem__, self.words))

    @cached_property
    def stems(self) -> tuple[str, ...]:
        return tuple(stem(word) for word in self.words)

    @cached_property
    def weight(self) -> float:
        return sum(self.bits)

    @cached_property
    def numbers(self) -> frozenset[float]:
        """Return the numbers of the text, number words and scales read; 1 is left out ("one" is a pronoun too)."""
        if not _DIGIT.search(" ".join(self.words)):
            return frozenset()
        return frozenset(value for value in _numbers(self.words, self.language) if value != 1)

    @cached_property
    def negations(self) -> int:
        return negations(self.words, self.language)

    @cached_property
    def content(self) -> Mapping[str, float]:
        """Return the stems of the words that say what it is about, with their bits."""
        found: dict[str, float] = {}
        for word, bits in zip(self.words, self.bits, strict=True):
            if bits >= CONTENT_BITS:
                found[stem(word)] = max(bits, found.get(stem(word), 0.0))
        return found


CONTENT_BITS = 5.5
_DIGIT = re.compile(r"\d")


def stem(word: str) -> str:
    """Return the beginning that a word shares with its inflected forms (no language is asked)."""
    return word[: max(4, min(6, len(word) - 2))]


@lru_cache(maxsize=100_000)
def normal(text: str, language: str | None) -> Normal:
    """Return the normal form of a text, guessing the language where none is given."""
    known = language or guess(text)
    return Normal(text, known, words_of(text, known))


def guess(text: str) -> str | None:
    """Return the supported language whose commonest words the text uses most, or None."""
    plain = [token.lower() for token in tokens(text[:2_000])]
    shares = {code: sum(_share(word, code) for word in plain) for code in supported()}
    best = max(sorted(shares), key=lambda code: shares[code], default=None)
    return best if best and shares[best] > 0 else None


def _share(word: str, code: str) -> float:
    counts, total = _counts(code)
    return counts.get(word, 0) / total if total else 0.0


@cache
def _scales(language: str | None) -> frozenset[str]:
    return frozenset(str(value) for value in lexicon(language).numbers.values() if value >= 100)


def _numbers(words: tuple[str, ...], language: str | None) -> Iterator[float]:
    """Yield the value of each run of number words: "2 1000000" is two million, "4 20 10" ninety."""
    scales = _scales(language)
    total: float = 0
    current: float | None = None
    for word in (*words, ""):
        value = _value(word)
        if value is None:
            if current is not None or total:
                yield total + (current or 0)
            total, current = 0, None
        elif word in scales and current is not None and value == 100:
            current *= 100
        elif word in scales and value > 100 and (current is not None or total):
            total, current = (total + (current or 0)) * value if current is None else total + current * value, None
        elif current == 4 and value == 20:
            current = 80
        elif current is not None and value < current and current % 10 == 0 and (value < 10 or current in (60, 80)):
            current += value
        else:
            if current is not None:
                yield total + current
                total = 0
            current = value


def _value(word: str) -> float | None:
    """Return the number that a word is; None for a word, for digits with a letter (a raised 2 is one), and "1.2.3"."""
    try:
        return float(word) if word[:1].isdecimal() else None
    except ValueError:
        return None


def negations(words: tuple[str, ...], language: str | None) -> int:
    """Return how many times the words deny something: "ne … pas" once, and "pas" alone too."""
    known = lexicon(language)
    if known.negations.isdisjoint(words):
        return 0
    denying = {place for place, word in enumerate(words) if word in known.negations}
    void = {place for place, pair in enumerate(pairwise(words)) if pair in known.not_negations}
    denying -= {place + 1 for place in void if words[place] not in known.negations}  # "un pas" is a step
    for place in [one for one in sorted(denying) if words[one] in known.negation_particles]:
        partners = _partners(words, place, denying, known)
        denying -= partners
        if partners & void:  # "ne sert pas seulement à"
            denying.discard(place)
    return len(denying - void)


def _partners(words: tuple[str, ...], particle: int, denying: set[int], known: Lexicon) -> set[int]:
    """Return the places of what denies together with the particle: the first behind it, else the last before it."""

    def denies(place: int) -> bool:
        return place in denying and words[place] in known.negation_partners

    behind = range(particle + 1, min(len(words), particle + 1 + BEHIND))
    first = next((place for place in behind if denies(place)), None)
    if first is None:
        return set(next(([place] for place in range(particle - 1, particle - 1 - BEFORE, -1) if denies(place)), ()))
    double = first + 1 in denying and words[first + 1] != words[first] and denies(first + 1)  # "jamais rien"
    return {first, first + 1} if double else {first}
