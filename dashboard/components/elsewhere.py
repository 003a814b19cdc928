"""Where searched words stand besides what was said: in the names of speakers, and in the articles around it.

Whoever types a name into the search for words that were said finds nothing, though the speaker is here.
"""

import re
from dataclasses import replace

import streamlit as st

from dashboard import data
from dashboard.components import address
from dashboard.components.text import one_line
from dashboard.words import listed, n_
from extract.store import queries

MOST = 5
HOME = "./"
_MARKS = re.compile(r'[“”„«»"]')


def draw(view: address.View, nothing: bool = False) -> None:
    """Draw the speakers whose name is searched, and where `nothing` with the words was said, the articles with them."""
    if shown := speakers(view) + (articles(view) if nothing else ""):
        st.html(shown)


def speakers(view: address.View) -> str:
    """Return the speakers whose name has the words that a view searches, as HTML; each leads to what they said."""
    words = _MARKS.sub(" ", view.filters.words).strip()
    found = data.ask(queries.speakers_named, words, MOST) if words else ()
    ways = [f'<a href="{said_by(view, one.id)}">{one_line(one.name)}</a>' for one in found]
    if not ways:
        return ""
    words = n_(
        "A speaker has this name: {names}", "Speakers with this name: {names}", len(ways), names=listed(ways, MOST)
    )
    return f"<p>{words}</p>"


def said_by(view: address.View, id: str) -> str:
    """Return the escaped address of what a speaker said, within the other filters of a view."""
    return address.filtered(HOME, replace(view, page=1, filters=replace(view.filters, words="", speakers=(id,))))


def articles(view: address.View) -> str:
    """Return the way to the articles that hold the words of a view, as HTML; "" where none does."""
    if not view.filters.words:
        return ""
    count, _found = data.ask(queries.articles, view.filters, limit=1)
    told = n_("{n} article has these words", "{n} articles have these words", count)
    return f'<p><a href="{address.filtered("articles", replace(view, page=1))}">{told}</a></p>' if count else ""
