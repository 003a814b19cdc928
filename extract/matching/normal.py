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
from itertools import chain, pairwise
from sys import intern
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from extract.errors import LanguageError
from extract.lang import load, supported

BEHIND, BEFORE = 6, 4
"""Words between "ne" and the word that denies with it: "ne l'a jamais", "aucun des trois bateaux n'est"."""

LONGEST = 4_000
"""Words of a text that matching looks at: a speech of half an hour."""

_CHUNK = re.compile(
    r"(?:[^\W\d_]\.){2,}|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*"
)
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'"})
_LETTER_IN_BRACKETS = re.compile(r"\[(\w)\](?=\w)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The words of one language that matching knows (section [matching] of its file)."""

    contractions: Mapping[str, str]
    joined: Mapping[str, str]
    negations: frozenset[str]
    negation_particles: frozenset[str]
    negation_partners: frozenset[str]
    not_negations: tuple[tuple[str, str], ...]
    denials: frozenset[str]
    hedges: tuple[tuple[str, ...], ...]
    conditions: frozenset[str]
    numbers: Mapping[str, int]
    decimal_comma: bool
    first_person: frozenset[str]
    pronouns: frozenset[str]
    honorifics: frozenset[str]
    sayings: frozenset[str]
    finite: frozenset[str]
    clause_openings: frozenset[str]
    openings: frozenset[str]


NO_WORDS = Lexicon(
    contractions={},
    joined={},
    negations=frozenset(),
    negation_particles=frozenset(),
    negation_partners=frozenset(),
    not_negations=(),
    denials=frozenset(),
    hedges=(),
    conditions=frozenset(),
    numbers={},
    decimal_comma=False,
    first_person=frozenset(),
    pronouns=frozenset(),
    honorifics=frozenset(),
    sayings=frozenset(),
    finite=frozenset(),
    clause_openings=frozenset(),
    openings=frozenset(),
)


@cache
def lexicon(language: str | None) -> Lexicon:
    """Return the words of a language; a language without a file, or without the section, has none."""
    try:
        section = load(language or "").section("matching")
    except LanguageError:
        return NO_WORDS
    return Lexicon(
        contractions=dict(section["contractions"]),
        joined=dict(section["joined"]),
        negations=frozenset(section["negations"]),
        negation_particles=frozenset(section.get("negation_particles", ())),
        negation_partners=frozenset(section.get("negation_partners", ())),
        not_negations=tuple((first, then) for first, then in section["not_negations"]),
        denials=frozenset(section["denials"]),
        hedges=tuple(tuple(hedge.split()) for hedge in section["hedges"]),
        conditions=frozenset(section["conditions"]),
        numbers=dict(section["numbers"]),
        decimal_comma=section["decimal_comma"],
        first_person=frozenset(section["first_person"]),
        pronouns=frozenset(section["pronouns"]),
        honorifics=frozenset(section["honorifics"]),
        sayings=frozenset(section.get("sayings", ())),
        finite=frozenset(section.get("finite", ())),
        clause_openings=frozenset(section.get("clause_openings", ())),
        openings=frozenset(section.get("openings", ())),
    )


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


@lru_cache(maxsize=200_000)
def rarity(word: str, language: str | None) -> float:
    """Return what a shared word is worth: its bits of surprise (-log2 of its share of the background) beyond four."""
    counts, total = _counts(language) if language else ({}, 0)
    if not total:
        return min(12.0, 1.5 * len(word))  # no table: long words are rare words
    return max(LEAST_BITS, min(17.0, math.log2(total / counts.get(word, 2))) - COMMON_BITS)


@dataclass(frozen=True, slots=False, eq=False)
class Normal:
    """`words` of a text in plain form, with the rarity of each in bits, in its language (given or guessed)."""

    text: str
    language: str | None
    words: tuple[str, ...]

    @cached_property
    def bits(self) -> tuple[float, ...]:
        return tuple(rarity(word, self.language) for word in self.words)

    @cached_property
    def ids(self) -> NDArray[np.int64]:
        """Return one number a word, equal where the words are."""
        return np.array([crc32(word.encode()) for word in self.words], dtype=np.int64)

    @cached_property
    def stem_ids(self) -> NDArray[np.int64]:
        """Return one number a word, equal where the stems are."""
        return np.array([crc32(word.encode()) for word in self.stems], dtype=np.int64)

    @cached_property
    def stems(self) -> tuple[str, ...]:
        return tuple(stem(word) for word in self.words)

    @cached_property
    def stem_set(self) -> frozenset[str]:
        return frozenset(self.stems)

    @cached_property
    def weight(self) -> float:
        return sum(self.bits)

    @cached_property
    def numbers(self) -> frozenset[float]:
        """Return the numbers of the text, number words and scales read; 1 is left out ("one" is a pronoun too)."""
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


def stem(word: str) -> str:
    """Return the beginning that a word shares with its inflected forms (no language is asked)."""
    return word[: max(4, min(6, len(word) - 2))]


@lru_cache(maxsize=100_000)
def normal(text: str, language: str | None) -> Normal:
    """Return the normal form of a text, guessing the language where none is given."""
    known = language or guess(text)
    return Normal(text, known, tuple(_words(text, known)))


def guess(text: str) -> str | None:
    """Return the supported language whose commonest words the text uses most, or None."""
    plain = [chunk.group().lower() for chunk in _CHUNK.finditer(text[:2_000].translate(_APOSTROPHES))]
    shares = {code: sum(_share(word, code) for word in plain) for code in supported()}
    best = max(sorted(shares), key=lambda code: shares[code], default=None)
    return best if best and shares[best] > 0 else None


def _share(word: str, code: str) -> float:
    counts, total = _counts(code)
    return counts.get(word, 0) / total if total else 0.0


def _words(text: str, language: str | None) -> Iterator[str]:
    """Yield lower-case words: contractions spelt out, number words as digits, hyphens and marks gone."""
    text = text[: 12 * LONGEST].translate(_APOSTROPHES)
    if "[" in text:
        text = _LETTER_IN_BRACKETS.sub(r"\1", text)
    text = text.lower()
    for apart, together in lexicon(language).joined.items():
        if apart in text:
            text = text.replace(apart, together)
    tokens = _CHUNK.findall(text)
    return chain.from_iterable(map(_spellings(language).__getitem__, tokens[:LONGEST]))


class _Spellings(dict[str, tuple[str, ...]]):
    """The words that each token of a text stands for, kept for the next text: most tokens are a few thousand words."""

    def __init__(self, known: Lexicon) -> None:
        super().__init__()
        self.known = known

    def __missing__(self, token: str) -> tuple[str, ...]:
        if len(self) >= MOST_SPELLINGS:
            self.clear()
        found = self[token] = tuple(map(intern, _plain_words(token, self.known)))
        return found


MOST_SPELLINGS = 1_000_000

_spellings = cache(lambda language: _Spellings(lexicon(language)))


def _plain_words(token: str, known: Lexicon) -> Iterator[str]:
    """Yield the words that a lower-case token stands for."""
    if token[0].isdigit():
        yield plain_number(token, known.decimal_comma)
    elif token.endswith("."):
        yield token.replace(".", "")
    else:
        for part in _spelt_out(token, known):
            yield str(known.numbers[part]) if part in known.numbers else part


def _spelt_out(token: str, words: Lexicon) -> list[str]:
    if token in words.contractions:
        return words.contractions[token].split()
    for ending, full in words.contractions.items():
        if ending[0] == "-" and token.endswith(ending[1:]) and len(token) >= len(ending):
            return [token.removesuffix(ending[1:]), *full.split()]
    return token.split("'")


def plain_number(token: str, decimal_comma: bool) -> str:
    """Return a written number without its separators of thousands, with a point for decimals."""
    token = re.sub(r"\s", "", token)
    thousands, decimal = (".", ",") if decimal_comma else (",", ".")
    if re.fullmatch(rf"\d{{1,3}}(?:\{thousands}\d{{3}})+(?:\{decimal}\d+)?", token):
        token = token.replace(thousands, "")
    return token.replace(",", ".") if decimal_comma and token.count(",") == 1 else token


def _numbers(words: tuple[str, ...], language: str | None) -> Iterator[float]:
    """Yield the value of each run of number words: "2 1000000" is two million, "4 20 10" ninety."""
    scales = {str(value) for value in lexicon(language).numbers.values() if value >= 100}
    total: float = 0
    current: float | None = None
    for word in (*words, ""):
        value = float(word) if word and word[0].isdigit() and word.count(".") < 2 else None
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


def negations(words: tuple[str, ...], language: str | None) -> int:
    """Return how many times the words deny something: "ne … pas" once, and "pas" alone too."""
    known = lexicon(language)
    denying = {place for place, word in enumerate(words) if word in known.negations}
    if not denying:
        return 0
    pairs = set(known.not_negations)
    void = {place for place, pair in enumerate(pairwise(words)) if pair in pairs}
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
