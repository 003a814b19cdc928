"""The number grammar alone, without a parse: every case of the tables, and the numeral at a place."""

from decimal import Decimal
from typing import Any

import pytest

from extract import lang
from extract.claims.lexemes import lexemes
from extract.claims.lexicon import Lexicon, digits_only, lexicon
from extract.claims.numbers import numeral
from extract.claims.numerals import Numeral
from extract.claims.quantities import readings
from extract.model import Quantity
from tests.claims.test_cases import cases

EN, FR = (lexicon(lang.load(code)) for code in ("en", "fr"))
# What needs no parse: spans may reach further with it, to the noun that is counted.
FIELDS = ("value", "low", "high", "comparator", "unit", "kind", "modifier")


def as_row(quantity: Quantity) -> dict[str, str]:
    return {name: str(found) if (found := getattr(quantity, name)) is not None else "" for name in FIELDS}


@pytest.mark.parametrize("code", ["en", "fr"])
def test_the_grammar_reads_every_number_of_the_tables_without_a_parse(code: str) -> None:
    words = lexicon(lang.load(code))
    wrong: list[tuple[str, Any]] = []
    for text, expected in (case.values[1:] for case in cases() if case.values[0] == code and not case.marks):
        rows = [as_row(reading.quantity) for reading in readings(str(text), words)]
        read = [{name: row[name] for name in want if name in row} for row, want in zip(rows, expected, strict=False)]
        wanted = [{name: value for name, value in want.items() if name in FIELDS} for want in expected]
        if len(rows) != len(expected) or read != wanted:
            wrong.append((str(text), rows))
    assert wrong == []


def at(text: str, start: int = 0, words: Lexicon = EN, joined: bool = True, money: bool = False) -> Numeral | None:
    return numeral(lexemes(text), start, words, joined, money)


def told(found: Numeral | None) -> tuple[Decimal | None, int] | None:
    return found and (found.value, found.end)


def test_a_vulgar_fraction_is_a_share_and_its_own_mantissa() -> None:
    half = Numeral(1, 2, Decimal("0.5"), kind="fraction", mantissa=Decimal("0.5"))
    assert at("about ½", 1) == half


@pytest.mark.parametrize("place", [2, 3, 40])
def test_there_is_no_numeral_behind_the_end(place: int) -> None:
    assert at("two boats", place) is None


@pytest.mark.parametrize("text", ["%", "boats", "-", "€"])
def test_what_is_neither_digits_nor_number_words_is_no_numeral(text: str) -> None:
    assert at(text) is None


def test_what_joins_two_bounds_is_left_to_the_range_where_it_is_asked_to_be() -> None:
    assert told(at("two hundred and six")) == (206, 4)
    assert told(at("two hundred and six", joined=False)) == (200, 2)
    assert told(numeral(lexemes("two hundred and six"), 0, EN)) == (206, 4)


def test_a_letter_is_a_scale_of_money() -> None:
    assert at("3m") == Numeral(0, 1, Decimal(3), mantissa=Decimal(3))
    assert at("3m", money=True) == Numeral(0, 2, Decimal(3_000_000), mantissa=Decimal(3), scaled=True)


def test_without_a_language_digits_alone_are_read() -> None:
    assert at("two", words=digits_only()) is None
    assert at("2", words=digits_only()) == Numeral(0, 1, Decimal(2), mantissa=Decimal(2))
