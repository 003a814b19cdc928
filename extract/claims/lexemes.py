"""Text → lexemes, what the number grammar reads: digits with their separators, words, single marks.

One pass, one expression without nested quantifiers. White space is no lexeme: a line break counts as a space, a blank
line breaks what stands on either side of it apart.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

SPACES = " \u00a0\u202f\u2009"
_LEXEME = re.compile(
    r"(?P<digits>"
    rf"[0-9]{{1,3}}(?P<sep>[,.'’{SPACES}])[0-9]{{3}}(?:(?P=sep)[0-9]{{3}}){{0,6}}(?![0-9])(?:[.,][0-9]{{1,12}}(?![0-9]))?"
    r"|[0-9]{1,3}(?:,[0-9]{2}){1,6},[0-9]{3}(?![0-9])(?:\.[0-9]{1,4})?"
    r"|[0-9]+(?:[.,][0-9]+)?"
    r"|(?<![\w.,])[.,][0-9]+"
    r")|(?P<word>[^\W\d_]+)|(?P<mark>\S)"
)


@dataclass(frozen=True, slots=True)
class Lexeme:
    """`kind` is digits, word or mark; `gap` is "" (glued to the one before), " " or "¶" (a blank line before)."""

    start: int
    end: int
    text: str
    lower: str
    kind: str
    gap: str


def lexemes(text: str) -> list[Lexeme]:
    """Return the lexemes of a text in order."""
    found: list[Lexeme] = []
    end = 0
    for match in _LEXEME.finditer(text):
        between = text[end : match.start()]
        gap = "¶" if between.count("\n") > 1 else " " if between else ""
        end = match.end()
        word = match.group()
        lower = word.lower().replace("’", "'").replace("ʼ", "'")
        found.append(Lexeme(match.start(), end, word, lower, match.lastgroup or "mark", gap))
    return found


class Phrases(Generic[T]):
    """Phrases of words and marks with what each stands for, found at or right before a place, the longest first.

    A hyphen between words is skipped. `exact` keeps the case, and holds together what is written without a space.
    """

    def __init__(self, phrases: Mapping[str, T] | Iterable[tuple[str, T]], exact: bool = False) -> None:
        self._exact = exact
        self._first: dict[str, list[tuple[list[tuple[str, str]], T]]] = {}
        self._last: dict[str, list[tuple[list[tuple[str, str]], T]]] = {}
        for phrase, value in phrases.items() if isinstance(phrases, Mapping) else phrases:
            words = [(self._form(found), found.gap) for found in lexemes(phrase) if found.text != "-" or exact]
            if words:
                self._first.setdefault(words[0][0], []).append((words, value))
                self._last.setdefault(words[-1][0], []).append((words, value))
        for index in (self._first, self._last):
            for listed in index.values():
                listed.sort(key=lambda entry: -len(entry[0]))

    def __bool__(self) -> bool:
        return bool(self._first)

    def _form(self, lexeme: Lexeme) -> str:
        return lexeme.text if self._exact else lexeme.lower

    def at(self, line: Sequence[Lexeme], start: int) -> tuple[T, int] | None:
        """Return what the phrase at `start` stands for and the index after it."""
        if start >= len(line):
            return None
        for words, value in self._first.get(self._form(line[start]), ()):
            end = self._match(line, start, words)
            if end is not None:
                return value, end
        return None

    def before(self, line: Sequence[Lexeme], end: int) -> tuple[T, int] | None:
        """Return what the phrase that ends right before `end` stands for and the index of its first lexeme."""
        if not 0 < end <= len(line) or (end < len(line) and line[end].gap == "¶"):
            return None
        for words, value in self._last.get(self._form(line[end - 1]), ()):
            start = self._match_back(line, end, words)
            if start is not None:
                return value, start
        return None

    def _match(self, line: Sequence[Lexeme], start: int, words: list[tuple[str, str]]) -> int | None:
        place = start
        for number, (word, gap) in enumerate(words):
            if number and not self._exact and place < len(line) and line[place].text == "-":
                place += 1
            if place >= len(line) or self._form(line[place]) != word:
                return None
            if number and (line[place].gap == "¶" or (self._exact and not gap and line[place].gap)):
                return None
            place += 1
        return place

    def _match_back(self, line: Sequence[Lexeme], end: int, words: list[tuple[str, str]]) -> int | None:
        place = end
        for number, (word, gap) in enumerate(reversed(words)):
            if number and not self._exact and place > 0 and line[place - 1].text == "-":
                place -= 1
            place -= 1
            if place < 0 or self._form(line[place]) != word:
                return None
            last = number == len(words) - 1
            if not last and (line[place].gap == "¶" or (self._exact and not gap and line[place].gap)):
                return None
        return place
