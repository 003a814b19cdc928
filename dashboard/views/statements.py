"""Home: the corpus in one sentence, then what was said, 20 statements a page."""

import streamlit as st

from dashboard import data
from dashboard.components import address, cards, downloads, filters, states
from dashboard.components.text import counted, escape
from extract.store import queries
from extract.store.queries.results import Summary

SIZE = 20


def show() -> None:
    """Draw the page."""
    summary = data.ask(queries.summary)
    st.html(f'<h1 class="hidden">Statements</h1><p class="lead">{in_a_sentence(summary)}</p>')
    if not summary.statements:
        states.empty(
            "Nothing said yet", "The store holds no quote yet. Add articles, and what is said in them stands here."
        )
        return
    view = address.current()
    facets = data.ask(queries.facets, view.filters)
    filters.sidebar(view, facets, counts=True)
    total, found, page = data.page(queries.statement_cards, view.filters, view.page, SIZE, sort=view.sort)
    with st.container(horizontal=True, vertical_alignment="center", key="list-head"):
        st.html(f"<p>{filters.said(view, facets, total, 'statement')}</p>")
        if total:
            downloads.quotes_and_claims(view.filters)
        filters.sort(view)
    for note in view.notes:
        st.html(f'<p class="quiet">The address was not understood whole: {escape(note)}.</p>')
    if not total:
        states.nothing_left("statement")
        return
    states.past_the_end(view.page, page)
    st.html(cards.statements(found))
    filters.pages(view, total, SIZE)


def in_a_sentence(summary: Summary) -> str:
    """Return the corpus in a sentence, as HTML."""
    said = (
        f"<b>{counted(summary.articles, 'article')}</b> of {counted(summary.outlets, 'outlet')}: "
        f"<b>{counted(summary.statements, 'statement')}</b> by {counted(summary.speakers, 'speaker')}"
    )
    if summary.shared:
        said += f"; {summary.shared:,} carried by two or more outlets"
        said += f", {summary.reworded:,} of them reworded" if summary.reworded else ""
    if summary.conflicts:
        said += f'; <a href="numbers">{counted(summary.conflicts, "measure")}</a> on which figures disagree'
    return said + "."


show()
