"""One article: its text with quotes and figures marked, and beside each paragraph what was found in it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import data
from dashboard.components import address, cards, checked, copies, dossier, states, versions
from dashboard.components import zones as zoning
from dashboard.components.highlight import Mark, among, marked, paragraphs
from dashboard.components.text import date_words, escape, lang, number, one_line, outlet
from dashboard.components.vocabulary import CLAIMS, REASONS, RULES, called
from dashboard.words import N_, _, n_
from extract.model import Span, Zone
from extract.store import queries
from extract.store.queries.provenance import Provenance
from extract.store.queries.results import ArticleView, ClaimView, QuoteView

FOLDED = {
    "chrome": N_("Menus and other page furniture, {words}"),
    "teaser": N_("Teasers of other articles, {words}"),
}
# Only words of ours: nothing of an article ever reaches a script.
SCROLL = """<script>
(function seek(tries) {
  const place = document.getElementById("place");
  if (place) { place.scrollIntoView({block: "center"}); }
  else if (tries > 0) { setTimeout(() => seek(tries - 1), 100); }
})(30);
</script>"""


OPEN = """<script>
if (!window.onrecordNotes) {
  window.onrecordNotes = true;
  document.addEventListener("click", event => {
    const link = event.target.closest && event.target.closest('a[href^="#note-"]');
    const note = link && document.getElementById(link.getAttribute("href").slice(1));
    const fold = note && note.closest("details");
    if (fold) { fold.open = true; fold.scrollIntoView({block: "nearest"}); }
  });
}
</script>"""

Found = tuple[int, QuoteView | ClaimView]


@dataclass(frozen=True, slots=True)
class Note:
    """What stands beside the text: a number, where its first mark begins, and as HTML its words, a few more, and what
    opens under those."""

    number: int
    start: int
    words: str
    gist: str
    more: str


def show() -> None:
    """Draw the page."""
    id = st.query_params.get("id")
    found = data.ask(queries.article, id) if id else None
    if found is None:
        states.missing(_("No such article"), id, "articles", _("All articles"))
        return
    place = span_from(st.query_params.get("at"), found.text)
    marks, notes = findings(found)
    st.html(head(found, marks, place))
    st.html(f'<div class="reading">{"".join(zones(found, marks, notes, place))}</div>')
    copied = copies.of_article(found.shared_texts, found.card.id)
    st.html(
        copied
        + versions.of_article(data.ask(queries.versions, found.card.id), found.card.id, found.card.language)
        + numbers_that_are_no_claims(found.claims)
        + provenance(found, data.ask(queries.provenance, found.card.id))
    )
    zoning.show(found)
    st.html(OPEN, unsafe_allow_javascript=True)
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
    title = one_line(card.title) if card.title else f'<span class="quiet">{_("without a title")}</span>'
    if above is not None:
        title = marked(found.text, above, marks, place)
    facts = [
        outlet(card.outlet),
        date_words(found.published_at or found.dateline_date),
        cards.language(card.language),
        _("by {author}", author=one_line(found.author)) if found.author else _("no author given"),
        n_("{n} quote", "{n} quotes", card.attributions),
        n_("{n} numeric claim", "{n} numeric claims", card.claims),
    ]
    said = f'<h1{lang(card.language)} dir="auto">{title}</h1><p class="said-by">{" · ".join(facts)}</p>'
    return said + cards.remarks(card) + key()


def key() -> str:
    """Return what the marks in the text mean."""
    meanings = {"quote": _("said"), "source": _("by whom"), "cue": _("the word that says so"), "claim": _("a figure")}
    items = "".join(f'<span><mark class="{name}">{words}</mark></span>' for name, words in meanings.items())
    return f'<p class="key">{items}<span>{_("A click on a mark leads to what stands beside it.")}</span></p>'


def findings(found: ArticleView) -> tuple[list[Mark], list[Note]]:
    """Return the marks in the text and the notes beside it, numbered in text order."""
    quotes: list[Found] = [(quote.content[0].start, quote) for quote in found.attributions if quote.content]
    claims: list[Found] = [(claim.span.start, claim) for claim in found.claims if claim.checkworthy]
    marks: list[Mark] = []
    notes: list[Note] = []
    for place, (start, item) in enumerate(sorted([*quotes, *claims], key=lambda pair: pair[0]), start=1):
        if isinstance(item, QuoteView):
            marks += quote_marks(item, place)
            notes.append(Note(place, start, *about_quote(item)))
        else:
            marks.append(Mark(item.span, "claim", place, place))
            notes.append(Note(place, start, *about_claim(item)))
    return marks, notes


def quote_marks(quote: QuoteView, number: int) -> Iterator[Mark]:
    """Yield the marks of a quote; its number stands where its first part begins."""
    for at, span in enumerate(quote.content):
        yield Mark(span, "rejected" if quote.rejected else "quote", None if at else number, number)
    yield from (Mark(span, "cue") for span in quote.cue)
    yield from (Mark(span, "source") for span in quote.source)


def about_quote(quote: QuoteView) -> tuple[str, str, str]:
    """Return whose words a quote is, how it is given and how sure that is, and how it was recognised, with ways on."""
    name = cards.speaker(quote.speaker_id, quote.speaker_name, quote.speaker_role)
    heard = quote.source_text if quote.source_text and quote.source_text != quote.speaker_name else ""
    kind = cards.kind(quote.kind)
    if quote.stance != "speech":
        kind = _("{kind}, thought or shown, not said", kind=kind)
    how = [
        _("here “{words}”", words=one_line(heard)) if heard else "",
        _("cue “{words}”", words=one_line(quote.cue_text)) if quote.cue_text else _("no cue"),
    ]
    way = f'<a href="{address.link("statement", id=quote.statement_id)}">{_("the statement and all its reports")}</a>'
    rows = [" · ".join(part for part in how if part), *why(quote), way if quote.statement_id else ""]
    rows.append(f"{checked.wrong('quote', quote.id)} · {dossier.adder('passage', quote.article_id, quote.content)}")
    # What a person has judged, above all that a quote is none, must be seen without opening its note.
    gist = f"{kind} · {cards.sure(quote.confidence)}"
    return f"{name} {checked.of(quote)}".strip(), gist, "<br>".join(row for row in rows if row)


def why(quote: QuoteView) -> Iterator[str]:
    """Yield by what a quote was found, and by which words its speaker was."""
    yield _("Found by: {rule}", rule=escape(called(RULES, quote.rule)))
    chain = " → ".join(f"“{one_line(mention.text)}”" for mention in quote.resolution)
    if len(quote.resolution) > 1:
        yield _("Who that is: {chain}", chain=chain)


def about_claim(claim: ClaimView) -> tuple[str, str, str]:
    """Return a figure with what it counts, of which kind it is, and for when and where it holds and who claims it."""
    parts = [one_line(part) for part in (claim.rate, claim.period, claim.place, claim.scope) if part]
    by = claim.speaker_name or claim.source_text
    parts.append(_("claimed by {name}", name=one_line(by)) if by else _("claimed by the outlet itself"))
    same = address.link("numbers", entity=claim.entity) if claim.measure_id and claim.entity else ""
    way = f'<br><a href="{same}">{_("other figures for it")}</a>' if same else ""
    about = f"{' · '.join(parts)}{way}<br>{checked.wrong('claim', claim.id)}"
    name = f"<b>{cards.figured(claim)}</b> {one_line(claim.entity or '')} {checked.of(claim)}".strip()
    return name, escape(called(CLAIMS, claim.kind)), about


def titled(found: ArticleView) -> Span | None:
    """Return where the text itself gives the title that stands above it."""
    title = " ".join((found.card.title or "").split())
    spans = [zone.span for zone in found.zones if zone.kind == "title"]
    return next((trimmed(found.text, span) for span in spans if " ".join(span.of(found.text).split()) == title), None)


def zones(found: ArticleView, marks: Sequence[Mark], notes: Sequence[Note], place: Span | None) -> Iterator[str]:
    """Yield the text zone by zone, in order; without the title that already stands above it."""
    above = titled(found)
    parts = list(stretches(found.text, found.zones))
    for (kind, _span), (span, here) in zip(parts, among([span for _kind, span in parts], marks), strict=True):
        if kind in FOLDED:
            yield folded(found, kind, span, place)
        elif above is not None and above in span:
            continue
        elif kind == "title":
            yield f'<h2 class="text"{lang(found.card.language)}>{marked(found.text, span, (), place)}</h2>{beside(())}'
        elif kind == "caption":
            yield f'<p class="side">{_("Caption:")} {marked(found.text, span, here, place)}</p>{beside(())}'
        else:
            yield from prose(found, span, here, notes, place)


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
    words = _(FOLDED[kind], words=n_("{n} word", "{n} words", len(span.of(found.text).split())))
    inner = marked(found.text, trimmed(found.text, span), (), place)
    return f"<details{opened}><summary>{words}</summary><p>{inner}</p></details>{beside(())}"


def trimmed(text: str, span: Span) -> Span:
    whole = span.of(text)
    return Span(span.start + len(whole) - len(whole.lstrip()), span.start + len(whole.rstrip()))


def prose(
    found: ArticleView, span: Span, marks: Sequence[Mark], notes: Sequence[Note], place: Span | None
) -> Iterator[str]:
    """Yield the paragraphs of a stretch, each with the notes (in text order) of what begins in it."""
    for paragraph, here in among(paragraphs(found.text, span), marks):
        shown = marked(found.text, paragraph, here, place)
        first, last = (bisect_left(notes, at, key=lambda note: note.start) for at in (paragraph.start, paragraph.end))
        beginning = notes[first:last]
        yield f'<p class="text"{lang(found.card.language)} dir="auto">{shown}</p>{beside(beginning)}'


def beside(notes: Sequence[Note]) -> str:
    """Return notes as a list to stand beside a paragraph."""
    items = "".join(
        f'<li><a class="n" href="#ref-{note.number}">{note.number}</a>{note.words}<details>'
        f'<summary>{note.gist}</summary><p id="note-{note.number}">{note.more}</p></details></li>'
        for note in notes
    )
    return f'<div class="notes"><ul>{items}</ul></div>' if items else '<div class="notes"></div>'


def numbers_that_are_no_claims(claims: Sequence[ClaimView]) -> str:
    """Return the numbers that claim nothing, each with the reason, folded."""
    rest = [claim for claim in claims if not claim.checkworthy]
    if not rest:
        return ""
    items = "".join(f"<li>{one_line(claim.surface)}: {no_claim(claim)} {checked.of(claim)}</li>" for claim in rest)
    words = n_("{n} number taken as no claim", "{n} numbers taken as no claim", len(rest))
    return f'<details class="fold"><summary>{words}</summary><ul>{items}</ul></details>'


def no_claim(claim: ClaimView) -> str:
    return escape(called(REASONS, claim.reason)) if claim.reason else _("not check-worthy")


def provenance(found: ArticleView, read: Provenance | None) -> str:
    """Return where the text came from and by what it was read, folded."""
    facts = {
        _("Read from"): one_line(found.card.uri),
        _("Document"): one_line(found.document_uri),
        _("SHA-256 of its text"): f"<code>{one_line(found.document_sha256)}</code>",
        _("Media type"): one_line(found.media_type),
        _("Fetched"): date_words(found.fetched_at) if found.fetched_at else _("not noted"),
        _("Published"): date_words(found.published_at),
        _("Updated"): date_words(found.updated_at),
        _("Dateline"): date_words(found.dateline_date),
        _("Characters"): number(len(found.text)),
    }
    if read is not None:
        facts |= {
            _("Searched"): date_words(read.read_at) if read.read_at else _("not noted"),
            _("By On Record"): one_line(read.onrecord) if read.onrecord else _("not noted"),
            _("Model (SHA-256)"): f"<code>{one_line(read.model)}</code>" if read.model else _("none: rules alone"),
        }
        if read.original:
            facts[_("SHA-256 of the file")] = f"<code>{one_line(read.original)}</code>"
    rows = "".join(f"<dt>{name}</dt><dd>{value}</dd>" for name, value in facts.items())
    summary = _("Where this text comes from")
    return f'<details class="fold"><summary>{summary}</summary><dl class="facts">{rows}</dl></details>'


show()
