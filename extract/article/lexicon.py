"""The words of section [article], of all languages together: an English page may stand on a French site."""

import re
from dataclasses import dataclass
from functools import cache

from extract.dates import either, fold
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
    box: re.Pattern[str]
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
    identity: re.Pattern[str]
    outlet_member: re.Pattern[str]
    outlet_produced: re.Pattern[str]
    name_joiners: frozenset[str]
    particles: frozenset[str]
    articles: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of all supported languages."""
    sections = [load(code).section("article") for code in supported()]

    def words(name: str) -> list[str]:
        return [fold(word) for section in sections for word in section[name]]

    def anywhere(name: str) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{either(words(name))})(?!\w)")

    agencies = either(words("agencies"))
    return Lexicon(
        function_words=frozenset(words("function_words")),
        unfinished=frozenset(words("unfinished")),
        tail=frozenset(words("tail")),
        tail_opening=re.compile(rf"(?:{either(words('tail_opening'))})(?!\w)"),
        discussion=anywhere("discussion"),
        about=frozenset(words("about")),
        more=frozenset(words("more")),
        box=re.compile(rf"(?:{either(words('box'))})(?!\w)"),
        no_author=frozenset(words("no_author")),
        contact=re.compile(rf"(?<!\w)(?:{either(words('contact'))})"),
        boilerplate=anywhere("boilerplate"),
        insert=re.compile(rf"\W{{0,3}}(?:{either(words('insert'))})\s?(?:[:>|»\-–—]|$)"),
        caption=re.compile(rf"\W{{0,3}}(?:{either(words('caption'))})\s?[:|©/]"),
        caption_end=re.compile(rf"[.!?)(\[/|–—]\s?(?:{either(words('caption'))})\s?:"),
        credit=anywhere("credit"),
        agencies=anywhere("agencies"),
        agency_credit=re.compile(rf"(?<!\w)(?:{agencies})\s?/\s?\w|\w\s?/\s?(?:{agencies})(?!\w)"),
        reader=anywhere("reader"),
        byline=re.compile(rf"(?:{either(words('byline'))})\s"),
        byline_and=re.compile(rf",\s?|\s(?:{either(words('byline_and'))}|&)\s"),
        identity=re.compile(rf"\s(?:{either(words('identity'))})\s"),
        outlet_member=anywhere("outlet_member"),
        outlet_produced=anywhere("outlet_produced"),
        particles=frozenset(words("particles")),
        name_joiners=frozenset(words("name_joiners")),
        articles=frozenset(words("articles")),
    )
