"""Outlets side by side: which events they share, whom each quotes, and what one alone carries."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.model import Extraction, Matching, Member, Statement
from extract.store import Store, open_store, queries, write
from extract.store.queries import Filters
from tests.store.corpus import COURRIER, ITEMS, LEDGER, MATCHING, POST, item

PAIR = Filters(outlets=("The Estuary Post", "Morning Ledger"))
LATER = item(
    "Ada Brunel said “we will not sail before every lifeboat is tested”. She said “the quay stays shut”.",
    outlet="Morning Ledger",
    said=["we will not sail before every lifeboat is tested", "the quay stays shut"],
    date="2026-09-04",
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "onrecord.db", create=True) as store:
        write.add(store, ITEMS)
        write.replace_derived(store, MATCHING)
        yield store


def ids(*found: Extraction) -> list[str]:
    return [quote.id for extraction in found for quote in extraction.attributions]


def test_the_two_outlets_that_share_most_are_compared_first(store: Store) -> None:
    assert len(queries.closest(store)) == 2
    assert set(queries.closest(store)) < {"The Estuary Post", "Morning Ledger", "Le Courrier du Port"}


def test_one_event_that_both_report_with_what_each_has_of_it(store: Store) -> None:
    found = queries.comparison(store, PAIR)
    assert [(side.outlet, side.articles, side.quotes, dict(side.kinds)) for side in found.sides] == [
        ("The Estuary Post", 1, 1, {"direct": 1}),
        ("Morning Ledger", 1, 1, {"indirect": 1}),
    ]
    (event,) = found.events
    assert {article.outlet for article in event.articles} == set(PAIR.outlets)
    assert (event.first_day, event.last_day, event.shared) == ("2026-05-03", "2026-05-04", 1)
    assert found.shared_count == 1
    assert [quoted.name for quoted in found.speakers] == ["Ada Brunel"]


def test_the_same_line_months_later_is_another_event(tmp_path: Path) -> None:
    items = (POST, LATER)
    first, second = (ids(extraction) for _, extraction in items)
    members = tuple(Member(attribution=id, relation="exact", score=1.0) for id in (first[0], second[0]))
    alone = Statement(
        id="alone",
        canonical="the quay stays shut",
        members=(Member(attribution=second[1], relation="exact", score=1.0),),
    )
    said = Statement(id="said", canonical="we will not sail", members=members)
    with open_store(tmp_path / "two.db", create=True) as store:
        write.add(store, items)
        write.replace_derived(store, Matching(speakers=(), statements=(said, alone), measures=()))
        near = queries.comparison(store, PAIR)
        every = queries.comparison(store, PAIR, everything=True)
    assert (near.events, near.sides[0].quotes) == ((), 0)
    assert [(side.statements, side.only) for side in every.sides] == [(1, 0), (2, 1)]
    assert [card.canonical for card in every.sides[1].cards] == ["the quay stays shut"]
    assert every.shared_count == 1


def test_an_event_is_named_by_any_of_its_articles_and_one_that_is_gone_is_none(store: Store) -> None:
    for _, extraction in (POST, LEDGER):
        found = queries.comparison(store, PAIR, event=extraction.article.id)
        assert found.event is not None
        assert {article.id for article in found.event.articles} >= {extraction.article.id}
    assert queries.comparison(store, PAIR, event="gone").event is None


def test_filters_hold_on_both_sides(store: Store) -> None:
    three = Filters(outlets=(*PAIR.outlets, "Le Courrier du Port"), languages=("fr",))
    found = queries.comparison(store, three, everything=True)
    assert [side.quotes for side in found.sides] == [0, 0, len(ids(COURRIER[1]))]
