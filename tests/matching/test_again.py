"""What was said again on another occasion is marked as repeated, whatever the day of its article."""

from random import Random

import pytest

from extract.matching.growing import Growing
from extract.matching.link import statements
from extract.model import Body, Quote, Span

LINE = "The ferry stays in port until every lifeboat of ours has been tested"
LIKE = "our ferry stays in port until each lifeboat of ours has been tested"
Report = tuple[Quote, Body]


def report(id: str, before: str, line: str, behind: str, date: str = "2026-05-15", cue: str = "said") -> Report:
    """Return a quote of Ines Tarn, and the article of its own outlet that it stands in."""
    text = f"{before}“{line},” {behind}"
    span = Span(len(before) + 1, len(before) + 1 + len(line))
    body = Body(
        article_id=id, text=text, spans=(Span(0, len(text)),), quoted=(span,), outlet=id, language="en", date=date
    )
    quote = Quote(
        id=f"q{id}",
        text=line,
        article_id=id,
        outlet=id,
        language="en",
        date=date,
        speaker="Ines Tarn",
        kind="direct",
        cue=cue,
        span=span,
    )
    return quote, body


def again(*reports: Report) -> list[str]:
    """Return the articles whose report is of another occasion than the first."""
    quotes, bodies = [quote for quote, _ in reports], [body for _, body in reports]
    (found,) = statements(quotes, bodies=bodies)
    return sorted(member.attribution[1:] for member in found.members if member.relation == "repeated")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tarn said on Monday.", "Tarn said on Wednesday."),
        ("Tarn said on CNN.", "Tarn said on Fox News."),
        ("Tarn said in a tweet.", "Tarn said during the debate."),
        ("Tarn said at a rally in Kessel, N.D., at noon.", "Tarn said at a rally in Marrow."),
    ],
)
def test_two_occasions_that_are_told_are_two(one: str, other: str) -> None:
    assert again(report("a", "", LINE, one, "2026-05-14"), report("b", "", LIKE, other)) == ["b"]


@pytest.mark.parametrize(
    "other", ["Tarn said.", "Tarn said on Monday.", "Tarn said at a rally.", "Tarn said last week."]
)
def test_what_is_not_told_or_agrees_changes_nothing(other: str) -> None:
    assert again(report("a", "", LINE, "Tarn said on Monday."), report("b", "", LIKE, other)) == []


def test_a_line_cannot_be_reported_before_it_is_said() -> None:
    early = report("a", "", LINE, "Tarn said.", "2026-05-08")
    assert again(early, report("b", "", LIKE, "Tarn said on Wednesday.")) == ["b"]


def test_the_sentence_before_tells_where_the_line_was_said() -> None:
    told = report("b", "Tarn met the dockers on Wednesday. ", LIKE, "she said.")
    assert again(report("a", "", LINE, "Tarn said on Monday."), told) == ["b"]
    other = report("b", "Brack met the dockers on Wednesday. ", LIKE, "she said.")
    assert again(report("a", "", LINE, "Tarn said on Monday."), other) == []


def test_a_report_that_tells_nothing_goes_with_the_likest_words() -> None:
    monday = report("a", "", LINE, "Tarn said on Monday.")
    wednesday = report("b", "", LIKE, "Tarn said on Wednesday.")
    assert again(monday, wednesday, report("c", "", LIKE, "Tarn said.")) == ["b", "c"]
    assert again(monday, wednesday, report("c", "", LINE, "Tarn said.")) == ["b"]


def test_weeks_later_the_line_is_repeated_unless_the_article_recalls_when_it_was_said() -> None:
    first = report("a", "", LINE, "Tarn told CNN.", "2026-02-03", "told")
    assert again(first, report("b", "", LINE, "Tarn said.")) == ["b"]
    assert again(first, report("b", "", LINE, "Tarn said in February.")) == []
    assert again(first, report("b", "", LINE, "Tarn told CNN.", cue="told")) == []


def test_the_order_and_the_batches_of_reports_make_no_difference() -> None:
    behind = ["Tarn said.", "Tarn said on Monday.", "Tarn said on Wednesday.", "Tarn told CNN.", "Tarn told Fox News."]
    made = [report(str(n), "", (LINE, LIKE)[n % 2], behind[n % 5], f"2026-05-{13 + n % 3}", "told") for n in range(12)]
    bodies = [body for _, body in made]
    expected = statements([quote for quote, _ in made], bodies=bodies)
    assert any(member.relation == "repeated" for found in expected for member in found.members)
    for seed in range(5):
        Random(seed).shuffle(made)
        growing = Growing()
        for start in range(0, 12, 5):
            growing.add([quote for quote, _ in made[start : start + 5]])
        assert growing.statements(bodies) == expected


def test_a_line_that_thousands_report_is_told_in_bounded_time() -> None:
    made = [report(f"{n:04}", "", LINE, f"Tarn said on {('Monday', 'Tuesday')[n % 2]}.") for n in range(2_000)]
    assert len(again(*made)) == 1_000
