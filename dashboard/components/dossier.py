"""A thing of a dossier as it stands on the page, the way to add one, and the files of a dossier."""

import re

import streamlit as st

from dashboard.components import cards, checked
from dashboard.components.address import link
from dashboard.components.text import date_words, escape, one_line, outlet, quotation
from dashboard.streams import base_url
from dashboard.words import N_, _, interface, n_
from extract.export import dossier as table
from extract.export.csv import write_csv
from extract.export.dossier_html import document
from extract.export.xlsx import write_xlsx
from extract.model import Span
from extract.store.queries.results import DossierCard, DossierView, Entry, Source

KINDS = {"statement": N_("statement"), "claim": N_("figure"), "passage": N_("passage")}
SHOWN = 5
WORDS_OF_NAME, LONGEST_NAME = 8, 80
WORDS = {
    "gone": N_("This is not in the store any more; it stands here as it was when it was added."),
    "merged": N_("This was merged into another since it was added; here is the whole."),
    "here": "",
    "speaker": N_("speaker not known"),
    "outlet": N_("outlet not given"),
    "title": N_("without a title"),
    "place": N_("the words in On Record"),
    "checked": checked.SAID["checked"],
}
"""What a dossier says of its things, on the page and in the document."""


def adder(kind: str, id: str, spans: tuple[Span, ...] = ()) -> str:
    """Return the way to add a statement, a claim or (with its spans) a passage of an article, as HTML."""
    at = f":{spans[0].start}-{spans[-1].end}" if spans else ""
    return f'<a class="wrong" href="{link("dossier", add=f"{kind}:{id}{at}")}">{_("add to dossier")}</a>'


def shown(entry: Entry, number: int | None = None) -> str:
    """Return a thing with its sources as HTML; `number` is its place in its dossier."""
    at = f"{number} · " if number else ""
    figure = f"<b>{one_line(entry.figure)}</b> " if entry.figure else ""
    said = quotation(cards.shortened(entry.text), entry.language, entry.quote_kind)
    named = entry.speaker or entry.kind == "statement"
    by = f'<p class="said-by">{cards.speaker(entry.speaker_id, entry.speaker)}</p>' if named else ""
    sources = "".join(f"<li>{source(one, entry)}</li>" for one in entry.sources[:SHOWN])
    more = len(entry.sources) - SHOWN
    rest = f"<li>{n_('and {n} more source', 'and {n} more sources', more)}</li>" if more > 0 else ""
    return (
        f'<div class="thing"><p class="small quiet">{at}{_(KINDS[entry.kind])}{state(entry)}</p>{figure}{said}'
        f'{by}<ul class="plain small sources">{sources}{rest}</ul></div>'
    )


def state(entry: Entry) -> str:
    """Return that a thing has merged into another or is gone, and is shown nevertheless."""
    told = WORDS[table.state(entry)]
    return f'<br><span class="flag">{_(told)}</span>' if told else ""


def source(one: Source, entry: Entry) -> str:
    """Return where a thing was read, with the exact words where they are others."""
    title = one_line(one.title) if one.title else _("without a title")
    place = title if entry.gone else f'<a href="{cards.place(one.article_id, (Span(one.start, one.end),))}">{title}</a>'
    same = one.words.split() == entry.text.split()
    words = "" if same else f"<br>{quotation(cards.shortened(one.words), one.language, one.kind)}"
    by = f" · {checked.mark('checked', one.checked_by, one.checked_at or '')}" if one.checked_by else ""
    return f"{outlet(one.outlet)}, {date_words(one.date)}: {place}{by}{words}"


def about(card: DossierCard) -> str:
    """Return who made a dossier and when, and how much it holds; not escaped."""
    counted = n_("{n} thing", "{n} things", card.things)
    made = _("made {date}", date=date_words(card.created_at))
    return " · ".join(part for part in (counted, made, card.author) if part)


def files(view: DossierView) -> None:
    """Draw the downloads of a dossier."""
    base, language = base_url(st.context.url), interface()
    card = view.card

    # The file is made where no page is drawn, which would not know the language: its words are found here.
    words = {name: _(told) if told else "" for name, told in WORDS.items()}
    told_of = {date for entry in view.entries for one in entry.sources for date in (one.date, one.checked_at)}
    dates = {date: date_words(date) for date in told_of}
    told = (card.title, card.note, about(card), view.entries, words.__getitem__, dates.__getitem__)

    def page() -> bytes:
        return b"".join(document(*told, language=language, base_url=base))

    def csv() -> bytes:
        return b"".join(write_csv(table.rows(card.title, view.entries), table.COLUMNS, base_url=base))

    def xlsx() -> bytes:
        return b"".join(write_xlsx([(table.TABLE, table.rows(card.title, view.entries))], base_url=base))

    sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    with st.container(horizontal=True, key="downloads"):
        for title, name, mime, made in (
            (_("Document to print (HTML)"), "html", "text/html", page),
            ("CSV", "csv", "text/csv", csv),
            ("XLSX", "xlsx", sheet, xlsx),
        ):
            file, key = f"{file_name(card.title)}.{name}", f"onrecord-dossier.{name}"
            st.download_button(title, made, file_name=file, mime=mime, on_click="ignore", type="tertiary", key=key)


def file_name(title: str) -> str:
    """Return a name for the files of a dossier, by which they are told from those of another."""
    words = re.findall(r"\w+", title.casefold())[:WORDS_OF_NAME]
    return "-".join(["onrecord", *words])[:LONGEST_NAME] if words else "onrecord-dossier"


def line(card: DossierCard) -> str:
    """Return a dossier in a list."""
    way = link("dossier", id=card.id)
    said = f'<a class="title" href="{way}">{one_line(card.title)}</a>'
    return f'<li class="row">{said}<p class="small quiet">{escape(about(card))}</p></li>'
