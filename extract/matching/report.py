"""One wording by one speaker at one time: the copies of a quote, laid together before anything is compared."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache

from rapidfuzz import fuzz

from extract.matching.alignment import Alignment, align
from extract.matching.lexicon import lexicon
from extract.matching.normal import Normal, normal
from extract.matching.openings import opens_clause, without_opening
from extract.matching.score import SPOKEN, Circumstances, late_bits
from extract.model import Quote

_INNER = re.compile(r"“[^“”]{4,2000}”|‘[^‘’“”]{4,2000}’(?!\w)|«[^«»]{4,2000}»|''[^'\"]{4,2000}''")
_NAME_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")


@dataclass(frozen=True, slots=True, eq=False)
class Day:
    """A day; `year` is None in a dateline's "--09-10"."""

    year: int | None
    ordinal: int


@lru_cache(maxsize=10_000)
def day(text: str | None) -> Day | None:
    """Return the day of an ISO date or time, of "--09-10", or None where it is neither."""
    if not text:
        return None
    yearless = text.startswith("--")
    try:
        found = date.fromisoformat("2000-" + text[2:7] if yearless else text[:10])
    except ValueError:
        return None
    return Day(None if yearless else found.year, found.timetuple().tm_yday if yearless else found.toordinal())


def days_between(a: Day | None, b: Day | None) -> int | None:
    """Return the days from one to the other, the fewest possible where a year is unknown; None without a day."""
    if a is None or b is None:
        return None
    if a.year is not None and b.year is not None:
        return abs(a.ordinal - b.ordinal)
    first, second = (found.ordinal if found.year is None else _of_year(found.ordinal) for found in (a, b))
    return min(abs(first - second), 366 - abs(first - second))


def _of_year(ordinal: int) -> int:
    found = date.fromordinal(ordinal)
    return date(2000, found.month, found.day).timetuple().tm_yday


@lru_cache(maxsize=50_000)
def name_words(name: str | None, language: str | None) -> tuple[str, ...]:
    """Return the capitalised words of a speaker's name, folded; none of a pronoun, a title, or what only describes.

    A name ends in a capital: "the ministry" and "a Clinton ally" are none.
    """
    words = lexicon(language)
    written = _NAME_WORD.findall(name or "")
    if not written or not written[-1][0].isupper():
        return ()
    found = [word for word in written if word[0].isupper()]
    return tuple(_folded(word) for word in found if word.lower() not in words.pronouns | words.honorifics)


def folded_words(text: str) -> frozenset[str]:
    """Return the words of a text as those of names are compared."""
    return frozenset(map(_folded, _NAME_WORD.findall(text)))


@lru_cache(maxsize=100_000)
def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).removesuffix("'s")


ALIKE = 85.0
"""rapidfuzz ratio from which two spellings of a name's last word are one ("Haddad", "Hadad")."""


@lru_cache(maxsize=200_000)
def names_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool | None:
    """Return whether two names may be one speaker's, or None where one of them is no name."""
    if not a or not b:
        return None
    short, long = sorted((a, b), key=len)
    if not any(_same_word(short[-1], word) for word in long):
        return False
    return all(any(_same_word(word, other) or skeleton(word) == skeleton(other) for other in long) for word in short)


def skeleton(word: str) -> str:
    """Return what two spellings of a name have in common: its letters without vowels after the first, none twice."""
    kept = [letter for letter in word[1:] if letter not in "aeiouyh'-"]
    return word[:1] + "".join(letter for place, letter in enumerate(kept) if place == 0 or kept[place - 1] != letter)


def _same_word(a: str, b: str) -> bool:
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return a == b or fuzz.ratio(a, b, score_cutoff=ALIKE) > 0


@dataclass(frozen=True, slots=False, eq=False)
class Report:
    """Quotes of the same words, language and speaker, said at about one time; `text` is the first one's.

    Neither `text` nor `normal` has the word that leads into what is told at second hand ("that", "to").
    `called` is how the first quote names or describes its speaker, folded, "" where it does not.
    """

    normal: Normal
    text: str
    language: str | None
    speaker_id: str | None
    name: tuple[str, ...]
    day: Day | None
    articles: frozenset[str]
    kind: str | None
    quotes: tuple[Quote, ...]
    called: str = ""
    speaker_kind: str | None = None

    @cached_property
    def title(self) -> bool:
        return is_title(self.text)

    @cached_property
    def topic(self) -> bool:
        return is_reported(self.kind) and is_topic(self)

    @cached_property
    def mentions(self) -> frozenset[str]:
        """Return all its words as names are compared."""
        return frozenset(map(_folded, self.normal.words))

    @cached_property
    def own(self) -> Normal | None:
        """Return the words outside the quotation marks inside a direct quote; None where there are no such marks."""
        if self.kind != "direct" or not _INNER.search(self.text):
            return None
        outside = _INNER.sub(" ", self.text)
        return normal(outside, self.language) if outside.strip() else None


def reports(quotes: Sequence[Quote]) -> list[Report]:
    """Lay quotes of the same words, language, speaker and article together, in an order that no input order changes."""
    alike: dict[Key, tuple[Normal, list[Quote]]] = {}
    for quote in sorted(quotes, key=order):
        plain = plain_words(quote)
        alike.setdefault(report_key(quote, plain), (plain, []))[1].append(quote)
    return in_order(report for plain, same in alike.values() for report in laid_together(plain, same))


Key = tuple[object, ...]


def report_key(quote: Quote, plain: Normal) -> Key:
    """Return what quotes of one report have in common; `plain` are the words of the quote."""
    return (plain.words or quote.id, plain.language, quote.speaker_id, name_words(quote.speaker, plain.language))


def laid_together(plain: Normal, quotes: Sequence[Quote]) -> Iterator[Report]:
    """Yield the reports that quotes of one key make, which come in order; `plain` are the words of the first."""
    yield from (_report(plain, group) for group in _occasions(plain, quotes))


def in_order(found: Iterable[Report]) -> list[Report]:
    """Return reports as they came, the first quote of each telling."""
    return sorted(found, key=lambda report: order(report.quotes[0]))


def plain_words(quote: Quote) -> Normal:
    """Return the normal form of a quote, without the word that leads into what is told at second hand."""
    language = quote.language or normal(quote.text, None).language
    return normal(without_opening(quote.text, quote.kind, language), language)


def order(quote: Quote) -> tuple[str, str, str]:
    """Return what tells of two quotes which comes first."""
    return (quote.date or "~", quote.text, quote.id)


def _occasions(plain: Normal, quotes: Sequence[Quote]) -> Iterator[Sequence[Quote]]:
    """Part copies of the same words where more time has gone by since the first than their weight can bridge."""
    if len(quotes) == 1:
        yield quotes
        return
    group: list[Quote] = []
    for quote in quotes:
        apart = days_between(day(group[0].date), day(quote.date)) if group else 0
        if group and plain.weight - late_bits(apart) < SPOKEN.total:
            yield group
            group = []
        group.append(quote)
    yield group


def _report(plain: Normal, quotes: Sequence[Quote]) -> Report:
    first = quotes[0]
    return Report(
        normal=plain,
        text=without_opening(first.text, first.kind, plain.language),
        language=plain.language,
        speaker_id=first.speaker_id,
        name=name_words(first.speaker, plain.language),
        day=day(first.date),
        articles=frozenset(quote.article_id for quote in quotes if quote.article_id),
        kind=first.kind,
        quotes=tuple(quotes),
        called=_folded(first.speaker or ""),
        speaker_kind=first.speaker_kind,
    )


def speakers_agree(a: Report, b: Report) -> bool | None:
    """Return whether two reports name one speaker; None where one of them names nobody, or where nobody can tell.

    Many people ("59 percent of voters") are no single person, and no other many. Two ids are two people only where
    their names say so too: across articles a surname alone is left apart from the full name for want of evidence, and
    the words may be that evidence.
    """
    if a.speaker_id and a.speaker_id == b.speaker_id:
        return True
    if MANY in (a.speaker_kind, b.speaker_kind):
        if _are_others(a, b):
            return False
        if a.called == b.called:
            return True
    agreed = names_agree(a.name, b.name)
    if agreed and a.speaker_id and b.speaker_id and min(len(a.name), len(b.name)) > 1:
        return None
    return agreed


MANY = "group"
NAMED = frozenset((MANY, "organisation", "document"))


def _are_others(a: Report, b: Report) -> bool:
    """Return whether two speakers, one of them many, are two: one is a person, or they are described otherwise.

    Who is not named at all ("they") may be anybody.
    """
    if "person" in (a.speaker_kind, b.speaker_kind):
        return True
    if not NAMED.issuperset((a.speaker_kind, b.speaker_kind)):
        return False
    return fuzz.token_set_ratio(a.called, b.called, score_cutoff=ALIKE) == 0


def told_apart(a: Report, b: Report, known: Circumstances, shared: Alignment) -> bool:
    """Return whether shared words are no sign of one utterance: one of two speakers answers or quotes the other.

    So it is where one names the other in the words themselves, or says the shared words in quotation marks inside a
    direct quote; where all that two speakers share is a title; and where one speaks days after the other, or is many
    ("Republican voters"): an outlet has the wrong name on the day, and does not mistake who was asked. What unknown
    speakers are said at second hand to have said days apart is two utterances: topics stay in every mouth.
    """
    if known.speakers is True:
        return False
    late = (known.days or 0) > SOON
    if known.speakers is None and known.reported and late:
        return True
    if known.speakers is False and (late or known.title or MANY in (a.speaker_kind, b.speaker_kind)):
        return True
    return any(_names(one, other) or _repeats(one, other, shared) for one, other in ((a, b), (b, a)))


SOON = 3
"""Days within which an outlet may give words to somebody else by mistake; later somebody else quotes them."""


def _repeats(speaking: Report, quoted: Report, shared: Alignment) -> bool:
    own = speaking.own
    return own is not None and align(own, quoted.normal).total < shared.total / 2


def _names(speaking: Report, named: Report) -> bool:
    return bool(speaking.called and named.name) and named.name[-1] in speaking.mentions


def in_one_article(a: Report, b: Report) -> bool:
    """Return whether one article has both."""
    return not a.articles.isdisjoint(b.articles)


def circumstances(a: Report, b: Report) -> Circumstances:
    """Return what is known of two reports beside their words."""
    lighter = a if a.normal.weight <= b.normal.weight else b
    return Circumstances(
        days=days_between(a.day, b.day),
        speakers=speakers_agree(a, b),
        reported=is_reported(a.kind) or is_reported(b.kind),
        one_article=in_one_article(a, b),
        title=lighter.title,
        topic=a.topic or b.topic,
    )


def denies(quote: Quote) -> bool:
    """Return whether the speaker is said to deny the content: the cue of an indirect report says so."""
    if quote.kind == "direct" or not quote.cue:
        return False
    return not lexicon(quote.language).denials.isdisjoint(quote.cue.casefold().split())


def is_reported(kind: str | None) -> bool:
    """Return whether a quote of this kind gives the words of its speaker at second hand."""
    return kind is not None and kind not in ("direct", "mixed")


def is_topic(report: Report) -> bool:
    """Return whether a report at second hand only says what it was about ("mocked her refusal to pay"), no clause.

    So it is where the cue is no verb of saying, and no subject or verb shows among the first words.
    """
    cue = report.quotes[0].cue
    if not cue or report.kind in (None, "direct"):
        return False
    if opens_clause(report.quotes[0].text, report.kind, report.language):
        return False
    words = lexicon(report.language)
    if not words.sayings or not words.sayings.isdisjoint(cue.casefold().split()):
        return False
    return words.finite.isdisjoint(report.normal.words[:OPENING])


OPENING = 6
"""Words within which a clause has shown its subject or its verb."""


def is_title(text: str) -> bool:
    """Return whether a text is written like a title or a name: longer words with a capital, but not all in capitals."""
    if len(text) >= TITLE_LENGTH or text.isupper():
        return False
    written = (word.group() for word in _NAME_WORD.finditer(text))
    first = next(written, "")
    long = (word[0].isupper() for word in written if len(word) > 3 and "'" not in word and "’" not in word)
    return first[:1].isupper() and next(long, False) and all(long)


TITLE_LENGTH = 120
