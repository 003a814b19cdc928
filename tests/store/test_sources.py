"""What of feeds and sitemaps was read is remembered, once what was handed over has been written."""

from pathlib import Path

import pytest

from extract.readers.seen import Memory, Seen
from extract.store import Store, open_store, queries
from extract.store.sources import SeenSources

FEED, OTHER = "https://example.org/feed", "https://example.org/sport/feed"


@pytest.fixture(params=["store", "memory"])
def seen(request: pytest.FixtureRequest, empty: Store) -> Seen:
    """Both that there are; they mean the same."""
    return SeenSources(empty) if request.param == "store" else Memory()


def settle(seen: Seen) -> None:
    if isinstance(seen, SeenSources):
        seen.settle()


@pytest.mark.parametrize("settled", [True, False])
def test_an_entry_is_new_until_it_is_noted_and_again_in_another_version(seen: Seen, settled: bool) -> None:
    assert seen.is_new(FEED, "/a", "1")
    seen.note(FEED, "/a", "1")
    if settled:
        settle(seen)
    assert not seen.is_new(FEED, "/a", "1")
    assert seen.is_new(FEED, "/a", "2")
    assert seen.is_new(FEED, "/b", "1")
    seen.note(FEED, "/a", "2")
    assert not seen.is_new(FEED, "/a", "2")


@pytest.mark.parametrize("settled", [True, False])
def test_what_another_source_gave_is_not_new_whatever_its_version_there(seen: Seen, settled: bool) -> None:
    seen.note(FEED, "/a", "1")
    if settled:
        settle(seen)
    assert not seen.is_new(OTHER, "/a", "Monday")
    seen.note(OTHER, "/a", "Monday")
    assert seen.is_new(OTHER, "/a", "Tuesday")
    assert not seen.is_new(FEED, "/a", "1")


def test_a_source_is_known_by_its_last_state(seen: Seen) -> None:
    assert seen.validators(FEED) == (None, None)
    seen.remember(FEED, '"1"', None)
    settle(seen)
    seen.remember(FEED, '"2"', "Monday")
    settle(seen)
    assert seen.validators(FEED) == ('"2"', "Monday")


def test_what_is_not_settled_is_forgotten_with_its_run(tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    with open_store(path, create=True) as store:
        kept, lost = SeenSources(store), SeenSources(store)
        kept.note(FEED, "/a", "")
        kept.remember(FEED, '"1"', None)
        kept.settle()
        lost.note(FEED, "/b", "")
        lost.remember(OTHER, '"1"', None)
    with open_store(path) as store:
        again = SeenSources(store)
        assert [again.is_new(FEED, entry, "") for entry in ("/a", "/b")] == [False, True]
        assert (again.validators(FEED), again.validators(OTHER)) == (('"1"', None), (None, None))


def test_what_is_remembered_of_sources_is_no_change_of_what_is_known(empty: Store) -> None:
    before = queries.revision(empty)
    seen = SeenSources(empty)
    seen.note(FEED, "/a\udc80", "")
    seen.settle()
    assert queries.revision(empty) == before
    assert not seen.is_new(FEED, "/a\udc80", "")
