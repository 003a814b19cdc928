"""All that the pages read and write: cached answers of the store's queries.

An answer is kept as long as the store's revision stays, or its matching where that alone is told of, so that nothing
stale is ever shown and nothing is asked twice.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import streamlit as st

from extract import default_encoder
from extract.errors import OnRecordError
from extract.store import open_store, queries
from extract.store.queries import Filters
from extract.store.queries.results import Summary

ROOT = Path(__file__).parents[1]
DEFAULT = Path("data/onrecord.db")

OF_MATCHING = (
    queries.facets,
    queries.statement_cards,
    queries.over_time,
    queries.months_of_speaker,
    queries.speakers,
    queries.closest,
    queries.comparison,
)
"""What is told of matching alone: an ingest that adds articles changes none of it until it has matched them."""

P = ParamSpec("P")
T = TypeVar("T")


def store_path() -> Path:
    """Return the store's file: $ONRECORD_STORE, else data/onrecord.db here, else that of the folder of the code."""
    given = os.environ.get("ONRECORD_STORE")
    if given:
        return Path(given)
    beside_code = ROOT / DEFAULT
    return beside_code if beside_code.exists() and not DEFAULT.exists() else DEFAULT


def ask(query: Callable[..., T], *arguments: Any, **named: Any) -> T:
    """Return what a function of `store.queries` answers; raises `StoreError` where the store cannot be read."""
    path = store_path()
    with open_store(path, readonly=True) as store:
        state = queries.matched(store) if query in OF_MATCHING else str(queries.revision(store))
    # A store that was deleted and made anew may have the same revision; its file has another number.
    version = (state, path.stat().st_ino)
    # The cache is by the name of the query, and so returns Any; what comes is what the query gives.
    return _answer(str(path), version, query.__name__, arguments, named)  # type: ignore[no-any-return]


def page(
    query: Callable[..., tuple[int, Sequence[T]]], filters: Filters, asked: int, size: int, **named: Any
) -> tuple[int, Sequence[T], int]:
    """Return how long a list is, one page of it, and which: the one asked for, or the last where there are fewer."""
    total, found = ask(query, filters, offset=(asked - 1) * size, limit=size, **named)
    last = max(1, -(-total // size))
    if asked <= last:
        return total, found, asked
    return *ask(query, filters, offset=(last - 1) * size, limit=size, **named), last


@st.cache_data(max_entries=500, show_spinner=False)
def _answer(path: str, version: tuple[str, int], name: str, arguments: tuple[Any, ...], named: dict[str, Any]) -> Any:
    with open_store(path, readonly=True) as store:
        return getattr(queries, name)(store, *arguments, **named)


def summary() -> Summary | None:
    """Return the store in figures; None where it cannot be read."""
    try:
        return ask(queries.summary)
    except OnRecordError:
        return None


@st.cache_resource(show_spinner=False)
def encoder() -> Any:
    """Return the sentence vectors that align a translation, or None where they are not installed."""
    return default_encoder()
