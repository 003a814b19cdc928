"""Digits with every separator, by the habits of the language; fractions of digits."""

from decimal import Decimal

import pytest

from extract import lang
from extract.claims.digits import LONGEST, digits_value
from extract.claims.lexemes import lexemes
from extract.claims.lexicon import lexicon
from extract.claims.numbers import numeral

EN, FR = (lexicon(lang.load(code)) for code in ("en", "fr"))


@pytest.mark.parametrize(
    ("text", "english", "french"),
    [
        ("7", "7", "7"),
        ("1234", "1234", "1234"),
        ("1,000", "1000", "1000"),
        ("1.000", "1000", "1000"),
        ("1,789", "1789", "1789"),
        ("1.789", "1.789", "1789"),
        ("123,456", "123456", "123456"),
        ("1234,567", "1234.567", "1234.567"),
        ("0.500", "0.500", "0.500"),
        ("0,500", "0.500", "0.500"),
        ("00,123", "0.123", "0.123"),
        ("3,4", "3.4", "3.4"),
        ("12.34", "12.34", "12.34"),
        (".5", "0.5", "0.5"),
        ("1,234,567", "1234567", "1234567"),
        ("1.234.567", "1234567", "1234567"),
        ("1,234.5", "1234.5", "1234.5"),
        ("1.234,5", "1234.5", "1234.5"),
        ("1\u00a0234,5", "1234.5", "1234.5"),
        ("1 234.567", "1234.567", "1234.567"),
        ("1\u202f234", "1234", "1234"),
        ("1'234", "1234", "1234"),
        ("5,00,000", "500000", "500000"),
    ],
)
def test_a_separator_means_what_it_means_in_the_language(text: str, english: str, french: str) -> None:
    assert (digits_value(text, EN), digits_value(text, FR)) == (Decimal(english), Decimal(french))


@pytest.mark.parametrize(
    ("text", "words", "value"),
    [("1.789", EN, "1.789"), ("1.000", EN, "1"), ("1,789", EN, "1789"), ("1,789", FR, "1.789"), ("1.789", FR, "1789")],
)
def test_the_own_mark_of_a_language_is_a_decimal_one_before_a_unit(text: str, words: object, value: str) -> None:
    assert digits_value(text, words, more=True) == Decimal(value)  # type: ignore[arg-type]


def test_what_is_longer_than_any_count_is_a_code() -> None:
    assert digits_value("9" * LONGEST, EN) == Decimal("9" * LONGEST)
    assert digits_value("9" * (LONGEST + 1), EN) is None
    code = numeral(lexemes("9" * 31), 0, EN)
    assert code is not None
    assert (code.kind, code.value, code.first, code.end) == ("code", None, 0, 1)


@pytest.mark.parametrize(
    ("text", "value", "words", "kind"),
    [
        ("1/4 of them", "0.25", 3, "fraction"),
        ("3/4", "0.75", 3, "fraction"),
        ("99/100", "0.99", 3, "fraction"),
        ("1⁄3 cup", "0.3333333333333333", 3, "fraction"),
        ("1∕16 inch", "0.0625", 3, "fraction"),
        ("9/11", "9", 1, "number"),
        ("24/7", "24", 1, "number"),
        ("4/4", "4", 1, "number"),
        ("0/4", "0", 1, "number"),
        ("5/4", "5", 1, "number"),
        ("1/0", "1", 1, "number"),
        ("1/4/2026", "1", 1, "number"),
        ("1.5/2", "1.5", 1, "number"),
        ("1/2.5", "1", 1, "number"),
        ("1 /4", "1", 1, "number"),
        ("1/ 4", "1", 1, "number"),
        ("1-4", "1", 1, "number"),
        ("1/x", "1", 1, "number"),
        ("1/100000", "1", 1, "number"),
        ("3 1/2 miles", "3.5", 4, "number"),
        ("3 1/4 million", "3250000", 5, "number"),
        ("3½ miles", "3.5", 2, "number"),
        ("3 ¾ miles", "3.75", 2, "number"),
        ("2.5 1/2", "2.5", 1, "number"),
        ("2.5½", "2.5", 1, "number"),
        ("3 99/100", "3.99", 4, "number"),
        ("3 9/11", "3", 1, "number"),
        ("3 and a half tonnes", "3.5", 4, "number"),
        ("3 million and a half", "3500000", 5, "number"),
    ],
)
def test_a_fraction_of_digits_is_one_number_and_a_date_or_a_score_is_none(
    text: str, value: str, words: int, kind: str
) -> None:
    found = numeral(lexemes(text), 0, EN)
    assert found is not None
    assert (found.value, found.end, found.kind) == (Decimal(value), words, kind)


def test_a_blank_line_ends_a_number() -> None:
    found = numeral(lexemes("3\n\nand a half million"), 0, EN)
    assert found is not None
    assert (found.value, found.end) == (3, 1)
