"""Everybody who is quoted: how often, in which outlets, under which roles."""

from collections.abc import Sequence

import streamlit as st

from dashboard import data
from dashboard.components import address, cards, filters, states
from dashboard.components.text import escape, listed
from extract.store import queries
from extract.store.queries.results import SpeakerCard

SIZE = 50


def show() -> None:
    """Draw the page."""
    view = address.current()
    total, found, page = data.page(queries.speakers, view.filters, view.page, SIZE)
    facets = data.ask(queries.facets, view.filters)
    filters.sidebar(view, facets, fields=("outlets", "languages", "kinds"))
    if not total and not view.filtered:
        states.empty(
            "Nobody is quoted yet", "The store holds no speaker yet. Add articles, and who speaks stands here."
        )
        return
    st.html(f'<h1>Speakers</h1><p class="lead">{filters.said(view, facets, total, "speaker")}, most quoted first.</p>')
    if not found:
        states.nothing_left("speaker")
    else:
        states.past_the_end(view.page, page)
        st.html(table(found))
    filters.pages(view, total, SIZE)


def table(found: Sequence[SpeakerCard]) -> str:
    """Return the speakers as a table."""
    head = "<th>Speaker</th><th>Called</th><th class='num'>Quotes</th><th class='num'>Statements</th>"
    head += "<th class='num'>Articles</th><th>Outlets</th>"
    body = "".join(
        f"<tr><td>{cards.speaker(card.id, card.name)}{kind(card)}</td>"
        f"<td>{listed([escape(role) for role in card.roles])}</td>"
        f"<td class='num' data-label='Quotes'>{card.quotes:,}</td>"
        f"<td class='num' data-label='Statements'>{card.statements:,}</td>"
        f"<td class='num' data-label='Articles'>{card.articles:,}</td>"
        f"<td>{listed([escape(name) for name in card.outlets])}</td></tr>"
        for card in found
    )
    return f'<table class="plain wide"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def kind(card: SpeakerCard) -> str:
    """Return what a speaker is, where it is no person."""
    return "" if card.kind == "person" else f'<span class="quiet">, {escape(card.kind)}</span>'


show()
