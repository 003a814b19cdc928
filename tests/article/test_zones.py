"""Raw pages → zones."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.article.zones import zones
from extract.model import Article
from tests.article.pages import Page, pages
from tests.shared import SHARED, needs_shared, rows

PAGES = pages()
LINES = st.sampled_from(
    [
        "",
        "Menu",
        "Menu",
        "- Home",
        "3 May 2026",
        "Share this article",
        "By Jane Orwick",
        "Photo: Ida Blum",
        "PORT MARLOW, May 3 (AFP) – The bridge is shut.",
        "The council said on Monday that the bridge would close, and that nobody could say for how long.",
        "« Personne ne fera quarante minutes de route pour une baguette », soupire Amina Brandt, boulangère au port.",
        "the line that goes on and on without an end because it was cut by",
        "“Unclosed",
    ]
)


def letters(article: Article) -> set[int]:
    """The offsets of what is no white space in the body."""
    spanned = {offset for span in article.body for offset in range(span.start, span.end)}
    return {offset for offset in spanned if not article.text[offset].isspace()}


def covered(text: str) -> str:
    """What the zones hold, one after the other; each begins where the last ended."""
    found, end = [], 0
    for zone in zones(text):
        assert zone.span.start == end
        end = zone.span.end
        found.append(zone.span.of(text))
    return "".join(found)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_body_of_a_page_is_found(page: Page) -> None:
    found = letters(page.article())
    wanted = {at for at, kind in enumerate(page.kinds) if kind == "body" and not page.text[at].isspace()}
    assert len(found & wanted) >= 0.99 * len(wanted), "body lost"
    assert len(found & wanted) >= 0.95 * len(found), "furniture kept"


def test_there_are_pages_of_both_languages() -> None:
    assert sum(page.language == "en" for page in PAGES) >= 12
    assert sum(page.language == "fr" for page in PAGES) >= 8


@given(st.text())
def test_zones_lose_no_character_of_any_text(text: str) -> None:
    assert covered(text) == text


@given(st.lists(LINES, max_size=40).map("\n".join))
def test_zones_lose_no_character_of_a_page(text: str) -> None:
    assert covered(text) == text


@given(st.lists(LINES, max_size=40).map("\n".join))
def test_a_page_with_words_on_it_has_a_body(text: str) -> None:
    kinds = {zone.kind for zone in zones(text)}
    assert kinds <= {"body", "title", "dateline", "caption", "chrome", "teaser"}
    assert not text.strip() or kinds & {"body", "dateline"}


@pytest.mark.parametrize("line", ["The bridge is shut", "Menu", "« Non. »", "Photo: Ida Blum", "3 May 2026"])
def test_a_single_line_is_the_body(line: str) -> None:
    assert [zone.kind for zone in zones(line)] == ["body"]


@pytest.mark.parametrize(
    "text", ["a" * 10**6, '"' * 10**6, "« " * 10**6, "Menu\n" * 60_000, "\x00" * 10**6, "a@" * 10**6]
)
def test_hostile_text_is_zoned_in_bounded_time(text: str) -> None:
    assert covered(text) == text


@needs_shared
def test_the_zones_of_the_seeds() -> None:
    from extract.article import article_from
    from extract.readers import read

    inside = body = found = 0
    for row in rows(SHARED / "seeds/seed_docs.jsonl"):
        (document,) = read([SHARED / "seeds" / row["file"]])
        spanned = {at for span in article_from(document).body for at in range(span.start, span.end)}
        wanted = set(range(*row["body"]))
        inside, body, found = inside + len(wanted & spanned), body + len(wanted), found + len(spanned)
    assert inside / body >= 0.995
    assert inside / found >= 0.98


def test_a_link_to_another_article_within_one_does_not_end_it() -> None:
    prose = "The council said on Monday that the bridge would close in June for eleven months, and nobody {} knew more."
    head = "\n".join(prose.format(place) for place in ("here", "there", "yet", "at the port", "on the quay", "in town"))
    rest = "\n".join(prose.format(place) for place in ("in the hills", "at sea"))
    page = f"{head}\nA third of the ferries are late\nRead more\n{rest}\nShare this article\nMost read\nTen boats\n"
    found = "".join(zone.span.of(page) for zone in zones(page) if zone.kind == "body")
    assert "at sea" in found
    assert "Ten boats" not in found


def test_readers_comments_are_not_of_the_article() -> None:
    prose = "The council said on Monday that the bridge would close in June for eleven months, and nobody {} knew more."
    page = "\n".join(prose.format(place) for place in ("here", "there", "yet"))
    for heading in ("Comments (12)", "3 commentaires", "Add your comment"):
        full = (
            f"{page}\n{heading}\nquayside\n2 hours ago\nI have said so for years, and they never once listened to us.\n"
        )
        found = "".join(zone.span.of(full) for zone in zones(full) if zone.kind == "body")
        assert found.strip() == page


PROSE = "The council of {} said on Monday that the bridge would close in June for eleven months, and that nobody knew."


def body(page: str) -> str:
    return "".join(zone.span.of(page) for zone in zones(page) if zone.kind == "body")


def prose(*places: str) -> str:
    return "\n".join(PROSE.format(place) for place in places)


@pytest.mark.parametrize("heading", ["Related stories", "Trending now", "À lire aussi", "Sur le même sujet"])
def test_a_box_of_links_does_not_end_the_article_that_goes_on_below_it(heading: str) -> None:
    head, rest = prose("Wexel", "Lorn", "Marlow", "Orrey", "Quay", "Sund"), prose("Tamble", "Ferrol")
    page = f"{head}\n{heading}\nA third of the ferries are late\nTen boats for the harbour\n{rest}\n"
    assert "Tamble" in body(page)
    assert "Ten boats" not in body(page)
    assert heading not in body(page)


def test_posts_of_a_network_do_not_end_the_article_that_goes_on_below_them() -> None:
    post = "No, that is not normal pic.example.com/DaFByr\n— Ada Quill (@adaquill) December 13, 2025\n"
    rest = f"{prose('Tamble')}\n“We knew nothing,” said Ida Blum, the mayor.\n"
    page = f"{prose('Wexel', 'Lorn', 'Marlow')}\n{post * 9}{rest}"
    assert "Tamble" in body(page)
    assert "We knew nothing" in body(page)


def test_paragraphs_in_a_row_behind_short_lines_are_of_the_article_still() -> None:
    long = (
        PROSE
        + " “Nobody has told us when it will be opened again,” said Ida Blum, who runs the ferry office by the quay."
    )
    rest = "\n".join(long.format(place) for place in ("Tamble", "Ferrol", "Stade"))
    page = f"{prose('Wexel', 'Lorn')}\n" + "Map of the quay\n" * 14 + rest
    assert "Tamble" in body(page)
    assert "Stade" in body(page)


def test_comments_are_not_of_the_article_however_long_they_are() -> None:
    said = PROSE + " I have said so for years and years, and they never once listened."
    comments = "\n".join(said.format(place) for place in ("Tamble", "Ferrol", "Stade"))
    article = prose("Wexel", "Lorn", "Marlow", "Orrey", "Quay", "Sund")
    page = f"{article}\nComments (12)\nquayside\n2 hours ago\n{comments}\n"
    assert "Tamble" not in body(page)


def test_a_line_pulled_out_of_a_paragraph_stands_once() -> None:
    line = "“Nobody asked the people who live on the quay,” said Ida Blum."
    page = f"{prose('Wexel')}\n{PROSE.format('Lorn')} {line} She runs the ferry.\n{line}\n{prose('Marlow')}\n"
    assert body(page).count(line) == 1
    assert [zone.kind for zone in zones(page) if line in zone.span.of(page) and zone.kind != "body"] == ["caption"]
