"""Outlets side by side on the same events: whom each quotes, how, and which statements only one of them carries."""

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from dashboard import data
from dashboard.components import address, cards, filters, states
from dashboard.components.text import date_words, escape, number
from dashboard.components.vocabulary import KINDS_OF_QUOTES, called
from dashboard.words import _, listed, n_
from extract.store import queries
from extract.store.queries.compare import Comparison, Event, Quoted, Side
from extract.store.queries.results import StatementCard

MOST = 4
KINDS = ("direct", "indirect", "mixed", "free_indirect")


def show() -> None:
    """Draw the page."""
    st.html(f"<h1>{escape(_('Compare outlets'))}</h1>")
    view = address.current()
    outlets = view.filters.outlets or data.ask(queries.closest)
    if len(outlets) < 2 and not view.filters.outlets:
        states.empty(
            _("Nothing to compare yet"), _("Articles of two outlets are needed. Add some, and compare them here.")
        )
        return
    asked = replace(view.filters, outlets=outlets)
    view = replace(view, filters=asked)
    filters.sidebar(view, data.ask(queries.facets, asked), fields=("outlets", "speakers", "languages", "kinds"))
    states.misread(view.notes)
    if not 2 <= len(outlets) <= MOST:
        words = n_(
            "Choose two to four outlets beside this page; {n} is chosen.",
            "Choose two to four outlets beside this page; {n} are chosen.",
            len(outlets),
        )
        st.html(f'<p class="lead">{escape(words)}</p>')
        return
    event, everything = st.query_params.get("event"), st.query_params.get("all") == "1"
    found = data.ask(queries.comparison, asked, event=event, everything=everything)
    _lead(found, outlets, event, everything)
    _events(found, everything)
    if not any(side.quotes for side in found.sides):
        states.nothing_left()
        return
    _sides(found.sides)
    _speakers(found)
    _shared(found, outlets)
    _only(found.sides)


def _lead(found: Comparison, outlets: Sequence[str], event: str | None, everything: bool) -> None:
    """Say in a sentence what is compared."""
    names = escape(listed([outlet or _("outlet not given") for outlet in outlets]))
    if found.event:
        what = escape(_("on one event: {title}", title=_titled(found.event)))
    elif everything:
        what = escape(_("in everything that they published"))
    else:
        both = n_("in the {n} event that both report", "in the {n} events that both report", found.event_count)
        what = escape(
            both
            if len(outlets) == 2
            else n_(
                "in the {n} event that two of them report",
                "in the {n} events that two of them report",
                found.event_count,
            )
        )
    st.html(f'<p class="lead"><b>{names}</b> {what}.</p>')
    if event and not found.event:
        _quiet(_("The event of the address is none of these outlets; all of theirs are shown."))
    if found.cut:
        _quiet(_("Only their latest 100,000 quotes are looked at; choose days to see others."))


def _events(found: Comparison, everything: bool) -> None:
    """Draw what can be compared: every event of two outlets, all of these, or everything."""
    both = len(found.sides) == 2
    whole = _("all that both report") if both else _("all that two of them report"), address.here(event=None, all=None)
    every = _("everything"), address.here(event=None, all="1")
    current = 2 if found.event else 1 if everything else 0
    links = [_link(words, target, at == current) for at, (words, target) in enumerate((whole, every))]
    rows = "".join(
        f"<li>{_link(_titled(event), address.here(event=event.id, all=None), found.event == event)} "
        f'<span class="quiet">{_when(event)} · {n_("{n} article", "{n} articles", len(event.articles))}, '
        f"{n_('{n} statement shared', '{n} statements shared', event.shared)}</span></li>"
        for event in found.events
    )
    st.html(f'<p class="choices">{escape(_("Compare:"))} {" · ".join(links)}</p>')
    if rows:
        title = escape(n_("{n} event", "{n} events", found.event_count))
        opened = " open" if not found.event and not everything else ""
        st.html(
            f'<details class="fold"{opened}><summary>{title}</summary><ul class="plain events">{rows}</ul>'
            f"{_left(found.event_count - len(found.events))}</details>"
        )


def _link(words: str, target: str, current: bool) -> str:
    mark = ' aria-current="true"' if current else ""
    return f'<a href="{target}" target="_self"{mark}>{escape(words)}</a>'


def _titled(event: Event) -> str:
    return event.title or _("an article without a title")


def _when(event: Event) -> str:
    first, last = date_words(event.first_day), date_words(event.last_day)
    return first if first == last else escape(_("{first} to {last}", first=first, last=last))


def _sides(sides: Sequence[Side]) -> None:
    """Draw the table of figures, a column an outlet."""
    rows = [
        (_("articles"), [number(side.articles) for side in sides]),
        (_("people and bodies quoted"), [number(side.speakers) for side in sides]),
        (_("quotes"), [number(side.quotes) for side in sides]),
        *(
            (called(KINDS_OF_QUOTES, kind), [_share(side.kinds.get(kind, 0), side.quotes) for side in sides])
            for kind in KINDS
            if any(side.kinds.get(kind) for side in sides)
        ),
        (
            _("statements that the other does not carry")
            if len(sides) == 2
            else _("statements that no other of them carries"),
            [_share(side.only, side.statements) for side in sides],
        ),
    ]
    head = "".join(f'<th scope="col" class="num">{_outlet(side.outlet)}</th>' for side in sides)
    body = "".join(
        f'<tr><th scope="row">{escape(words)}</th>{"".join(f"<td class=num>{cell}</td>" for cell in cells)}</tr>'
        for words, cells in rows
    )
    st.html(_beside(_("Figures"), head, body))


def _beside(title: str, head: str, body: str) -> str:
    """Return a table that scrolls by itself where it is wider than the page."""
    return (
        f'<div class="scrolled" tabindex="0" role="region" aria-label="{escape(title)}"><table class="plain beside">'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _outlet(name: str) -> str:
    return escape(name or _("outlet not given"))


def _share(part: int, whole: int) -> str:
    """Return a number with its share of the whole: "3 (25%)"."""
    if not whole:
        return number(part)
    return f'{number(part)} <span class="quiet">({escape(_("{n}%", n=round(100 * part / whole)))})</span>'


def _speakers(found: Comparison) -> None:
    """Draw who is quoted, a column an outlet."""
    st.html(f"<h2>{escape(_('Who is quoted'))}</h2>")
    head = "".join(f'<th scope="col" class="num">{_outlet(side.outlet)}</th>' for side in found.sides)
    body = "".join(
        f'<tr><th scope="row">{cards.speaker(one.id, one.name)}</th>'
        f"{''.join(_times(one, side.outlet) for side in found.sides)}</tr>"
        for one in found.speakers
    )
    st.html(_beside(_("Who is quoted"), head, body))
    left = found.speaker_count - len(found.speakers)
    if left:
        st.html(f'<p class="quiet">{escape(n_("and {n} more", "and {n} more", left))}</p>')


def _times(one: Quoted, outlet: str) -> str:
    """Return how often an outlet quotes somebody, and how, as a cell."""
    kinds = one.outlets.get(outlet, {})
    if not kinds:
        return f'<td class="num quiet">–<span class="hidden">{escape(_("not quoted"))}</span></td>'
    how = ", ".join(_manner(kind, kinds[kind]) for kind in KINDS if kinds.get(kind))
    return f'<td class="num">{number(sum(kinds.values()))}<br><span class="quiet small">{escape(how)}</span></td>'


def _manner(kind: str, n: int) -> str:
    """Return how many quotes are of a kind, in words that agree with how many they are."""
    return {
        "direct": n_("{n} direct", "{n} direct", n),
        "indirect": n_("{n} reported indirectly", "{n} reported indirectly", n),
        "mixed": n_("{n} partly quoted", "{n} partly quoted", n),
        "free_indirect": n_("{n} told in the outlet's words", "{n} told in the outlet's words", n),
    }[kind]


def _shared(found: Comparison, outlets: Sequence[str]) -> None:
    """Draw the statements that two of the outlets carry."""
    title = _("Carried by both") if len(outlets) == 2 else _("Carried by two or more of them")
    st.html(f"<h2>{escape(title)} · {number(found.shared_count)}</h2>")
    st.html(cards.statements(found.shared) if found.shared else f'<p class="quiet">{escape(_("None."))}</p>')
    _more(found.shared_count - len(found.shared))


def _only(sides: Sequence[Side]) -> None:
    """Draw, side by side, what each outlet alone carries."""
    st.html(f"<h2>{escape(_('Carried by one alone'))}</h2>")
    columns = "".join(
        f'<section><h3>{_outlet(side.outlet)} · {number(side.only)}</h3><ul class="plain">'
        f"{''.join(_said(card) for card in side.cards)}</ul>{_left(side.only - len(side.cards))}</section>"
        for side in sides
    )
    st.html(f'<div class="alone">{columns}</div>')


def _said(card: StatementCard) -> str:
    words = cards.headline(cards.shortened(card.canonical), card.language, card.kind)
    by = cards.speaker(card.speaker_id, card.speaker_name)
    page = address.link("statement", id=card.id)
    return f'<li class="row"><a class="whole" href="{page}">{words}</a><p class="said-by">{by}</p></li>'


def _more(left: int) -> None:
    if left > 0:
        st.html(_left(left))


def _left(left: int) -> str:
    return f'<p class="quiet">{escape(n_("and {n} more", "and {n} more", left))}</p>' if left > 0 else ""


def _quiet(words: str) -> None:
    st.html(f'<p class="quiet">{escape(words)}</p>')


show()
