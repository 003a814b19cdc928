"""Within an article: every mention leads to the person whom a reader would take it for, or to nobody."""

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract import lang, nlp
from extract.model import Attribution, Span
from extract.speakers.within import resolve
from tests.speakers.cases import article_of, blocks, marked, read, reports, resolved


def names(text: str, language: str) -> list[str]:
    return [a.speaker.name if a.speaker else "" for a in resolved(text, language)]


@pytest.mark.parametrize("case", read("en"))
def test_english(case: dict[str, Any]) -> None:
    assert names(case["text"], "en") == case["speakers"]
    if "kinds" in case:
        assert [a.speaker.kind for a in resolved(case["text"], "en") if a.speaker] == case["kinds"]


@pytest.mark.parametrize("case", read("fr"))
def test_french(case: dict[str, Any]) -> None:
    assert names(case["text"], "fr") == case["speakers"]
    if "kinds" in case:
        assert [a.speaker.kind for a in resolved(case["text"], "fr") if a.speaker] == case["kinds"]


@pytest.mark.parametrize(("text", "place", "speaker"), reports("en"))
def test_a_whole_report_in_english(text: str, place: int, speaker: str) -> None:
    assert names(text, "en")[place] == speaker


@pytest.mark.parametrize(("text", "place", "speaker"), reports("fr"))
def test_a_whole_report_in_french(text: str, place: int, speaker: str) -> None:
    assert names(text, "fr")[place] == speaker


def roles(text: str, language: str = "en") -> list[list[str]]:
    return [[role.text for role in a.speaker.roles] for a in resolved(text, language) if a.speaker]


def test_a_role_keeps_its_whole_phrase_and_its_article() -> None:
    text = "{1|Joan Keller, director of the Harbour Board's Office for Safe Nets,} said [1|yes]."
    assert roles(text) == [["director of the Harbour Board's Office for Safe Nets"]]
    speaker = resolved(text, "en")[0].speaker
    assert speaker is not None
    assert speaker.roles[0].articles == ("case",)


def test_a_title_before_the_name_is_a_role_and_a_form_of_address_is_none() -> None:
    assert roles("{1|Ambassador Joan Keller} said [1|yes].") == [["Ambassador"]]
    assert roles("{1|Mrs. Joan Keller} said [1|yes].") == [[]]


def test_a_verb_before_a_title_is_no_part_of_the_role() -> None:
    assert roles("[1|“Yes,”] said {1|Interior Minister Joan Keller}.") == [["Interior Minister"]]


def test_a_conjunction_before_a_role_and_an_address_behind_it_are_no_part_of_it() -> None:
    assert roles("But {1|Interior Minister Joan Keller} said [1|yes].") == [["Interior Minister"]]
    assert roles("{1|Chairman Sir Alan Keller} said [1|yes].") == [["Chairman"]]
    assert roles("{1|Its chairman, Dr Alan Keller,} said [1|yes].") == [["chairman"]]
    assert roles("{1|Deputy Prime Minister Alan Keller} said [1|yes].") == [["Deputy Prime Minister"]]


def test_initials_before_a_turn_of_an_interview_are_whose_name_has_them() -> None:
    text = "Rosa Dale talks to The Quay Post about Ida Moss.\n\n{1|RD}: [1|I think so].\n\n{2|XY}: [2|No]."
    first, other = resolved(text, "en", rule="interview")
    assert first.speaker is not None
    assert other.speaker is not None
    assert [first.speaker.name, other.speaker.name] == ["Rosa Dale", "XY"]


def test_an_answer_below_a_bare_question_is_of_whom_the_interview_introduces() -> None:
    text = (
        "Anna Bright talks to Tom Quay. Bright mends boats.\n\nHow did you start?\n\n[1|By chance.]\n\nWith whom?\n\n"
        "[2|Jan Berg taught me.]"
    )
    assert [a.speaker.name for a in resolved(text, "en", "answer") if a.speaker] == ["Anna Bright", "Anna Bright"]


def test_a_french_role_before_a_comma_is_kept() -> None:
    text = "Dans son discours, {1|le directeur régional de l'agence pour le Nord, Karim Fassi}, a dit [1|oui]."
    assert roles(text, "fr") == [["directeur régional de l'agence pour le Nord"]]


def test_the_aliases_are_the_forms_of_the_text() -> None:
    speaker = resolved("{1|Dr Helen Marlowe} said [1|yes]. {2|Marlowe} said [2|no].", "en")[1].speaker
    assert speaker is not None
    assert [alias.text for alias in speaker.aliases] == ["Helen Marlowe", "Marlowe"]


def test_the_resolution_leads_from_the_mention_to_the_name() -> None:
    text = "Peter Varga opened the dam. [1|“It is safe,”] {1|he} said."
    chain = resolved(text, "en")[0].resolution
    assert [(mention.text, mention.kind) for mention in chain] == [("he", "pronoun"), ("Peter Varga", "name")]


def test_one_speaker_has_one_id_in_an_article() -> None:
    first, second = resolved("{1|Helen Marlowe} said [1|yes]. {2|She} said [2|no].", "en")
    assert first.speaker == second.speaker
    assert first.speaker is not None


@pytest.mark.parametrize(
    ("language", "text", "name"),
    [
        ("en", "Joan Keller wept. “No,” the former winger said.", "former winger"),
        ("en", "Joan Keller wept. “No,” the former winger said.", " the former winger"),
        ("en", "“No,” Dr Joan Keller, the mayor, said.", "Joan Keller, the mayor,"),
        ("en", "“No,” Dr Joan Keller, the mayor, said.", "Dr Joan Keller,"),
        ("en", "“No,” Dr Joan Keller, the mayor, said.", "Keller"),
        ("en", "“No,” the mayor of Marlow, Joan Keller, said.", "mayor of Marlow"),
        ("en", "“No,” the mayor of Marlow, Joan Keller, said.", "the mayor of Marlow, Joan Keller,"),
        ("fr", "Jeanne Keller est venue. « Non », a-t-elle dit.", "-t-elle"),
        ("fr", "Jeanne Keller est venue. « Non », a-t-elle dit.", "elle"),
        ("fr", "Jeanne Keller est venue. « Non », dit-elle.", "-elle"),
        ("fr", "« Non », a dit la maire de Brelle, Jeanne Keller.", "maire de Brelle"),
        ("fr", "« Non », a dit Mme Jeanne Keller, la maire.", "Jeanne Keller, la maire"),
        ("fr", "« Non », a dit Mme Jeanne Keller, la maire.", "Mme Jeanne Keller,"),
    ],
)
def test_where_a_source_is_cut_makes_no_difference(language: str, text: str, name: str) -> None:
    place, quote = text.index(name), re.search("[“«][^”»]*[”»]", text)
    assert quote is not None
    attribution = resolved(f"{{1|A}} said [1|{quote[0]}]", "en")[0]
    cut = replace(attribution, content=(Span(*quote.span()),), source=(Span(place, place + len(name)),), speaker=None)
    known = lang.load(language)
    found = resolve(article_of(text, language), nlp.parse(text, blocks(text), known), known, [cut])[0].speaker
    assert found is not None
    assert found.name in ("Joan Keller", "Jeanne Keller")


@pytest.mark.parametrize(
    ("language", "text", "chain"),
    [
        ("en", "{1|Mayor Joan Keller} said [1|no]. {2|The mayor} said [2|yes].", ["The mayor", "Joan Keller"]),
        ("en", "The IOA met. {1|An IOA statement} said [1|no].", ["An IOA statement", "IOA"]),
        ("fr", "{1|La maire Jeanne Keller} a dit [1|non]. {2|La maire} a dit [2|oui].", ["La maire", "Jeanne Keller"]),
        ("fr", "Jeanne Keller part. [1|« Non »], a-t-{1|elle} dit.", ["elle", "Jeanne Keller"]),
    ],
)
def test_a_resolution_shows_the_places_it_rests_on(language: str, text: str, chain: list[str]) -> None:
    last = resolved(text, language)[-1]
    plain = marked(text)[0]
    assert [mention.text for mention in last.resolution][:: len(last.resolution) - 1 or 1] == chain
    assert all(mention.span.of(plain).endswith(mention.text) for mention in last.resolution)


def test_no_attributions_give_none() -> None:
    english = lang.load("en")
    assert resolve(article_of("Nothing.", "en"), nlp.parse("", (), english), english, ()) == ()


PIECES = [
    "he",
    "She",
    "Anna",
    "Berg",
    "the",
    "mayor",
    "of",
    "(CFA)",
    "“",
    "”",
    "said",
    ",",
    ".",
    "\n\n",
    "Dr.",
    "al-",
    "’s",
]
WORDS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=40)
CUTS = st.lists(st.integers(0, 120), min_size=2, max_size=12)


@settings(deadline=None, max_examples=60)
@given(words=WORDS, cuts=CUTS, kind=st.sampled_from(["direct", "indirect", "mixed"]))
def test_no_text_and_no_attribution_makes_it_raise(words: list[str], cuts: list[int], kind: str) -> None:
    text = " ".join(words)
    places = [min(cut, len(text)) for cut in cuts]
    spans = [Span(min(a, b), max(a, b)) for a, b in pairwise(places)]
    attributions = [
        Attribution(
            id=str(number),
            article_id="case",
            kind=kind,
            content=(span,),
            cue=(),
            source=(spans[-1 - number],) if number % 2 else (),
            confidence=1.0,
            rule="any",
        )
        for number, span in enumerate(spans)
    ]
    article, english = article_of(text, "en"), lang.load("en")
    found = resolve(article, nlp.parse(text, blocks(text), english), english, attributions)
    assert [replace(a, speaker=None, resolution=()) for a in found] == attributions
    assert all(mention.span.end <= len(text) for a in found for mention in a.resolution)
    assert all(a.speaker is None or a.speaker.name.strip() for a in found)
