"""Interviews without labels: paragraphs that ask, and what is answered below them."""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from extract.quotes.cues import Lexicon, plain
from extract.quotes.found import Found
from extract.quotes.reading import Reading
from extract.quotes.turns import labelled

ANSWER = "answer"
# How many questions make an interview, how many where others have a label, and how many tokens one may have.
QUESTIONS, MIXED = 3, 2
LONGEST_QUESTION = 70
ASKS = re.compile(r"\?[\s)»”\"]*$")


@dataclass
class Exchange:
    """The paragraphs of an article by what they do in an interview; `questions` is empty where it is none."""

    reading: Reading
    words: Lexicon

    @cached_property
    def named(self) -> frozenset[int]:
        """The paragraphs whose speaker stands before a colon."""
        blocks, number = self.reading.blocks, self.reading.block_of
        return frozenset(
            blocks[number[first]].paragraph for item in labelled(self.reading) for first, _ in item.content
        )

    @cached_property
    def questions(self) -> list[int]:
        """The paragraphs that ask, in order."""
        asking = {number for number in range(len(self.reading.parse.paragraphs)) if self._asks(number)}
        answered = [number for number in sorted(asking) if number + 1 not in asking and self._some(number + 1)]
        own = sum(self._has(number + 1, self.words.first_person) for number in answered)
        addressed = bool(self.named) or any(self._has(number, self.words.second_person) for number in asking)
        # Who explains something asks too, but nobody says "I" in the answers.
        if len(answered) < (MIXED if self.named else QUESTIONS) or not addressed or 2 * own < len(answered):
            return []
        return [n for n in range(answered[0], max(asking) + 2) if n in asking or self._prompts(n, asking)]

    def answers(self) -> Iterator[range]:
        """Yield the paragraphs of each answer: all up to the next question that do not tell again."""
        for number, last in pairwise([*self.questions, None]):
            if number is None:
                return
            stop = len(self.reading.parse.paragraphs) if last is None else last
            end = min(number + 2, stop) if self._some(number + 1) else number + 1
            while end < stop and self._goes_on(end, last is None):
                end += 1
            if end > number + 1:
                yield range(number + 1, end)

    def _some(self, number: int) -> bool:
        return number < len(self.reading.parse.paragraphs) and number not in self.named

    def _tokens(self, number: int) -> range:
        paragraph = self.reading.parse.paragraphs[number]
        return range(self.reading.parse.index_at(paragraph.start), self.reading.parse.index_at(paragraph.end))

    def _asks(self, number: int) -> bool:
        text = self.reading.parse.paragraphs[number].of(self.reading.parse.text)
        inside = self._tokens(number)
        quoted = bool(inside) and all(self.reading.quoted(i) for i in inside if not self.reading.is_punctuation(i))
        short = len(inside) <= LONGEST_QUESTION and number not in self.named
        return ASKS.search(text) is not None and short and not quoted

    def _has(self, number: int, words: frozenset[str]) -> bool:
        inside = self._tokens(number)
        return any(plain(self.reading.tokens[i].text) in words and not self.reading.quoted(i) for i in inside)

    def _prompts(self, number: int, asking: Set[int]) -> bool:
        """Whether a paragraph below an answer speaks to somebody and asks nothing ("You said that it was hard.")."""
        inside = self._tokens(number)
        if number - 1 in asking or number + 1 in asking or not inside or len(inside) > LONGEST_QUESTION:
            return False
        opens = plain(self.reading.tokens[inside.start].text) in self.words.second_person
        return opens and not self._has(number, self.words.first_person)

    def _goes_on(self, number: int, closing: bool) -> bool:
        """Whether one more paragraph is of the answer: it says "I", or quotes nothing and a question follows."""
        if number in self.named:
            return False
        if self._has(number, self.words.first_person):
            return True
        return not closing and not any(self.reading.quoted(index) for index in self._tokens(number))


def answers(reading: Reading, words: Lexicon) -> Iterator[Found]:
    """Yield what is answered in an interview whose turns nobody's name opens, one attribution for each question."""
    for numbers in Exchange(reading, words).answers():
        spans = [reading.parse.paragraphs[number] for number in numbers]
        ranges = tuple((reading.parse.index_at(span.start), reading.parse.index_at(span.end)) for span in spans)
        yield Found(tuple((first, last) for first, last in ranges if last > first), ANSWER)


def questions(reading: Reading, words: Lexicon) -> frozenset[int]:
    """Return the paragraphs that ask in such an interview: what they say, nobody reports."""
    return frozenset(Exchange(reading, words).questions)
