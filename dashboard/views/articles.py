"""All articles, newest first."""

import streamlit as st

from dashboard import data
from dashboard.components import address, cards, filters, states
from dashboard.components.text import counted, date_words, escape, lang
from extract.store import queries
from extract.store.queries.results import ArticleCard

SIZE = 20


def show() -> None:
    """Draw the page."""
    view = address.current()
    total, found, page = data.page(queries.articles, view.filters, view.page, SIZE)
    facets = data.ask(queries.facets, view.filters)
    filters.sidebar(view, facets, search="Words in the article")
    if not total and not view.filtered:
        states.empty("No articles yet", "The store holds no article yet. Add some, and they stand here.")
        return
    st.html(f'<h1>Articles</h1><p class="lead">{filters.said(view, facets, total, "article")}, newest first.</p>')
    if not found:
        states.nothing_left("article")
    else:
        states.past_the_end(view.page, page)
        st.html(f'<ul class="plain rows">{"".join(row(card) for card in found)}</ul>')
    filters.pages(view, total, SIZE)


def row(card: ArticleCard) -> str:
    """Return one article of the list."""
    title = escape(card.title) if card.title else "without a title"
    facts = [
        escape(card.outlet) if card.outlet else "outlet not given",
        date_words(card.date),
        cards.language(card.language),
        counted(card.attributions, "quote"),
        counted(card.claims, "numeric claim"),
    ]
    page = address.link("article", id=card.id)
    return (
        f'<li class="row"><a class="title" href="{page}"{lang(card.language)} dir="auto">{title}</a>'
        f'<p class="said-by">{" · ".join(facts)}</p>{cards.remarks(card)}</li>'
    )


show()
