"""Folders of statements, figures and passages: all of them, or one, with notes and an order of one's own."""

from collections.abc import Callable
from typing import TypeVar

import streamlit as st

from dashboard import data, judge, judging
from dashboard.components import dossier, looks, problems, states
from dashboard.components.address import link
from dashboard.components.text import escape, one_line
from dashboard.words import _
from extract.errors import OnRecordError
from extract.store import Store, dossiers, open_store, queries
from extract.store.queries.results import DossierCard, DossierView, Entry

NEW = "new"
T = TypeVar("T")


def show() -> None:
    """Draw the page."""
    looks.wear("review.css")
    said()
    added = st.query_params.get("add")
    id = st.query_params.get("id")
    if added:
        adding(added)
    elif id:
        view = data.ask(queries.dossier, id)
        if view is None:
            states.missing(_("No such dossier"), id, "dossier", _("All dossiers"))
        else:
            one(view)
    else:
        every()


def every() -> None:
    """Draw the list of dossiers, and the making of a new one."""
    st.html(f"<h1>{_('Dossiers')}</h1>")
    found = data.ask(queries.dossiers)
    if found:
        st.html(f'<ul class="plain rows">{"".join(dossier.line(card) for card in found)}</ul>')
    else:
        told = _("None yet. Make one here, then add to it from a statement, a figure or an article.")
        st.html(f'<p class="lead">{told}</p>')
    with st.form("new-dossier", border=False):
        title = st.text_input(_("Title of a new dossier"), key="new-title", max_chars=200, width=480)
        author = st.text_input(_("Who makes it (optional)"), key="new-author", value=judge.judge(), width=480)
        if st.form_submit_button(_("Make it")):
            id = write(lambda store: dossiers.make(store, title, author.strip(), judging.now()))
            if id:
                go(str(id))


def adding(named: str) -> None:
    """Draw where a thing should go: a dossier that is there, or a new one."""
    st.html(f"<h1>{_('Add to a dossier')}</h1>")
    kind, _colon, thing = named.partition(":")
    found = data.ask(queries.entry, kind, thing)
    if found is None:
        told = _("What should be added is not in the store, or not any more.")
        st.html(f'<p class="lead">{told}</p><p><a href="{link("dossier")}">{_("All dossiers")}</a></p>')
        return
    st.html(dossier.shown(found))
    names = {card.id: card.title for card in data.ask(queries.dossiers)} | {NEW: _("a new dossier")}
    with st.form("add-thing", border=False):
        chosen = st.selectbox(_("Dossier"), list(names), key="add-where", format_func=names.__getitem__, width=480)
        title = st.text_input(_("Or a new one, with this title"), key="add-title", max_chars=200, width=480)
        if st.form_submit_button(_("Add"), type="primary"):
            id = write(lambda store: _added(store, chosen, title, kind, thing))
            if id:
                go(str(id))


def _added(store: Store, chosen: str, title: str, kind: str, thing: str) -> str:
    """Add a thing to the dossier that was chosen; where another title was typed, to a new one of that title."""
    same = chosen != NEW and title.strip() in ("", _title(store, chosen))
    id = chosen if same else dossiers.make(store, title, judge.judge(), judging.now())
    dossiers.add(store, id, kind, thing, judging.now())
    return id


def _title(store: Store, id: str) -> str:
    return next((card.title for card in queries.dossiers(store) if card.id == id), "")


def go(id: str) -> None:
    """Show a dossier: its address is all that it takes."""
    st.query_params.from_dict({**_kept(), "id": id})
    st.rerun()


def _kept() -> dict[str, str]:
    return {name: st.query_params[name] for name in ("lang",) if name in st.query_params}


def one(view: DossierView) -> None:
    """Draw a dossier: its title and note, its files, its things."""
    card = view.card
    st.html(
        f'<p class="small"><a href="{link("dossier")}">{_("All dossiers")}</a></p>'
        f'<h1 dir="auto">{one_line(card.title)}</h1><p class="small quiet">{escape(dossier.about(card))}</p>'
    )
    if view.entries:
        dossier.files(view)
    with st.expander(_("Title and note of the dossier")):
        heading(card)
    if card.note:
        st.html(f'<p class="note" dir="auto">{escape(card.note)}</p>')
    if not view.entries:
        told = _("It is empty. Add to it from a statement, a figure or an article.")
        st.html(f'<p class="lead">{told}</p><p><a href="{link("./")}">{_("All statements")}</a></p>')
    for number, entry in enumerate(view.entries, 1):
        thing(entry, number, len(view.entries))
    removed = st.session_state.get("removed")
    if removed and removed[0] == card.id:
        st.button(_("Undo: put it back"), key="put-back", on_click=put_back, args=(removed[1],))


def heading(card: DossierCard) -> None:
    with st.form("heading", border=False):
        title = st.text_input(_("Title"), value=card.title, key=f"title-{card.id}", max_chars=200)
        note = st.text_area(_("Note"), value=card.note, key=f"note-{card.id}", max_chars=10_000)
        if st.form_submit_button(_("Save")):
            write(lambda store: dossiers.rename(store, card.id, title, note))
            st.rerun()


def thing(entry: Entry, number: int, last: int) -> None:
    """Draw a thing of a dossier with its note and its place."""
    row = entry.row
    with st.container(key=f"thing-{row}"):
        st.html(dossier.shown(entry, number))
        key = f"note-{row}"
        st.text_area(
            _("Note to number {number}", number=number),
            value=entry.note,
            key=key,
            height=68,
            max_chars=10_000,
            on_change=lambda: write(lambda store: dossiers.annotate(store, row, st.session_state[key])),
        )
        with st.container(horizontal=True, key=f"places-{row}"):
            for words, by, off in ((_("Move up"), -1, number == 1), (_("Move down"), 1, number == last)):
                named = f"move-{row}-{by}"
                st.button(words, key=named, type="tertiary", disabled=off, on_click=move, args=(row, by))
            st.button(_("Take out"), key=f"out-{row}", type="tertiary", on_click=take_out, args=(row,))


def move(row: int, by: int) -> None:
    write(lambda store: dossiers.move(store, row, by))


def take_out(row: int) -> None:
    """Take a thing out, and remember it for the undo."""
    write(lambda store: dossiers.remove(store, row, judging.now()))
    st.session_state["removed"] = (st.query_params.get("id"), row)


def put_back(row: int) -> None:
    write(lambda store: dossiers.put_back(store, row))
    st.session_state.pop("removed", None)


def write(change: Callable[[Store], T]) -> T | None:
    """Write to the store and return what the change returns; None, and a sentence on the page, where it is refused."""
    try:
        with open_store(data.store_path()) as store:
            return change(store)
    except OnRecordError as error:
        st.session_state["dossier-failed"] = problems.said(error)
        return None


def said() -> None:
    """Say what was refused."""
    if failed := st.session_state.pop("dossier-failed", None):
        st.html(f'<p class="flags" role="alert"><span class="flag">{one_line(failed)}</span></p>')


show()
