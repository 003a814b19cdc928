"""The proof of shared words: long and rare runs count, days and other speakers take away."""

import pytest

from extract.matching.alignment import align
from extract.matching.normal import normal
from extract.matching.score import Circumstances, strength

LONG = "The orchard was sold in March, the presses in April, and the cidery of Maren will be auctioned off in June"
PART = "the cidery of Maren will be auctioned off"


def proof(a: str, b: str, **known: object) -> float:
    return strength(align(normal(a, "en"), normal(b, "en")), Circumstances(**known))  # type: ignore[arg-type]


def test_a_fragment_is_covered_whole() -> None:
    found = align(normal(LONG, "en"), normal(PART, "en"))
    assert found.coverage == 1
    assert normal(LONG, "en").words[found.a_start : found.a_end] == normal(PART, "en").words


def test_which_text_comes_first_makes_no_difference() -> None:
    one, other = align(normal(LONG, "en"), normal(PART, "en")), align(normal(PART, "en"), normal(LONG, "en"))
    assert (one.coverage, one.best, one.total) == (other.coverage, other.best, other.total)


def test_stop_words_prove_nothing() -> None:
    assert proof("it was not what they had", "it was not what they had") < 1


def test_time_weakens_the_proof() -> None:
    assert proof(LONG, "the presses in April", days=1) >= 1 > proof(LONG, "the presses in April", days=60)
    assert proof(LONG, PART, days=60) >= 1


@pytest.mark.parametrize("known", [{"speakers": False}, {"one_article": True}, {"title": True}, {"reported": True}])
def test_doubts_raise_the_bar(known: dict[str, bool]) -> None:
    assert proof(LONG, PART, **known) < proof(LONG, PART)


def test_texts_that_share_nothing_have_no_proof() -> None:
    assert proof(LONG, "") == proof("", "") == 0
    assert proof(LONG, "Nobody fed our gulls") < 0.5
