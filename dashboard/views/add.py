"""Adding articles: drop files, see what became of each."""

from typing import Any

import streamlit as st

import extract
from dashboard import data
from dashboard.components.text import counted, listed, one_line
from extract.errors import OnRecordError
from extract.store import queries
from extract.store.queries.results import StoredFailure

WORDS = {"new": "added", "known": "already there", "failed": "not read"}


def show() -> None:
    """Draw the page."""
    st.html(
        '<h1>Add articles</h1><p class="lead">Text files of one article each, or JSON Lines and CSV with an article a '
        "row (a column <code>text</code>; <code>outlet</code>, <code>title</code>, <code>published_at</code>, "
        "<code>language</code> where known). What was read before is recognised and not added twice.</p>"
    )
    with st.form("add", border=False):
        files = st.file_uploader("Files", accept_multiple_files=True, key="files")
        outlet = st.text_input(
            "Outlet, for files that name none (optional)", key="add-outlet", max_chars=200, width=360
        )
        asked = st.form_submit_button("Read these files", type="primary")
    if asked and not files:
        st.html('<p class="flags"><span class="flag">No file chosen yet: drop some above, then read them.</span></p>')
    elif asked:
        run([(file.name, file.getvalue()) for file in files], outlet.strip() or None)
    failures()


def run(uploads: list[tuple[str, bytes]], outlet: str | None) -> None:
    """Read the uploads into the store and say what became of each."""
    # Articles in one file are not counted before they are read: the bar moves towards its end with each.
    bar = st.progress(0.0, text="Reading …")
    results: list[Any] = []

    def told(result: object) -> None:
        results.append(result)
        done = len(results)
        bar.progress(min(0.95, done / (done + len(uploads))), text=f"Reading … {counted(done, 'article')} so far")

    try:
        extract.ingest(data.store_path(), (), uploads=uploads, outlet=outlet, progress=told)
    except OnRecordError as error:
        bar.empty()
        st.html(f'<p class="flags"><span class="flag">{one_line(error)}</span></p>')
        return
    bar.empty()
    counts = {status: sum(result.status == status for result in results) for status in WORDS}
    summed = listed([f"{count:,} {WORDS[status]}" for status, count in counts.items() if count]) or "nothing to read"
    st.html(f"<h2>{summed}</h2>{table(tuple(results))}<p><a href='./'>See what was said</a></p>")


def table(results: tuple[Any, ...]) -> str:
    """Return what became of each article as a table."""
    body = "".join(
        f"<tr><td>{WORDS.get(result.status, one_line(result.status))}</td><td>{one_line(result.uri)}</td>"
        f"<td>{one_line(result.message)}</td></tr>"
        for result in results
    )
    return f'<table class="plain wide results"><tbody>{body}</tbody></table>'


def failures() -> None:
    """List the sources that gave no article, with cause and remedy."""
    try:
        found = data.ask(queries.failures)
    except OnRecordError:
        return
    if found:
        st.html(f"<h2>{counted(len(found), 'source')} that could not be read</h2>{failed(found[:50])}")


def failed(found: tuple[StoredFailure, ...]) -> str:
    """Return failures as a table."""
    body = "".join(
        f"<tr><td>{one_line(', '.join(filter(None, (item.failure.uri, item.failure.place))))}</td>"
        f"<td>{one_line(item.failure.cause)}</td><td>{one_line(item.failure.remedy)}</td></tr>"
        for item in found
    )
    head = "<th>Source</th><th>What happened</th><th>What to do</th>"
    return f'<table class="plain wide"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


show()
