"""What the pages of one outlet have in common is learned while they come in, and from the store."""

from pathlib import Path

from extract.intake import ingest
from extract.model import Span, Zone
from extract.pipeline import rezone
from extract.store import open_store, queries
from extract.store.queries import Filters
from tests.article.test_repeated import PAGES


def bodies(store: Path) -> list[str]:
    with open_store(store) as opened:
        return ["".join(span.of(body.text) for span in body.spans) for body in queries.bodies(opened)]


def read(store: Path, pages: list[str], outlet: str = "Daily Quay") -> None:
    ingest(store, [], uploads=[(f"{hash(page)}.txt", page.encode()) for page in pages], outlet=outlet)


def test_the_pages_of_a_batch_tell_what_they_share(tmp_path: Path) -> None:
    read(tmp_path / "s.db", PAGES)
    assert not any("three towns" in body or "boats and its people" in body for body in bodies(tmp_path / "s.db"))


def test_a_later_page_is_known_by_those_before(tmp_path: Path) -> None:
    read(tmp_path / "s.db", PAGES[:3])
    read(tmp_path / "s.db", PAGES[3:])
    (last,) = [body for body in bodies(tmp_path / "s.db") if "four hundred trees" in body]
    assert "three towns" not in last


def test_pages_of_other_outlets_say_nothing_of_this_one(tmp_path: Path) -> None:
    for number, page in enumerate(PAGES):
        read(tmp_path / "s.db", [page], outlet=f"Outlet {number}")
    assert all("three towns" in body for body in bodies(tmp_path / "s.db"))


def test_the_article_is_known_when_it_is_read_again(tmp_path: Path) -> None:
    read(tmp_path / "s.db", PAGES)
    read(tmp_path / "s.db", PAGES)
    with open_store(tmp_path / "s.db") as store:
        assert queries.articles(store, Filters())[0] == len(PAGES)


def test_what_a_person_took_out_of_one_article_is_furniture_in_the_next(tmp_path: Path) -> None:
    store = tmp_path / "s.db"
    read(store, PAGES[:1])
    with open_store(store) as opened:
        (card,) = queries.articles(opened, Filters())[1]
        text = PAGES[0]
        border = text.index("The Daily Quay")
        corrected = (Zone(kind="body", span=Span(0, border)), Zone(kind="chrome", span=Span(border, len(text))))
        rezone(opened, card.id, corrected, "Jane Orwick", "2026-05-04T09:00:00+00:00")
    read(store, PAGES[1:2])
    (first, second) = sorted(bodies(store), key=lambda body: "bakers" in body)
    assert "three towns" not in first + second
    assert "boats and its people" in second
