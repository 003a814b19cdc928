"""That a person has looked at a row, who it was and when, wherever the row stands."""

from collections.abc import Iterable

from dashboard import data
from dashboard.components.address import link
from dashboard.components.text import date_words, escape
from dashboard.words import N_, _
from extract.store import queries
from extract.store.queries.results import ClaimView, QuoteView

SAID = {
    "checked": N_("checked by {name}, {date}"),
    "rejected": N_("rejected by {name}, {date}"),
    "speaker": N_("speaker corrected by {name}, {date}"),
    "words": N_("words corrected by {name}, {date}"),
}


def words(ids: Iterable[str | None]) -> dict[str, str]:
    """Return, for those of the ids (of quotes, claims, statements, speakers) that a person judged, that as HTML."""
    asked = tuple(dict.fromkeys(id for id in ids if id))
    found = data.ask(queries.checked, asked) if asked else {}
    return {id: mark(how, name, at) for id, (how, name, at) in found.items()}


def mark(how: str, name: str, at: str) -> str:
    """Return who checked something and when, as HTML."""
    said = _(SAID.get(how, SAID["checked"]), name=escape(name), date=date_words(at))
    return f'<span class="checked">{said}</span>'


def of(found: QuoteView | ClaimView) -> str:
    """Return by whom and when a quote or a claim was judged, as HTML; "" of one that nobody judged."""
    if not found.checked_by:
        return ""
    how = "rejected" if isinstance(found, QuoteView) and found.rejected else "checked"
    return mark(how, found.checked_by, found.checked_at or "")


def below(found: QuoteView | ClaimView) -> str:
    """Return what `of` says in a line of its own."""
    said = of(found)
    return f"<br>{said}" if said else ""


def wrong(about: str, id: str, *, beside: str | None = None) -> str:
    """Return the way to put something right, as HTML; of two things, that is whether they are one."""
    if beside is not None:
        words = _("another statement?") if beside else _("the same as another?")
        return f'<a class="wrong" href="{link("review", ask=f"{about}:{id}:{beside}")}">{words}</a>'
    return f'<a class="wrong" href="{link("review", ask=f"{about}:{id}")}">{_("looks wrong?")}</a>'


def after(found: dict[str, str], *ids: str | None) -> str:
    """Return what `words` says of the first of the ids that it names, behind a dot; "" of none."""
    said = next((found[id] for id in ids if id in found), "")
    return f" · {said}" if said else ""
