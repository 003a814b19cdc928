"""A small store of invented articles for the tests of exports, and what it holds as tables."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from extract.export.columns import TABLES
from extract.export.formats import Tables, tables_of
from extract.export.package import Provenance
from extract.store import Store, open_store, queries, write
from tests.store.corpus import ITEMS, MATCHING

MADE = Provenance(query={"what": "all"}, revision=2, version="0.1.0", created="2026-05-09T10:00:00+00:00")


@contextmanager
def filled(folder: Path) -> Iterator[Store]:
    """Yield the store, filled."""
    with open_store(folder / "onrecord.db", create=True) as store:
        write.add(store, ITEMS)
        write.replace_derived(store, MATCHING)
        yield store


def tables(store: Store, what: str, format: str, filters: queries.Filters = queries.Filters()) -> Tables:  # noqa: B008
    """Return the tables that a format holds of what filters leave."""
    return [(TABLES[name], queries.table_rows(store, name, filters)) for name in tables_of(what, format)]
