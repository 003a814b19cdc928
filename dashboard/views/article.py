"""One article: its text with quotes and figures marked, and beside each paragraph what was found in it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import data
from dashboard.components import address, cards, copies, states
from dashboard.components.highlight import Mark, marked, paragraphs
from dashboard.components.text import NO_DATE, counted, date_words, escape, lang, one_line
from extract.model import Span, Zone
from extract.store import queries
from extract.store.queries.results import ArticleView, ClaimView, QuoteView

FOLDED = {"chrome": "Menus and other page furniture", "teaser": "Teasers of other articles"}
# Only words of ours: nothing of an article ever reaches a script.
SCROLL = """<script>
(function seek(tries) {
  const place = document.getElementById("place");
  if (place) { place.scrollIntoView({block: "center"}); }
  else if (tries > 0) { setTimeout(() => seek(tries - 1), 100); }
})(30);
</script>"""


Found = tuple[int, QuoteView | ClaimView]


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside the text: a number, where its first mark begins, and its words as HTML."""

    number: int
    start: int
    words: str


def show() -> None:
    """Draw the page."""
    id = st.query_params.get("id")
    found = data.ask(queries.article, id) if id else None
    if found is None:
        states.missing("article", id, "articles", "All articles")
        return
    place = span_from(st.query_params.get("at"), found.text)
    marks, notes = findings(found)
    st.html(head(found, marks, place))
    st.html(f'<div class="reading">{"".join(zones(found, marks, notes, place))}</div>')
    copied = copies.of_article(found.shared_texts, found.card.id)
    st.html(copied + numbers_that_are_no_claims(found.claims) + provenance(found))
    if place is not None:
        st.html(SCROLL, unsafe_allow_javascript=True)


def span_from(at: str | None, text: str) -> Span | None:
    """Return the stretch that an address names ("120-180"), or None where it names none of this text."""
    named = re.fullmatch(r"(\d{1,9})-(\d{1,9})", at or "", re.ASCII)
    if not named:
        return None
    start, end = int(named[1]), int(named[2])
    return Span(start, end) if start < end <= len(text) else None


def head(found: ArticleView, marks: Sequence[Mark], place: Span | None) -> str:
    """Return the article's title and what it says of itself."""
    card = found.card
    above = titled(found)
    title = escape(card.title) if card.title else '<span class="quiet">without a title</span>'
    if above is not None:
        title = marked(found.text, above, marks, place)
    facts = [
        escape(card.outlet) if card.outlet else "outlet not given",
        date_words(found.published_at or found.dateline_date),
        cards.language(card.language),
        f"by {escape(found.author)}" if found.author else "no author given",
        counted(card.attributions, "quote"),
        counted(card.claims, "numeric claim"),
    ]
    key = (
        '<p class="key"><span><mark class="quote">said</mark></span><span><mark class="source">by whom</mark></span>'
        '<span><mark class="cue">the word that says so</mark></span>'
        '<span><mark class="claim">a figure</mark></span></p>'
    )
    said = f'<h1{lang(card.language)} dir="auto">{title}</h1><p class="said-by">{" · ".join(facts)}</p>'
    return said + cards.remarks(card) + key


def findings(found: ArticleView) -> tuple[list[Mark], list[Note]]:
    """Return the marks in the text and the notes beside it, numbered in text order."""
    quotes: list[Found] = [(quote.content[0].start, quote) for quote in found.attributions if quote.content]
    claims: list[Found] = [(claim.span.start, claim) for claim in found.claims if claim.checkworthy]
    marks: list[Mark] = []
    notes: list[Note] = []
    for number, (start, item) in enumerate(sorted([*quotes, *claims], key=lambda pair: pair[0]), start=1):
        if isinstance(item, QuoteView):
            marks += quote_marks(item, number)
            notes.append(Note(number, start, about_quote(item)))
        else:
            marks.append(Mark(item.span, "claim", number))
            notes.append(Note(number, start, about_claim(item)))
    return marks, notes


def quote_marks(quote: QuoteView, number: int) -> Iterator[Mark]:
    """Yield the marks of a quote; its number stands where its first part begins."""
    for at, span in enumerate(quote.content):
        yield Mark(span, "quote", None if at else number)
    yield from (Mark(span, "cue") for span in quote.cue)
    yield from (Mark(span, "source") for span in quote.source)


def about_quote(quote: QuoteView) -> str:
    """Return whose words a quote is, how it was recognised and how sure that is, with a link to its statement."""
    name = cards.speaker(quote.speaker_id, quote.speaker_name, quote.speaker_role)
    called = quote.source_text if quote.source_text and quote.source_text != quote.speaker_name else ""
    kind = (
        cards.kind(quote.kind) if quote.stance == "speech" else f"{cards.kind(quote.kind)}, thought or shown, not said"
    )
    how = [
        kind,
        f"here “{escape(called)}”" if called else "",
        f"cue “{escape(quote.cue_text)}”" if quote.cue_text else "no cue",
        f"rule “{escape(quote.rule)}”",
        cards.sure(quote.confidence),
    ]
    link = (
        f' · <a href="{address.link("statement", id=quote.statement_id)}">statement</a>' if quote.statement_id else ""
    )
    return f'{name}<br><span class="quiet">{" · ".join(part for part in how if part)}</span>{link}'


def about_claim(claim: ClaimView) -> str:
    """Return what a figure counts, for when and where, and who claims it."""
    parts = [escape(part) for part in (claim.kind, claim.rate, claim.period, claim.place, claim.scope) if part]
    by = claim.speaker_name or claim.source_text
    parts.append(f"claimed by {escape(by)}" if by else "claimed by the outlet itself")
    return (
        f'<b>{cards.figured(claim)}</b> {escape(claim.entity or "")}<br><span class="quiet">{" · ".join(parts)}</span>'
    )


def titled(found: ArticleView) -> Span | None:
    """Return where the text itself gives the title that stands above it."""
    title = " ".join((found.card.title or "").split())
    spans = [zone.span for zone in found.zones if zone.kind == "title"]
    return next((trimmed(found.text, span) for span in spans if " ".join(span.of(found.text).split()) == title), None)


def zones(found: ArticleView, marks: Sequence[Mark], notes: Sequence[Note], place: Span | None) -> Iterator[str]:
    """Yield the text zone by zone, in order; without the title that already stands above it."""
    above = titled(found)
    for kind, span in stretches(found.text, found.zones):
        if kind in FOLDED:
            yield folded(found, kind, span, place)
        elif above is not None and above in span:
            continue
        elif kind == "title":
            yield f'<h2 class="text"{lang(found.card.language)}>{marked(found.text, span, (), place)}</h2>{beside(())}'
        elif kind == "caption":
            yield f'<p class="side">Caption: {marked(found.text, span, marks, place)}</p>{beside(())}'
        else:
            yield from prose(found, span, marks, notes, place)


def stretches(text: str, found: Sequence[Zone]) -> Iterator[tuple[str, Span]]:
    """Yield kind and span of each zone that holds a word; a dateline in the line of its first sentence is body."""
    joined: list[tuple[str, Span]] = []
    for zone in found:
        kind = "body" if zone.kind == "dateline" else zone.kind
        if joined and joined[-1][0] == kind:
            joined[-1] = (kind, Span(joined[-1][1].start, zone.span.end))
        else:
            joined.append((kind, zone.span))
    return ((kind, span) for kind, span in joined if span.of(text).strip())


def folded(found: ArticleView, kind: str, span: Span, place: Span | None) -> str:
    """Return what is not the article itself, folded unless a link leads into it."""
    opened = " open" if place is not None and place.overlaps(span) else ""
    words = f"{FOLDED[kind]}, {counted(len(span.of(found.text).split()), 'word')}"
    inner = marked(found.text, trimmed(found.text, span), (), place)
    return f"<details{opened}><summary>{words}</summary><p>{inner}</p></details>{beside(())}"


def trimmed(text: str, span: Span) -> Span:
    whole = span.of(text)
    return Span(span.start + len(whole) - len(whole.lstrip()), span.start + len(whole.rstrip()))


def prose(
    found: ArticleView, span: Span, marks: Sequence[Mark], notes: Sequence[Note], place: Span | None
) -> Iterator[str]:
    """Yield the paragraphs of a stretch, each with the notes of what begins in it."""
    for paragraph in paragraphs(found.text, span):
        here = [mark for mark in marks if mark.span.overlaps(paragraph)]
        shown = marked(found.text, paragraph, here, place)
        beginning = [note for note in notes if paragraph.start <= note.start < paragraph.end]
        yield f'<p class="text"{lang(found.card.language)} dir="auto">{shown}</p>{beside(beginning)}'


def beside(notes: Sequence[Note]) -> str:
    """Return notes as a list to stand beside a paragraph."""
    items = "".join(
        f'<li id="note-{note.number}"><a class="n" href="#ref-{note.number}">{note.number}</a>{note.words}</li>'
        for note in notes
    )
    return f'<div class="notes"><ul>{items}</ul></div>' if items else '<div class="notes"></div>'


def numbers_that_are_no_claims(claims: Sequence[ClaimView]) -> str:
    """Return the numbers that claim nothing, each with the reason, folded."""
    rest = [claim for claim in claims if not claim.checkworthy]
    if not rest:
        return ""
    items = "".join(f"<li>{escape(claim.surface)}: {escape(claim.reason or 'not check-worthy')}</li>" for claim in rest)
    words = f"{counted(len(rest), 'number')} taken as no claim"
    return f'<details class="fold"><summary>{words}</summary><ul>{items}</ul></details>'


def provenance(found: ArticleView) -> str:
    """Return where the text came from, folded."""
    facts = {
        "Read from": found.card.uri,
        "Document": found.document_uri,
        "SHA-256": found.document_sha256,
        "Media type": found.media_type,
        "Read at": found.fetched_at or "not noted",
        "Published": found.published_at or NO_DATE,
        "Updated": found.updated_at or NO_DATE,
        "Dateline": date_words(found.dateline_date),
        "Characters": f"{len(found.text):,}",
    }
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{one_line(value)}</dd>" for name, value in facts.items())
    return f'<details class="fold"><summary>Where this text comes from</summary><dl class="facts">{rows}</dl></details>'


show()
