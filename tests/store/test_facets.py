"""What lists can be filtered by: counted beforehand and counted anew are the same, and each filter holds."""

import pytest

from extract.store import Store, queries
from extract.store.queries import Filters
from tests.store.test_queries import found

ALL_LANGUAGES = Filters(languages=("en", "fr", ""))


def test_what_is_counted_beforehand_is_what_would_be_counted_now(store: Store) -> None:
    written, anew = queries.facets(store, Filters()), queries.facets(store, ALL_LANGUAGES)
    for field in ("speakers", "outlets", "kinds", "relations", "flags", "months"):
        assert getattr(written, field) == getattr(anew, field), field
    assert all((written.speakers, written.outlets, written.kinds, written.relations, written.months))


def test_claims_counted_beforehand_are_what_would_be_counted_now(store: Store) -> None:
    written, anew = queries.claim_facets(store, Filters()), queries.claim_facets(store, ALL_LANGUAGES)
    for field in ("speakers", "outlets", "units"):
        assert getattr(written, field) == getattr(anew, field), field
    assert written.units


def test_every_count_is_what_its_filter_leaves(store: Store) -> None:
    facets = queries.facets(store, Filters())
    for field in ("outlets", "languages", "kinds", "relations", "flags", "months"):
        for one in getattr(facets, field):
            assert len(found(store, **{field: (one.name,)})) == one.count, (field, one)


@pytest.mark.parametrize(
    "filters",
    [
        Filters(relations=("none",)),
        Filters(flags=("none",)),
        Filters(months=("1999-01",)),
        Filters(units=("parsec",)),
        Filters(entity="unicorns"),
        Filters(entity="%"),
    ],
)
def test_a_filter_that_nothing_passes_leaves_nothing(store: Store, filters: Filters) -> None:
    assert queries.statement_cards(store, filters)[0] == 0
    assert queries.claims(store, filters)[0] == 0
    assert queries.measures(store, filters)[0] == 0
    assert queries.over_time(store, filters) == ()


def test_every_unit_of_the_claims_leaves_as_many_as_it_says(store: Store) -> None:
    for one in queries.claim_facets(store, Filters()).units:
        assert queries.claims(store, Filters(units=(one.name,)), checkworthy=True)[0] == one.count


def test_reports_over_time_are_the_same_with_and_without_a_filter_that_all_pass(store: Store) -> None:
    over = queries.over_time(store, Filters())
    assert over == queries.over_time(store, ALL_LANGUAGES)
    assert sum(one.count for one in over) > 0


def test_the_months_of_a_speaker_are_all_of_what_the_speaker_said(store: Store) -> None:
    _, cards = queries.speakers(store, Filters())
    months = queries.months_of_speaker(store, (cards[0].id,))
    assert sum(one.count for one in months) == cards[0].quotes
