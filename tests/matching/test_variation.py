"""How wordings differ: the cases of the tables, and a diff from which both texts can be read back."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.matching.encoder import default_encoder
from extract.matching.link import statements
from extract.matching.variation import aligned, clauses, compare, word_diff
from extract.model import Quote

TABLES = sorted((Path(__file__).parents[1] / "cases").glob("*/matching.toml"))
CASES = [
    pytest.param(case, table.parent.name, id=f"{table.parent.name} {number}")
    for table in TABLES
    for number, case in enumerate(tomllib.loads(table.read_text("utf-8"))["case"], start=1)
]


def languages(case: dict[str, Any], code: str) -> tuple[str, str]:
    return case.get("base_language", code), case.get("other_language", code)


@pytest.mark.parametrize(("case", "code"), CASES)
def test_a_wording_is_named_and_flagged(case: dict[str, Any], code: str) -> None:
    kinds = case.get("base_kind"), case.get("other_kind")
    found = compare(case["base"], case["other"], *languages(case, code), *kinds)
    assert (found.relation, sorted(found.flags)) == (case["relation"], sorted(case.get("flags", [])))


@pytest.mark.parametrize(("case", "code"), [case for case in CASES if "same" in case.values[0]])
def test_two_wordings_are_one_statement_or_two(case: dict[str, Any], code: str) -> None:
    speakers = case.get("speakers", ["Ines Tarn", "Tarn"])
    quotes = [
        Quote(
            id=side, text=case[side], language=language, speaker=speaker, article_id=side, kind=case.get(f"{side}_kind")
        )
        for side, language, speaker in zip(("base", "other"), languages(case, code), speakers, strict=True)
    ]
    assert (len(statements(quotes, default_encoder())) == 1) == case["same"]


def test_the_tables_hold_at_least_forty_pairs() -> None:
    assert len(CASES) >= 40


TEXTS = st.text(st.sampled_from("ab c'’\n.,“»-[…é1"), max_size=60)


@given(base=TEXTS, other=TEXTS)
def test_both_texts_can_be_read_back_from_the_diff(base: str, other: str) -> None:
    edits = word_diff(base, other)
    assert "".join(edit.base for edit in edits) == base
    assert "".join(edit.other for edit in edits) == other


@given(base=TEXTS)
def test_a_text_does_not_differ_from_itself(base: str) -> None:
    assert all(edit.op == "equal" for edit in word_diff(base, base))


def test_marks_and_case_are_no_change_of_words() -> None:
    edits = word_diff("“The quarry’s closed”, she said.", "the quarry's closed, she said")
    assert {edit.op for edit in edits} == {"equal"}


def test_the_diff_shows_the_words_that_changed() -> None:
    edits = word_diff("We lost 40 hectares of barley", "We lost 60 hectares of good barley")
    changed = [(edit.op, edit.base.strip(), edit.other.strip()) for edit in edits if edit.op != "equal"]
    assert changed == [("replace", "40", "60"), ("insert", "", "good")]


ENGLISH = "The quarry stays closed until May. We counted 340 herons on the marsh, and nobody shot at them."
FRENCH = "La carrière reste fermée jusqu’en mai. Nous avons compté 340 hérons dans le marais, et nul n’a tiré sur eux."


def test_a_translation_shows_its_clauses_side_by_side() -> None:
    pairs = aligned(ENGLISH, FRENCH, default_encoder())
    assert len(pairs) >= 2
    assert pairs[0] == ("The quarry stays closed until May.", "La carrière reste fermée jusqu’en mai.")
    assert " ".join(pair[0] for pair in pairs) == ENGLISH
    assert " ".join(pair[1] for pair in pairs) == FRENCH


def test_without_an_encoder_whole_stands_beside_whole() -> None:
    assert aligned(ENGLISH, FRENCH) == ((ENGLISH, FRENCH),)


@given(text=TEXTS)
def test_clauses_lose_no_word(text: str) -> None:
    assert "".join("".join(clauses(text)).split()).replace("-", "") == "".join(text.split()).replace("-", "")


def test_texts_of_any_length_are_compared_in_bounded_time() -> None:
    long = "the heron colony leaves in October, " * 3_000
    assert word_diff(long, long + "never")[-1].other.endswith("never")
    assert compare(long, "heron colony", "en", "en").relation == "truncated"
    assert aligned(long, long, default_encoder()) == ((long, long),)
