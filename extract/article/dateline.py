"""The dateline at the head of a report: "ISLAMABAD, Sept 10:", "PARIS (AFP) –", "Lyon, le 3 mai 2026 –"."""

import re

from extract.article.lexicon import lexicon
from extract.dates import date_words, first_date, fold, is_date_line, month_day
from extract.model import Span

_LONGEST = 90
_END = re.compile(r"\s?(?:--|[–—:])\s|\s-\s|\.\s[–—-]\s?")
_DASH = re.compile(r"\s(?:--?|[–—])\s")
_HOUR = re.compile(r"\d{1,2}\s?[:hH.]\s?\d{2}(?:\s?(?:am|pm|[A-Z]{2,4}))?")
_AGENCY = re.compile(r"\(([^()]{2,30})\)")


def dateline(text: str, start: int, end: int) -> Span | None:
    """Return the span of the dateline that opens a stretch of text, its dash or colon included, or None."""
    while start < end and text[start].isspace():
        start += 1
    head = text[start : min(end, start + _LONGEST)].split("\n", 1)[0]
    for match in _END.finditer(head):
        if _is_dateline(head[: match.start()], match.group(), head[match.end() :]):
            return Span(start, start + match.end())
    return None


def is_placed_date(line: str) -> bool:
    """Whether a line ends with a place and a full date: "Lyon, le 3 mai 2026", "Press release – Lyon, 3 May 2026".

    An hour or the agency in brackets may follow: "Lyon, le 3 mai 2026 – 17h45", "LYON, 3 May 2026 (The Wire)".
    """
    part = _last_part(line)
    found = first_date(part)
    if len(line) > _LONGEST or found is None or found[1] < 3 or found[2] < len(part):
        return False
    names = [word for word in re.findall(r"[^\W\d_]+", part[: found[1]]) if not _of_a_date(fold(word))]
    known = lexicon()
    proper = all(word[0].isupper() or fold(word) in known.name_joiners for word in names)
    return proper and 0 < len(names) <= 4 and ":" not in part


def ends_with_date(line: str) -> bool:
    """Whether a dash parts a full date at the end of a line from what the document is: "Communiqué – 2 août 2023"."""
    return len(line) <= _LONGEST and len(_DASH.split(line)) > 1 and is_date_line(_last_part(line))


def _last_part(line: str) -> str:
    """Return what stands behind the last dash of a line, the hour and an agency in brackets apart."""
    parts = [part.strip(" .") for part in _DASH.split(_AGENCY.sub("", line[:_LONGEST]))]
    while len(parts) > 1 and _HOUR.fullmatch(parts[-1]):
        parts.pop()
    return parts[-1]


def _is_dateline(head: str, mark: str, after: str) -> bool:
    """Whether the words before the mark are a place with a date or an agency, or a place alone before a dash."""
    if head.startswith("(") and head.endswith(")"):
        head = head[1:-1]
    agency = _AGENCY.search(head)
    place = (head[: agency.start()] + head[agency.end() :] if agency else head).strip(" ,/")
    dated = bool(month_day(place) or first_date(place))
    words = re.findall(r"[^\W\d_]+", place)
    known = lexicon()
    names = [word for word in words if not _of_a_date(fold(word))]
    if not names or len(names) > 6 or not all(word[0].isupper() or fold(word) in known.name_joiners for word in names):
        return False
    if agency and (agency[1].isupper() or known.agencies.search(agency[1])):
        return True
    if dated:
        return True
    # Before a colon it might be the speaker of a transcript, within a sentence anybody.
    return ":" not in mark and len(place) >= 4 and len(names) <= 4 and (place.isupper() or _opens_sentence(after))


def _opens_sentence(text: str) -> bool:
    return text.lstrip("\"“”«‘' \xa0\u202f")[:1].isupper()


def _of_a_date(word: str) -> bool:
    known = date_words()
    parts = known.months, known.weekdays, known.filler, known.ordinal_endings.split("|")
    return any(word in part for part in parts)
