"""Putting one quote right: who said it, and which words of the article are its own."""

import re
from collections.abc import Sequence

import streamlit as st

from dashboard import data, judging
from dashboard.components import problems
from dashboard.words import _
from extract.errors import OnRecordError
from extract.model import Span
from extract.store import queries
from extract.store.queries import Filters
from extract.store.queries.results import ArticleView, QuoteView

GAP = "…"
MOST = 60


def draw(quote: QuoteView, judges: bool) -> None:
    """Draw the two forms; `judges` where somebody has said who judges."""
    article = data.ask(queries.article, quote.article_id)
    if article is None:
        return
    one, other = st.columns(2, gap="large")
    with one, st.form(f"who-{quote.id}", border=False):
        _who(quote, article, judges)
    with other, st.form(f"words-{quote.id}", border=False):
        _words(quote, article, judges)


def _who(quote: QuoteView, article: ArticleView, judges: bool) -> None:
    names = speakers(article)
    chosen = st.selectbox(
        _("Who said it? Choose, or type another name"),
        list(names),
        index=None,
        format_func=lambda id: names.get(id, id),
        accept_new_options=True,
        key=f"who-{quote.id}-name",
        placeholder=_("a name"),
    )
    if st.form_submit_button(_("This is who said it"), disabled=not judges):
        if chosen and chosen.strip():
            wrote("spoken", quote.id, chosen.strip(), names.get(chosen, ""))
        else:
            st.html(f'<p class="small">{_("Choose or type a name first.")}</p>')


def _words(quote: QuoteView, article: ArticleView, judges: bool) -> None:
    given = st.text_area(
        _("Which words? Exactly as the article has them; … between parts"),
        value=quote.text,
        key=f"words-{quote.id}-text",
        height=120,
    )
    if st.form_submit_button(_("These are its words"), disabled=not judges):
        near = quote.content[0].start if quote.content else 0
        found = places(article.text, given or "", near)
        if found:
            wrote("span", quote.id, " ".join(f"{span.start}-{span.end}" for span in found))
        else:
            said = _("The article does not have these words in this order; copy them from the text above.")
            st.html(f'<p class="flags"><span class="flag">{said}</span></p>')


def wrote(about: str, left: str, right: str, evidence: str = "") -> None:
    """Write a correction and draw the page anew; what is refused is said."""
    try:
        number = judging.decide(about, left, right, "same", evidence)
    except OnRecordError as error:
        st.html(f'<p class="flags"><span class="flag">{problems.told(error)}</span></p>')
        return
    st.session_state["review-last"] = number
    st.session_state["review-said"] = _("Written.")
    st.rerun()


def speakers(article: ArticleView) -> dict[str, str]:
    """Return who may have said it, by id: those of the article first, then those who are quoted most."""
    found = {quote.speaker_id: quote.speaker_name for quote in article.attributions if quote.speaker_id}
    more = data.ask(queries.speakers, Filters(), limit=MOST)[1]
    every = {**found, **{speaker.id: speaker.name for speaker in more}}
    return {id: str(name) for id, name in every.items() if id and name}


def places(text: str, words: str, near: int) -> tuple[Span, ...]:
    """Return where the article has the words, their parts in order, the first part nearest to a place; () if not."""
    parts = [part.split() for part in words.replace("[…]", GAP).split(GAP) if part.strip()]
    found: list[Span] = []
    for number, part in enumerate(parts):
        pattern = re.compile(r"\s+".join(re.escape(word) for word in part))
        spans = [Span(*match.span()) for match in pattern.finditer(text, found[-1].end if found else 0)]
        if not spans:
            return ()
        found.append(spans[0] if number else _nearest(spans, near))
    return tuple(found)


def _nearest(spans: Sequence[Span], near: int) -> Span:
    return min(spans, key=lambda span: abs(span.start - near))
