"""Title, author, outlet and address of a page, from whichever of its sources agree."""

import pytest
from lxml import html

from extract.readers.html.authors import author
from extract.readers.html.blocks import blocks
from extract.readers.html.data import page_data
from extract.readers.html.metadata import address, outlet, spelt_outlet, title

SITE = '<meta property="og:site_name" content="The Wexel Courier">'


def page(head: str = "", body: str = "") -> tuple:
    tree = html.document_fromstring(f"<html><head>{head}</head><body>{body}<p>.</p></body></html>")
    return tree, page_data(tree)


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (SITE + "<title>Ferry stays in dock | The Wexel Courier</title>", "", "Ferry stays in dock"),
        (SITE + "<title>The Wexel Courier - Ferry stays in dock</title>", "", "Ferry stays in dock"),
        ("<title>Ferry stays in dock until the spring - Courier</title>", "", "Ferry stays in dock until the spring"),
        ("<title>Ferry – and why</title>", "<h1>Ferry – and why</h1>", "Ferry – and why"),
        ('<meta property="og:title" content="Ferry stays in…">', "<h1>Ferry stays in dock</h1>", "Ferry stays in dock"),
        (SITE + '<meta property="og:title" content="Ferry stays">', "<h1>The Wexel Courier</h1>", "Ferry stays"),
        ('<meta property="og:title" content="Ferry stays in dock">', "<h1>Transport</h1>", "Ferry stays in dock"),
        ("<title>Courier</title>", "", "Courier"),
        ("", "<h1>Ferry stays in <em>dock</em></h1>", "Ferry stays in dock"),
    ],
)
def test_the_title_is_what_readers_see_without_the_sites_name(head: str, body: str, expected: str) -> None:
    assert title(*page(head, body)) == expected


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        ('<meta name="author" content="By Mara Teller and Jon Abbas">', "", "Mara Teller, Jon Abbas"),
        ('<meta name="author" content="Par Lise Carrel et Odile Roux">', "", "Lise Carrel, Odile Roux"),
        ("", '<p class="byline">Words by Mara Teller, Wexel</p>', "Mara Teller"),
        ("", "<a rel=author href=/m>Mara Teller</a>", "Mara Teller"),
        (SITE + '<meta name="author" content="The Wexel Courier">', "", None),
        ('<meta property="article:author" content="https://social.example/courier">', "", None),
        ("", '<div class="comment"><p class="author">Gull Seventy</p></div>', None),
        ("", "<p>“Shut,” said Ada Quill.</p>", None),
    ],
)
def test_the_author_is_a_person_named_as_one_and_no_speaker(head: str, body: str, expected: str | None) -> None:
    assert author(*page(head, body)) == expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ('<p class="byline">By <a href="/m">Mara Teller</a> Senior Editor</p>', "Mara Teller"),
        ('<p class="byline">Mara Teller Twitter Email</p>', "Mara Teller"),
        ('<p class="byline">Par Lise Carrel, envoyée spéciale à Wexel</p>', "Lise Carrel"),
        ('<p class="byline">MARA TELLER</p><p class="byline">Mara Teller</p>', "MARA TELLER"),
        ("<p>By Mara Teller / 3 May 2024 / Leave a comment</p>", "Mara Teller"),
        ('<p class="author"><a href="#c">View Comments</a></p>', None),
        ('<div class="related"><p class="byline">By Jon Abbas</p></div>', None),
    ],
)
def test_the_author_is_who_is_named_below_the_heading(shown: str, expected: str | None) -> None:
    other = '<header><p class="byline">By Ida Blum</p></header>' if expected else ""
    lead = "<p>The bridge over the Wexel was shut on Monday after an engineer found a crack in one of its piers.</p>"
    tree, data = page("", f"{other}<main><h1>The bridge is shut</h1>{shown}{lead}</main>")
    assert author(tree, data, blocks(tree), "The bridge is shut") == expected


def test_an_organisation_in_the_pages_data_is_no_author() -> None:
    data = (
        '{"@type": "NewsArticle", "author": [{"@type": "Organization", "name": "Wexel News"}, {"name": "Mara Teller"}]}'
    )
    assert author(*page(f'<script type="application/ld+json">{data}</script>')) == "Mara Teller"


def test_the_outlet_is_the_sites_name_before_its_publishers() -> None:
    data = '{"@type": "NewsArticle", "publisher": {"@type": "Organization", "name": "Courier Media Group"}}'
    script = f'<script type="application/ld+json">{data}</script>'
    assert outlet(page(SITE + script)[1]) == "The Wexel Courier"
    assert outlet(page(script)[1]) == "Courier Media Group"
    assert outlet(page()[1]) is None


@pytest.mark.parametrize(
    ("canonical", "own"),
    [
        ("https://www.courier.example/ferry", "https://www.courier.example/ferry"),
        ("/ferry", "https://amp.courier.example/ferry"),
        ("https://elsewhere.example/ferry", "https://amp.courier.example/amp/ferry?x=1"),
        ("https://www.courier.example/", "https://amp.courier.example/amp/ferry?x=1"),
        ("javascript:void(0)", "https://amp.courier.example/amp/ferry?x=1"),
        ("http://[", "https://amp.courier.example/amp/ferry?x=1"),
    ],
)
def test_the_pages_own_address_is_taken_where_it_is_of_the_same_site(canonical: str, own: str) -> None:
    tree, data = page(f'<link rel="canonical" href="{canonical}">')
    assert address(tree, data, "https://amp.courier.example/amp/ferry?x=1") == own


@pytest.mark.parametrize(
    "broken", ["{", "[" * 5000, '{"@type": "NewsArticle",}', "<!-- {} -->", '{"@graph": [1, null, "x"]}']
)
def test_broken_data_of_a_page_is_passed_over(broken: str) -> None:
    assert outlet(page(SITE + f'<script type="application/ld+json">{broken}</script>')[1]) == "The Wexel Courier"


@pytest.mark.parametrize(
    ("window", "uri", "expected"),
    [
        ("Mill closes | Hill News", "https://www.hillnews.example/a", "Hill News"),
        ("Hill News – Mill closes", "https://hill-news.example/a", "Hill News"),
        ("La scierie ferme - L’Écho de Brisac", "https://lechodebrisac.example/a", "L’Écho de Brisac"),
        ("Mill closes – The Wexel Courier", "https://wexelcourier.example/a", "The Wexel Courier"),
        ("Mill closes | Opinion", "https://hillnews.example/a", None),
        ("Mill closes | Hill News", "saved/mill.html", None),
        ("Hill News", "https://hillnews.example/a", None),
    ],
)
def test_a_page_that_names_no_site_is_of_the_one_that_its_title_and_its_address_agree_on(
    window: str, uri: str, expected: str | None
) -> None:
    assert spelt_outlet(*page(f"<title>{window}</title>"), uri) == expected
