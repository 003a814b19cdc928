"""The log of what was decided: who, when, what, each with its undo; as a file, and back from one."""

import streamlit as st

from dashboard import judging
from dashboard.components import problems
from dashboard.components.text import date_words, escape, marks, one_line
from dashboard.words import N_, _, interface, n_
from extract.errors import OnRecordError
from extract.export import judgement_lines
from extract.export.csv import write_csv
from extract.model import Judgement

SIZE = 10
SAID = {
    ("speaker", "same"): N_("one speaker"),
    ("speaker", "different"): N_("two speakers"),
    ("statement", "same"): N_("one statement"),
    ("statement", "different"): N_("two statements"),
    ("spoken", "same"): N_("said by {name}"),
    ("spoken", "different"): N_("not said by {name}"),
    ("quote", "same"): N_("a quote"),
    ("quote", "different"): N_("not a quote"),
    ("span", "same"): N_("words corrected"),
    ("claim", "same"): N_("a claim worth checking"),
    ("claim", "different"): N_("not a claim worth checking"),
}
CUT = 90


def draw() -> None:
    """Draw the log, the latest decision first."""
    shown = st.session_state.get("log-shown", SIZE)
    total, found = judging.latest(0, shown)
    counted = n_("{n} decision", "{n} decisions", total) if total else _("None yet.")
    st.html(f"<h2>{_('Decisions')}</h2><p>{counted}</p>")
    for number, judgement in found:
        with st.container(horizontal=True, vertical_alignment="center", key=f"decision-{number}"):
            st.html(line(judgement), width="stretch")
            if judgement.deleted_at is None:
                words = _("Undo")
                st.button(words, key=f"undo-{number}", type="tertiary", on_click=undo, args=(number,))
    if total > shown:
        more = min(SIZE * 5, total - shown)
        words = n_("Show {n} more", "Show {n} more", more)
        st.button(words, key="more-log", type="tertiary", on_click=_more, args=(shown + more,))
    files(total)


def line(judgement: Judgement) -> str:
    """Return a decision in a line, as HTML: what, of which words, by whom and when."""
    verdict = said(judgement)
    gone = f" · {_('withdrawn, {date}', date=date_words(judgement.deleted_at))}" if judgement.deleted_at else ""
    # The log does not know which language the words are in: they have the marks of the page.
    opening, closing = marks(interface())
    what = " ".join(f"{opening}{escape(_short(words))}{closing}" for words in _texts(judgement))
    struck = f"<s>{verdict}</s>" if judgement.deleted_at else f"<b>{verdict}</b>"
    by = f"{escape(judgement.author)}, {date_words(judgement.created_at)}"
    told = _("{verdict}: {words}", verdict=struck, words=what)
    return f'<p class="decision">{told}<br><span class="small quiet">{by}{gone}</span></p>'


def said(judgement: Judgement) -> str:
    """Return a verdict in words, escaped."""
    if judgement.verdict == "unsure":
        return _("not sure")
    words = SAID.get((judgement.about, judgement.verdict), judgement.verdict)
    return _(words, name=one_line(judgement.evidence or judgement.right))


def _texts(judgement: Judgement) -> list[str]:
    """Return what was judged: the words of quotes, or of two speakers their names, where they were written down."""
    if judgement.about == "speaker" and judgement.evidence:
        return judgement.evidence.split(" / ")
    anchors = [judgement.left_at] if judgement.about == "spoken" else [judgement.left_at, judgement.right_at]
    return [anchor.text for anchor in anchors if anchor] or [judgement.left]


def _short(words: str) -> str:
    folded = " ".join(words.split())
    return folded if len(folded) <= CUT else f"{folded[:CUT].rsplit(' ', 1)[0]} …"


def _more(shown: int) -> None:
    st.session_state["log-shown"] = shown


def undo(number: int) -> None:
    """Withdraw a decision, and say so at the next drawing."""
    try:
        stood = judging.undo(number)
        st.session_state["review-said"] = _("Undone.") if stood else _("That was undone before.")
    except OnRecordError as error:
        st.session_state["review-failed"] = problems.said(error)


def files(total: int) -> None:
    """Draw the ways to take the log along, and to bring one in."""
    with st.container(horizontal=True, key="downloads-log"):
        if total:
            for words, name, mime, made in (
                (_("Decisions as JSON Lines"), "onrecord-decisions.jsonl", "application/jsonl", as_lines),
                (_("Decisions as CSV"), "onrecord-decisions.csv", "text/csv", as_csv),
            ):
                st.download_button(words, made, file_name=name, mime=mime, on_click="ignore", type="tertiary", key=name)
    with st.expander(_("Bring in decisions from a file")):
        file = st.file_uploader(_("A file of decisions (JSON Lines), as downloaded here"), key="decisions-file")
        if st.button(_("Replay these decisions"), key="replay", disabled=file is None) and file is not None:
            replay(file.getvalue())


def as_lines() -> bytes:
    return b"".join(judgement_lines.to_lines(judging.history()))


def as_csv() -> bytes:
    return b"".join(write_csv(judgement_lines.rows(judging.history()), judgement_lines.COLUMNS))


def replay(data: bytes) -> None:
    """Do what a file tells, and say what came of it."""
    try:
        done = judging.replay(judgement_lines.from_lines(data))
    except OnRecordError as error:
        st.html(f'<p class="flags"><span class="flag">{problems.told(error)}</span></p>')
        return
    st.html(f"<p>{n_('{n} decision was new.', '{n} decisions were new.', done)}</p>")
