"""How to cite a report: APA, BibTeX, and an address that leads a browser to the very words."""

import re
from datetime import date
from urllib.parse import quote

import streamlit as st

from dashboard.components.text import escape, iso, no_outlet, unmarked
from dashboard.words import _, interface, month, ordinal
from extract.store.queries.results import QuoteView

FRAGMENT_WORDS = 6  # at either end of a long wording
# The words of ours alone: what is copied is read from the page itself.
COPY = """<script>
if (!window.onrecordCopies) {
  window.onrecordCopies = true;
  document.addEventListener("click", event => {
    const button = event.target.closest && event.target.closest("button[data-copies]");
    if (!button) { return; }
    const text = button.parentElement.querySelector("pre").textContent;
    const done = () => { button.textContent = button.dataset.done; };
    if (navigator.clipboard) { navigator.clipboard.writeText(text).then(done, () => {}); }
  });
}
</script>"""


def script() -> None:
    """Let the buttons of citations copy."""
    st.html(COPY, unsafe_allow_javascript=True)


def folded(member: QuoteView, place: str) -> str:
    """Return the citations of a report, folded; `place` is the escaped address of its words here."""
    source = member.article_uri if member.article_uri.startswith(("http://", "https://")) else None
    shown = [("APA", apa(member, source)), ("BibTeX", bibtex(member, source))]
    if source:
        shown.append((_("Address of the words"), with_fragment(source, member)))
    items = "".join(entry(name, text) for name, text in shown)
    here = f'<p class="small"><a href="{place}">{_("The words in On Record")}</a></p>'
    return f'<details class="fold cite"><summary>{_("cite")}</summary>{items}{here}</details>'


def entry(name: str, text: str) -> str:
    copies, done = _("copy"), _("copied")
    return (
        f'<div class="citation"><b>{escape(name)}</b> <button type="button" data-copies="1" data-done="{escape(done)}">'
        f"{copies}</button><pre>{escape(text)}</pre></div>"
    )


def apa(member: QuoteView, source: str | None) -> str:
    """Return a reference in the manner of APA 7: the outlet stands for the author, whom the report does not name."""
    day = iso(member.date)
    written = apa_date(day) if day else _("n.d.")
    title = one(member.article_title) or _("[without a title]")
    return f"{one(member.outlet) or no_outlet()}. ({written}). {title}.{f' {source}' if source else ''}"


def apa_date(day: date) -> str:
    """Return "2026, May 3", and in French "2026, 3 mai"."""
    name = month(day.month)
    return f"{day.year}, {ordinal(day.day)} {name}" if interface() == "fr" else f"{day.year}, {name} {day.day}"


def bibtex(member: QuoteView, source: str | None) -> str:
    """Return an entry for BibTeX, with the words quoted as its note; braces and backslashes are made harmless."""
    day = iso(member.date)
    fields = {
        "author": f"{{{tex(member.outlet or no_outlet())}}}",
        "title": f"{{{tex(member.article_title or '')}}}",
        "year": str(day.year) if day else "",
        "date": day.isoformat() if day else "",
        "url": tex(source or ""),
        "note": tex(f"{member.speaker_name or ''}: “{unmarked(member.text)}”"),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value.strip("{}")]
    return f"@online{{onrecord-{member.id[:12]},\n" + ",\n".join(lines) + "\n}"


def tex(text: str) -> str:
    """Return text that TeX sets as it stands."""
    clean = one(text).replace("\\", "/").replace("{", "(").replace("}", ")")
    return re.sub(r"([#$%&_])", r"\\\1", clean).replace("~", r"\~{}").replace("^", r"\^{}")


def with_fragment(source: str, member: QuoteView) -> str:
    """Return the address with a text fragment, `#:~:text=first words,last words`, which leads to the words."""
    words = one(unmarked(member.text).split(" … ")[0]).split()
    if len(words) <= 2 * FRAGMENT_WORDS:
        ends = [" ".join(words)]
    else:
        ends = [" ".join(words[:FRAGMENT_WORDS]), " ".join(words[-FRAGMENT_WORDS:])]
    text = ",".join(quote(end, safe="", errors="replace").replace("-", "%2D") for end in ends)
    return f"{source.split('#')[0]}#:~:text={text}"


def one(text: str | None) -> str:
    """Return text as one line."""
    return " ".join((text or "").split())
