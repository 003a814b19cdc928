"""What of a page is the article and what is furniture: every block with its kind, for people to correct."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import streamlit as st

from dashboard import data, judge, judging
from dashboard.components import looks, problems
from dashboard.components.highlight import paragraphs
from dashboard.components.text import date_words, escape, label, lang, one_line
from dashboard.words import N_, _, n_
from extract.errors import OnRecordError
from extract.model import Span, Zone
from extract.store import open_store, queries
from extract.store.queries.results import ArticleView
from extract.store.zonings import Zoning

KINDS = {
    "body": N_("the article"),
    "title": N_("title"),
    "dateline": N_("dateline"),
    "caption": N_("caption"),
    "teaser": N_("another article"),
    "chrome": N_("page furniture"),
}
OF_THE_ARTICLE = ("body", "title", "dateline", "caption")
SNIPPET = 160
# A run of furniture has its first and last line alone, so that a border can be moved by one, and the rest as one.
RUN = 4
MOST = 120


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch that has one kind; `lines` is how many lines or paragraphs it stands for."""

    span: Span
    kind: str
    lines: int = 1


def show(found: ArticleView) -> None:
    """Draw who checked the zones, and the fold in which they can be corrected."""
    zoning = data.ask(queries.zoning, found.card.id)
    if zoning:
        st.html(f'<p class="quiet">{checked(zoning)}</p>')
    if not st.toggle(_("What is the article, and what are menus, contacts and teasers?"), key=f"zones {found.card.id}"):
        return
    looks.wear("review.css")
    judges = judge.ask()
    blocks = blocks_of(found.text, found.zones)
    with st.form(f"zoning {found.card.id}"):
        st.caption(_("Give each block its kind. Quotes and figures are looked for in the article alone."))
        kinds = [_row(found, number, block) for number, block in enumerate(blocks, 1)]
        saved = st.form_submit_button(_("Save"), type="primary", disabled=not judges)
    if saved:
        _save(found.card.id, zones_of(found.text, blocks, kinds))
    if zoning and st.button(_("Undo all corrections of this article")):
        _save(found.card.id, None)


def checked(zoning: Zoning) -> str:
    """Return who said what is article and what is furniture, and when, as HTML."""
    return _(
        "What is article and what is furniture was checked by {who} on {day}.",
        who=one_line(zoning.author),
        day=date_words(zoning.created_at),
    )


def blocks_of(text: str, zones: Sequence[Zone]) -> list[Block]:
    """Return the blocks of a text in order: paragraphs, lines of furniture, long runs of these joined."""
    found = [block for zone in zones for block in _blocks(text, zone, zone.kind not in OF_THE_ARTICLE)]
    return found if len(found) <= MOST else [block for zone in zones for block in _blocks(text, zone, joined=True)]


def zones_of(text: str, blocks: Sequence[Block], kinds: Sequence[str]) -> tuple[Zone, ...]:
    """Return the zones that blocks of these kinds make; white space between two goes to the one before."""
    starts = [0, *(block.span.start for block in blocks[1:]), len(text)]
    return tuple(
        Zone(kind=kind, span=Span(start, end)) for kind, start, end in zip(kinds, starts, starts[1:], strict=False)
    )


def _blocks(text: str, zone: Zone, joined: bool) -> Iterator[Block]:
    """Yield the blocks of a zone; `joined` makes one of a long run but for its first and its last."""
    cut = paragraphs if zone.kind in OF_THE_ARTICLE else _lines
    spans = list(cut(text, zone.span))
    if not joined or len(spans) <= RUN:
        yield from (Block(span, zone.kind) for span in spans)
        return
    yield Block(spans[0], zone.kind)
    yield Block(Span(spans[1].start, spans[-2].end), zone.kind, len(spans) - 2)
    yield Block(spans[-1], zone.kind)


def _lines(text: str, span: Span) -> Iterator[Span]:
    start = span.start
    for line in span.of(text).split("\n"):
        if line.strip():
            first = start + len(line) - len(line.lstrip())
            yield Span(first, first + len(line.strip()))
        start += len(line) + 1


def _row(found: ArticleView, number: int, block: Block) -> str:
    """Draw a block's words beside the kinds that it may have, and return the kind that is chosen."""
    words, choice = st.columns([3, 1], vertical_alignment="center")
    words.html(f'<p class="text"{lang(found.card.language)} dir="auto">{snippet(found.text, block)}</p>')
    kinds = list(KINDS)
    return str(
        choice.selectbox(
            _("Kind of block {number}", number=number),
            kinds,
            index=kinds.index(block.kind) if block.kind in kinds else 0,
            format_func=lambda kind: _(KINDS[kind]),
            label_visibility="collapsed",
            key=f"kind {found.card.id} {block.span.start}-{block.span.end} {block.kind}",
        )
    )


def snippet(text: str, block: Block) -> str:
    """Return the words of a block as HTML, shortened in the middle."""
    words = " ".join(block.span.of(text).split())
    if len(words) > SNIPPET:
        head, tail = words[: SNIPPET // 2].rpartition(" "), words[-SNIPPET // 2 :].partition(" ")
        words = f"{head[0] or head[2]} … {tail[2] or tail[0]}"
    count = n_("{n} line", "{n} lines", block.lines)
    return f'<span class="quiet">{count}:</span> {escape(words)}' if block.lines > 1 else escape(words)


def _save(id: str, zones: Sequence[Zone] | None) -> None:
    from extract import rezone  # loads the language models: not before somebody saves

    try:
        with st.spinner(_("Reading the article again …")), open_store(data.store_path()) as store:
            rezone(store, id, zones, judge.judge(), judging.now(), matched=False)
    except OnRecordError as error:
        st.error(label(problems.said(error)))
        return
    judging.derive()
    st.rerun()
