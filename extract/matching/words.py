"""A text as plain words: lower case, contractions spelt out, number words as digits, hyphens and marks gone."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from sys import intern

from extract.matching.lexicon import Lexicon, lexicon

LONGEST = 4_000
"""Words of a text that matching looks at: a speech of half an hour."""

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}|\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)*|[^\W\d_]+(?:'[^\W\d_]+)*"
)
_THOUSANDS = re.compile(r"\d{3}(?!\d)")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "`": "'", "´": "'"})
_LETTER_IN_BRACKETS = re.compile(r"\[(\w)\](?=\w)")

Words = tuple[str, ...]


def tokens(text: str) -> list[str]:
    """Return the tokens of a text, with its case."""
    return _TOKEN.findall(text.translate(_APOSTROPHES))


def words_of(text: str, language: str | None) -> Words:
    """Return the plain words of a text, the first few thousand of a long one."""
    if len(text) <= LONGEST:
        chunks = list(map(_chunks(language).__getitem__, text.split()))
        if None not in chunks:
            # None of them is None, as was just asked; the type of the list cannot say it.
            return tuple(chain.from_iterable(chunks))  # type: ignore[arg-type]
    return _read(text, language)


def _read(text: str, language: str | None) -> Words:
    text = text[: 12 * LONGEST].translate(_APOSTROPHES)
    if "[" in text:
        text = _LETTER_IN_BRACKETS.sub(r"\1", text)
    text = text.lower()
    for apart, together in lexicon(language).joined.items():
        if apart in text:
            text = text.replace(apart, together)
    found = _TOKEN.findall(text)
    return tuple(chain.from_iterable(map(_spellings(language).__getitem__, found[:LONGEST])))


class _Chunks(dict[str, Words | None]):
    """The words of what stands between two blanks; None where they hang on what stands before ("10 000", "per cent").

    Kept for the next text: reading most chunks is looking them up.
    """

    def __init__(self, language: str | None) -> None:
        super().__init__()
        self.language = language
        self.seconds = tuple(apart.split()[-1] for apart in lexicon(language).joined if len(apart.split()) > 1)

    def __missing__(self, chunk: str) -> Words | None:
        if len(self) >= MOST:
            self.clear()
        hangs = _THOUSANDS.match(chunk) or chunk.translate(_APOSTROPHES).lower().startswith(self.seconds)
        found = self[chunk] = None if hangs else _read(chunk, self.language)
        return found


_chunks = cache(_Chunks)


class _Spellings(dict[str, tuple[str, ...]]):
    """The words that each token of a text stands for, kept for the next text: most tokens are a few thousand words."""

    def __init__(self, known: Lexicon) -> None:
        super().__init__()
        self.known = known

    def __missing__(self, token: str) -> tuple[str, ...]:
        if len(self) >= MOST:
            self.clear()
        found = self[token] = tuple(map(intern, _plain_words(token, self.known)))
        return found


MOST = 1_000_000
"""Spellings that are kept."""

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
