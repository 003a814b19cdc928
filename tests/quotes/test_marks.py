"""Quotation spans: every mark, in pairs or not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.quotes.marks import quotations
from tests.quotes.texts import lines_of

MARKS = "“”„«»‹›\"'‘’`"


def inside(text: str) -> list[str]:
    return [quotation.inside.of(text) for quotation in quotations(text, lines_of(text))]


@pytest.mark.parametrize(
    "text",
    [
        "She said “the dam holds” twice.",
        'She said "the dam holds" twice.',
        "She said ''the dam holds'' twice.",
        "She said ``the dam holds'' twice.",
        "She said „the dam holds“ twice.",
        "Elle dit « the dam holds » deux fois.",
        "Elle dit «the dam holds» deux fois.",
        "Elle dit ‹ the dam holds › deux fois.",
        "She said ‘the dam holds’ twice.",
        "She said 'the dam holds' twice.",
        "She said ”the dam holds” twice.",
    ],
)
def test_every_pair_of_marks_is_a_quotation(text: str) -> None:
    assert inside(text) == ["the dam holds"]


@pytest.mark.parametrize(
    "text", ["l'eau d’hier", "the fishermen's boats' nets", "rock 'n roll", '5\'10" tall, 6" wide']
)
def test_apostrophes_and_inches_are_no_quotations(text: str) -> None:
    assert inside(text) == []


def test_apostrophes_do_not_close_single_marks() -> None:
    assert inside("‘We don’t know the mayor’s plan,’ she said.") == ["We don’t know the mayor’s plan,"]


def test_a_nested_quotation_lies_inside_the_outer_one() -> None:
    assert inside("“He said “no” and left”, she wrote.") == ["He said “no” and left"]
    assert inside("« Il a dit « non » », dit-elle.") == ["Il a dit « non »"]


def test_two_openers_and_one_closer_are_one_quotation() -> None:
    assert inside("« Il a dit : « Papa, viens », dit-elle. « Fin »") == ["Il a dit : « Papa, viens", "Fin"]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    first, second = quotations(text := "He said “no.\nThe “yes” came.", lines_of(text))
    assert (first.inside.of(text), first.closed, second.inside.of(text)) == ("no.", False, "yes")


def test_a_quotation_opened_again_continues() -> None:
    first, second = quotations(text := "“One.\n“Two.”", lines_of(text))
    assert not first.continues
    assert second.continues
    assert second.closed


def test_a_quotation_runs_on_to_a_later_paragraph_that_closes_it() -> None:
    assert inside("« Un.\nDeux « bis ».\nTrois », dit-il. « Fin »") == ["Un.\nDeux « bis ».\nTrois", "Fin"]


def test_a_stray_closer_costs_nothing() -> None:
    assert inside("It was over.” Then “yes” came.") == ["yes"]


@given(st.text(alphabet=MARKS + "ab .,\n", max_size=120))
def test_quotations_lie_in_order_inside_the_text(text: str) -> None:
    end = 0
    for quotation in quotations(text, lines_of(text)):
        assert end <= quotation.span.start <= quotation.inside.start <= quotation.inside.end <= quotation.span.end
        end = quotation.span.end
        assert end <= len(text)


@given(st.sampled_from('"“”«»'), st.text(alphabet=MARKS + "ab .,", max_size=60))
def test_marks_of_one_paragraph_cannot_spoil_the_next(mark: str, line: str) -> None:
    assert "the dam holds" in inside(f"{mark}{line}\n\nShe said “the dam holds” twice.")


@pytest.mark.parametrize("mark", [*MARKS, "''"])
def test_a_text_of_one_mark_is_ornament(mark: str) -> None:
    text = mark * 100_000
    assert quotations(text, lines_of(text)) == ()
