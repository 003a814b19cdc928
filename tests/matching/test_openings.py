"""The word that leads into what is told at second hand is no difference between two reports."""

from typing import Any

import pytest

from extract.matching.link import statements
from extract.matching.openings import as_clause, opens_clause, without_opening
from extract.matching.variation import compare
from extract.model import Quote


@pytest.mark.parametrize(
    ("text", "language", "left"),
    [
        ("that the weir had been repaired", "en", "the weir had been repaired"),
        ("to repair the old weir", "en", "repair the old weir"),
        ("for better pay at the mill", "en", "better pay at the mill"),
        ("que le barrage tiendrait", "fr", "le barrage tiendrait"),
        ("qu’un barrage tiendrait", "fr", "un barrage tiendrait"),
        ("d'avoir caché le rapport", "fr", "avoir caché le rapport"),
        ("à fermer le pont", "fr", "fermer le pont"),
        ("As many as 40 boats were sunk", "en", "As many as 40 boats were sunk"),
        ("as long as the weir holds", "en", "as long as the weir holds"),
        ("to resign", "en", "to resign"),
        ("thatched roofs burn well", "en", "thatched roofs burn well"),
        ("que le barrage tiendrait", None, "que le barrage tiendrait"),
    ],
)
def test_a_report_at_second_hand_is_read_without_the_word_that_leads_into_it(
    text: str, language: str | None, left: str
) -> None:
    assert without_opening(text, "indirect", language) == left


def test_the_words_of_a_direct_quote_are_all_the_speakers() -> None:
    assert without_opening("to repair the old weir", "direct", "en") == "to repair the old weir"
    assert without_opening("to repair the old weir", None, "en") == "to repair the old weir"


def test_behind_that_stands_a_clause_and_behind_to_there_may_be_a_topic() -> None:
    assert opens_clause("that the weir leaks again", "indirect", "en")
    assert opens_clause("qu’il faut fermer le pont", "indirect", "fr")
    assert not opens_clause("to the leaking weir", "indirect", "en")


def _quote(id: str, text: str, **more: Any) -> Quote:
    told = {"language": "en", "speaker": "Ines Okonjo-Varga", "kind": "indirect", "date": "2026-03-04"}
    return Quote(id=id, article_id=id, text=text, **{**told, **more})


def test_two_outlets_that_cut_at_either_side_of_that_have_one_exact_statement() -> None:
    plain = _quote("1", "the weir at Dunmarrow had been repaired twice in June")
    led = _quote("2", "that the weir at Dunmarrow had been repaired twice in June")
    (found,) = statements([plain, led])
    assert [member.relation for member in found.members] == ["exact", "exact"]
    assert compare(plain.text, led.text, "en", "en", "indirect", "indirect").flags == ()


def test_as_a_clause_of_its_own_it_begins_with_a_capital_and_what_is_no_clause_stays() -> None:
    assert as_clause("that the weir leaks again", "indirect", "en") == "The weir leaks again"
    assert as_clause("to the leaking weir", "indirect", "en") == "to the leaking weir"
    assert as_clause("that is the weir", "direct", "en") == "that is the weir"
