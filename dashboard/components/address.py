"""What a page shows, kept in its address: the address is the truth, and every widget only reads and changes it.

So a copied address restores the view, and the browser's Back undoes a choice.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard.components.text import escape
from dashboard.words import LANGUAGES, N_, PARAMETER, _
from extract.store.queries import Filters

SORTS = {
    "outlets": N_("most outlets"),
    "varied": N_("most varied"),
    "newest": N_("newest"),
    "first": N_("first reported"),
}
ALL = Filters()
NAMED = "named"
MOST = 100
_LAST_PAGE = 10**6
_SHOWN = 40
_LONGEST = 400  # characters of one value that an address is made with
_MANY = {
    "speaker": "speakers",
    "outlet": "outlets",
    "language": "languages",
    "kind": "kinds",
    "relation": "relations",
    "flag": "flags",
    "month": "months",
    "unit": "units",
}
"""Parameters that may be given more than once, and the field of `Filters` that each one is."""

_EMPTY_MEANS = {"outlet", "language", "month", "unit"}
"""Of these, "" is a choice of its own: not given, or, of units, a counted thing."""

_OWN = {*_MANY, "q", "from", "to", "differ", "entity", "sort", "page"}
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class View:
    """What an address asks for: filters, order and page; `notes` says what of it could not be read."""

    filters: Filters = ALL
    sort: str = "outlets"
    page: int = 1
    notes: tuple[str, ...] = ()

    @property
    def filtered(self) -> bool:
        return self.filters != ALL


def from_address(values: Callable[[str], list[str]]) -> View:
    """Return what the parameters of an address ask for; `values` gives all values of a name."""
    notes: list[str] = []
    many: dict[str, Any] = {field: _each(values(name)) for name, field in _MANY.items()}
    many["months"] = _months(many["months"], notes)
    filters = Filters(
        words=_last(values("q")),
        entity=_last(values("entity")),
        date_from=_day(_last(values("from")), notes),
        date_to=_day(_last(values("to")), notes),
        numbers_differ=_last(values("differ")) == "1",
        **many,
    )
    sort = _last(values("sort")) or "outlets"
    if sort not in SORTS:
        notes.append(_("there is no order “{given}”", given=short(sort)))
        sort = "outlets"
    written = _last(values("page")) or "1"
    page = page_number(written)
    if page is None:
        notes.append(_("there is no page “{given}”", given=short(written)))
    return View(filters=filters, sort=sort, page=page or 1, notes=tuple(notes))


def page_number(written: str) -> int | None:
    """Return the number of a page from 1 on, or None where the words are none."""
    # Python refuses to read thousands of digits as a number, so their count is looked at first.
    if not (written.isascii() and written.isdigit() and len(written) <= len(str(_LAST_PAGE))):
        return None
    return int(written) if 1 <= int(written) <= _LAST_PAGE else None


def to_address(view: View) -> dict[str, list[str]]:
    """Return the parameters that ask for a view; what is as usual is left out."""
    filters = view.filters
    named: dict[str, Any] = {
        "q": [filters.words],
        **{name: getattr(filters, field) for name, field in _MANY.items()},
        "entity": [filters.entity],
        "from": [filters.date_from or ""],
        "to": [filters.date_to or ""],
        "differ": ["1" if filters.numbers_differ else ""],
        "sort": ["" if view.sort == "outlets" else view.sort],
        "page": ["" if view.page == 1 else str(view.page)],
    }
    return {name: list(values) for name, values in named.items() if values and (name in _EMPTY_MEANS or any(values))}


def link(page: str, **parameters: object) -> str:
    """Return an escaped address fit for `href`; None and "" are left out, and the language asked for stays."""
    asked = [(name, str(value)) for name, value in parameters.items() if value not in (None, "")]
    return escape(written(page, asked + spoken()))


def here(**changes: str | None) -> str:
    """Return the escaped address of this page with some parameters changed; None takes one away."""
    given = [(name, one) for name in st.query_params for one in st.query_params.get_all(name)]
    kept = [(name, value) for name, value in given if name not in changes and len(value) <= _LONGEST]
    return escape(written("", kept + [(name, value) for name, value in changes.items() if value is not None]))


def filtered(page: str, view: View, **more: str) -> str:
    """Return the escaped address of a page with the filters and the order of a view."""
    asked = [(name, value) for name, values in to_address(view).items() for value in values]
    return escape(written(page, [*asked, *more.items(), *spoken()]))


def written(page: str, parameters: Sequence[tuple[str, str]]) -> str:
    """Return an address that is not escaped yet; without page and parameters, that of the page without any."""
    query = urlencode(parameters, errors="replace")
    return f"{page}?{query}" if query else page or "?"


def spoken() -> list[tuple[str, str]]:
    """Return the language that the address asks for, as a parameter; nothing where it asks for none."""
    given = st.query_params.get(PARAMETER) if get_script_run_ctx(suppress_warning=True) else None
    return [(PARAMETER, given)] if given in LANGUAGES else []


def current() -> View:
    """Return what the address of the page asks for."""
    return from_address(st.query_params.get_all)


def named() -> str:
    """Return the name that the address asks for, in which speakers are looked for; "" where it asks for none."""
    return st.query_params.get(NAMED, "").strip()


def go(view: View) -> None:
    """Make the address ask for a view; what it says beyond the view stays."""
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in _OWN}
    st.query_params.from_dict({**others, **to_address(view)})


def _last(values: list[str]) -> str:
    return values[-1] if values else ""


def short(words: str) -> str:
    """Return what an address says, cut where it is long."""
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _each(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))[:MOST]


def _months(values: tuple[str, ...], notes: list[str]) -> tuple[str, ...]:
    wrong = [value for value in values if value and not _MONTH.fullmatch(value)]
    notes.extend(_("“{given}” is no month such as 2026-05", given=short(value)) for value in wrong)
    return tuple(value for value in values if value not in wrong)


def _day(written: str, notes: list[str]) -> str | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        notes.append(_("“{given}” is no day such as 2026-05-03", given=short(written)))
        return None
