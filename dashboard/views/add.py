"""Adding articles: files, pasted text, addresses and feeds; how far a read is, and what became of each source."""

import re
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Any

import streamlit as st

from dashboard import data, intake
from dashboard.components import problems
from dashboard.components.address import link
from dashboard.components.text import date_words, escape, one_line
from dashboard.words import N_, _, decimal, listed, n_
from extract.errors import OnRecordError
from extract.store import Store, open_store, queries, write
from extract.store.queries.results import StoredFailure

WORDS = {
    "new": N_("added"),
    "searched": N_("searched for quotes"),
    "known": N_("already there"),
    "failed": N_("not read"),
}
STEPS = {
    "beginning": N_("Loading the programs that read"),
    "reading": N_("Reading"),
    "searching what was stored before": N_("Looking for quotes in articles that were stored before"),
    "matching": N_("Looking for the same speakers, statements and measures in all articles"),
}
SHOWN = 50
TITLE = 60
POLL_SECONDS = 1.0


def show() -> None:
    """Draw the page."""
    lead = _(
        "Articles of any outlet, in English or French. What was read before is recognised and not added twice. "
        "Menus, contacts and teasers are set aside, never cut."
    )
    title = _("Add articles")
    st.html(f'<h1>{escape(title)}</h1><p class="lead">{escape(lead)}</p>')
    read = intake.latest(data.store_path())
    if read and read.running:
        st.fragment(under_way, run_every=POLL_SECONDS)(read)
    else:
        if read:
            outcome(read)
        ask()
    failures()


def ask() -> None:
    """Ask for files and addresses, and begin to read them."""
    # What was given stays where it cannot be read yet; once it is being read, the fields are new ones.
    turn = st.session_state.setdefault("add-turn", 0)
    with st.form("add", border=False):
        files = st.file_uploader(_("Files"), accept_multiple_files=True, key=f"files-{turn}", help=kinds())
        pasted = st.text_area(
            _("The text of an article, pasted: its title first, then its date if it has one"),
            key=f"pasted-{turn}",
            height=160,
        )
        given = st.text_area(
            _("Web addresses of articles, feeds or sitemaps, one a line"),
            key=f"addresses-{turn}",
            placeholder="https://",
            height=100,
        )
        outlet = st.text_input(
            _("Outlet, where an article does not name its own (optional)"), key="add-outlet", max_chars=200, width=360
        )
        asked = st.form_submit_button(_("Read these"), type="primary")
    if asked:
        sources, wrong = addresses(given)
        uploads = [*((file.name, file.getvalue()) for file in files), *text(pasted)]
        begin(sources, wrong, uploads, outlet.strip() or None)


Uploads = Sequence[tuple[str, bytes]]


def begin(sources: Sequence[str], wrong: Sequence[str], uploads: Uploads, outlet: str | None) -> None:
    """Begin to read, or say why not."""
    if wrong:
        flag(_("No web address; write it with https:// or http:// in front: {lines}", lines=listed(wrong)))
    elif not sources and not uploads:
        flag(_("Nothing chosen yet: drop files above, paste a text or write addresses, then read them."))
    elif intake.begin(data.store_path(), sources, uploads, outlet):
        st.session_state["add-turn"] += 1
        st.rerun()
    else:
        flag(_("Another read has begun in the meantime. Wait until it has ended, then read yours."))


def text(pasted: str) -> list[tuple[str, bytes]]:
    """Return a pasted text as a file, named by its first line; nothing where there is none.

    Two texts under one headline are two files: without an outlet, one name would make them versions of one article.
    """
    if not pasted.strip():
        return []
    written = pasted.encode(errors="replace")
    first = " ".join(re.findall(r"[\w'’-]+", pasted.strip().splitlines()[0]))[:TITLE].strip()
    return [(f"pasted {sha256(written).hexdigest()[:6]} {first}".strip() + ".txt", written)]


def addresses(given: str) -> tuple[list[str], list[str]]:
    """Return the web addresses of the lines, and the lines that are none: a path would be a file of this machine."""
    lines = list(dict.fromkeys(line.strip() for line in given.splitlines() if line.strip()))
    good = [line for line in lines if line.lower().startswith(("http://", "https://")) and " " not in line]
    return good, [line[:80] for line in lines if line not in good]


def kinds() -> str:
    """Return which files are read, as Markdown."""
    return _(
        "Text (.txt, .md), web pages (.html), PDF with text, Word (.docx), e-mail (.eml, .mbox); tables with an "
        "article a row (.csv, .tsv, .jsonl, .json, .parquet); saved feeds (.xml, .rss, .atom); archives of these "
        "(.zip, .warc, .gz). A table needs a column of texts, and may have outlet, title, date, language, author and "
        "address."
    )


def under_way(read: intake.Read) -> None:
    """Draw how far a read is, once a second, and the way to stop it."""
    if not read.running:
        st.rerun()
    step = _(STEPS.get(read.step, "Reading"))
    if read.waiting:
        step = _("Another program is writing to the store; waiting for it")
    elif read.stopped.is_set() and read.step != "matching":
        step = _("Stopping after the article in hand")
    st.html(f'<h2 role="status">{escape(step)} …</h2>{so_far(read)}')
    if read.total and read.step != "matching":
        st.progress(min(1.0, read.done / read.total))
    if read.step != "matching" and not read.stopped.is_set():
        st.button(_("Stop"), key="stop", on_click=read.stopped.set)
    words = _("More can be added when this has ended; you may leave the page in the meantime.")
    st.html(f'<p class="quiet">{escape(words)}</p>')


def so_far(read: intake.Read) -> str:
    """Return what has become of the sources, and how long the rest will take, as HTML."""
    parts = [counted(read)]
    if read.total and read.step != "matching":
        of = {"done": decimal(read.done), "total": decimal(read.total)}
        parts = [_("{done} of {total}", **of), *parts]
    left = read.seconds_left
    if left is not None and read.step != "matching":
        minutes = round(left / 60)
        parts.append(
            n_("about {n} minute left", "about {n} minutes left", minutes) if minutes else _("under a minute left")
        )
    return f'<p class="quiet">{escape(" · ".join(filter(None, parts)))}</p>'


def counted(read: intake.Read) -> str:
    """Return "3 added, 1 already there and 1 not read"; "" of nothing."""
    counts = read.counts
    words = {
        "new": n_("{n} added", "{n} added", counts["new"]),
        "searched": n_("{n} searched for quotes", "{n} searched for quotes", counts["searched"]),
        "known": n_("{n} already there", "{n} already there", counts["known"]),
        "failed": n_("{n} not read", "{n} not read", counts["failed"]),
    }
    return listed([told for status, told in words.items() if counts[status]], len(words))


def outcome(read: intake.Read) -> None:
    """Draw what became of the last read."""
    title = counted(read) or _("Nothing was read")
    st.html(f"<h2>{escape(title)}</h2>")
    if read.versions:
        words = n_(
            "{n} of them is another version of an article that was there.",
            "{n} of them are other versions of articles that were there.",
            read.versions,
        )
        st.html(f"<p>{escape(words)}</p>")
    if read.stopped.is_set():
        flag(_("You stopped it. What is named here is kept; read the same again, and it goes on from there."))
    if read.error:
        flag(_("It broke off: {why}. What is named here is kept.", why=problems.said(read.error).rstrip(".")))
    st.html(f"{table([*read.failures[:SHOWN], *read.results[:SHOWN]])}{more(read)}")
    seen = escape(_("See what was said"))
    st.html(f"<p><a href='{link('')}'>{seen}</a></p>")
    if st.button(_("Done"), key="done"):
        intake.forget(data.store_path())
        st.rerun()


def table(results: Sequence[Any]) -> str:
    """Return what became of each source as a table."""
    body = "".join(
        f"<tr><td>{escape(_(WORDS.get(result.status, result.status)))}</td><td>{named(result)}</td>"
        f"<td>{told(result)}</td></tr>"
        for result in results
    )
    return f'<table class="plain wide results"><tbody>{body}</tbody></table>' if body else ""


def named(result: Any) -> str:
    """Return what was read, which leads to its article where there is one, as HTML."""
    name = one_line(result.uri)
    return f'<a href="{link("article", id=result.article)}">{name}</a>' if result.article else name


def told(result: Any) -> str:
    """Return what was found, or why nothing was read and what to do, as HTML."""
    if result.failure:
        return problems.why(result.failure)
    if result.quotes is None:
        return problems.told(result.message)
    quotes = n_("{n} quote", "{n} quotes", result.quotes)
    claims = n_("{n} numeric claim", "{n} numeric claims", result.claims)
    return escape(f"{quotes}, {claims}")


def more(read: intake.Read) -> str:
    """Return how many sources are not named, as HTML; "" where all are."""
    return and_more(sum(read.counts.values()) - sum(len(kept[:SHOWN]) for kept in (read.failures, read.results)))


def and_more(rest: int) -> str:
    """Return how many rows of a table are not shown, as HTML; "" where all are."""
    words = n_("and {n} more", "and {n} more", rest)
    return f'<p class="quiet">{escape(words)}</p>' if rest > 0 else ""


def failures() -> None:
    """List the sources that gave no article, with cause and remedy; those that are done with can be taken off."""
    try:
        found = data.ask(queries.failures)
    except OnRecordError:
        return
    if refused := st.session_state.pop("list-failed", None):
        flag(refused)
    gone: Failures = st.session_state.get("off-the-list", ())
    if found:
        count = n_("{n} source that could not be read", "{n} sources that could not be read", len(found))
        head = "".join(
            f"<th>{escape(word)}</th>" for word in (_("Source"), _("First tried"), _("What happened"), _("What to do"))
        )
        st.html(
            f'<h2 id="unread">{escape(count)}</h2>'
            f'<table class="plain wide"><thead><tr>{head}</tr></thead><tbody>{rows(found[:SHOWN])}</tbody></table>'
            f"{and_more(len(found) - SHOWN)}"
        )
        words = n_("Take {n} off the list", "Take these {n} off the list", len(found[:SHOWN]))
        st.button(words, key="take-off", on_click=take_off, args=(tuple(found[:SHOWN]),))
    if gone:
        st.button(_("Undo: put them back on the list"), key="put-on", on_click=put_on, args=(gone,))


Failures = tuple[StoredFailure, ...]


def take_off(found: Failures) -> None:
    """Take failures off the list, and remember them for the undo."""
    if written(lambda store: write.drop_failures(store, [one.failure for one in found])):
        st.session_state["off-the-list"] = found


def put_on(found: Failures) -> None:
    """Put failures back on the list, each with its time."""

    def back(store: Store) -> None:
        for one in found:
            write.add(store, [], [one.failure], time=one.time)

    if written(back):
        st.session_state.pop("off-the-list", None)


def written(change: Callable[[Store], object]) -> bool:
    """Write to the store, and return whether it took it; what is refused is said at the next drawing."""
    try:
        with open_store(data.store_path()) as store:
            change(store)
    except OnRecordError as error:
        st.session_state["list-failed"] = problems.said(error)
        return False
    return True


def rows(found: Sequence[StoredFailure]) -> str:
    """Return failures as the rows of a table."""
    return "".join(
        f"<tr><td>{one_line(', '.join(filter(None, (item.failure.uri, item.failure.place))))}</td>"
        f"<td>{date_words(item.time)}</td><td>{problems.told(item.failure.cause)}</td><td>{problems.told(item.failure.remedy)}</td></tr>"
        for item in found
    )


def flag(words: str) -> None:
    """Draw a sentence that must not be missed."""
    st.html(f'<p class="flags" role="alert"><span class="flag">{one_line(words)}</span></p>')


show()
