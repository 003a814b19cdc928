"""The filters beside a list, its order and its pages: widgets that only read the address and change it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from dashboard import words
from dashboard.components import address, units
from dashboard.components.address import SORTS, View, go
from dashboard.components.text import date_words, escape, label, marks, no_date, no_outlet, number
from dashboard.components.vocabulary import FLAGS, KINDS_OF_QUOTES, RELATIONS, called
from dashboard.words import N_, _, interface
from extract.store.queries.results import ClaimFacets, Count, Facets

SHOWN = 8
FIELDS = ("speakers", "outlets", "languages", "kinds", "relations", "flags", "months")
FOLDED = ("relations", "months")
"""Facets that are folded until somebody wants or uses them."""

TITLES = {
    "speakers": N_("Speaker"),
    "outlets": N_("Outlet"),
    "languages": N_("Language"),
    "kinds": N_("Kind"),
    "relations": N_("Wording"),
    "flags": N_("What differs"),
    "months": N_("Month"),
    "units": N_("Unit"),
}
Choice = tuple[str, str, int]
_OPENING = ("“", "«", '"')


def sidebar(
    view: View,
    facets: Facets | ClaimFacets,
    search: str | None = None,
    fields: tuple[str, ...] = FIELDS,
    counts: bool = False,
    entity: bool = False,
    names: bool = False,
) -> None:
    """Draw the filters beside a page; `counts` says how much each would leave, `entity` asks what is counted, and
    `names` whose name it is.
    """
    with st.sidebar:
        if names:
            _named()
        _search(view, search or _("Words said"))
        if entity:
            _entity(view)
        for field in fields:
            _facet(field, view, choices(field, facets), counts)
        _dates(view, facets)
        _differ(view)
        if view.filtered or (names and address.named()):
            st.button(_("Clear all filters"), key="clear", on_click=_clear, args=(view,), type="tertiary")


def choices(field: str, facets: Facets | ClaimFacets) -> list[Choice]:
    """Return the values of a facet, what each is called, and how much it would leave."""
    if field == "speakers":
        return [(found.id, found.name, found.count) for found in facets.speakers]
    found: Iterable[Count] = getattr(facets, field, ())
    if field == "months":
        found = sorted(found, key=lambda item: item.name, reverse=True)
    return [(item.name, name_of(field, item.name), item.count) for item in found]


def name_of(field: str, value: str) -> str:
    """Return what a value of a facet is called."""
    names: dict[str, Callable[[str], str]] = {
        "outlets": lambda value: value or no_outlet(),
        "languages": words.language,
        "kinds": lambda value: called(KINDS_OF_QUOTES, value),
        "relations": lambda value: called(RELATIONS, value),
        "flags": lambda value: called(FLAGS, value),
        "months": lambda value: date_words(value) if value else no_date(),
        "units": lambda value: units.named(value) if value else _("things counted"),
    }
    return names[field](value)


def changed_to(view: View, **changes: Any) -> View:
    """Return the view with other filters, from its first page on."""
    return replace(view, page=1, filters=replace(view.filters, **changes))


def _search(view: View, title: str) -> None:
    st.session_state["q"] = view.filters.words

    def changed() -> None:
        go(changed_to(view, words=st.session_state["q"].strip()))

    st.text_input(title, key="q", placeholder=_("every word, or “a phrase”"), on_change=changed, max_chars=300)


def _named() -> None:
    st.session_state["named"] = address.named()

    def changed() -> None:
        st.query_params.pop("page", None)
        st.query_params[address.NAMED] = st.session_state["named"].strip()

    st.text_input(_("Name"), key="named", placeholder=_("a name, or part of it"), on_change=changed, max_chars=100)


def _clear(view: View) -> None:
    st.query_params.pop(address.NAMED, None)
    go(View(sort=view.sort))


def _entity(view: View) -> None:
    st.session_state["entity"] = view.filters.entity

    def changed() -> None:
        go(changed_to(view, entity=st.session_state["entity"].strip()))

    st.text_input(_("What is counted"), key="entity", on_change=changed, max_chars=100)


def _facet(field: str, view: View, found: list[Choice], counts: bool) -> None:
    chosen: tuple[str, ...] = getattr(view.filters, field)
    known = {value for value, _name, _count in found}
    found = found + [(value, name_of_chosen(field, value), 0) for value in chosen if value not in known]
    if len(found) < 2 and not chosen:
        return
    every = f"every:{field}"
    whole = st.session_state.get(every, False)
    shown = found if whole else [item for at, item in enumerate(found) if at < SHOWN or item[0] in chosen]
    with _box(field, bool(chosen)):
        for value, name, count in shown:
            key = f"{field}:{value}"
            st.session_state[key] = value in chosen
            text = f"{label(name)} · {number(count)}" if counts else label(name)
            st.checkbox(text, key=key, on_change=_toggle, args=(view, field, value))
        if len(found) > len(shown) or whole:
            text = _("Show fewer") if whole else _("Show all {n}", n=number(len(found)))
            st.button(text, key=f"more:{field}", type="tertiary", on_click=_flip, args=(every,))


def _box(field: str, used: bool) -> AbstractContextManager[object]:
    """Return the container of a facet with its title."""
    outer = st.container(key=f"facet-{field}", gap=None)
    if field in FOLDED:
        return outer.expander(_(TITLES[field]), expanded=used)
    outer.html(f'<h2 class="facet">{_(TITLES[field])}</h2>')
    return outer


def name_of_chosen(field: str, value: str) -> str:
    return value if field == "speakers" else name_of(field, value)


def _flip(key: str) -> None:
    st.session_state[key] = not st.session_state.get(key, False)


def _toggle(view: View, field: str, value: str) -> None:
    chosen: tuple[str, ...] = getattr(view.filters, field)
    left = tuple(other for other in chosen if other != value)
    values = left if value in chosen else (*chosen, value)
    go(changed_to(view, **{field: values}))


def _dates(view: View, facets: Facets | ClaimFacets) -> None:
    if not facets.first_day or not facets.last_day:
        return
    first, last = date.fromisoformat(facets.first_day[:10]), date.fromisoformat(facets.last_day[:10])
    with st.container(key="facet-dates", gap=None):
        st.html(f'<h2 class="facet">{_("Dates")}</h2>')
        with st.container(horizontal=True, gap="small"):
            for field, title in (("date_from", _("From")), ("date_to", _("To"))):
                given = getattr(view.filters, field)
                day = date.fromisoformat(given) if given else None
                st.session_state[field] = day
                reach = [moment for moment in (first, last, day) if moment]
                st.date_input(
                    title,
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

    st.checkbox(_("Only where numbers differ"), key="differ", on_change=changed)


def said(view: View, facets: Facets | ClaimFacets | None, counted: str) -> str:
    """Return, as HTML, how many things the filters leave (`counted`, "3 statements") and what the filters are.

    The facets name the speakers; they may be None where none is chosen.
    """
    filters = view.filters
    names = {found.id: found.name for found in facets.speakers} if facets else {}
    parts = [
        _("with the words {words}", words=quoted(filters.words)) if filters.words else "",
        _("counting “{words}”", words=escape(filters.entity)) if filters.entity else "",
        _among(N_("by {names}"), [names.get(value, _("an unknown speaker")) for value in filters.speakers]),
        _among(N_("in {outlets}"), [name_of("outlets", value) for value in filters.outlets]),
        *(
            _among(N_("in {names}"), [name_of(field, value) for value in getattr(filters, field)])
            for field in ("languages", "months", "units")
        ),
        *(
            _among(N_("({names})"), [name_of(field, value) for value in getattr(filters, field)])
            for field in ("kinds", "relations", "flags")
        ),
        *_days(filters.date_from, filters.date_to),
        _("where numbers differ") if filters.numbers_differ else "",
    ]
    return " ".join([f"<b>{counted}</b>", *filter(None, parts)])


def quoted(words: str) -> str:
    """Return searched words in the marks of the page, escaped; a phrase has those that it was typed with."""
    opening, closing = ("", "") if words[:1] in _OPENING else marks(interface())
    return f"{opening}{escape(words)}{closing}"


def _days(first: str | None, last: str | None) -> Iterator[str]:
    """Yield from when to when, or the one day."""
    if first and first == last:
        yield _("on {date}", date=date_words(first))
        return
    if first:
        yield _("from {date}", date=date_words(first))
    if last:
        yield _("to {date}", date=date_words(last))


def _among(sentence: str, values: Sequence[str]) -> str:
    among = _(" or ").join(escape(value) for value in values)
    return _(sentence, names=among, outlets=among) if values else ""


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
    names = {name: _(sentence) for name, sentence in SORTS.items()}

    def changed() -> None:
        go(replace(view, page=1, sort=st.session_state["sort"]))

    st.selectbox(
        _("Order"),
        list(names),
        key="sort",
        format_func=names.__getitem__,
        on_change=changed,
        label_visibility="collapsed",
        width=200,
    )


__all__ = ["FIELDS", "choices", "pages", "said", "sidebar", "sort"]
