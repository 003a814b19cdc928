"""The speech that a statement is a sentence of, and the day on which it was said again."""

from dataclasses import replace

from extract.matching.link import statements
from extract.model import Quote, Span, Statement

FIRST = "The ferry stays in port until every lifeboat of ours has been tested"
SECOND = "Nobody on this quay has slept since the third winch tore loose on Friday"
THIRD = "A yard in Kessel promised us the spare cables for next week"


def quote(id: str, text: str, article: str, start: int, speaker: str = "Ines Tarn", date: str = "2026-05-03") -> Quote:
    return Quote(
        id=id,
        text=text,
        article_id=article,
        outlet=article,
        language="en",
        date=date,
        speaker=speaker,
        kind="direct",
        span=Span(start, start + len(text)),
    )


SPEECH = [quote("1", FIRST, "post", 0), quote("2", SECOND, "post", 100), quote("3", THIRD, "echo", 0)]


def passages(quotes: list[Quote]) -> dict[str, str | None]:
    found = statements(quotes)
    return {member.attribution: statement.passage_id for statement in found for member in statement.members}


def test_sentences_of_one_speech_are_one_passage_and_other_statements_in_none() -> None:
    found = passages(SPEECH)
    assert found["1"] == found["2"]
    assert found["1"] is not None
    assert found["3"] is None


def test_a_statement_that_two_articles_report_joins_their_sentences() -> None:
    found = passages([*SPEECH, quote("4", SECOND, "echo", 100)])
    assert len(set(found.values())) == 1
    assert found["3"] is not None


def test_another_speaker_or_far_off_words_are_another_speech() -> None:
    assert set(passages([SPEECH[0], quote("2", SECOND, "post", 100, "Otto Brack")]).values()) == {None}
    assert set(passages([SPEECH[0], quote("2", SECOND, "post", 900)]).values()) == {None}
    between = [SPEECH[0], quote("5", THIRD, "post", 75, "Otto Brack"), quote("2", SECOND, "post", 140)]
    assert set(passages(between).values()) == {None}


def test_passages_do_not_chain_from_speech_to_speech() -> None:
    other = [quote("6", THIRD, "times", 0), quote("7", "We never had a fog like the one of Saturday", "times", 100)]
    found = passages([*SPEECH[:2], quote("8", SECOND, "echo", 0), quote("9", THIRD, "echo", 100), *other])
    assert found["1"] == found["2"] == found["8"]
    assert found["6"] == found["7"] != found["1"]


def test_quotes_without_a_place_are_in_no_passage() -> None:
    assert set(passages([replace(one, span=None) for one in SPEECH]).values()) == {None}


def relations(*dates: str | None) -> list[str]:
    said = [replace(quote(str(n), FIRST, f"a{n}", 0), date=date) for n, date in enumerate(dates)]
    (found,) = statements(said)
    of = {member.attribution: member.relation for member in found.members}
    return [of[one.id] for one in said]


def test_the_same_line_weeks_later_is_repeated_and_the_first_report_is_not() -> None:
    assert relations("2026-05-03", "2026-05-04", "2026-07-20") == ["exact", "exact", "repeated"]
    assert relations("2026-07-20", "2026-05-03") == ["repeated", "exact"]


def test_reports_that_follow_each_other_are_one_occasion_however_long() -> None:
    assert relations("2026-05-01", "2026-05-25", "2026-06-20") == ["exact", "exact", "exact"]


def test_a_report_without_a_date_is_not_said_to_be_later() -> None:
    assert relations("2026-05-03", None, "--09-10") == ["exact", "exact", "exact"]


def test_a_line_told_twice_in_one_article_was_said_once() -> None:
    told = [quote("1", FIRST, "post", 0), quote("2", FIRST + " in May", "post", 500)]
    found: tuple[Statement, ...] = statements(told)
    assert {member.relation for statement in found for member in statement.members} <= {"exact", "truncated"}
