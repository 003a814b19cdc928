"""No text makes a regular expression of the project slow: twice the text takes at most 2.5 times the time."""

import re
import time
from collections import deque
from collections.abc import Iterator
from typing import Any

import pytest

from dashboard.components import likenesses, problems
from dashboard.components.text import one_line
from tests.attack import almost, patterns
from tests.attack.patterns import Found

FACTOR = 2.5
SQUARE = 3.2  # in the fast run, whose clock is coarse: nearer to the four of a square than to the two of a line
SHORT, MIDDLE, LONG = 8_192, 16_384, 2_097_152
FEW = 20  # texts a pattern in the fast run
NOTICED = 0.02  # seconds of CPU under which a clock says nothing of a factor


def used(pattern: "re.Pattern[Any]", way: str, text: Any) -> None:
    """Use a pattern on a text in one of its ways, to the end."""
    if way in ("sub", "subn"):
        pattern.sub(text[:0], text)
    elif way == "finditer":
        deque(pattern.finditer(text), maxlen=0)
    else:
        getattr(pattern, way)(text)


def seconds(pattern: "re.Pattern[Any]", way: str, text: Any, times: int = 3) -> float:
    """Return the least CPU time of a few uses; one that is quick is not measured again."""
    least = float("inf")
    for _ in range(times):
        start = time.process_time()
        used(pattern, way, text)
        least = min(least, time.process_time() - start)
        if least < NOTICED / 4:
            break
    return least


def slow(found: Found, most: int) -> Iterator[str]:
    """Yield the texts, up to a length, on which a pattern takes over `FACTOR` (`SQUARE`) times as long for a doubling.

    Megabytes are tried of those two texts that take longest when they are short.
    """
    pattern = found.pattern
    tried = [(way, text) for text in almost.texts(pattern) for way in found.ways]
    for way, text in tried[:FEW] if most == SHORT else tried:
        if told := _growth(pattern, found, way, text, min(most, MIDDLE)):
            yield told
    if most > MIDDLE:
        tried.sort(key=lambda one: seconds(pattern, one[0], _text(found, one[1], MIDDLE), 1), reverse=True)
        yield from filter(None, (_growth(pattern, found, way, text, most) for way, text in tried[:2]))


def _growth(pattern: "re.Pattern[Any]", found: Found, way: str, parts: tuple[str, str, str], most: int) -> str:
    length, before = 1024, 0.0
    while length <= min(most, patterns.LONGEST.get(found.file, most)):
        took = seconds(pattern, way, _text(found, parts, length), 1)
        if before >= NOTICED and took > FACTOR * before:
            # Once more, with the best of several, before it is said: the machine does other things too.
            before, took = (seconds(pattern, way, _text(found, parts, one), 7) for one in (length // 2, length))
            if took > (FACTOR if most > MIDDLE else SQUARE) * before:
                return f"{found.file}:{found.line} {way} {parts!r}: {length // 2} {before:.3f} s, {length} {took:.3f} s"
        length, before = length * 2, took
    if length <= 2 * SHORT and before > 5 * NOTICED:
        return f"{found.file}:{found.line} {way} {parts!r}: {length // 2} characters take {before:.3f} s"
    return ""


def _text(found: Found, parts: tuple[str, str, str], length: int) -> Any:
    before, unit, after = parts
    made = before + unit * (length // len(unit)) + after
    return made.encode("utf-8") if found.of_bytes else made


def test_every_place_that_asks_for_a_pattern_was_seen() -> None:
    seen = {(one.file, one.line) for one in patterns.found()}
    unseen = [
        f"{call.file}:{call.first}"
        for call in patterns.calls()
        if not any((call.file, line) in seen for line in range(call.first, call.last + 1))
    ]
    assert len(seen) > 200
    assert unseen == []


def test_a_pattern_that_grows_too_fast_would_be_found() -> None:
    bad = Found(source=r"\s+,", of_bytes=False, flags=0, file="x", line=1, ways=("search",))
    assert next(slow(bad, MIDDLE))
    worse = Found(source=r'x"[^"]*"[ab]+y', of_bytes=False, flags=0, file="x", line=1, ways=("match",))
    assert {("", "a", "")} < set(almost.texts(worse.pattern))
    assert 'x"' in {before for before, _, _ in almost.texts(worse.pattern)}


def test_what_the_engine_says_is_looked_into_up_to_a_length() -> None:
    assert problems.translated("a and " * 1_000, "fr") is None
    assert likenesses.said("; a and b" * 1_000) == one_line("; a and b" * 1_000)


def test_no_pattern_is_slow_on_eight_thousand_characters() -> None:
    assert [told for found in patterns.found() for told in slow(found, SHORT)] == []


@pytest.mark.long
def test_no_pattern_is_slow_on_two_megabytes() -> None:
    assert [told for found in patterns.found() for told in slow(found, LONG)] == []
