"""Quotes as many outlets would report them, made up: what was said, and the edits that reporters make of it.

Words follow the background counts; each event has a few words of its own, speakers use stock phrases, and an event
gives several utterances, so that words are shared by what is not the same. A thousand quotes fall on each day.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from importlib import resources
from random import Random

import numpy as np

from extract.model import Quote

A_DAY = 1_000
TOGETHER = 0.4
"""Share of the quotes whose utterance several outlets report."""

UTTERANCES = 3
"""Utterances of one event, on average."""

NAMES, PHRASES, SPEAKERS = 30_000, 400, 3_000
STOCK, COMMON = 0.4, 1_000
"""Share of the utterances with a stock phrase, and how many words these are made of."""


class Language:
    """Words as often as the background has them, a long tail of made-up names, and stock phrases."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.draw = np.random.default_rng(seed)
        table = resources.files("extract.matching").joinpath("background", "en.tsv").read_text("utf-8")
        lines = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
        self.words = [word for word, _ in lines]
        counts = np.array([float(count) for _, count in lines])
        self.shares = np.cumsum(counts / counts.sum())
        self.names = sorted({self._name() for _ in range(NAMES)})
        self.phrases = [self.stock(self.random.randint(3, 6)) for _ in range(PHRASES)]
        self.speakers = [f"{self._name().title()} {self._name().title()}" for _ in range(SPEAKERS)]

    def _name(self) -> str:
        syllables = (
            self.random.choice("bdfgklmnprstvz") + self.random.choice(["a", "e", "i", "o", "u", "an", "er", "or"])
            for _ in range(self.random.randint(2, 4))
        )
        return "".join(syllables)

    def ordinary(self, size: int) -> list[str]:
        places = np.searchsorted(self.shares, self.draw.random(size)).clip(max=len(self.words) - 1)
        return [self.words[place] for place in places]

    def stock(self, size: int) -> list[str]:
        """Return words as they stand in a phrase that is in every mouth: common ones."""
        return [self.words[int(COMMON * self.random.random() ** 2)] for _ in range(size)]

    def topic(self) -> list[str]:
        """Return the words of an event: names and rarer words, the commoner ones more often."""
        names = [self.names[int(len(self.names) * self.random.random() ** 2)] for _ in range(4)]
        return names + [self.words[self.random.randint(300, len(self.words) - 1)] for _ in range(6)]

    def utterance(self, topic: list[str]) -> list[str]:
        words = self.ordinary(max(6, min(90, int(self.random.lognormvariate(3.05, 0.5)))))
        for place in range(len(words)):
            if self.random.random() < 0.12:
                words[place] = self.random.choice(topic)
        if self.random.random() < STOCK:
            place = self.random.randrange(len(words))
            words[place:place] = self.phrases[int(PHRASES * self.random.random() ** 2)]
        return words


def quotes(size: int, seed: int = 0, together: float = TOGETHER) -> tuple[list[Quote], dict[str, int]]:
    """Return quotes in the order of their days, and the number of the utterance by the id of the quote."""
    reported = list(_reported(Language(seed), size, together))
    said = {quote.id: utterance for utterance, quote in reported}
    return sorted((quote for _, quote in reported), key=lambda quote: quote.date or ""), said


def _reported(language: Language, size: int, together: float) -> Iterator[tuple[int, Quote]]:
    random, count, utterance = language.random, 0, 0
    while count < size:
        topic, speaker = language.topic(), random.choice(language.speakers)
        for _ in range(random.randint(1, 2 * UTTERANCES - 1)):
            words = language.utterance(topic)
            shared = random.random() < together / 2
            copies = min(size - count, 2 + int(random.expovariate(0.7)) if shared else 1)
            day = date(2001, 1, 1) + timedelta(days=count // A_DAY)
            for copy in range(copies):
                yield utterance, _quote(language, count, copy, words, speaker, day)
                count += 1
            utterance += 1
            if count >= size:
                return


def _quote(language: Language, number: int, copy: int, words: list[str], speaker: str, day: date) -> Quote:
    random = language.random
    names = (speaker, speaker.split()[1], None)
    return Quote(
        id=str(number),
        text=_written(random, _edited(language, words) if copy else words),
        article_id=f"a{number}",
        outlet=f"Outlet {random.randint(1, 200)}",
        language="en",
        date=(day + timedelta(days=min(3, int(random.expovariate(1.5))) if copy else 0)).isoformat(),
        speaker=random.choices(names, (6, 3, 1))[0],
        kind="direct",
    )


def _edited(language: Language, words: list[str]) -> list[str]:
    """Return what a reporter makes of it: a copy, a part, a part left out, or some words changed."""
    random, edited = language.random, list(words)
    what = random.random()
    if what < 0.25:
        return edited
    if what < 0.55:
        size = random.randint(min(len(words), max(8, len(words) // 3)), len(words))
        start = random.randint(0, len(words) - size)
        return edited[start : start + size]
    if what < 0.7 and len(words) > 16:
        start = random.randint(6, len(words) - 10)
        return [*words[:start], "…", *words[start + random.randint(2, 4) :]]
    for _ in range(max(1, len(words) // 12)):
        place = random.randrange(len(edited))
        change = random.random()
        if change < 0.4:
            edited[place] = language.ordinary(1)[0]
        elif change < 0.7 and len(edited) > 8:
            del edited[place]
        elif change < 0.85:
            edited.insert(place, language.ordinary(1)[0])
        else:
            edited[place] = f"[{edited[place]}]"
    return edited


def _written(random: Random, words: list[str]) -> str:
    """Return the words as a sentence, with marks as an outlet sets them."""
    text = " ".join(word + "," if random.random() < 0.06 else word for word in words)
    return text[:1].upper() + text[1:] + random.choice([".", ",", ""])
