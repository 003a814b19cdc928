"""What bodies share is remembered, and changes nothing but the time."""

from random import Random

import pytest

from extract.matching import readings as module
from extract.matching.readings import Readings
from extract.matching.shared_text import shared_texts
from extract.model import Body, Span
from tests.benchmarks.synthetic import Language


@pytest.fixture(scope="module")
def bodies() -> list[Body]:
    """Return bodies of invented words, of which every third repeats most of an earlier one, quotes among them."""
    language, random = Language(1), Random(1)
    texts = [" ".join(language.ordinary(120)) for _ in range(20)]
    texts += [f"More of it. {random.choice(texts)} {' '.join(language.ordinary(15))}" for _ in range(10)]
    random.shuffle(texts)
    return [
        Body(
            article_id=f"a{place}",
            text=text,
            spans=(Span(0, len(text)),),
            quoted=(Span(30, 90),),
            outlet=f"Outlet {place % 7}",
            language="en",
            date=f"2026-05-{1 + place % 5:02}",
        )
        for place, text in enumerate(texts)
    ]


def test_runs_that_remember_find_at_each_step_what_a_first_one_finds(bodies: list[Body]) -> None:
    kept: list[bytes] = []
    for size in (12, 13, 13, 20, 30):
        readings = Readings(kept)
        assert shared_texts(bodies[:size], readings) == shared_texts(bodies[:size])
        kept += readings.learned()
    assert len(kept) == 4
    assert shared_texts(bodies)


def test_no_body_is_read_twice(bodies: list[Body], monkeypatch: pytest.MonkeyPatch) -> None:
    first = Readings()
    expected = shared_texts(bodies, first)
    again = Readings(list(first.learned()))
    monkeypatch.setattr(module, "prose", None)
    assert shared_texts(bodies[::-1], again) == expected
    assert list(again.learned()) == []


def test_what_two_runs_learned_at_once_counts_once(bodies: list[Body]) -> None:
    runs = Readings(), Readings()
    expected, _ = (shared_texts(bodies, readings) for readings in runs)
    again = Readings([part for readings in runs for part in readings.learned()])
    assert shared_texts(bodies, again) == expected


def test_other_quotes_in_the_same_text_are_read_anew(bodies: list[Body]) -> None:
    readings = Readings()
    body = bodies[0]
    whole = Body(article_id="b", text=body.text, spans=body.spans)
    assert readings.read(whole).size > readings.read(body).size
