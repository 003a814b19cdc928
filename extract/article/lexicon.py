"""The words of section [article], of all languages together: an English page may stand on a French site."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from extract.lang import load, supported


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What site furniture says; sets hold folded words (`fold`), patterns match folded text."""

    function_words: frozenset[str]
    unfinished: frozenset[str]
    tail: frozenset[str]
    tail_opening: re.Pattern[str]
    discussion: re.Pattern[str]
    about: frozenset[str]
    more: frozenset[str]
    months: dict[str, int]
    weekdays: frozenset[str]
    date_filler: frozenset[str]
    ordinal_endings: str
    day_joiners: str
    no_author: frozenset[str]
    contact: re.Pattern[str]
    boilerplate: re.Pattern[str]
    insert: re.Pattern[str]
    caption: re.Pattern[str]
    caption_end: re.Pattern[str]
    credit: re.Pattern[str]
    agencies: re.Pattern[str]
    agency_credit: re.Pattern[str]
    reader: re.Pattern[str]
    byline: re.Pattern[str]
    byline_and: re.Pattern[str]
    published: re.Pattern[str]
    updated: re.Pattern[str]
    identity: re.Pattern[str]
    outlet_member: re.Pattern[str]
    outlet_produced: re.Pattern[str]
    name_joiners: frozenset[str]
    particles: frozenset[str]
    articles: frozenset[str]
    day_first: frozenset[str]


def fold(text: str) -> str:
    """Return the text in small letters with plain apostrophes and plain spaces; no offset moves in Latin text."""
    return text.replace("’", "'").replace("\xa0", " ").replace("\u202f", " ").lower()


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of all supported languages."""
    sections = [load(code).section("article") for code in supported()]

    def words(name: str) -> list[str]:
        return [fold(word) for section in sections for word in section[name]]

    def anywhere(name: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{_either(words(name))})(?!\w)")

    agencies = _either(words("agencies"))
    months = {
        fold(name): number
        for section in sections
        for number, names in enumerate(section["months"], 1)
        for name in names
    }
    return Lexicon(
        function_words=frozenset(words("function_words")),
        unfinished=frozenset(words("unfinished")),
        tail=frozenset(words("tail")),
        tail_opening=re.compile(rf"(?:{_either(words('tail_opening'))})(?!\w)"),
        discussion=anywhere("discussion"),
        about=frozenset(words("about")),
        more=frozenset(words("more")),
        months=months,
        weekdays=frozenset(words("weekdays")),
        ordinal_endings=_either(words("ordinal_endings")),
        day_joiners=_either(words("day_joiners")),
        date_filler=frozenset(words("date_filler")),
        no_author=frozenset(words("no_author")),
        contact=re.compile(rf"(?<!\w)(?:{_either(words('contact'))})"),
        boilerplate=anywhere("boilerplate"),
        insert=re.compile(rf"\W{{0,3}}(?:{_either(words('insert'))})\s?(?:[:>|»\-–—]|$)"),
        caption=re.compile(rf"\W{{0,3}}(?:{_either(words('caption'))})\s?[:|©/]"),
        caption_end=re.compile(rf"[.!?)(\[/|–—]\s?(?:{_either(words('caption'))})\s?:"),
        credit=anywhere("credit"),
        agencies=anywhere("agencies"),
        agency_credit=re.compile(rf"(?<!\w)(?:{agencies})\s?/\s?\w|\w\s?/\s?(?:{agencies})(?!\w)"),
        reader=anywhere("reader"),
        byline=re.compile(rf"(?:{_either(words('byline'))})\s"),
        byline_and=re.compile(rf",\s?|\s(?:{_either(words('byline_and'))}|&)\s"),
        published=re.compile(rf"\W{{0,3}}(?:{_either(words('published'))})(?!\w)"),
        updated=re.compile(rf"(?<!\w)(?:{_either(words('updated'))})(?!\w)"),
        identity=re.compile(rf"\s(?:{_either(words('identity'))})\s"),
        outlet_member=anywhere("outlet_member"),
        outlet_produced=anywhere("outlet_produced"),
        particles=frozenset(words("particles")),
        name_joiners=frozenset(words("name_joiners")),
        articles=frozenset(words("articles")),
        day_first=frozenset(code for code in supported() if load(code).section("article")["day_first"]),
    )


def _either(phrases: Iterable[str]) -> str:
    """Return the alternatives of a pattern, longest first, so that the longest phrase is matched."""
    return "|".join(re.escape(phrase) for phrase in sorted(set(phrases), key=len, reverse=True))
