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


def test_an_interview_whose_turns_no_name_opens_is_read_by_its_questions() -> None:
    text = (
        "Ruth Calder runs the lifeboat station.\n\nHow did you start?\n\nBy chance. My father asked me.\n\nDo you "
        "still go out?\n\nLess often.\n\nYou have criticised the ministry.\n\nI have. It said that we were late.\n\n"
        "Will you stay?\n\nOf course I will.\n\nThe ministry said that it would answer."
    )
    assert said(text) == [
        ("", "By chance. My father asked me"),
        ("", "Less often"),
        ("", "I have. It said that we were late"),
        ("", "Of course I will"),
        ("The ministry", "it would answer"),
    ]


def test_a_french_answer_may_have_more_paragraphs_than_one() -> None:
    text = (
        "Comment devient-on luthière ?\n\nPar hasard. J'avais dix ans.\n\nLe reste fut simple.\n\nVous en vivez ?\n\n"
        "Je survis.\n\nEst-ce un regret ?\n\nNon, je recommencerais.\n\n« Le Bois », éditions du Pont, 90 pages."
    )
    assert [content for _, content in said(text, "fr")] == [
        "Par hasard. J'avais dix ans … Le reste fut simple",
        "Je survis",
        "Non, je recommencerais",
    ]


def test_questions_that_explain_and_are_answered_by_nobody_are_no_interview() -> None:
    assert not said(
        "Who is affected?\n\nAll drivers.\n\nWhat do you need?\n\nA form and a stamp.\n\nWhen?\n\nFrom May on."
    )
