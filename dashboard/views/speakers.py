"""Everybody who is quoted: how often, in which outlets, under which roles."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dashboard import data
from dashboard.components import address, cards, checked, elsewhere, filters, states
from dashboard.components.text import escape, listed, number, one_line
from dashboard.components.vocabulary import SPEAKERS, called
from dashboard.words import _, n_
from extract.store import queries
from extract.store.queries import Filters
from extract.store.queries.results import SpeakerCard

SIZE = 50
NAMED = 200
NOBODY = ("-",)  # an id that no speaker has
FIELDS = ("outlets", "languages", "kinds", "relations", "flags", "months")


def show() -> None:
    """Draw the page."""
    view = address.current()
    named = address.named()
    filtered = of_that_name(view.filters, named) if named else view.filters
    total, found, page = data.page(queries.speakers, filtered, view.page, SIZE)
    facets = data.ask(queries.facets, filtered)
    filters.sidebar(view, facets, fields=FIELDS, names=True)
    if not total and not view.filtered and not named:
        title = _("Nobody is quoted yet")
        states.empty(title, _("The store holds no speaker yet. Add articles, and who speaks stands here."))
        return
    counted = n_("{n} speaker", "{n} speakers", total)
    if named:
        counted = _("{speakers} named “{name}”", speakers=counted, name=one_line(named))
    said = filters.said(view, facets, counted)
    told = _("{speakers}, most quoted first.", speakers=said) if total > 1 else f"{said}."
    st.html(f'<h1>{_("Speakers")}</h1><p class="lead">{told}</p>')
    states.misread(view.notes)
    elsewhere.draw(view)
    if not found:
        states.nothing_left()
    else:
        states.past_the_end(view.page, page)
        st.html(table(found))
    filters.pages(view, total, SIZE)


def of_that_name(given: Filters, named: str) -> Filters:
    """Return filters that leave the speakers of a name alone."""
    ids = tuple(one.id for one in data.ask(queries.speakers_named, named, NAMED))
    return replace(given, speakers=ids or NOBODY)


def table(found: Sequence[SpeakerCard]) -> str:
    """Return the speakers as a table."""
    quotes, statements, articles = _("Quotes"), _("Statements"), _("Articles")
    head = f"<th>{_('Speaker')}</th><th>{_('Called')}</th>"
    head += "".join(f"<th class='num'>{title}</th>" for title in (quotes, statements, articles))
    head += f"<th>{_('Outlets')}</th>"
    looked = checked.words(card.id for card in found)
    body = "".join(
        f"<tr><td>{cards.speaker(card.id, card.name)}{kind(card)}{checked.after(looked, card.id)}</td>"
        f"<td>{listed([one_line(role) for role in card.roles])}</td>"
        f"<td class='num' data-label='{escape(quotes)}'>{number(card.quotes)}</td>"
        f"<td class='num' data-label='{escape(statements)}'>{number(card.statements)}</td>"
        f"<td class='num' data-label='{escape(articles)}'>{number(card.articles)}</td>"
        f"<td>{listed([one_line(name) for name in card.outlets])}</td></tr>"
        for card in found
    )
    return f'<table class="plain wide"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def kind(card: SpeakerCard) -> str:
    """Return what a speaker is, where it is no person."""
    return "" if card.kind == "person" else f'<span class="quiet">, {escape(called(SPEAKERS, card.kind))}</span>'


show()
