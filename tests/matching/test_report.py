"""What is known of a quote beside its words: its day, its speaker, whether it is a title."""

import pytest

from extract.matching.report import day, days_between, is_title, name_words, names_agree, reports, speakers_agree
from extract.model import Quote


@pytest.mark.parametrize(
    ("a", "b", "days"),
    [
        ("2024-05-02", "2024-05-09T08:00:00Z", 7),
        ("--12-30", "2024-01-02", 3),
        ("--02-29", "--03-01", 1),
        ("2024-05-02", None, None),
        ("2024-13-45", "2024-05-02", None),
        ("soon", "--99-99", None),
    ],
)
def test_days_between_two_dates_are_known_or_none(a: str | None, b: str | None, days: int | None) -> None:
    assert days_between(day(a), day(b)) == days


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        ("Ilse Marrow", "Mrs. Marrow", True),
        ("Ilse Marrow", "Marrow", True),
        ("Ilse Marrow", "I. Marrow", True),
        ("Ilse Marrow", "Jonas Marrow", False),
        ("Youssef Benhadi", "Yusef Benhadi", True),
        ("Ilse Marrow", "Otto Brack", False),
        ("Ilse Marrow", "she", None),
        ("the ministry", None, None),
    ],
)
def test_names_of_one_speaker_agree(a: str, b: str | None, agree: bool | None) -> None:
    assert names_agree(name_words(a, "en"), name_words(b, "en")) is agree


def test_titles_are_told_from_sentences() -> None:
    assert is_title("Fair Winds For All Harbours")
    assert not is_title("Fair winds for all Harbours")
    assert not is_title("FAIR WINDS FOR ALL")
    assert not is_title("")


def test_copies_are_laid_together_but_not_over_years() -> None:
    made = [
        Quote(id=str(year), text="No comment from the pilots", language="en", date=f"{year}-05-02")
        for year in (2001, 2001, 2011)
    ]
    assert [len(report.quotes) for report in reports(made)] == [2, 1]


@pytest.mark.parametrize(
    ("a", "b", "agree"),
    [
        (("Ilse Marrow", "1"), ("the mayor", "1"), True),
        (("Ilse Marrow", "1"), ("Marrow", "2"), True),
        (("Ilse Marrow", "1"), ("Ilse Marow", "2"), None),
        (("Ilse Marrow", "1"), ("Otto Brack", "2"), False),
    ],
)
def test_two_ids_are_two_speakers_only_where_the_names_say_so(
    a: tuple[str, str], b: tuple[str, str], agree: bool | None
) -> None:
    one, two = (
        reports([Quote(id=f"q{number}", text="We won", language="en", speaker=name, speaker_id=number)])[0]
        for name, number in (a, b)
    )
    assert speakers_agree(one, two) is agree
