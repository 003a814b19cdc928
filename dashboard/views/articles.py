"""All articles, newest first."""

import streamlit as st

from dashboard import data
from dashboard.components import address, cards, filters, states
from dashboard.components.text import date_words, lang, one_line, outlet
from dashboard.words import _, n_
from extract.store import queries
from extract.store.queries.results import ArticleCard

SIZE = 20
FIELDS = ("speakers", "outlets", "languages", "kinds", "months")


def show() -> None:
    """Draw the page."""
    view = address.current()
    total, found, page = data.page(queries.articles, view.filters, view.page, SIZE)
    facets = data.ask(queries.facets, view.filters)
    filters.sidebar(view, facets, search=_("Words in the article"), fields=FIELDS)
    if not total and not view.filtered:
        states.empty(_("No articles yet"), _("The store holds no article yet. Add some, and they stand here."))
        return
    said = filters.said(view, facets, n_("{n} article", "{n} articles", total))
    unread = f"<p>{link}</p>" if (link := states.unread(data.summary())) else ""
    st.html(f'<h1>{_("Articles")}</h1><p class="lead">{_("{articles}, newest first.", articles=said)}</p>{unread}')
    states.misread(view.notes)
    if not found:
        states.nothing_left()
    else:
        states.past_the_end(view.page, page)
        st.html(f'<ul class="plain rows">{"".join(row(card) for card in found)}</ul>')
    filters.pages(view, total, SIZE)


def row(card: ArticleCard) -> str:
    """Return one article of the list."""
    title = one_line(card.title) if card.title else _("without a title")
    facts = [
        outlet(card.outlet),
        date_words(card.date),
        cards.language(card.language),
        n_("{n} quote", "{n} quotes", card.attributions),
        n_("{n} numeric claim", "{n} numeric claims", card.claims),
    ]
    page = address.link("article", id=card.id)
    return (
        f'<li class="row"><a class="title" href="{page}"{lang(card.language)} dir="auto">{title}</a>'
        f'<p class="said-by">{" · ".join(facts)}</p>{cards.remarks(card)}</li>'
    )


show()
