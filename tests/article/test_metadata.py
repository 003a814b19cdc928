"""What an article honestly says of itself."""

import pytest

from extract.article import article_from
from extract.model import Document, Metadata
from tests.article.pages import Page, pages
from tests.shared import SHARED, needs_shared, rows

BODY = """The council said on Monday that the harbour bridge would close in June for eleven months after a survey.

"We would rather have an angry driver than a drowned one," said the harbour master, and asked for patience.
"""


def said(text: str, told: Metadata | None = None) -> dict[str, str | None]:
    document = Document(id="d", uri="u", media_type="text/plain", content=text, metadata=told or Metadata())
    article = article_from(document)
    return {
        "title": article.title,
        "outlet": article.outlet.name if article.outlet else None,
        "author": article.author,
        "published_at": article.published_at,
        "updated_at": article.updated_at,
        "dateline_date": article.dateline_date,
        "language": article.language,
    }


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.name)
def test_a_page_says_this_and_no_more(page: Page) -> None:
    facts = said(page.text)
    assert facts == {name: page.facts.get(name) for name in facts} | {"language": page.language}


def test_what_the_reader_was_told_goes_before_what_the_page_says() -> None:
    told = Metadata(outlet="The Ledger", title="Shut", published_at="2026-05-03", language="fr-CA", author="J. Orwick")
    facts = said("Bridge shut\n\n" + BODY + "\n© 2025 Other House", told)
    assert facts["outlet"] == "The Ledger"
    assert (facts["title"], facts["author"]) == ("Shut", "J. Orwick")
    assert (facts["published_at"], facts["language"]) == ("2026-05-03", "fr")


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("2026-05-03T10:12:00+02:00", "2026-05-03T10:12:00+02:00"),
        ("2026-05-03T10:12:00Z", "2026-05-03T10:12:00+00:00"),
        ("Sun, 03 May 2026 10:12:00 +0200", "2026-05-03T10:12:00+02:00"),
        ("Sun, 33 May 2026 10:12:00 +0200", None),
        ("3 May 2026", "2026-05-03"),
        ("May 3, 2026", "2026-05-03"),
        ("1er mars 2026", "2026-03-01"),
        ("13/09/2008", "2008-09-13"),
        ("09/12/2008", None),
        ("2026-02-30", None),
        ("yesterday", None),
        ("May 2026", None),
        ("9" * 10_000, None),
    ],
)
def test_a_date_told_is_checked(given: str, read: str | None) -> None:
    assert said(BODY, Metadata(published_at=given, clean=True))["published_at"] == read


def test_a_date_inside_the_prose_is_no_date_of_publication() -> None:
    assert said(BODY + "\nIt was built on 4 May 1931 and repaired on 3 June 1988.\n")["published_at"] is None


def test_the_date_of_a_masthead_is_the_day_of_the_visit() -> None:
    page = "The Post\nSunday, November 22, 2026\nNews\nSport\nBridge to close for eleven months\n\n" + BODY
    assert said(page)["published_at"] is None


def test_a_teaser_date_is_not_the_articles() -> None:
    assert said(BODY + "\nOpinion\n\nDry taps\n12 Sep, 2024\n\nThe city has no water.\n")["published_at"] is None


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Orwick", "Jane Orwick"),
        ("By Jane Orwick in Port Marlow", "Jane Orwick"),
        ("By Our Correspondent", None),
        ("By Jane Orwick, Staff Writer", "Jane Orwick"),
        ("Par Jeanne de La Tour", "Jeanne de La Tour"),
        ("Par Jeanne Orvault et Paul Lescaut", "Jeanne Orvault, Paul Lescaut"),
    ],
)
def test_a_byline_names_the_author(line: str, author: str | None) -> None:
    assert said(f"Bridge to close for eleven months\n{line}\n\n{BODY}")["author"] == author


def test_an_acronym_is_an_outlet_only_where_an_address_or_a_heading_confirms_it() -> None:
    claim = "\nThe Clear Water Alliance (CWA) is a network of organisations.\n"
    assert said(BODY + "\nENDS\n" + claim)["outlet"] is None
    assert said(BODY + "\nENDS\n" + claim + "press@cwa.org\n")["outlet"] == "Clear Water Alliance"


@needs_shared
def test_what_the_seeds_say() -> None:
    from extract.readers import read

    outlets = []
    for row in rows(SHARED / "seeds/seed_docs.jsonl"):
        (document,) = read([SHARED / "seeds" / row["file"]])
        article = article_from(document)
        assert (article.published_at, article.language) == (None, row["language"])
        assert article.title == row["headline"]
        outlets.append(article.outlet.name if article.outlet else None)
        assert outlets[-1] is None or outlets[-1] in row["outlet"]
    assert outlets.count(None) == 1


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Published 2026-05-03T10:12:00+02:00", "2026-05-03T10:12:00+02:00"),
        ("Published: 2026-05-03 10:12", "2026-05-03T10:12:00"),
        ("Published 2026-05-03T10:12:00+02:00,", "2026-05-03T10:12:00+02:00"),
        ("Published 3 May 2026, 10:12 CEST", "2026-05-03"),
        ("Published on Sept 10", None),
    ],
)
def test_an_hour_is_kept_with_its_zone_where_it_is_told_beyond_doubt(line: str, published: str | None) -> None:
    assert said(f"Bridge to close for eleven months\n{line}\n\n{BODY}")["published_at"] == published


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("Eastbrook, 14 January 2025", "2025-01-14"),
        ("Press release – Upper Wexel, 9 April 2025", "2025-04-09"),
        ("Communiqué de presse – Valbrume, le 12 février 2025", "2025-02-12"),
        ("Communiqué de presse – Valbrume, le 12 février 2025 – 17h45", "2025-02-12"),
        ("WEXEL, 9 April 2025 (The Quay Wire)", "2025-04-09"),
        ("Communiqué – 12 février 2025", "2025-02-12"),
        ("Valbrume, le 12 février", None),
        ("The harbour of Wexel has been shut since 14 January 2025", None),
        ("Updated in Eastbrook, 14 January 2025", None),
    ],
)
def test_the_place_and_day_under_a_title_of_a_release_date_it(line: str, published: str | None) -> None:
    assert said(f"Bridge to close for eleven months\n\n{line}\n\n{BODY}")["published_at"] == published


def test_a_day_without_a_year_under_the_title_is_kept_as_such() -> None:
    facts = said(f"Bridge to close for eleven months\nBy Petra Lowe\nSept 10\n\n{BODY}")
    assert (facts["published_at"], facts["dateline_date"]) == (None, "--09-10")
