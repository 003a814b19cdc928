"""The interface speaks English and French."""

import re
from datetime import date
from decimal import Decimal

import pytest

from dashboard import words
from tests.dashboard import catalogue

FIELD = re.compile(r"\{(\w*)\}")


def fields(*strings: str) -> set[str]:
    return {name for string in strings for name in FIELD.findall(string)}


def test_every_sentence_of_the_dashboard_has_its_french():
    have = catalogue.translated()
    missing = [f"{place}: {name}" for name, (place, _) in catalogue.said().items() if name not in have]
    assert missing == []
    empty = [name for name, message in have.items() if not all(words._strings(message.string))]
    assert empty == []


def test_no_french_is_left_of_what_no_page_says():
    assert sorted(set(catalogue.translated()) - set(catalogue.said())) == []


def test_the_french_has_the_same_fields_as_the_english():
    wrong = [
        name
        for name, message in catalogue.translated().items()
        for string in words._strings(message.string)
        if fields(string) != fields(*words._strings(message.id))
    ]
    assert wrong == []


def test_no_french_is_unsure_and_each_stands_once():
    assert [message.id for message in catalogue.french() if message.fuzzy] == []
    text = catalogue.FRENCH.read_text(encoding="utf-8")
    assert text.count("\nmsgid ") == len(catalogue.translated()) + 1


@pytest.fixture
def french(monkeypatch):
    monkeypatch.setattr(words, "interface", lambda: "fr")


def test_numbers_and_dates_are_written_as_english_writes_them():
    assert words.decimal(Decimal("1234567.890")) == "1,234,567.89"
    assert words.day(date(2026, 5, 3)) == "3 May 2026"
    assert words.listed(["A", "B", "C"]) == "A, B and C"
    assert words.language("fr") == "French"


def test_numbers_and_dates_are_written_as_french_writes_them(french):
    assert words.decimal(Decimal("1234567.890")) == "1\u202f234\u202f567,89"
    assert words.day(date(2026, 5, 3)) == "3 mai 2026"
    assert words.day(date(2026, 8, 1)) == "1er août 2026"
    assert words.listed(["A", "B", "C", "D", "E"]) == "A, B, C et 2 autres"
    assert words.language("en") == "anglais"


@pytest.mark.parametrize(
    ("code", "name"), [("xx", "xx"), ("<b>", "<b>"), ("", "language not known"), (None, "language not known")]
)
def test_a_language_without_a_name_is_its_code(code, name):
    assert words.language(code) == name


def test_nought_is_many_in_english_and_one_in_french(french):
    assert words.n_("{n} more", "{n} more", 0) == "0 autre"
    assert words.n_("{n} more", "{n} more", 1200) == "1\u202f200 autres"


def test_french_punctuation_never_begins_a_line(french):
    assert words.spaced("Qui parle ? « Lui » : 5 %") == "Qui parle\u202f? «\u202fLui\u202f»\u202f: 5\u202f%"


def test_a_sentence_without_french_stays_english(french):
    assert words._("No such sentence, {name}.", name="Ada") == "No such sentence, Ada."
