"""When and where something was said, as the words around it tell."""

from datetime import date

import pytest

from extract.matching.occasions import Occasion
from extract.matching.scene import Scene
from extract.matching.signs import occasion_of

TODAY = date(2026, 5, 15)  # a Friday


def told(own: str, *before: str, speaker: str | None = "Mara Lind", language: str = "en") -> Occasion:
    return occasion_of(Scene(own, before), speaker, language, TODAY.toordinal())


def days(found: Occasion) -> tuple[str, ...]:
    return tuple(date.fromordinal(day).isoformat() for day in found.days or ())


@pytest.mark.parametrize(
    ("language", "own", "expected"),
    [
        ("en", "Lind said on Monday", "2026-05-11"),
        ("en", "Lind said Friday", "2026-05-15"),
        ("en", "Lind said yesterday", "2026-05-14"),
        ("en", "Lind said on Feb. 6", "2026-02-06"),
        ("en", "Lind said during Tuesday night's debate", "2026-05-12"),
        ("fr", "a déclaré lundi Mara Lind", "2026-05-11"),
        ("fr", "a déclaré hier Mara Lind", "2026-05-14"),
        ("fr", "a déclaré Mara Lind le 6 février", "2026-02-06"),
    ],
)
def test_a_day_is_the_last_of_its_name_before_the_article(language: str, own: str, expected: str) -> None:
    assert days(told(own, language=language)) == (expected, expected)


@pytest.mark.parametrize(
    ("language", "own"),
    [
        ("en", "Lind, who will meet the council on Monday, said"),
        ("en", "Lind said of Monday's vote"),
        ("en", "Lind said after the vote on Tuesday"),
        ("en", "Lind said the mill may close by Thursday"),
        ("en", "Lind said of the Nov. 8 election"),
        ("fr", "Mara Lind, qui doit rencontrer le conseil mardi, a dit"),
        ("fr", "a dit Mara Lind avant la réunion de jeudi"),
        ("fr", "a dit Mara Lind, attendue lundi prochain"),
    ],
)
def test_the_day_of_something_else_is_not_that_of_the_words(language: str, own: str) -> None:
    assert told(own, language=language).days is None


def test_a_month_and_last_week_are_spans_of_days() -> None:
    assert days(told("Lind said in March")) == ("2026-03-01", "2026-03-31")
    assert days(told("Lind said in August")) == ("2025-08-01", "2025-08-31")
    assert days(told("Lind said last week")) == ("2026-05-01", "2026-05-14")
    assert days(told("a dit Mara Lind en mars", language="fr")) == ("2026-03-01", "2026-03-31")


@pytest.mark.parametrize(
    ("language", "own", "media"),
    [
        ("en", "Lind told a cheering crowd", "stage"),
        ("en", "Lind said in a written statement", "writing"),
        ("en", "Lind tweeted", "post"),
        ("en", "Lind said during the debate", "debate"),
        ("en", "Lind said at a news conference", "press"),
        ("fr", "a dit Mara Lind dans un communiqué", "writing"),
        ("fr", "a dit Mara Lind lors d'un meeting à Kessel", "stage"),
        ("fr", "a dit Mara Lind dans un entretien au Monde", "interview"),
    ],
)
def test_the_medium_is_one_of_a_few(language: str, own: str, media: str) -> None:
    assert told(own, language=language).media == {media}


def test_a_part_of_a_name_is_no_medium() -> None:
    assert not told("Lind said in the email scandal").media
    assert not told("Lind said after the debate").media


def test_hosts_are_those_who_were_spoken_to() -> None:
    assert told("Lind told CNN").hosts == {"cnn"}
    assert told("Lind said in an interview with the New York Times").hosts == {"new york times"}
    assert told("Lind said on the radio show of Odo Vance").hosts == {"radio"}
    assert told("a dit Mara Lind sur France Inter", language="fr").hosts == {"france inter", "radio"}
    assert not told("Lind said that CNN lies").hosts


def test_a_place_is_where_the_event_was() -> None:
    found = told("Lind told a crowd in Kessel, N.D., on Monday")
    assert found.place == {"Kessel", "N.D"}
    assert found.town
    assert not told("Lind said in Kessel").place
    assert told("a dit Mara Lind lors d'un meeting à Kessel", language="fr").town


def test_a_sentence_before_tells_where_it_names_the_speaker() -> None:
    assert told("she said", "Lind spoke at a rally on Monday").media == {"stage"}
    assert not told("she said", "Vance spoke at a rally on Monday").told
    assert not told("she said", "Lind spoke at a rally on Monday", speaker=None).told


def test_another_language_and_an_article_without_a_day_tell_no_day() -> None:
    assert not told("Lind said on Monday", language="de").told
    assert occasion_of(Scene("Lind said on Monday", ()), None, "en").days is None
