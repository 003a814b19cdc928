"""Pages that have nothing to show yet: what happened, and what to do next."""

from pathlib import Path

import streamlit as st

from dashboard.components.text import escape
from extract.store.queries.results import Summary

ALL_INVENTED = "These articles are a sample: their outlets, people and events are invented."
SOME_INVENTED = (
    "{some:,} of these {all:,} articles {are} the sample that comes with On Record: "
    "their outlets, people and events are invented."
)


def notice(summary: Summary | None) -> None:
    """Say on top of every page that the articles, or how many of them, are the invented sample, where some are."""
    some, every = (summary.invented_articles, summary.articles) if summary else (0, 0)
    if some:
        words = (
            ALL_INVENTED
            if some == every
            else SOME_INVENTED.format(some=some, all=every, are="is of" if some == 1 else "are")
        )
        st.html(f'<p class="notice">{words}</p>')


def problem(error: Exception, store: Path) -> None:
    """Say why the store cannot be shown, and what to do."""
    if not store.exists():
        empty(
            "No articles yet",
            f"There is no store at {store}. Read the sample with the command below, or add files of your own.",
            "onrecord ingest data/sample",
        )
        return
    empty("The store cannot be shown", str(error))


def empty(title: str, sentence: str, command: str | None = None) -> None:
    """Show a title, a sentence with the next step, a command to copy, and the way to *Add*."""
    st.html(f"<h1>{escape(title)}</h1><p class='lead'>{escape(sentence)}</p>")
    if command:
        st.code(command, language="bash")
    st.html('<p><a href="add">Add articles</a> · <a href="about">What On Record does</a></p>')


def missing(what: str, given: str | None, listing: str, name: str) -> None:
    """Say that an address names nothing that is here, and link to the list of what is."""
    st.html(f"<h1>No such {escape(what)}</h1>")
    sentence = (
        f"There is none with the id {given}; it may have been read into another store."
        if given
        else (f"The address names no {what}.")
    )
    st.html(f'<p class="lead">{escape(sentence)}</p><p><a href="{listing}">{escape(name)}</a></p>')


def nothing_left(what: str) -> None:
    """Say that the filters leave nothing."""
    st.html(f'<p class="lead">No {escape(what)} passes these filters. Take one away, or clear them all.</p>')


def past_the_end(asked: int, page: int) -> None:
    """Say that the address asks for a page after the last, where it does; `page` is the one shown."""
    if asked > page:
        st.html(f'<p class="quiet">The list has no page {asked:,}; this is its last, page {page:,}.</p>')
