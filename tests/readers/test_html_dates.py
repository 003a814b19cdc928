"""When a page was published and updated: as it says, in its own time zone, and never today for want of a date."""

import pytest
from lxml import html

from extract.readers.html.blocks import blocks
from extract.readers.html.data import page_data
from extract.readers.html.dates import dates
from extract.readers.html.moments import iso


def said(page: str, uri: str = "page.html") -> tuple[str | None, str | None]:
    tree = html.document_fromstring(f"<html><head></head><body>{page}</body></html>")
    return dates(tree, page_data(tree), uri)


def linked(**fields: str) -> str:
    pairs = ", ".join(f'"{name}": "{value}"' for name, value in fields.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {pairs}}}</script>'


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("2025-11-03T18:20:00+01:00", "2025-11-03T18:20:00+01:00"),
        ("2025-11-03T18:20:00Z", "2025-11-03T18:20:00+00:00"),
        ("2025-11-03 18:20:00 +0100", "2025-11-03T18:20:00+01:00"),
        ("2025-11-03T18:20:00.123+0100", "2025-11-03T18:20:00+01:00"),
        ("2025-11-03 8:20", "2025-11-03T08:20:00"),
        ("2025-11-03", "2025-11-03"),
        ("20251103", "2025-11-03"),
        ("2025/11/03", "2025-11-03"),
        ("Mon, 03 Nov 2025 18:20:00 +0100", "2025-11-03T18:20:00+01:00"),
        ("1762190400", "2025-11-03T17:20:00+00:00"),
        ("0000-00-00", None),
        ("2999-01-01", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_date_for_machines_is_read_with_its_zone_or_not_at_all(given: str, read: str | None) -> None:
    assert iso(given) == read


def test_published_and_updated_are_told_apart() -> None:
    page = linked(datePublished="2025-11-03T18:20:00+01:00", dateModified="2025-11-04T07:05:00+01:00")
    assert said(page) == ("2025-11-03T18:20:00+01:00", "2025-11-04T07:05:00+01:00")


def test_an_update_at_the_moment_of_publication_is_none() -> None:
    page = linked(datePublished="2025-11-03T18:20:00+01:00", dateModified="2025-11-03T18:20:00+01:00")
    assert said(page)[1] is None


def test_a_day_alone_gives_way_to_the_hour_of_the_same_moment() -> None:
    shown = '<div><h1>Shut</h1><time datetime="2025-11-03T22:10:00-04:00">x</time></div>'
    page = f'<meta name="date" content="2025-11-04">{shown}'
    assert said(page)[0] == "2025-11-03T22:10:00-04:00"


def test_the_local_zone_goes_before_the_same_moment_in_utc() -> None:
    page = linked(datePublished="2025-11-04T02:10:00Z") + (
        '<div><h1>Shut</h1><time datetime="2025-11-03T22:10:00-04:00">x</time></div>'
    )
    assert said(page)[0] == "2025-11-03T22:10:00-04:00"


def test_the_times_of_other_articles_and_of_embedded_posts_are_not_the_articles() -> None:
    others = "".join(f"<li><a href=x>Other</a><time datetime=2025-10-{day}>x</time></li>" for day in range(10, 16))
    page = f"<ul>{others}</ul><article><h1>Shut</h1><p>Publié le 3 novembre 2025</p><p>Text.</p></article>"
    assert said(page)[0] == "2025-11-03"
    assert said("<blockquote><time datetime='2024-01-02'>x</time></blockquote><h1>Shut</h1>")[0] is None


def test_a_page_without_a_date_has_none() -> None:
    assert said("<h1>Shut</h1><p>The ferry stays in dock. © 2025</p>") == (None, None)


def test_the_date_in_the_address_is_one() -> None:
    assert said("<h1>Shut</h1>", "https://courier.example/2025/11/03/shut")[0] == "2025-11-03"


@pytest.mark.parametrize(
    ("address", "machine", "published"),
    [
        ("https://hill.example/home/2017/7/12/the-mill", "2019-06-17T09:00:00+02:00", "2017-07-12"),
        ("https://hill.example/2017-07-12/the-mill.html", "2019-06-17", "2017-07-12"),
        ("https://hill.example/2019/06/16/the-mill", "2019-06-17T01:00:00+02:00", "2019-06-17T01:00:00+02:00"),
        ("https://hill.example/2020/01/01/the-mill", "2019-06-17", "2019-06-17"),
        ("https://hill.example/20190/1/2/the-mill", "2019-06-17", "2019-06-17"),
        ("page/2017/7/12/the-mill.html", "2019-06-17", "2019-06-17"),
    ],
)
def test_the_day_in_the_address_goes_before_a_later_one_of_a_page_made_anew(
    address: str, machine: str, published: str
) -> None:
    assert said(linked(datePublished=machine), address)[0] == published


def shown(page: str, uri: str = "page.html", language: str = "") -> tuple[str | None, str | None]:
    tree = html.document_fromstring(f'<html lang="{language}"><head></head><body>{page}</body></html>')
    return dates(tree, page_data(tree), uri, blocks(tree), "The bridge is shut")


LEAD = "<p>The bridge over the Wexel was shut on Monday after an engineer found a crack in one of its four piers.</p>"


@pytest.mark.parametrize(
    ("line", "language", "said"),
    [
        ("<p>Published 3 May 2024 - Updated 4 May 2024</p>", "en", ("2024-05-03", "2024-05-04")),
        ("<p>Publié le 3 mai 2024 à 10h12 | Mis à jour le 05/05/2024</p>", "fr", ("2024-05-03", "2024-05-05")),
        ("<div>By Ada Quill, May 3, 2024 4:10 PM EDT</div>", "en", ("2024-05-03", None)),
        ("<div>Ada Quill | Wexel Courier | 3 May 2024</div>", "en", ("2024-05-03", None)),
        ('<div class="post-date">Posted in News, May 3, 2024</div>', "en", ("2024-05-03", None)),
        ("<div>5/3/24 8:00am</div>", "en-US", ("2024-05-03", None)),
        ("<div>3/5/2024</div>", "en-GB", ("2024-05-03", None)),
        ("<div>3/5/2024</div>", "fr", ("2024-05-03", None)),
        ("<p>The crack was first seen on 3 May 2024 by a diver</p>", "en", (None, None)),
        ("<figure><figcaption>The pier, 3 May 2024</figcaption></figure>", "en", (None, None)),
    ],
)
def test_the_date_that_readers_see_below_the_title_is_read(
    line: str, language: str, said: tuple[str | None, str | None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("extract.readers.html.dates.find_date", lambda *_, **__: None)
    assert shown(f"<h1>The bridge is shut</h1>{line}{LEAD}", language=language) == said


def test_the_day_of_the_visit_above_the_title_is_no_date_of_the_article() -> None:
    page = f'<div class="date">Tuesday, 7 May 2024</div><h1>The bridge is shut</h1><p>3 May 2024</p>{LEAD}'
    assert shown(page)[0] == "2024-05-03"


def test_what_machines_are_told_goes_before_what_readers_see() -> None:
    page = linked(datePublished="2024-05-03T09:00:00+02:00")
    assert shown(f"{page}<h1>The bridge is shut</h1><p>Updated 4 May 2024</p>{LEAD}") == (
        "2024-05-03T09:00:00+02:00",
        "2024-05-04",
    )


@pytest.mark.parametrize("path", ["2024/05/03/bridge", "2024/may/03/bridge", "2024/WEXEL/05/03/bridge/index.html"])
def test_a_day_in_the_address_is_the_date_of_a_page_that_shows_none(path: str) -> None:
    assert shown(f"<h1>The bridge is shut</h1>{LEAD}", f"https://wexel.example/{path}")[0] == "2024-05-03"


def test_a_time_of_readers_comments_is_not_that_of_the_article() -> None:
    comment = '<div class="comment_default"><time datetime="2024-06-01T10:00:00Z">1 June</time> Well said.</div>'
    assert shown(f"<div><h1>The bridge is shut</h1><p>3 May 2024</p>{LEAD}{comment}</div>")[0] == "2024-05-03"


def test_a_template_that_calls_every_time_updated_tells_when_the_article_came_out() -> None:
    page = f'<div><h1>The bridge is shut</h1><time class="updated" datetime="2024-05-03">3 May</time></div>{LEAD}'
    assert shown(page) == ("2024-05-03", None)


def test_a_time_that_only_a_script_would_show_is_read() -> None:
    page = f'<div><h1>The bridge is shut</h1><time data-published="2024-05-03 09:13:00Z">4 hours ago</time></div>{LEAD}'
    assert shown(page)[0] == "2024-05-03T09:13:00+00:00"
