"""What a page shows, kept in its address: the address is the truth, and every widget only reads and changes it.

So a copied address restores the view, and the browser's Back undoes a choice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

import streamlit as st

from dashboard.components.text import escape
from extract.store.queries import Filters

SORTS = {"outlets": "most outlets", "varied": "most varied", "newest": "newest", "first": "first reported"}
ALL = Filters()
MOST = 100
_LAST_PAGE = 10**6
_SHOWN = 40
_OWN = {"q", "speaker", "outlet", "language", "kind", "from", "to", "differ", "sort", "page"}


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
    filters = Filters(
        words=_last(values("q")),
        speakers=_each(values("speaker")),
        outlets=_each(values("outlet")),
        languages=_each(values("language")),
        kinds=_each(values("kind")),
        date_from=_day(_last(values("from")), notes),
        date_to=_day(_last(values("to")), notes),
        numbers_differ=_last(values("differ")) == "1",
    )
    sort = _last(values("sort")) or "outlets"
    if sort not in SORTS:
        notes.append(f"there is no order “{_short(sort)}”")
        sort = "outlets"
    written = _last(values("page")) or "1"
    page = page_number(written)
    if page is None:
        notes.append(f"there is no page “{_short(written)}”")
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
    named = {
        "q": [filters.words],
        "speaker": filters.speakers,
        "outlet": filters.outlets,
        "language": filters.languages,
        "kind": filters.kinds,
        "from": [filters.date_from or ""],
        "to": [filters.date_to or ""],
        "differ": ["1" if filters.numbers_differ else ""],
        "sort": ["" if view.sort == "outlets" else view.sort],
        "page": ["" if view.page == 1 else str(view.page)],
    }
    many = {"outlet", "language"}  # "" is a choice there: not given
    return {name: list(values) for name, values in named.items() if values and (name in many or any(values))}


def link(page: str, **parameters: object) -> str:
    """Return an escaped address fit for `href`; None and "" are left out."""
    query = urlencode([(name, str(value)) for name, value in parameters.items() if value not in (None, "")])
    return escape(f"{page}?{query}" if query else page)


def current() -> View:
    """Return what the address of the page asks for."""
    return from_address(st.query_params.get_all)


def go(view: View) -> None:
    """Make the address ask for a view; what it says beyond the view stays."""
    others = {name: st.query_params.get_all(name) for name in st.query_params if name not in _OWN}
    st.query_params.from_dict({**others, **to_address(view)})


def _last(values: list[str]) -> str:
    return values[-1] if values else ""


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"


def _each(values: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))[:MOST]


def _day(written: str, notes: list[str]) -> str | None:
    if not written:
        return None
    try:
        return date.fromisoformat(written).isoformat()
    except ValueError:
        notes.append(f"“{_short(written)}” is no day such as 2026-05-03")
        return None
