"""Putting one quote right: who said it, and which words of the article are its own."""

import re
from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard import data, judging
from dashboard.components import problems
from dashboard.components.text import label, one_line
from dashboard.words import _
from extract.errors import OnRecordError
from extract.model import Span
from extract.store import queries
from extract.store.queries import Filters
from extract.store.queries.results import ArticleView, QuoteView

GAP = "…"
MOST = 60
ALIKE = 5


def draw(quote: QuoteView, judges: bool) -> None:
    """Draw the two forms; `judges` where somebody has said who judges."""
    article = data.ask(queries.article, quote.article_id)
    if article is None:
        return
    one, other = st.columns(2, gap="large")
    with one:
        with st.form(f"who-{quote.id}", border=False):
            _who(quote, article, judges)
        _which(quote)
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
            _named(quote, chosen.strip(), names)
        else:
            st.html(f'<p class="small">{_("Choose or type a name first.")}</p>')


def _named(quote: QuoteView, chosen: str, names: Mapping[str, str]) -> None:
    """Write who said a quote; a typed name that may be somebody's who is here is asked about first."""
    if chosen in names:
        wrote("spoken", quote.id, chosen, names[chosen])
        return
    alike = data.ask(queries.speakers_named, chosen, ALIKE)
    same = [one for one in alike if one.name.casefold() == chosen.casefold()]
    if len(same) == 1:
        wrote("spoken", quote.id, same[0].id, same[0].name)
    elif alike:
        st.session_state[_asked(quote)] = (chosen, tuple((one.id, one.name, one.role or "") for one in alike))
    else:
        wrote("spoken", quote.id, chosen)


def _which(quote: QuoteView) -> None:
    """Ask who is meant by a name that was typed, where speakers have it in theirs."""
    typed, alike = st.session_state.get(_asked(quote), ("", ()))
    if not typed:
        return
    st.html(f'<p role="status">{_("Who is “{name}”?", name=one_line(typed))}</p>')

    def meant(id: str, name: str) -> None:
        st.session_state.pop(_asked(quote), None)
        write("spoken", quote.id, id, name)

    for id, name, role in alike:
        words = label(f"{name}, {role}" if role else name)
        st.button(words, key=f"meant-{quote.id}-{id}", on_click=meant, args=(id, name))
    words = _("Somebody else, who is called “{name}”", name=label(typed))
    st.button(words, key=f"meant-{quote.id}-new", on_click=meant, args=(typed, ""))


def _asked(quote: QuoteView) -> str:
    return f"who-is-{quote.id}"


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
    write(about, left, right, evidence)
    st.rerun()


def write(about: str, left: str, right: str, evidence: str = "") -> None:
    """Write a correction; what became of it is said at the next drawing."""
    try:
        st.session_state["review-last"] = judging.decide(about, left, right, "same", evidence)
        st.session_state["review-said"] = _("Written.")
    except OnRecordError as error:
        st.session_state["review-failed"] = problems.said(error)


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
