"""The filters beside a list, its order and its pages: widgets that only read the address and change it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from dashboard.components.address import SORTS, View, go
from dashboard.components.text import LANGUAGES, counted, date_words, escape, label
from extract.store.queries.results import Count, Facets

KINDS = {"direct": "direct quotes", "indirect": "reported indirectly", "mixed": "partly quoted"}
SHOWN = 8


FIELDS = ("speakers", "outlets", "languages", "kinds")


def sidebar(
    view: View, facets: Facets, search: str = "Words said", fields: tuple[str, ...] = FIELDS, counts: bool = False
) -> None:
    """Draw the filters beside a page; `counts` says how many statements each would leave."""
    choices = {
        "speakers": ("Speaker", [(found.id, found.name, found.count) for found in facets.speakers]),
        "outlets": ("Outlet", _named(facets.outlets, {"": "outlet not given"})),
        "languages": ("Language", _named(facets.languages, LANGUAGES)),
        "kinds": ("Kind", _named(facets.kinds, KINDS)),
    }
    with st.sidebar:
        _search(view, search)
        for field in fields:
            title, found = choices[field]
            _facet(title, field, view, found, counts)
        _dates(view, facets)
        _differ(view)
        if view.filtered:
            st.button("Clear all filters", key="clear", on_click=go, args=(View(sort=view.sort),), type="tertiary")


def _named(found: Iterable[Count], names: Mapping[str, str]) -> list[tuple[str, str, int]]:
    return [(item.name, names.get(item.name, item.name), item.count) for item in found]


def changed_to(view: View, **changes: Any) -> View:
    """Return the view with other filters, from its first page on."""
    return replace(view, page=1, filters=replace(view.filters, **changes))


def _search(view: View, words: str) -> None:
    st.session_state["q"] = view.filters.words

    def changed() -> None:
        go(changed_to(view, words=st.session_state["q"].strip()))

    st.text_input(words, key="q", placeholder="every word, or “a phrase”", on_change=changed, max_chars=300)


def _facet(title: str, field: str, view: View, found: list[tuple[str, str, int]], counts: bool) -> None:
    chosen: tuple[str, ...] = getattr(view.filters, field)
    known = {value for value, _, _ in found}
    found = found + [(value, value or "not given", 0) for value in chosen if value not in known]
    if len(found) < 2 and not chosen:
        return
    every = f"every:{field}"
    whole = st.session_state.get(every, False)
    shown = found if whole else [item for at, item in enumerate(found) if at < SHOWN or item[0] in chosen]
    with st.container(key=f"facet-{field}", gap=None):
        st.html(f'<h2 class="facet">{escape(title)}</h2>')
        for value, name, count in shown:
            key = f"{field}:{value}"
            st.session_state[key] = value in chosen
            words = f"{label(name)} · {count:,}" if counts else label(name)
            st.checkbox(words, key=key, on_change=_toggle, args=(view, field, value))
        if len(found) > len(shown) or whole:
            words = "Show fewer" if whole else f"Show all {len(found)}"
            st.button(words, key=f"more:{field}", type="tertiary", on_click=_flip, args=(every,))


def _flip(key: str) -> None:
    st.session_state[key] = not st.session_state.get(key, False)


def _toggle(view: View, field: str, value: str) -> None:
    chosen: tuple[str, ...] = getattr(view.filters, field)
    left = tuple(other for other in chosen if other != value)
    values = left if value in chosen else (*chosen, value)
    go(changed_to(view, **{field: values}))


def _dates(view: View, facets: Facets) -> None:
    if not facets.first_day or not facets.last_day:
        return
    first, last = date.fromisoformat(facets.first_day[:10]), date.fromisoformat(facets.last_day[:10])
    with st.container(key="facet-dates", gap=None):
        st.html('<h2 class="facet">Dates</h2>')
        with st.container(horizontal=True, gap="small"):
            for field, words in (("date_from", "From"), ("date_to", "To")):
                given = getattr(view.filters, field)
                day = date.fromisoformat(given) if given else None
                st.session_state[field] = day
                reach = [moment for moment in (first, last, day) if moment]
                st.date_input(
                    words,
                    key=field,
                    min_value=min(reach),
                    max_value=max(reach),
                    format="DD/MM/YYYY",
                    on_change=_dated,
                    args=(view, field),
                )


def _dated(view: View, field: str) -> None:
    day = st.session_state[field]
    written = day.isoformat() if isinstance(day, date) else None
    go(changed_to(view, **{field: written}))


def _differ(view: View) -> None:
    st.session_state["differ"] = view.filters.numbers_differ

    def changed() -> None:
        differ = bool(st.session_state["differ"])
        go(changed_to(view, numbers_differ=differ))

    st.checkbox("Only where numbers differ", key="differ", on_change=changed)


def said(view: View, facets: Facets, total: int, one: str) -> str:
    """Return, as HTML, how many things the filters leave and what the filters are."""
    filters = view.filters
    names = {found.id: found.name for found in facets.speakers}
    parts = [
        f"with the words “{escape(filters.words)}”" if filters.words else "",
        _among("by", [names.get(value, "an unknown speaker") for value in filters.speakers]),
        _among("in", [value or "an outlet not given" for value in filters.outlets]),
        _among("in", [LANGUAGES.get(value, value) for value in filters.languages]),
        _among(":", [KINDS.get(value, value) for value in filters.kinds]),
        f"from {date_words(filters.date_from)}" if filters.date_from else "",
        f"to {date_words(filters.date_to)}" if filters.date_to else "",
        "where numbers differ" if filters.numbers_differ else "",
    ]
    words = " ".join(part for part in parts if part).replace(" :", ":")
    return f"<b>{counted(total, one)}</b> {words}".strip()


def _among(word: str, values: list[str]) -> str:
    return f"{word} {' or '.join(escape(value) for value in values)}" if values else ""


def pages(view: View, total: int, size: int) -> None:
    """Draw the pages of a list, where there is more than one."""
    last = max(1, -(-total // size))
    if last == 1:
        return
    st.session_state["page"] = min(view.page, last)

    def changed() -> None:
        go(replace(view, page=int(st.session_state["page"])))

    st.pagination(last, key="page", on_change=changed)


def sort(view: View) -> None:
    """Draw the choice of an order."""
    st.session_state["sort"] = view.sort

    def changed() -> None:
        go(replace(view, page=1, sort=st.session_state["sort"]))

    st.selectbox(
        "Order",
        list(SORTS),
        key="sort",
        format_func=SORTS.__getitem__,
        on_change=changed,
        label_visibility="collapsed",
        width=180,
    )
