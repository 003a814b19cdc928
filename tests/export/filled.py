"""A small store of invented articles for the tests of exports, and what it holds as tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from extract.export.formats import Rows
from extract.export.package import Provenance
from extract.store import Store, open_store, queries, write
from tests.store.corpus import ITEMS, MATCHING

EVERYTHING = queries.Filters()
MADE = Provenance(query={"what": "all"}, revision=2, version="0.1.0", created="2026-05-09T10:00:00+00:00")


@contextmanager
def filled(folder: Path) -> Iterator[Store]:
    """Yield the store, filled."""
    with open_store(folder / "onrecord.db", create=True) as store:
        write.add(store, ITEMS)
        write.replace_derived(store, MATCHING)
        yield store


def rows(store: Store, filters: queries.Filters = EVERYTHING) -> Rows:
    """Return the rows of a table, by its name, that filters leave."""
    return partial(queries.table_rows, store, filters=filters)
