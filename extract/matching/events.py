"""Which articles tell of one event: by the rare words that their openings share, near in time.

A topic is an article's title with its first words. Across languages only what is spelled alike counts, which is names,
and the nouns that the word lists translate.
"""

import datetime
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import combinations

from extract.matching.normal import rarity
from extract.matching.things import WORD, telling_key, words_of
from extract.model import ReportedClaim

BITS = 29.0  # what two openings must share: three rare words, names most often
DAYS = 30
BITS_ACROSS = 23.0  # in two languages, where hardly more than names can be shared
RARE = 8.0  # bits from which a word says something of the event
COMMON = 60  # a word that more articles share than this leads to none of them
KEPT = 40  # words of a topic, the rarest


class Events:
    """The articles of some claims, with the words of their topics; articles without a topic are in no event."""

    def __init__(self, claims: Sequence[ReportedClaim]) -> None:
        articles = {one.claim.article_id: one for one in claims if one.topic}
        self._words = {article: topic_words(one) for article, one in articles.items()}
        self._language = {article: one.language for article, one in articles.items()}
        self._days = {article: ordinal(one.date) for article, one in articles.items()}

    def one(self, left: str, right: str) -> bool:
        """Whether two articles (ids) tell of one event."""
        return ((left, right) if left <= right else (right, left)) in self._told

    def _told_alike(self, left: str, right: str) -> bool:
        if left not in self._words or right not in self._words:
            return False
        days = (self._days[left], self._days[right])
        if days[0] is not None and days[1] is not None and abs(days[0] - days[1]) > DAYS:
            return False
        one, other = self._words[left], self._words[right]
        needed = BITS if self._language[left] == self._language[right] else BITS_ACROSS
        return sum(min(one[word], other[word]) for word in one.keys() & other.keys()) >= needed

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Every two articles that tell of one event, sorted."""
        return sorted(self._told)

    @cached_property
    def _told(self) -> frozenset[tuple[str, str]]:
        by_word: dict[str, list[str]] = defaultdict(list)
        for article in sorted(self._words):
            for word in self._words[article]:
                by_word[word].append(article)
        shared: Counter[tuple[str, str]] = Counter()
        for found in by_word.values():
            if len(found) <= COMMON:
                shared.update(combinations(found, 2))
        return frozenset(pair for pair, count in shared.items() if count > 1 and self._told_alike(*pair))


def topic_words(reported: ReportedClaim) -> Mapping[str, float]:
    """Return the rarest words of a topic in comparable form, each with its rarity in bits."""
    words = words_of(reported.language)
    bits: dict[str, float] = {}
    for word in WORD.findall((reported.topic or "").lower()):
        key = telling_key(word, reported.language)
        if len(word) > 2 and word not in words.common_words:
            found = min(rarity(word, reported.language), rarity(key, "en") if key != word else 99.0)
            bits[plain(key)] = min(found, bits.get(plain(key), found))
    rarest = sorted(bits, key=lambda word: (-bits[word], word))[:KEPT]
    return {word: bits[word] for word in rarest if bits[word] >= RARE}


def plain(word: str) -> str:
    """Return a lower-case word without its accents."""
    if word.isascii():
        return word
    return "".join(one for one in unicodedata.normalize("NFKD", word) if not unicodedata.combining(one))


def ordinal(date: str | None) -> int | None:
    """Return the day of an ISO date as a number; None for what is no full date."""
    try:
        return datetime.date.fromisoformat((date or "")[:10]).toordinal()
    except ValueError:
        return None
