"""Who copied whom: prose that outlets share makes a group, and neither quotes, furniture nor formulas do."""

import random

import pytest

from extract.matching.credits import credit
from extract.matching.origins import independent
from extract.matching.shared_text import shared_texts
from extract.model import Body, Member, Quote, SharedText, Span, Statement

WIRE = (
    "The ferry between Orlec and Dunne will stay in port until every lifeboat has been tested, the harbour "
    "authority said on Monday after a third winch failed within a week. Engineers found grease where none should "
    "be and a cable that had been spliced by hand. “We will not sail with one boat that nobody has lowered,” said"
    " Ines Tarn, the harbour master. The authority has asked a yard in Kessel for spare parts, which are expected"
    " by boat in nine or ten days."
)
OWN = (
    "Along the quay in Dunne, bakers counted unsold loaves and the schoolmaster counted empty desks. Ines Tarn "
    "came down from her office at noon to face the queue. “We will not sail with one boat that nobody has "
    "lowered,” she told them, and a boy asked her whether the parts would come before his birthday."
)
FOOTER = (
    "The Orlec Post is owned by its readers, carries no advertising, and answers every letter that it gets within"
    " a week; to support it, send a stamped envelope to the old customs house on the northern quay, or ring the "
    "bell and ask for Ada."
)


def body(id: str, text: str, outlet: str | None = None, date: str | None = "2026-05-03") -> Body:
    return Body(article_id=id, text=text, spans=(Span(0, len(text)),), outlet=outlet or id, language="en", date=date)


def ids(*bodies: Body) -> list[tuple[str, ...]]:
    return [group.articles for group in shared_texts(bodies)]


def test_a_wire_text_in_two_outlets_is_one_group_and_its_passage_reads_back() -> None:
    post, echo = body("post", WIRE), body("echo", "More from the coast. " + WIRE, date="2026-05-04")
    (group,) = shared_texts([echo, post])
    assert (group.source, group.articles) == ("post", ("post", "echo"))
    (passage,) = group.passages
    assert passage.span.of(echo.text) == passage.source_span.of(post.text) == WIRE.rstrip(".")
    assert passage.words == len(WIRE.split())


def test_a_copy_that_changes_words_and_turns_paragraphs_round_is_found() -> None:
    first, second = WIRE.split(" Engineers ")
    turned = "Engineers " + second.replace("spare parts", "parts") + " " + first.replace("third", "fourth")
    assert ids(body("post", WIRE), body("echo", turned)) == [("post", "echo")]


def test_two_reporters_at_one_speech_share_its_words_and_nothing_else() -> None:
    speech = "“" + "We sail when the last of the boats has been lowered and raised again before my own eyes. " * 4 + "”"
    assert ids(body("post", WIRE + speech), body("echo", OWN + speech)) == []


def test_the_furniture_of_an_outlet_is_nobodys_copy() -> None:
    days = [f"2026-05-{day:02}" for day in (1, 8, 15, 22)]
    texts = [f"{chr(97 + place)} short note on herring number {place}. {FOOTER}" for place in range(4)]
    bodies = [body(f"{place}", text, "Orlec Post", days[place]) for place, text in enumerate(texts)]
    assert ids(*bodies) == []
    assert ids(*bodies, body("other", "Something else altogether. " + FOOTER, "Echo", "2026-05-08")) == []


def test_a_short_formula_makes_no_group() -> None:
    formula = "This material may not be published, broadcast, rewritten or redistributed without permission. "
    assert ids(body("post", WIRE + formula), body("echo", OWN + formula)) == []


def test_an_outlet_that_brings_its_text_up_to_date_has_one_report() -> None:
    more = " ".join(f"In the harbour of {name} the {name} boats were counted twice." for name in "abcdefghij")
    later = body("2", WIRE + more + OWN, "Post", "2026-05-04")
    assert ids(body("1", WIRE + more, "Post"), later) == [("1", "2")]
    assert ids(body("1", WIRE, "Post"), body("2", WIRE + OWN, "Post")) == []


def test_what_comes_weeks_later_is_no_copy() -> None:
    assert ids(body("post", WIRE), body("echo", WIRE, date="2026-07-03")) == []
    assert ids(body("post", WIRE), body("echo", WIRE, date=None)) == [("post", "echo")]


def test_a_brief_that_is_all_copied_counts() -> None:
    brief = WIRE.split(" Engineers ")[0]
    assert ids(body("post", WIRE), body("brief", brief)) == [("post", "brief")]


def test_groups_do_not_chain() -> None:
    other = " ".join(f"The {name} club of Kessel elected its {name} treasurer by show of hands." for name in "klmnopq")
    both = body("both", WIRE + " " + other, date="2026-05-05")
    third = body("third", other, date="2026-05-06")
    groups = ids(body("wire", WIRE), body("club", other), both, third)
    assert not [group for group in groups if {"wire", "club"} <= set(group) and group[0] != "both"]
    assert len(groups) >= 1


def test_the_order_of_the_articles_changes_nothing() -> None:
    bodies = [
        body("post", WIRE),
        body("echo", WIRE + OWN),
        body("own", OWN),
        body("brief", WIRE.split(" Engineers ")[0]),
    ]
    expected = shared_texts(bodies)
    assert len(expected) == 1
    for seed in range(5):
        assert shared_texts(random.Random(seed).sample(bodies, len(bodies))) == expected


@pytest.mark.parametrize("text", ["", "one", "the " * 30_000, "“" * 10_000, "…"])
def test_odd_bodies_cost_little_and_group_nothing(text: str) -> None:
    assert ids(body("odd", text), body("post", WIRE)) == []


def test_a_hundred_copies_are_one_group() -> None:
    assert [len(group) for group in ids(*(body(f"{place:03}", WIRE) for place in range(100)))] == [100]


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("KESSEL (Reuters) - The ferry stays.", "Reuters"),
        ("DUNNE, May 3 (AP) — The ferry stays.", "AP"),
        ("The ferry stays in port. (AFP)", "AFP"),
        ("The ferry stays, the AP reported on Monday.", None),
        ("", None),
    ],
)
def test_an_agency_is_credited_at_the_head_or_at_the_end(text: str, agency: str | None) -> None:
    assert credit(body("a", text)) == agency


def counted(quotes: list[Quote], texts: tuple[SharedText, ...]) -> int | None:
    members = tuple(Member(attribution=quote.id, relation="exact", score=1.0) for quote in quotes)
    (found,) = independent([Statement(id="s", canonical="", members=members)], quotes, texts)
    return found.independent


def said(body: Body) -> Quote:
    start = body.text.index("“We will not")
    return Quote(id=f"q{body.article_id}", text="", article_id=body.article_id, outlet=body.outlet,
                 span=Span(start + 1, start + 50))  # fmt: skip


def test_reports_in_one_text_count_once_and_an_own_report_for_itself() -> None:
    bodies = [body("post", WIRE), body("echo", WIRE), body("times", WIRE), body("own", OWN)]
    texts = shared_texts(bodies)
    assert counted([said(one) for one in bodies], texts) == 2
    assert counted([said(one) for one in bodies], ()) == 4
    assert counted([said(bodies[0]), said(body("late", OWN, "post"))], texts) == 1


def test_a_quote_outside_the_shared_passage_is_the_outlets_own() -> None:
    filler = "Nobody on the quay had seen anything like it since the great storm took the old lamp. " * 6
    post = body("post", WIRE + filler + OWN)
    (group,) = shared_texts([post, body("third", WIRE)])
    last = post.text.rindex("“We will not")
    late = Quote(id="late", text="", article_id="post", outlet="post", span=Span(last, last + 50))
    third = Quote(id="third", text="", article_id="third", outlet="third", span=Span(600, 610))
    assert counted([late, third], (group,)) == 2
