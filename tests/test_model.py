"""The nouns."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import model
from extract.model import Article, Failure, Span, Zone, content_id, read_spans


def test_every_noun_is_frozen_and_slotted() -> None:
    nouns = [noun for noun in vars(model).values() if dataclasses.is_dataclass(noun)]
    assert len(nouns) > 15
    for noun in nouns:
        assert noun.__dataclass_params__.frozen, noun
        assert "__slots__" in vars(noun), noun


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2)])
def test_a_span_cannot_run_backwards_or_start_before_the_text(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="not a span"):
        Span(start, end)


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 4).overlaps(Span(3, 5))
    assert Span(1, 2) in Span(0, 3)


def test_an_unknown_part_and_an_empty_part_give_different_ids() -> None:
    assert content_id("a", None) != content_id("a", "")
    assert content_id("ab", "c") != content_id("a", "bc")


@given(st.text())
def test_any_text_has_an_id_of_sixteen_hex_digits(text: str) -> None:
    assert len(content_id(text)) == 16
    assert int(content_id(text), 16) >= 0


@pytest.mark.parametrize("odd", ["\n", "\r\n", "\t", "\x1b", "\x85", "\u2028"])
def test_a_failure_is_one_line_whatever_the_file_is_called(odd: str) -> None:
    failure = Failure(uri=f"har{odd}bour.txt", cause="it is empty", remedy="put a text into it")
    assert str(failure) == "har bour.txt: it is empty; put a text into it"


def test_reading_spans_folds_the_white_space_of_a_hard_wrap() -> None:
    assert read_spans("Rehana\n  Malik said", (Span(0, 14),)) == "Rehana Malik"


def test_the_body_joins_a_dateline_with_the_text_after_it() -> None:
    text = "Menu\nPORT, May 3: The ferry sank."
    zones = (
        Zone(kind="chrome", span=Span(0, 5)),
        Zone(kind="dateline", span=Span(5, 17)),
        Zone(kind="body", span=Span(18, len(text))),
    )
    article = Article(id="a", document_id="d", uri="u", text=text, zones=zones)
    assert article.body == (Span(5, len(text)),)
