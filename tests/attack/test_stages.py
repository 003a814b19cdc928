"""A megabyte of one character, or of one word over and over, is read in time that grows with it, not its square.

Factors are measured in the long tests alone: beside another process a clock of hundredths of a second says anything.
The fast test only ends a stage that would never end.
"""

import time
from collections import deque
from collections.abc import Callable

import pytest

from extract import lang
from extract.article import article_from
from extract.claims.lexicon import lexicon
from extract.claims.quantities import readings
from extract.model import Document, Span
from extract.quotes.marks import quotations

FACTOR = 2.5
PATIENCE = 10.0  # seconds of CPU; it takes tenths
SHORT, LONG = 8_192, 1_048_576
UNITS = (
    "a",
    " ",
    "\n",
    "“",
    '"',
    "'",
    "”",
    "«",
    "1",
    ",",
    ".",
    "-",
    "\t",
    "a ",
    "a. ",
    "“a” ",
    "1,",
    "'' ",
    "a\n\n",
    "- a\n",
    "\u200b",
)
UNITS += ('"He said." ', "12 per cent ", "Mr. A said “b”. ", "one hundred and ", "http://a.b/ ")


def zoned(text: str) -> None:
    article_from(Document(id="a", uri="a.txt", media_type="text/plain", content=text))


def marked(text: str) -> None:
    quotations(text, [Span(0, len(text))])


def counted(text: str) -> None:
    for code in lang.supported():
        deque(readings(text, lexicon(lang.load(code))), 0)


STAGES: dict[str, Callable[[str], None]] = {"zones": zoned, "marks": marked, "numbers": counted}


def seconds(stage: Callable[[str], None], text: str, times: int) -> float:
    best = float("inf")
    for _ in range(times):
        start = time.process_time()
        stage(text)
        best = min(best, time.process_time() - start)
    return best


def check(name: str, unit: str, length: int, least: float) -> None:
    """Assert that twice the text takes at most `FACTOR` times as long, or next to nothing."""
    stage = STAGES[name]
    short, double = unit * (length // len(unit)), unit * (2 * length // len(unit))
    took = seconds(stage, double, 1)
    if took > least and took > FACTOR * seconds(stage, short, 1):
        # Once more, with the best of several, before it is said: the machine does other things too.
        took, before = seconds(stage, double, 3), seconds(stage, short, 3)
        assert took <= FACTOR * before, f"{name}, {unit!r}: {before:.2f} s, then {took:.2f} s"


@pytest.mark.parametrize("name", STAGES)
def test_sixteen_thousand_of_one_thing_are_read_to_their_end(name: str) -> None:
    for unit in UNITS:
        assert seconds(STAGES[name], unit * (2 * SHORT // len(unit)), 1) < PATIENCE, unit


@pytest.mark.long
@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("name", STAGES)
def test_two_megabytes_of_one_thing_take_twice_as_long_as_one(name: str, unit: str) -> None:
    check(name, unit, LONG, least=0.3)
