"""Web pages give their article: all that is quoted in it, what the page says of it, and no furniture."""

import json
from io import BytesIO
from pathlib import Path

import pytest

from extract.article import article_from
from extract.model import Document, Failure
from extract.readers import read_bytes
from extract.readers.html import read_html
from extract.readers.options import DEFAULT, Options

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))
SOME = "<p>The bridge over the Lorn stays shut until the spring, the harbour office said on Monday in Wexel.</p>" * 3


def read(page: str | bytes, uri: str = "https://courier.example/ferry", charset: str | None = None) -> Document:
    data = page if isinstance(page, bytes) else page.encode()
    (found,) = read_html(uri, BytesIO(data), DEFAULT, charset)
    assert isinstance(found, Document), found
    return found


def why_not(page: str) -> Failure:
    (found,) = read_html("https://courier.example/ferry", BytesIO(page.encode()), DEFAULT)
    assert isinstance(found, Failure), found
    assert found.cause
    assert found.remedy
    assert "\n" not in str(found)
    return found


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_gives_the_paragraphs_of_its_article_and_no_others(path: Path) -> None:
    told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    paragraphs = [" ".join(line.split()) for line in read(path.read_bytes(), told["url"]).content.split("\n\n")]
    assert paragraphs == told["text"]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_says_who_wrote_it_when_where_and_under_what_title(path: Path) -> None:
    told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    said = read(path.read_bytes(), told["url"]).metadata
    assert (said.title, said.author, said.outlet) == (told["title"], told["author"], told["outlet"])
    assert (said.published_at or "")[:10] == told["date"]


def test_a_page_is_kept_as_it_came_and_its_article_is_all_body() -> None:
    data = PAGES[0].read_bytes()
    found = read(data)
    assert (found.original, found.media_type) == (data, "text/html")
    article = article_from(found)
    assert article.body
    assert all(zone.kind in ("body", "dateline") for zone in article.zones)


def test_the_language_is_told_by_the_text_and_not_by_what_the_page_claims() -> None:
    page = (Path(__file__).parent / "pages/journal.html").read_text(encoding="utf-8").replace('lang="fr"', 'lang="en"')
    assert article_from(read(page)).language == "fr"


@pytest.mark.parametrize(("head", "outlet"), [("", "The Morning Tide"), ("Kelda Daily", "Kelda Daily")])
def test_the_outlet_that_a_person_names_is_that_of_pages_that_name_none(head: str, outlet: str) -> None:
    page = f'<meta property="og:site_name" content="{head}">{SOME}'.encode()
    (found,) = read_html("a.html", BytesIO(page), Options(outlet="The Morning Tide"))
    assert isinstance(found, Document)
    assert found.metadata.outlet == outlet


@pytest.mark.parametrize("name", ["a.html", "a.HTM", "a.xhtml"])
def test_the_suffix_of_a_page_is_known(name: str) -> None:
    (found,) = read_bytes(name, PAGES[0].read_bytes())
    assert isinstance(found, Document), found


def test_what_the_page_lacks_is_taken_from_its_data_and_said_so() -> None:
    said = "“The lock will open in May,” said Ada Quill, who keeps it. " * 12
    data = json.dumps({"@type": "NewsArticle", "headline": "The lock", "articleBody": f"{said}\n\n{said}"})
    found = read(f'<script type="application/ld+json">{data}</script><div id="app"></div>')
    assert found.content.count("said Ada Quill") == 24
    assert "from the page's data" in (found.metadata.note or "")


def test_a_fixed_space_stays_and_a_soft_hyphen_goes() -> None:
    found = read(
        f"<article>{SOME}<p>The repairs have cost 40&nbsp;000 crowns, the har&shy;bour office says.</p></article>"
    )
    assert "40\xa0000 crowns, the harbour office" in found.content


@pytest.mark.parametrize(
    ("page", "cause"),
    [
        ("", "empty"),
        ("<html><body></body></html>", "no text"),
        ("<div id=root></div><noscript>Please enable JavaScript to read on.</noscript>", "JavaScript"),
        ("<h1>Lock</h1><p>This article is for subscribers.</p>", "subscribed"),
        ("<p>We use cookies.</p><button>Accept all cookies</button>", "cookies"),
        ("<h1>Page not found</h1><p>Go back.</p>", "no such page"),
        ("<h1>Access denied</h1>", "refused"),
        ("<h1>Accès refusé</h1>", "refused"),
        ("<nav><a href='/'>Home</a></nav>", "hardly any text"),
        (
            "".join(
                f"<div><h3><a href='/{n}'>News number {n}</a></h3><p>In short: {n} came.</p></div>" for n in range(30)
            ),
            "list",
        ),
    ],
)
def test_what_stands_in_place_of_an_article_is_named(page: str, cause: str) -> None:
    assert cause in why_not(page).cause


def test_a_page_that_shows_its_beginning_alone_says_so() -> None:
    found = read(f"<article><h1>The lock</h1>{SOME}</article><div class=paywall>Already a subscriber? Log in.</div>")
    assert "only a part" in (found.metadata.note or "")


@pytest.mark.parametrize(
    ("page", "cause"),
    [
        ("<p>One more paragraph about the ferry of Wexel.</p>" * 60_000, "elements"),
        ("<div>" * 20_000 + SOME, "nested"),
        (f"<p>{'word ' * 1_100_000}</p>", "letters"),
    ],
)
def test_a_page_out_of_all_proportion_is_refused_at_once(page: str, cause: str) -> None:
    assert cause in why_not(page).cause


def test_a_page_nested_deeper_than_most_is_read() -> None:
    assert "harbour office" in read("<div>" * 600 + SOME + "</div>" * 600).content


@pytest.mark.parametrize(
    "line", ["Updated on 4 May 2024 at 10:12", "Publié le 3 mai 2024 à 10h12", "3 May 2024", "Mis à jour le 05/05/2024"]
)
def test_a_line_that_dates_the_article_is_no_part_of_it(line: str) -> None:
    for page in (f"<article><h1>Shut</h1><p>{line}</p>{SOME}</article>", f"<article>{SOME}<p>{line}</p></article>"):
        assert line not in read(page).content


def teasers(number: int) -> str:
    return "".join(f'<h4><a href="/{at}">Another story of the harbour, number {at}</a></h4>' for at in range(number))


def test_a_short_article_under_a_title_linked_to_itself_is_no_list() -> None:
    page = f'<h2><a href="/ferry">The ferry is late</a></h2>{SOME}<div class="sidebar">{teasers(12)}</div>'
    assert "stays shut until the spring" in read(page).content


def test_a_page_of_teasers_is_a_list() -> None:
    parts = (
        f'<h2><a href="/{at}">Story {at} of the harbour</a></h2><p>{SOME[3:-8]} It is {at}.</p>' for at in range(9)
    )
    assert "list of articles" in why_not("".join(parts)).cause


def test_the_first_heading_of_a_live_blog_is_kept_as_those_below_it_are() -> None:
    posts = [
        f"<section><h2>{at}.10 pm: the {what}</h2>{SOME[:100]} {what}.</p>{SOME}</section>"
        for at, what in enumerate(("ferry leaves", "mayor speaks", "bridge opens"), 1)
    ]
    found = read(f"<main><h1>The bridge, hour by hour</h1><div>{''.join(posts)}</div></main>").content
    assert [f"{at}.10 pm" in found for at in (1, 2, 3)] == [True] * 3


@pytest.mark.parametrize("holder", ["main", "article", "section", "div"])
def test_a_page_whose_writer_left_out_the_tag_of_its_body_is_read(holder: str) -> None:
    page = f'<!doctype html><meta charset="utf-8"><title>Shut</title><{holder}><h2>The bridge</h2>{SOME}</{holder}>'
    assert "stays shut until the spring" in read(page).content


@pytest.mark.parametrize("line", ["By Ada Quill and Tom Orr", "Par Lise Carrel", "By Ada Quill, Wexel"])
def test_the_line_that_says_by_whom_an_article_is_is_no_part_of_it(line: str) -> None:
    assert line not in read(f"<article><h1>Shut</h1><p>{line}</p>{SOME}</article>").content
    sentence = "By Monday Ada Quill had shut the bridge over the Lorn to all who came."
    assert sentence in read(f"<article><h1>Shut</h1><p>{sentence}</p>{SOME}</article>").content
