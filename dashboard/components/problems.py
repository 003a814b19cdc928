"""What went wrong and what to do, in the language of the page: the engine says it in English, once and for all.

Failures stand in the store and in logs as sentences, so they are said anew here: each catalogue of the engine has its
sentences as the sources write them, with {0} where something stands in them. What is found there is put into the
translation as it is; what no catalogue knows stays English, and is marked so.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from html import unescape
from itertools import islice
from string import Formatter

from dashboard.components.text import date_words, escape, one_line
from dashboard.words import Language, catalogue, decimal, interface, spaced
from extract.model import Failure

LONGEST = 2_000
PARTS = 6
"""At how many semicolons a line may be divided; those of what an article says do not count."""
LEAST = 7
"""Letters of its own that a sentence needs where nothing of what stands in it is known ("it is {0}")."""
BEGINS = 4
"""Letters that a beginning of its own counts for beside a sentence that begins with what stands in it."""
FRAMES = (re.compile(r"(?P<outside>.+?): (?P<inside>.+)"), re.compile(r"(?P<inside>.+) \((?P<outside>.+)\)"))
FRAMED = ("{outside} : {inside}", "{inside} ({outside})")
_MOMENT = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:\d\d)?")
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+")


def said(error: object) -> str:
    """Return a line of the engine in the language of the page, not escaped; one that is unknown stays as it is."""
    return dated(translated(str(error), interface()) or str(error))


def dated(line: str) -> str:
    """Return a line with the moments in it as days: "2026-05-03T10:00:00+00:00" is "3 May 2026"."""
    return _MOMENT.sub(lambda found: unescape(date_words(found[0])), line)


def told(error: object) -> str:
    """Return a line of the engine as HTML, in the language of the page; where it stays English, it says so."""
    line = dated(str(error))
    if interface() == "en":
        return one_line(line)
    found = translated(line, interface())
    return escape(" ".join(found.split())) if found else f'<span lang="en">{one_line(line)}</span>'


def why(failure: Failure) -> str:
    """Return where a source failed, why and what to do, as HTML."""
    space = spaced(" ; ")[0] if interface() == "fr" else ""
    where = f"{told(failure.place)}{space}: " if failure.place else ""
    return f"{where}{told(failure.cause)}{space}; {told(failure.remedy)}"


@lru_cache(maxsize=2_000)
def translated(line: str, language: Language) -> str | None:
    """Return a line in a language that is not English; None where no catalogue has it."""
    if language == "en" or len(line) > LONGEST:
        return None
    return _divided(line, language) or _sentence(line, language) or _framed(line, language)


def _sentence(line: str, language: Language) -> str | None:
    for id, form, words in forms(language):
        if found := form.fullmatch(line):
            values = {name[1:]: value for name, value in found.groupdict().items()}
            said = {name: _value(value, language) for name, value in values.items()}
            if not values or said != values or said_by(id) >= LEAST:
                return _filled(words, said)
    return None


def _divided(line: str, language: Language) -> str | None:
    """Return a line whose sentences are known one by one."""
    for mark in islice(filter(_outside, re.finditer("; ", line)), PARTS):
        first = _sentence(line[: mark.start()], language) or _framed(line[: mark.start()], language)
        if first and (rest := translated(line[mark.end() :], language)):
            return f"{first}{spaced(' ; ')}{rest}"
    return None


def _outside(mark: re.Match[str]) -> bool:
    """Return whether a semicolon stands outside of what an article says."""
    before = mark.string[: mark.start()]
    return before.count("“") == before.count("”")


def _framed(line: str, language: Language) -> str | None:
    """Return a line that says of what it tells, or adds something in brackets."""
    for frame, words in zip(FRAMES, FRAMED, strict=True):
        found = frame.fullmatch(line)
        if found and (inside := _sentence(found["inside"], language)):
            return spaced(words).format(outside=_value(found["outside"], language), inside=inside)
    return None


def _value(value: str, language: Language) -> str:
    if _NUMBER.fullmatch(value):
        return decimal(int(value.replace(",", "")))
    return translated(value, language) or value


@cache
def forms(language: Language) -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Return the sentences of the engine with their forms and translations, those that say most first."""
    found = catalogue(language, "engine")
    first = sorted(found, key=lambda id: said_by(id) + (0 if id.startswith("{") else BEGINS), reverse=True)
    return tuple((id, _form(id), found[id]) for id in first)


def said_by(id: str) -> int:
    """Return how many letters of a sentence are its own."""
    return sum(one.isalpha() for text, _ in _fields(id) for one in text)


def _form(id: str) -> re.Pattern[str]:
    parts = (f"{re.escape(text)}{f'(?P<_{name}>.+?)' if name is not None else ''}" for text, name in _fields(id))
    return re.compile("".join(parts))


def _fields(words: str) -> Iterator[tuple[str, str | None]]:
    """Yield the parts of a sentence with fields: what stands there, and the name of the field behind it."""
    return ((text, name) for text, name, _, _ in Formatter().parse(words))


def _filled(words: str, values: dict[str, str]) -> str:
    return "".join(text + (values.get(name, "") if name is not None else "") for text, name in _fields(words))
