"""Quotes that no reporter would write: bounded work, sensible statements, no crash. Work is counted, not timed."""

from typing import Any

import pytest

from extract.matching import tables
from extract.matching.archive import Archive
from extract.matching.growing import Growing
from extract.matching.link import statements
from extract.matching.normal import normal
from extract.matching.words import LONGEST
from extract.model import Quote

LINE = "The dredging of the northern channel has been postponed until the heron colony leaves in October"


def quote(number: int, text: str, **known: Any) -> Quote:
    return Quote(**{"id": str(number), "text": text, "language": "en", "date": "2024-05-02", **known})


@pytest.fixture
def cells(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count the cells of the tables that are filled."""
    counted: list[int] = []
    filled = tables._filled

    def counting(equal: Any) -> Any:
        counted.append(equal.size)
        return filled(equal)

    monkeypatch.setattr(tables, "_filled", counting)
    return counted


@pytest.mark.parametrize("text", ["", "No", "heron", "…", "12", "of the and to", "it is what it is " * 3])
def test_what_says_nothing_is_joined_with_nothing_of_another_speaker_or_article(text: str) -> None:
    quotes = [quote(n, text, speaker=name, article_id=str(n)) for n, name in enumerate(["Ilse Marrow", "Otto Brack"])]
    assert len(statements(quotes)) == 2


def test_a_hundred_thousand_copies_are_one_report(cells: list[int]) -> None:
    quotes = [quote(n, LINE, outlet=f"Outlet {n % 900}", article_id=str(n)) for n in range(100_000)]
    (found,) = statements(quotes)
    assert len(found.members) == 100_000
    assert not cells


def test_a_hundred_thousand_characters_are_read_to_their_limit(cells: list[int]) -> None:
    long = " ".join(f"heron{number}" for number in range(12_000))[:100_000]
    quotes = [quote(1, long), quote(2, long + " and so on"), quote(3, "heron5 heron6 heron7 heron8")]
    assert len(normal(long, "en").words) <= LONGEST
    (found,) = statements(quotes)
    assert len(found.members) == 3
    assert sum(cells) <= 10 * tables.CELLS


def test_one_character_without_end_is_one_word() -> None:
    quotes = [quote(1, "x" * 100_000), quote(2, "«" * 100_000), quote(3, "1" * 100_000), quote(4, "a." * 50_000)]
    assert len(statements(quotes)) == 4


def test_one_word_again_and_again_gives_few_keys() -> None:
    archive = Archive()
    archive.add([normal("heron " * 20_000, "en"), normal("heron colony " * 9_000, "en")])
    assert sum(len(segment.holders.keys) for segment in archive.index.segments) <= 8


@pytest.mark.parametrize(
    "date", [None, "", "soon", "2024-13-45", "--02-30", "--05-02", "9999-12-31", "0001-01-01", "2124-01-01"]
)
def test_a_date_that_is_missing_wrong_or_far_ahead_parts_nobody_and_breaks_nothing(date: str | None) -> None:
    quotes = [quote(1, LINE, speaker="Ilse Marrow"), quote(2, LINE + ", she said", date=date, speaker="Ilse Marrow")]
    found = statements(quotes)
    assert sorted(member.attribution for one in found for member in one.members) == ["1", "2"]
    assert len(found) == 1


def test_a_slogan_in_ten_thousand_mouths_costs_a_few_pairs_each() -> None:
    slogan = "fair winds for every northern harbour"
    names = [f"S{chr(97 + n % 26)}{chr(97 + n // 26 % 26)}{chr(97 + n // 676)}el" for n in range(10_000)]
    quotes = [quote(n, slogan, speaker=f"Ilse {name}", article_id=str(n)) for n, name in enumerate(names)]
    archive = Archive()
    pairs = archive.among([normal(one.text, "en") for one in quotes])
    assert len(pairs.a) <= 10 * len(quotes)
    assert sum(len(one.members) for one in statements(quotes)) == len(quotes)


@pytest.mark.parametrize(
    "quotes",
    [
        pytest.param([quote(n, LINE, article_id=str(n)) for n in range(2_000)], id="copies"),
        pytest.param([quote(n, f"{LINE} on day {n}") for n in range(400)], id="variants"),
        pytest.param([quote(n, LINE, date=f"{1800 + n}-05-02") for n in range(400)], id="years"),
        pytest.param(
            [quote(n, text) for n, text in enumerate(["", "No", "it is of the", "²km 1,5", "…"] * 9)], id="odd"
        ),
    ],
)
def test_what_no_reporter_would_write_grows_to_what_all_at_once_gives(quotes: list[Quote]) -> None:
    growing = Growing()
    for part in (quotes[:-20], quotes[-20:-1], quotes[-1:]):
        growing.add(part)
    assert growing.statements() == statements(quotes)
