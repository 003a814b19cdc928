"""The signs in a text of when and where something was said: the words for them are the language's."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from extract.errors import LanguageError
from extract.lang import load
from extract.matching.lexicon import lexicon
from extract.matching.occasions import SLACK, Days, Occasion
from extract.matching.report import folded_words, name_words
from extract.matching.scene import Scene


def occasion_of(scene: Scene, speaker: str | None, language: str | None, latest: int | None = None) -> Occasion:
    """Return what a quote's own sentence tells of its occasion, else the nearest before it that names the speaker.

    `latest` is the day of the article, as an ordinal.
    """
    nothing, known = Occasion(latest=latest), _patterns(language)
    if known is None:
        return nothing
    name = name_words(speaker, language)[-1:]
    before = [part for part in scene.before[-LEADING:] if name and name[0] in folded_words(part)]
    found = (known.occasion(part, latest, own=part is scene.own) for part in (scene.own, *reversed(before)))
    return next((one for one in found if one.told), nothing)


LEADING = 2
"""Sentences before a quote's own that may tell where its speaker spoke."""


_NAME = r"[^\W\d_a-zà-ÿ][\w.'’&-]*"


class _Patterns:
    """What finds the signs of an occasion in a language's text."""

    def __init__(self, section: Mapping[str, Any], months: Sequence[Sequence[str]], sayings: frozenset[str]) -> None:
        self._sayings = sayings
        self._weekdays = {name: number for number, name in enumerate(section["weekdays"])}
        self._months = {name: number for number, names in enumerate(months, 1) for name in names}
        self._words_too = frozenset(section["words_too"])
        self._back: Mapping[str, int] = section["days_back"]
        self._not_then, self._behind = frozenset(section["not_then"]), frozenset(section["not_then_behind"])
        self._other = frozenset(section["other_time"])
        self._in_month = frozenset(section["in_month"])
        self._spans: Mapping[str, tuple[int, int]] = section["spans"]
        named = [*self._weekdays, *self._months, *self._back, *self._spans]
        self._day = re.compile(rf"(?<![\w-])({_either(named)})(['’]s)?(?![\w-])", re.I)
        self._nouns = {noun: group for group, nouns in section["media"].items() for noun in nouns}
        self._verbs = {verb: group for group, verbs in section["media_verbs"].items() for verb in verbs}
        nouns, words = _either(self._nouns), r"(?:[\w'’.&-]+\s){0,5}?"
        behind = _either([*section["behind"], *self._weekdays])
        self._noun = re.compile(
            rf"(?<!\w)(?:{_either(section['at'])})\s{words}({nouns})(?!['’\w])(?!\s(?!(?:{behind})(?!\w))\w)", re.I
        )
        self._event = re.compile(rf"\s{words}(?:{nouns})(?!\w)", re.I)
        self._verb = re.compile(rf"(?<!\w)({_either(self._verbs)})(?!\w)", re.I)
        hosts = _either([*section["hosts"], *section["on_radio"]])
        self._radio = frozenset(name.lower() for name in section["on_radio"])
        self._hosted = re.compile(rf"(?<!\w)(?i:{_either(section['to_hosts'])})\s{words}({hosts})(?!\w)")
        crowds = nouns + "|" + _either(section["crowds"])
        town = rf"({_NAME}(?:\s{_NAME}){{0,2}})(?:,\s({_NAME}(?:\s{_NAME})?))?"
        self._town = re.compile(rf"(?<!\w)(?i:(?:{crowds})\s({_either(section['place_at'])}))\s{town}")
        self._town_at = frozenset(section["town_at"])

    def occasion(self, text: str, latest: int | None, *, own: bool) -> Occasion:
        """Return what a sentence tells, which is the `own` one of the quote or stands before it."""
        place = self._place(text)
        return Occasion(
            days=self._days(text, latest, own=own) if latest else None,
            hosts=self._hosts(text),
            place=frozenset(name.rstrip(".") for name in place[1:] if name),
            media=self._media(text),
            latest=latest,
            town=bool(place) and (bool(place[2]) or place[0].lower() in self._town_at),
        )

    def _days(self, text: str, today: int, *, own: bool) -> Days | None:
        """Return the days that a text names, those of its last word for them; weeks and months only in the own one."""
        found = [days for match in self._day.finditer(text) for days in self._read(text, match, today, own)]
        return found[-1] if found else None

    def _read(self, text: str, match: re.Match[str], today: int, own: bool) -> Iterator[Days]:
        before = [word.strip(",;:").lower() for word in text[max(0, match.start() - NEAR) : match.start()].split()]
        last, word = before[-1] if before else "", match[1].lower()
        behind = text[match.end() :].split(maxsplit=1)[:1]
        if last in self._not_then or self._behind & set(behind) or self._other & set(before[-WITHIN:]):
            return
        if match[2] and not self._event.match(text, match.end()):
            return  # of "Monday's vote" he may speak on any day
        if word in self._months:
            yield from self._in_month_of(text, match, last, today) if own else ()
        elif word in self._spans:
            first, final = self._spans[word]
            yield from [(today - first, today - final)] if own else ()
        else:
            back = self._back.get(word, (today - 1 - self._weekdays.get(word, 0)) % 7)
            yield today - back, today - back

    def _in_month_of(self, text: str, match: re.Match[str], last: str, today: int) -> Iterator[Days]:
        """Yield the day "Feb. 6" or "6 février", or the days of "in August", that came last.

        What came last long ago may be one to come, unless it is told right behind a verb of saying.
        """
        if match[1].lower() in self._words_too and not match[1][0].isupper():
            return
        number, month, now = _NUMBER.match(text, match.end()), self._months[match[1].lower()], date.fromordinal(today)
        ahead = _DAY_AHEAD.search(text[max(0, match.start() - 8) : match.start()])
        day = int(number[1]) if number and not ahead else int(ahead[1]) if ahead else None
        if day is None and last not in self._in_month:
            return
        year = _YEAR.match(text, number.end() if number and not ahead else match.end())
        one = int(year[1]) if year else now.year - ((month, day or 1) > (now.month, now.day + SLACK))
        first = _ordinal(one, month, day or 1)
        told = not self._sayings.isdisjoint(text[: match.start()].lower().split()[-2:])
        if first and (year or told or today - first <= HALF_YEAR):
            yield first, first if day else min(first + 30, max(today, first))

    def _hosts(self, text: str) -> frozenset[str]:
        """Return the channels and papers that a text says were spoken to or through; "radio" is one that is none."""
        found = {match[1].lower() for match in self._hosted.finditer(text)}
        return frozenset(found | ({RADIO} if found & self._radio else set()))

    def _place(self, text: str) -> tuple[str, ...]:
        """Return what stands behind the name of an event: the preposition, the place, the region or None."""
        found = [match.groups() for match in self._town.finditer(text) if match[2].lower() not in self._months]
        return found[-1] if found else ()

    def _media(self, text: str) -> frozenset[str]:
        """Return the groups of what something was said in, of the last that a text names."""
        found = {match.end(): self._nouns[match[1].lower()] for match in self._noun.finditer(text)}
        found |= {match.end(): self._verbs[match[1].lower()] for match in self._verb.finditer(text)}
        return frozenset({found[max(found)]} if found else ())


RADIO = "radio"

NEAR, WITHIN = 60, 5
"""Characters and words before a day that may say that it is another one."""

HALF_YEAR = 183

_NUMBER = re.compile(r"\.?\s(\d{1,2})(?:st|nd|rd|th)?(?![\d.]*\d)")
_DAY_AHEAD = re.compile(r"(?<!\d)(\d{1,2})(?:er)?\s$")
_YEAR = re.compile(r"\.?,?\s(\d{4})(?!\d)")


def _ordinal(year: int, month: int, day: int) -> int | None:
    try:
        return date(year, month, day).toordinal()
    except ValueError:
        return None


def _either(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


@cache
def _patterns(language: str | None) -> _Patterns | None:
    try:
        words = load(language or "")
        section, months = words.section("matching")["occasions"], words.section("dates")["months"]
    except (LanguageError, KeyError):
        return None
    return _Patterns(section, months, lexicon(language).sayings)
