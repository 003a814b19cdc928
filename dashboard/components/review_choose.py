"""Choosing what something should be one with: another speaker, another statement."""

import streamlit as st

from dashboard import data
from dashboard.components import cards
from dashboard.components.address import link
from dashboard.components.text import one_line
from dashboard.words import _
from extract.store import queries
from extract.store.queries import Filters
from extract.store.queries.results import QuoteView
from extract.store.queries.review import Question

MOST = 8


def draw(question: Question, quote: QuoteView) -> None:
    """Draw a search for the other side of a question about two things; each find leads to the question itself."""
    speakers = question.about == "speaker"
    asked = _("Which speaker may be the same? Type a name") if speakers else _("Which statement? Type words of it")
    words = st.text_input(asked, key=f"other-{question.about}", max_chars=200, width=480)
    if not words.strip():
        return
    found = named(quote, words) if speakers else worded(quote, words)
    if found:
        st.html(f'<ul class="plain rows">{"".join(f"<li class=row>{one}</li>" for one in found)}</ul>')
    else:
        st.html(f'<p class="quiet">{_("Nothing with these words.")}</p>')


def named(quote: QuoteView, words: str) -> list[str]:
    """Return other speakers whose name has the words, each leading to the question whether they are one."""
    others = [one for one in data.ask(queries.speakers_named, words, MOST + 1) if one.id != quote.speaker_id][:MOST]
    return [
        f'<a href="{link("review", ask=f"speaker:{quote.id}:{one.quote}")}">{one_line(one.name)}</a>'
        f'<br><span class="small quiet">{one_line(one.role or "")}</span>'
        for one in others
    ]


def worded(quote: QuoteView, words: str) -> list[str]:
    """Return other statements with the words, each leading to the question whether they are one."""
    found = data.ask(queries.statement_cards, Filters(words=words), limit=MOST + 1)[1]
    firsts = data.ask(queries.first_reports, tuple(card.id for card in found))
    return [
        f'<a href="{link("review", ask=f"statement:{quote.id}:{firsts[card.id]}")}">'
        f"{cards.headline(cards.shortened(card.canonical), card.language, card.kind)}</a>"
        f'<span class="small quiet">{one_line(card.speaker_name or "")} · {cards.reported(card)}</span>'
        for card in found
        if card.id != quote.statement_id and card.id in firsts
    ][:MOST]
