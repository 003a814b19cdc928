"""Interviews and transcripts: whoever stands before the colon says the paragraph."""

from extract.lang import load
from extract.quotes import attributions
from tests.quotes.texts import article_of, parse_of

INTERVIEW = """The Quay Post: What would you say to the drivers?

Rosa Dale: Read the small print. The company says wages will rise. You can do the sum.

QP: Will they strike?

RD: (Laughs.) I think so, yes.

The firm says its offer is fair."""


def said(text: str, code: str = "en") -> list[tuple[str, str]]:
    found = attributions(article_of(text, code), parse_of(text, code), load(code))
    return [(" ".join(s.of(text) for s in one.source), " … ".join(s.of(text) for s in one.content)) for one in found]


def test_each_turn_of_an_interview_is_of_whoever_stands_before_the_colon() -> None:
    assert said(INTERVIEW) == [
        ("The Quay Post", "What would you say to the drivers"),
        ("Rosa Dale", "Read the small print. The company says wages will rise. You can do the sum"),
        ("QP", "Will they strike"),
        ("RD", "(Laughs.) I think so, yes"),
        ("The firm", "its offer is fair"),
    ]


def test_a_french_interview_has_a_space_before_its_colons() -> None:
    text = "Arnaud Tissot : Et la retraite ?\n\nBlanche Kerou : J'attendrai.\n\nA. T. : Combien ?\n\nB. K. : Dix ans."
    assert [source for source, _ in said(text, "fr")] == ["Arnaud Tissot", "Blanche Kerou", "A. T.", "B. K."]


def test_a_line_up_and_a_list_of_facts_are_no_interview() -> None:
    assert not said("Subs: Hart, Moss. They were late.\n\nGoals: Pole, West.\n\nSubs: Finch?\n\nReferee: A Tully.")
    assert not said("Place: Marlow Hall.\n\nPrice: ten marks.\n\nDoors: at six.\n\nParking: is there any? Yes.")
