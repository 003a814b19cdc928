"""Home: the corpus in one sentence, then what was said, 20 statements a page, or how much was reported when."""

import streamlit as st

from dashboard import data
from dashboard.components import address, cards, downloads, elsewhere, filters, states, timeline
from dashboard.components.text import escape, number
from dashboard.words import N_, _, n_
from extract.store import queries
from extract.store.queries.results import Summary

SIZE = 20
LOOKS = {"": N_("List"), "time": N_("Over time")}


def show() -> None:
    """Draw the page."""
    summary = data.ask(queries.summary)
    st.html(f'<h1 class="hidden">{_("Statements")}</h1><p class="lead">{in_a_sentence(summary)}</p>')
    if not summary.statements:
        if data.ask(queries.underived):
            return
        title = _("Nothing said yet")
        states.empty(title, _("The store holds no quote yet. Add articles, and what is said in them stands here."))
        return
    view = address.current()
    # Counting what else could be chosen may take longer than finding what was asked for, so it comes last; but the
    # sentence needs the names of speakers, and what one speaker said is counted at once.
    facets = data.ask(queries.facets, view.filters) if view.filters.speakers else None
    look = st.query_params.get("view", "")
    look = look if look in LOOKS else ""
    total, found, page = data.page(queries.statement_cards, view.filters, view.page, SIZE, sort=view.sort)
    with st.container(horizontal=True, vertical_alignment="center", key="list-head"):
        counted = n_("{n} statement", "{n} statements", total)
        st.html(f"<p>{filters.said(view, facets, counted)}</p>")
        st.html(tabs(look), width="content")
        if total:
            downloads.quotes_and_claims(view.filters)
        if not look:
            filters.sort(view)
    states.misread(view.notes)
    if not total:
        states.nothing_left()
    elsewhere.draw(view, nothing=not total)
    if total and look == "time":
        over_time(view)
    elif total:
        states.past_the_end(view.page, page)
        st.html(cards.statements(found))
        filters.pages(view, total, SIZE)
    filters.sidebar(view, facets or data.ask(queries.facets, view.filters), counts=True)


def in_a_sentence(summary: Summary) -> str:
    """Return the corpus in a sentence, as HTML."""
    said = _(
        "<b>{articles}</b> of {outlets}: <b>{statements}</b> by {speakers}",
        articles=n_("{n} article", "{n} articles", summary.articles),
        outlets=n_("{n} outlet", "{n} outlets", summary.outlets),
        statements=n_("{n} statement", "{n} statements", summary.statements),
        speakers=n_("{n} speaker", "{n} speakers", summary.speakers),
    )
    if summary.shared:
        said += _("; {n} carried by two or more outlets", n=number(summary.shared))
        said += _(", {n} of them reworded", n=number(summary.reworded)) if summary.reworded else ""
    if summary.conflicts:
        measures = n_("{n} measure", "{n} measures", summary.conflicts)
        way = f'<a href="{address.link("numbers")}">{measures}</a>'
        said += _("; {measures} on which figures disagree", measures=way)
    return said + "."


def tabs(look: str) -> str:
    """Return the ways to the list and to the chart, each with its own address."""
    items = "".join(
        f'<li><a href="{address.here(view=name or None, page=None)}"{mark(name == look)}>{_(title)}</a></li>'
        for name, title in LOOKS.items()
    )
    return f'<nav class="tabs" aria-label="{escape(_("How to show them"))}"><ul>{items}</ul></nav>'


def mark(now: bool) -> str:
    return ' aria-current="true"' if now else ""


def over_time(view: address.View) -> None:
    """Draw how many reports each outlet has, by day or month."""
    found = data.ask(queries.over_time, view.filters)
    if found:
        timeline.draw(found, "time", view)
    else:
        st.html(f'<p class="lead">{_("None of these reports has a full date.")}</p>')


show()
