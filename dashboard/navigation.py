"""The pages with their addresses, and the line on top of each that leads to them, in the language of the page."""

from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from dashboard import data, judge, judging, login
from dashboard.components import looks, states
from dashboard.components.address import here, link
from dashboard.components.text import escape
from dashboard.words import LANGUAGES, N_, PARAMETER, _, interface
from extract.errors import OnRecordError
from extract.store import queries

HERE = Path(__file__).parent
VIEWS = HERE / "views"
HOME = "./"
NAMES = {"en": "English", "fr": "Français"}
# Streamlit's own page says that it is English; a screen reader goes by that.
SPEAKS = "<script>document.documentElement.lang = '{language}'</script>"


@dataclass(frozen=True, slots=True)
class Place:
    """A page: its file in views/ and its address; `listed` where the line on top leads to it."""

    name: str
    title: str
    listed: bool = True


PLACES = (
    Place("statements", N_("Statements")),
    Place("numbers", N_("Numbers")),
    Place("speakers", N_("Speakers")),
    Place("compare", N_("Compare")),
    Place("articles", N_("Articles")),
    Place("review", N_("Review")),
    Place("dossier", N_("Dossier")),
    Place("export", N_("Export")),
    Place("add", N_("Add")),
    Place("about", N_("About")),
    Place("statement", N_("Statement"), listed=False),
    Place("speaker", N_("Speaker"), listed=False),
    Place("article", N_("Article"), listed=False),
)
FIRST = PLACES[0]
OF_MATCHING = ("", "numbers", "speakers", "compare", "statement", "speaker")
"""Addresses of pages that show what matching made of the articles."""
WITHOUT_STORE = ("add", "about")
"""Pages that are drawn where the store cannot be read; of the others nothing is, but why."""


def show() -> None:
    """Draw the page that the address asks for."""
    looks.wear("style.css")
    page = st.navigation(pages(), position="hidden")
    st.set_page_config(page_title=f"{page.title} · On Record", layout="wide", initial_sidebar_state="auto")
    if not login.passed():
        return
    draw(page)
    judge.keep()
    try:
        states.notice(data.summary() if page.url_path in WITHOUT_STORE else data.ask(queries.summary))
        if page.url_path in OF_MATCHING and data.ask(queries.underived):
            states.behind(judging.derived_soon())
        page.run()
    except OnRecordError as error:
        states.problem(error, data.store_path())


def pages() -> list[st.Page]:
    """Return the pages as Streamlit knows them."""
    return [
        st.Page(
            VIEWS / f"{place.name}.py",
            title=_(place.title),
            url_path=None if place is FIRST else place.name,
            default=place is FIRST,
        )
        for place in PLACES
    ]


def draw(page: st.Page) -> None:
    """Draw the line on top: the name, the pages, and the choice of a language."""
    at = page.url_path or FIRST.name
    items = "".join(f"<li>{entry(place, at)}</li>" for place in PLACES if place.listed)
    switch = "".join(f"<li>{language(name)}</li>" for name in LANGUAGES)
    st.html(
        f'<div class="top"><a class="brand" href="{link(HOME)}">On Record</a>'
        f'<nav aria-label="{escape(_("Pages"))}"><ul>{items}</ul></nav>'
        f'<nav class="tongues" aria-label="{escape(_("Language"))}"><ul>{switch}</ul></nav></div>'
    )
    st.html(SPEAKS.format(language=interface()), unsafe_allow_javascript=True)


def entry(place: Place, at: str) -> str:
    """Return the way to a page; of the one that is shown it is said so."""
    now = ' aria-current="page"' if place.name == at else ""
    return f'<a href="{link(HOME if place is FIRST else place.name)}"{now}>{_(place.title)}</a>'


def language(name: str) -> str:
    """Return the way to this very page in a language."""
    now = ' aria-current="true"' if name == interface() else ""
    address = here(**{PARAMETER: name})
    return f'<a href="{address}" lang="{name}" hreflang="{name}" title="{NAMES[name]}"{now}>{name.upper()}</a>'
