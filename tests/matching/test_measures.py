"""Measures: which claims are about one thing, and how their figures stand to each other."""

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import lang, nlp
from extract.claims import claims
from extract.matching.measures import measures
from extract.model import Article, Claim, Quantity, Relation, ReportedClaim, Span, Zone

CASES = Path(__file__).parents[1] / "cases"


def pairs() -> Iterator[Any]:
    for path in sorted(CASES.glob("*/measures.toml")):
        for pair in tomllib.loads(path.read_text(encoding="utf-8"))["pair"]:
            marks = [pytest.mark.xfail(reason=pair["xfail"])] if "xfail" in pair else []
            yield pytest.param(path.parent.name, pair, marks=marks, id=f"{pair['a'][:40]} ~ {pair['b'][:40]}")


@cache
def reported(
    name: str, text: str, code: str, date: str | None = None, topic: str | None = None
) -> tuple[ReportedClaim, ...]:
    language = lang.load(code)
    zones = (Zone(kind="body", span=Span(0, len(text))),)
    article = Article(id=name, document_id=name, uri=name, text=text, zones=zones, language=code)
    found = claims(article, nlp.parse(text, article.body, language), language, ())
    return tuple(
        ReportedClaim(claim=one, surface=one.quantity.span.of(text), sentence=one.sentence.of(text), outlet=name,
                      language=code, date=date, topic=topic)
        for one in found
        if one.checkworthy
    )  # fmt: skip


def between(first: tuple[ReportedClaim, ...], second: tuple[ReportedClaim, ...]) -> list[Relation]:
    return [relation for one in measures(first + second) for relation in one.relations]


@pytest.mark.parametrize(("code", "pair"), list(pairs()))
def test_two_claims_stand_to_each_other_as_a_reader_would_say(code: str, pair: dict[str, str]) -> None:
    topics = (pair.get("topic"), pair.get("b_topic", pair.get("topic")))
    first = reported("Torvik Post", pair["a"], code, pair.get("a_date"), topics[0])
    second = reported("Halden News", pair["b"], pair.get("b_language", code), pair.get("b_date"), topics[1])
    found = between(first, second)
    assert [one.relation for one in found] == ([pair["relation"]] if pair["relation"] else [])
    assert all(pair.get("evidence", "") in one.evidence for one in found)


def test_the_evidence_names_both_figures_and_both_outlets() -> None:
    first = reported("Torvik Post", "The flood killed about 800 people in Torvik.", "en")
    second = reported("Halden News", "The flood killed about 900 people in Torvik.", "en")
    (relation,) = between(first, second)
    assert all(said in relation.evidence for said in ("750–850", "850–950", "Torvik Post", "Halden News", "12.5 %"))


def test_claims_of_one_article_and_one_source_are_not_compared() -> None:
    text = "The flood killed 12 people in Torvik. The flood killed 15 people in Torvik."
    assert measures(reported("Torvik Post", text, "en")) == ()


def test_two_sources_in_one_article_are_compared() -> None:
    text = (
        "According to the mayor, the flood killed 12 people in Torvik. "
        "According to the bishop, the flood killed 15 people in Torvik."
    )
    (measure,) = measures(reported("Torvik Post", text, "en"))
    assert [one.relation for one in measure.relations] == ["conflict"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (
            "en",
            "According to Red Lantern, the toll is now 310, contradicting the mayor, who puts the toll at 230.",
        ),
        ("en", "According to Red Lantern, 310 goats died, contradicting the mayor, who estimates that 230 goats died."),
        ("en", "Police put the crowd at 23,000, while the union spoke of 80,000."),
        ("en", "The union counted 40,000 marchers, the police 12,000."),
        (
            "fr",
            "Le bilan est de 310 morts, selon Lanterne rouge, qui contredit le maire, qui l’évalue à 230 morts.",
        ),
        ("fr", "Selon Lanterne rouge, le bilan atteint 310 morts, loin du maire, qui chiffre les morts à 230."),
        ("fr", "L'ONG Solidor porte le bilan à 310 morts, contredisant le maire, qui évalue le bilan à 230."),
        ("fr", "La préfecture a compté 23 000 manifestants, les syndicats 80 000."),
    ],
)
def test_two_sources_of_one_sentence_conflict_even_where_the_figure_is_new(code: str, text: str) -> None:
    (measure,) = measures(reported("Torvik Post", text, code))
    assert [one.relation for one in measure.relations] == ["conflict"]


def test_a_figure_beside_the_earlier_one_of_another_source_is_an_update() -> None:
    text = "According to Red Lantern, the pier cost $52 million, up from the $40 million announced by the mayor."
    (measure,) = measures(reported("Torvik Post", text, "en"))
    assert [one.relation for one in measure.relations] == ["update"]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The reservoir stood at 58 percent on Wednesday, compared with 62 percent a day earlier."),
        ("en", "Net profit was €412m, compared with €384m a year earlier."),
        ("fr", "Le réservoir est descendu à 58 % mercredi, contre 62 % la veille."),
        ("fr", "Le bilan s'alourdit à 52 morts, contre 47 la veille."),
    ],
)
def test_a_figure_and_the_one_before_it_in_one_sentence_are_an_update(code: str, text: str) -> None:
    (measure,) = measures(reported("Torvik Post", text, code))
    assert [one.relation for one in measure.relations] == ["update"]


def test_thousands_are_no_conflict_with_what_one_article_then_counts() -> None:
    text = "Des milliers de personnes ont défilé samedi ; la préfecture en a compté 23 000, les syndicats 80 000."
    (measure,) = measures(reported("Torvik Post", text, "fr"))
    assert [one.relation for one in measure.relations] == ["conflict"]


def unknown_periods(a: str, b: str) -> set[str]:
    return {one.relation for one in between(reported("Torvik Post", a, "en"), reported("Halden News", b, "en"))}


@pytest.mark.parametrize(("low", "high"), [(12, 15), (40, 41), (300, 410), (4100, 5200)])
def test_two_unknown_periods_never_make_an_update(low: int, high: int) -> None:
    told = "The flood killed {} goats in Torvik."
    assert unknown_periods(told.format(low), told.format(high)) == {"conflict"}


@pytest.mark.parametrize("factor", [10, 100, 1000])
def test_a_factor_near_ten_a_hundred_or_a_thousand_is_a_likely_slip(factor: int) -> None:
    told = "The bridge cost ${:,}."
    found = between(
        reported("Torvik Post", told.format(34), "en"), reported("Halden News", told.format(34 * factor), "en")
    )
    assert [one.relation for one in found] == ["scale"]
    assert f"a factor near {factor:,}" in found[0].evidence


def test_the_table_of_pairs_is_as_large_as_it_claims_to_be() -> None:
    assert len(list(pairs())) >= 75


def test_two_numbers_of_one_sentence_and_source_never_conflict() -> None:
    text = "The flood killed 12 people in Torvik, and the flood killed 15 people in Torvik, the mayor said."
    assert measures(reported("Torvik Post", text, "en")) == ()


@pytest.mark.parametrize(("first", "second"), [("en", "en"), ("en", "fr"), ("fr", "fr")])
def test_a_part_and_its_whole_do_not_conflict_in_one_sentence_told_twice(first: str, second: str) -> None:
    told = {"en": "Two of our five camps will close.", "fr": "Deux de nos cinq camps fermeront."}
    found = between(reported("Torvik Post", told[first], first), reported("Halden News", told[second], second))
    assert {one.relation for one in found} == {"agree"}


def claim(number: int, value: int, entity: str, predicate: str | None, comparator: str) -> ReportedClaim:
    quantity = Quantity(span=Span(0, 2), kind="count", value=Decimal(value), comparator=comparator)
    made = Claim(id=f"c{number}", article_id=f"a{number % 7}", quantity=quantity, sentence=Span(0, 9), entity=entity,
                 predicate=predicate)  # fmt: skip
    return ReportedClaim(claim=made, surface=str(value), sentence=f"{value} {entity}", outlet="x", language="en")


CLAIMS = st.lists(
    st.tuples(
        st.integers(0, 2000),
        st.sampled_from(["goats", "old boats", "number of goats", "people"]),
        st.sampled_from(["sell", "buy", "be", None]),
        st.sampled_from(["=", "~", ">", ">=", "<", "<="]),
    ),
    max_size=12,
).map(lambda rows: [claim(place, *row) for place, row in enumerate(rows)])


@settings(max_examples=60, deadline=None)
@given(CLAIMS, st.randoms(use_true_random=False))
def test_the_order_of_the_claims_changes_nothing(made: list[ReportedClaim], random: Any) -> None:
    shuffled = list(made)
    random.shuffle(shuffled)
    assert measures(made) == measures(shuffled)


@settings(max_examples=60, deadline=None)
@given(CLAIMS)
def test_every_relation_is_between_two_members_of_its_measure(made: list[ReportedClaim]) -> None:
    for measure in measures(made):
        assert len(measure.members) >= 2
        assert all({one.a, one.b} <= set(measure.members) for one in measure.relations)


def test_many_claims_about_one_noun_end_soon() -> None:
    made = [claim(number, number, "goats", "sell", "=") for number in range(3000)]
    assert measures(made) == ()  # no word of context ties one to another


def test_a_claim_that_is_not_checkworthy_is_in_no_measure() -> None:
    first = reported("Torvik Post", "One of the boats sank.", "en")
    assert first == ()
