"""Whether two articles are one."""

import pytest

from extract.store.same import FEWEST, Seen, same_article, seen

BODY = """The harbour bridge will close in June for eleven months, the council said on Monday after a survey of its
pillars. "We would rather have an angry driver than a drowned one," said Ida Blum, the harbour master, and asked for
patience. A ferry will carry walkers and bicycles every twenty minutes from six in the morning until midnight."""
MORE = BODY + " Shopkeepers on the west bank said that nobody had asked them, and that they would go to court."
OTHER = """The weather will be fair in the morning with light winds from the west, and rain is expected by the evening
in all of the northern valleys, where streams may rise; the coast stays dry until the night, with fog on the river."""
PAGE = "https://www.quay.example/2026/05/bridge?utm_source=feed#top"


def one(
    uri: str = PAGE, outlet: str | None = "Daily Quay", title: str = "Bridge shut", body: str = BODY, day: str = ""
) -> Seen:
    return seen(uri, outlet, title, body, day)


@pytest.mark.parametrize(
    ("other", "relation"),
    [
        (one("http://quay.example/2026/05/bridge/"), "same"),
        (one("https://quay.example/amp/bridge"), "same"),
        (one("https://elsewhere.example/a", "Morning Ledger"), None),
        (one("https://quay.example/2026/05/bridge", body=MORE), "version"),
        (one("https://quay.example/2026/05/bridge-2", body=MORE), "version"),
        (one("https://quay.example/2026/05/bridge-2", title="Court", body=MORE), "version"),
        (one("https://elsewhere.example/a", "Morning Ledger", body=MORE), None),
        (one("https://quay.example/2026/05/weather", title="Weather", body=OTHER), None),
        (one(body=OTHER), None),
    ],
    ids=[
        "tracked",
        "two addresses",
        "a wire text",
        "one address",
        "one title",
        "new title",
        "wire",
        "another",
        "reused",
    ],
)
def test_two_articles_of_an_outlet(other: Seen, relation: str | None) -> None:
    assert same_article(one(), other) == same_article(other, one()) == relation


def test_the_weather_of_two_weeks_is_two_articles() -> None:
    first = one("https://quay.example/1", title="Weather", body=OTHER, day="2026-05-03")
    later = one("https://quay.example/2", title="Weather", body=OTHER.replace("fair", "grey"), day="2026-05-17")
    assert same_article(first, later) is None


def test_a_body_of_a_few_words_says_nothing() -> None:
    few = "Subscribe to read on."
    assert same_article(one("https://quay.example/1", body=few), one("https://quay.example/2", body=few)) is None
    assert len(few.split()) < FEWEST


def test_without_an_outlet_the_site_stands_for_it_and_a_file_for_nothing() -> None:
    assert same_article(one(outlet=None), one("https://quay.example/amp/bridge", outlet=None)) == "same"
    assert same_article(one("a.txt", None), one("b.txt", None)) is None
    assert same_article(one("a.txt", None), one("a.txt", None, body=MORE)) == "version"


def copy(uri: str, outlet: str | None = None, whole: str = f"Menu\n{BODY}", title: str = "Bridge shut") -> Seen:
    return seen(uri, outlet, title, BODY, None, whole)


def test_one_text_in_two_files_is_one_article_where_no_outlet_is_known() -> None:
    assert same_article(copy("a.txt"), copy("saved/a.txt")) == "same"
    assert set(copy("a.txt").keys) & set(copy("saved/a.txt").keys)


def test_two_files_are_two_articles_where_more_than_the_place_tells_them_apart() -> None:
    assert same_article(copy("a.txt"), copy("b.txt", whole=f"Sections\n{BODY}")) is None
    assert same_article(copy("a.txt"), copy("b.txt", title="Bridge closed")) is None
    assert same_article(copy("a.txt", "Daily Quay"), copy("b.txt", "Morning Ledger")) is None
    assert same_article(copy("a.txt"), copy("b.txt", "Morning Ledger")) is None


def test_articles_that_are_one_share_a_key() -> None:
    assert set(one().keys) & set(one("https://quay.example/amp/bridge").keys)
    assert set(one().keys) & set(one("https://quay.example/b", title="Court", body=MORE).keys)
    assert not set(one().keys) & set(one("https://elsewhere.example/a", "Morning Ledger").keys)
