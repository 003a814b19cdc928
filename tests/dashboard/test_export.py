"""Export: what a file will hold, and an address that gives it."""

from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import streams
from extract.export.formats import FORMATS
from tests.dashboard.conftest import Open, shown


def download(page: str) -> str:
    """Return the address that the page gives for the file."""
    return page.split('class="download" href="')[1].split('"')[0].replace("&amp;", "&")


@pytest.mark.parametrize("what", ["all", "quotes", "claims"])
def test_the_page_shows_the_first_rows_and_gives_the_file(visit: Open, what: str) -> None:
    page = shown(visit("export", what=what))
    assert ("Quotes: " in page, "Claims: " in page) == (what != "claims", what != "quotes")
    assert "more columns in the file" in page
    answer = TestClient(Starlette(routes=streams.ROUTES)).get(download(page))
    assert answer.status_code == 200
    assert f"onrecord-{what}." in answer.headers["content-disposition"]


@pytest.mark.parametrize("format", FORMATS)
def test_the_address_chooses_the_format(visit: Open, format: str) -> None:
    app = visit("export", what="quotes", format=format)
    assert f"onrecord-quotes.{FORMATS[format].suffix}" in shown(app)
    assert app.radio[1].value == format


def test_only_what_the_filters_leave_is_in_the_file(visit: Open) -> None:
    page = shown(visit("export", what="quotes", format="csv-plain", outlet="Le Halage"))
    rows = TestClient(Starlette(routes=streams.ROUTES)).get(download(page)).text.splitlines()
    assert f"Quotes: {len(rows) - 1}<" in page
    assert all("Le Halage" in row for row in rows[1:])


def test_filters_that_leave_nothing_give_no_file(visit: Open) -> None:
    page = shown(visit("export", q="nobodysaidthis"))
    assert "Nothing passes these filters" in page
    assert 'class="download"' not in page


def test_an_unknown_format_or_table_in_the_address_is_passed_over(visit: Open) -> None:
    app = visit("export", what="nonsense", format="nonsense")
    assert [one.value for one in app.radio] == ["all", "xlsx"]
    assert shown(app)


def test_hostile_words_stay_words(visit: Open, hostile_store: Path) -> None:
    for format in ("xlsx", "jsonld"):
        page = shown(visit("export", hostile_store, what="all", format=format))
        assert "<script>alert" not in page
        assert "<img" not in page


@pytest.mark.parametrize(
    ("asked", "command"),
    [
        ({"q": "shut the"}, "--words &#x27;shut the&#x27;"),
        ({"outlet": "Le Halage", "language": "fr"}, "--outlet &#x27;Le Halage&#x27; --language fr"),
        ({"outlet": ["Le Halage", "Vale Herald"]}, ""),
        ({"differ": "1"}, ""),
    ],
)
def test_the_command_is_told_only_where_it_writes_the_very_same(
    visit: Open, store: Path, asked: dict[str, str | list[str]], command: str
) -> None:
    page = shown(visit("export", what="quotes", format="csv", **asked))
    assert ("onrecord export" in page) == bool(command)
    assert not command or f"{command} --store {store} --output onrecord-quotes.csv" in page
