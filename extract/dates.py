"""Full dates as sites and people write them → ISO; a date that could be two is none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cache

from extract.lang import load, supported

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[Tt ]\d{2}:\d{2}\S{0,20})?(?!\d)")
_MESSAGE = re.compile(r"(?:[A-Za-z]{3},\s)?\d{1,2}\s[A-Za-z]{3}\s\d{4}\s\d{2}:\d{2}")
_NUMERIC = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/-]|\.\d)")
# A year of two digits is of this century.
_CENTURY = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class DateWords:
    """The words of section [dates], of all languages together; sets hold folded words, patterns match folded text."""

    months: dict[str, int]
    weekdays: frozenset[str]
    filler: frozenset[str]
    ordinal_endings: str
    day_joiners: str
    published: re.Pattern[str]
    updated: re.Pattern[str]
    day_first: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Patterns:
    """Dates in words, with (day, month, year), (month, day, year), (day, month) and (month, day) as groups."""

    day_month_year: re.Pattern[str]
    month_day_year: re.Pattern[str]
    day_month: re.Pattern[str]
    month_day: re.Pattern[str]


def fold(text: str) -> str:
    """Return the text in small letters with plain apostrophes and plain spaces; no offset moves in Latin text."""
    return text.replace("’", "'").replace("\xa0", " ").replace("\u202f", " ").lower()


def either(phrases: Iterable[str]) -> str:
    """Return the alternatives of a pattern, longest first, so that the longest phrase is matched."""
    return "|".join(re.escape(phrase) for phrase in sorted(set(phrases), key=len, reverse=True))


@cache
def date_words() -> DateWords:
    """Return the words of all supported languages: an English page may stand on a French site."""
    sections = [load(code).section("dates") for code in supported()]

    def every(name: str) -> list[str]:
        return [fold(word) for section in sections for word in section[name]]

    months = {
        fold(name): number
        for section in sections
        for number, names in enumerate(section["months"], 1)
        for name in names
    }
    return DateWords(
        months=months,
        weekdays=frozenset(every("weekdays")),
        filler=frozenset(every("filler")),
        ordinal_endings=either(every("ordinal_endings")),
        day_joiners=either(every("day_joiners")),
        published=re.compile(rf"\W{{0,3}}(?:{either(every('published'))})(?!\w)"),
        updated=re.compile(rf"(?<!\w)(?:{either(every('updated'))})(?!\w)"),
        day_first=frozenset(code for code in supported() if load(code).section("dates")["day_first"]),
    )


@cache
def _patterns() -> _Patterns:
    known = date_words()
    day = rf"(\d{{1,2}})(?:{known.ordinal_endings})?"
    month = r"([^\W\d_]{3,10})\.?"
    joined = rf"(?:(?:{known.day_joiners})\s)?"
    return _Patterns(
        re.compile(rf"(?<![\d.]){day}\.?,?\s{joined}{month},?\s(\d{{4}})(?!\d)"),
        re.compile(rf"(?<!\w){month}\s{day},?\s(\d{{4}})(?!\d)"),
        re.compile(rf"(?<!\w){day}\s{month}(?!\w)"),
        re.compile(rf"(?<!\w){month}\s{day}(?!\w)"),
    )


def iso_date(value: str | None, day_first: bool = False) -> str | None:
    """Return a date or time given as metadata as ISO, or None where it is none or could be two.

    `day_first` says that 12/09/2008 is 12 September, as in the language of the text; else it is nothing.
    """
    text = (value or "").strip()
    if len(text) > 60:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        pass
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        pass
    try:  # as feeds and messages have it: "Sun, 03 May 2026 10:12:00 +0200"
        return parsedate_to_datetime(text).isoformat() if _MESSAGE.match(text) else _worded(text, day_first)
    except ValueError:
        return _worded(text, day_first)


def _worded(text: str, day_first: bool) -> str | None:
    found = first_date(text, day_first)
    return found[0] if found else None


def first_date(text: str, day_first: bool = False, month_first: bool = False) -> tuple[str, int, int] | None:
    """Return the first full date in a line, as ISO, and where it begins and ends.

    12/09/2008 is read only where it is known which of the two comes first, and 12/09/08 likewise.
    """
    line = fold(text[:600])
    found = [(match.start(), match.end(), day) for match, day in _readings(line, day_first, month_first) if day]
    if not found:
        return None
    start, end, day = min(found)
    return day.isoformat(), start, end


def month_day(text: str) -> str | None:
    """Return the first "Sept 10" or "10 septembre" in a line as "--09-10"."""
    line = fold(text[:300])
    found = []
    for pattern, day, month in ((_patterns().day_month, 1, 2), (_patterns().month_day, 2, 1)):
        for match in pattern.finditer(line):
            number = date_words().months.get(match[month])
            # 2000 was a leap year: 29 February is a day.
            if number and _day(2000, number, int(match[day])):
                found.append((match.start(), f"--{number:02}-{int(match[day]):02}"))
    return min(found)[1] if found else None


def is_date_line(text: str) -> bool:
    """Whether a line is a date and nothing more: weekday, hour, "Published" and "Updated" left aside."""
    line = fold(text[:120])
    if len(text) > 120 or not any(character.isdigit() for character in line):
        return False
    found = first_date(line, day_first=True)
    known = date_words()
    labelled = known.updated.sub(" ", known.published.sub(" ", line))
    if not found and not month_day(line):
        return False
    rest = re.findall(r"[^\W\d_][^\W\d_.]*", labelled)
    return all(
        word in known.months or word in known.weekdays or word in known.filler or len(word) == 1 for word in rest
    )


def is_stamp(text: str) -> bool:
    """Whether a line says when its article was published or updated, and nothing else."""
    labels, head = date_words(), fold(text[:120])
    return bool(labels.updated.search(head) or labels.published.match(head)) and is_date_line(text)


def _readings(line: str, day_first: bool, month_first: bool) -> list[tuple[re.Match[str], date | None]]:
    months = date_words().months
    read: list[tuple[re.Match[str], date | None]] = []
    for match in _ISO.finditer(line):
        read.append((match, _day(int(match[1]), int(match[2]), int(match[3]))))
    for match in _patterns().day_month_year.finditer(line):
        read.append((match, _day(int(match[3]), months.get(match[2], 0), int(match[1]))))
    for match in _patterns().month_day_year.finditer(line):
        read.append((match, _day(int(match[3]), months.get(match[1], 0), int(match[2]))))
    for match in _NUMERIC.finditer(line):
        read.append((match, _numeric(int(match[1]), int(match[3]), match[4], day_first, month_first)))
    return read


def _numeric(one: int, other: int, written: str, day_first: bool, month_first: bool) -> date | None:
    """Read 13/09/2008 and 09/13/2008; 12/09/2008 is 12 September or 9 December, so nothing unless one is first."""
    short = len(written) == 2
    year = int(written) + _CENTURY * short
    if short and not (day_first or month_first):
        return None
    if one == other or one > 12 or (day_first and other <= 12):
        return _day(year, other, one)
    return _day(year, one, other) if other > 12 or month_first else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1800 <= year <= 2200 else None
    except ValueError:
        return None
