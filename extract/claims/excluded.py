"""Stretches of text whose digits are no quantity: links, phones, dates, times, list marks."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.claims.lexicon import Lexicon
from extract.model import Span

_GAP = r"[^\S\n]{0,3}\n?[^\S\n]{0,3}"
_LINKS = (
    r"(?P<name>(?:https?://|www\.)[^\s<>\"“”«»]{1,2000}|[\w.+-]{1,64}@[\w-]{1,255}(?:\.[\w-]{1,63}){1,5}"
    r"|(?<![\w.-])[\w-]{1,60}(?:\.[\w-]{1,60}){0,4}\.(?:com|org|net|gov|int|edu)/[^\s<>\"“”«»]{0,2000}"
    r"|=\"[^\"\s<>]{0,300}\""
    r"|(?<!\w)(?:#|[Nn]os?\.|[Nn][°º]|№)[^\S\n]?\d{1,12})"
)
_PHONES = (
    r"(?P<phone>(?<![\w.])\+\d[\d\u00a0 .()/-]{6,20}\d"
    r"|(?<![\w.])\(\+?\d{2,5}\)[ -]?\d{3,4}[ .-]?\d{3,4}(?!\d)"
    r"|(?<![\w.,-])\d{3}[ .-]\d{3}[.-]\d{4}(?![\d,])"
    r"|(?<![\w.,-])\d{3}-\d{4}(?![\w,.-]\d|\d)"
    r"|(?<![\w.,])0\d(?:[ .\u00a0]\d{2}){4}(?!\d)"
    r"|(?<![\w.,])0\d{2,4}[ -]\d{5,8}(?!\d)"
    r"|(?<![\w.,])0\d{2,4}(?:[ .-]\d{2,4}){2,3}(?![\d,]))"
)
_LISTS = r"(?P<list>(?<![^\n])[^\S\n]{0,8}(?:[-*•·][^\S\n]{0,3})?\(?\d{1,3}[.)](?=[^\S\n]))"


@dataclass(frozen=True, slots=True)
class Excluded:
    """A stretch with the reason why it is no quantity."""

    span: Span
    reason: str


@cache
def _expression(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile("|".join((_LINKS, _PHONES, _dates(lexicon), _times(lexicon), _LISTS)))


def _dates(lexicon: Lexicon) -> str:
    day = r"\d{1,2}(?:st|nd|rd|th|er|e)?"
    year = r"(?:1[0-9]|20)\d{2}(?![\d]|[.,]\d)"
    shapes = [
        r"(?<![\d.,/-])\d{4}-\d{2}-\d{2}(?:T[\d:.]{4,15}Z?)?(?!\d)",
        r"(?<![\d.,/])\d{1,2}/\d{1,2}/(?:\d{4}|\d{2})(?![\d/])",
        r"(?<![\d.,])(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d{2}(?!\d)",
        r"(?<![\w.,])(?:1[0-9]|20)\d0s\b",
        r"(?<!\w)['’]\d0s\b",
        r"(?<![\w.,$€£-])(?:19|20)\d{2}[-–/](?:(?:19|20)\d{2}|\d{2})(?![\d%]|[.,]\d)",
        r"\b(?:mid|pre|post|early|late|mi)-(?:1[0-9]|20)\d{2}s?\b",
        r"(?<!\w)9/11(?!\w)",
    ]
    if lexicon.month:
        names = "|".join(re.escape(name) for name in sorted(lexicon.month, key=len, reverse=True))
        month = rf"(?:{names})(?!\w)\.?" if lexicon.month_case else rf"(?i:{names})(?!\w)\.?"
        shapes = [
            rf"(?<![\w.,]){day}(?:{_GAP}(?:of{_GAP})?|-){month}(?:,?{_GAP}{year})?",
            rf"(?<!\w){month}{_GAP},?{_GAP}(?:{year}|{day}(?:[-–]{day})?(?![\d%]|[.,:]\d)(?:,?{_GAP}{year})?)",
            *shapes,
        ]
    if lexicon.era:
        era = "|".join(re.escape(word) for word in lexicon.era)
        shapes += [rf"\b(?:{era}){_GAP}\d{{1,4}}\b", rf"(?<![\d.,])\d{{1,4}}{_GAP}(?:{era})(?!\w)"]
    return f"(?P<date>{'|'.join(shapes)})"


def _times(lexicon: Lexicon) -> str:
    shapes = [r"(?<![\d.,:])\d{1,2}:\d{2}(?::\d{2})?(?![\d:])(?:\.\d)?", r"(?<![\w.,])\d{1,2}[hH]\d{2}(?!\w)"]
    if lexicon.clock:
        clock = "|".join(re.escape(word) for word in sorted(lexicon.clock, key=len, reverse=True))
        shapes.insert(0, rf"(?<![\w,$€£])\d{{1,4}}(?:[:.]\d{{2}}){{0,2}}{_GAP}(?i:{clock})(?!\w)")
    if lexicon.clock_after:
        after = "|".join(re.escape(word) for word in lexicon.clock_after)
        shapes.append(rf"(?<=\b)(?i:{after}){_GAP}\d{{1,2}}{_GAP}(?:h|heures?)(?!\w)(?:{_GAP}\d{{2}}(?!\d))?")
    for opener, joiner in lexicon.clock_ranges:
        hour = rf"\d{{1,2}}{_GAP}(?:h|heures?)(?!\w)(?:{_GAP}\d{{2}}(?!\d))?"
        shapes.insert(0, rf"(?<!\w)(?i:{re.escape(opener)}){_GAP}{hour}{_GAP}(?i:{re.escape(joiner)}){_GAP}{hour}")
    return f"(?P<time>{'|'.join(shapes)})"


def excluded(text: str, lexicon: Lexicon) -> Iterator[Excluded]:
    """Yield what is no quantity, in order and without overlap."""
    for match in _expression(lexicon).finditer(text):
        start, end = match.span()
        while start < end and text[start].isspace():
            start += 1
        if end > start and any(character.isdigit() for character in match.group()):
            yield Excluded(Span(start, end), match.lastgroup or "name")
