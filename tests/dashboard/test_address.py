import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.components.address import SORTS, View, from_address, link, to_address
from extract.store.queries import Filters

names = st.lists(st.text(min_size=1, max_size=8), max_size=3, unique=True).map(tuple)
days = st.one_of(st.none(), st.dates().map(lambda day: day.isoformat()))
filters = st.builds(
    Filters,
    words=st.text(max_size=20),
    speakers=names,
    outlets=names | st.just(("",)),
    languages=names | st.just(("",)),
    kinds=names,
    date_from=days,
    date_to=days,
    numbers_differ=st.booleans(),
)
views = st.builds(View, filters=filters, sort=st.sampled_from(sorted(SORTS)), page=st.integers(1, 99))


def read(parameters: dict[str, list[str]]) -> View:
    return from_address(lambda name: parameters.get(name, []))


@given(views)
def test_an_address_restores_the_view_it_was_made_of(view):
    assert read(to_address(view)) == view


@given(st.dictionaries(st.sampled_from(["q", "from", "to", "page", "sort", "differ", "outlet"]), st.lists(st.text())))
def test_no_address_is_too_broken_to_be_read(parameters):
    view = read(parameters)
    assert view.sort in SORTS
    assert view.page >= 1


@pytest.mark.parametrize("page", ["0", "-1", "²", "1.5", "10000000", "9" * 5000])
def test_a_page_that_cannot_be_is_the_first_and_is_said_in_few_words(page):
    view = read({"page": [page]})
    assert view.page == 1
    assert len(view.notes[0]) < 80


def test_the_usual_view_needs_no_parameters():
    assert to_address(View()) == {}


def test_a_link_is_escaped_for_href_and_for_the_address():
    assert link("article", id='"><b>', at="1-2") == "article?id=%22%3E%3Cb%3E&amp;at=1-2"
    assert link("./", speaker=None) == "./"
