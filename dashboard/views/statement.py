"""One statement: how each outlet worded it, word by word against a base that the reader chooses."""

import streamlit as st

from dashboard import data
from dashboard.components import cards, diff, states
from dashboard.components.text import counted, date_words, escape, quotation, unmarked
from extract import aligned, word_diff
from extract.store import queries
from extract.store.queries.results import QuoteView, StatementView

RELATIONS = {
    "exact": "the same words",
    "punctuation": "the same words, punctuated otherwise",
    "truncated": "shortened",
    "ellipsis": "cut, with an ellipsis",
    "bracketed": "with words put in brackets",
    "edited": "edited",
    "paraphrase": "in other words",
    "translation": "translated",
    "repeated": "said again",
}
SHARED_ENOUGH = 0.3


def show() -> None:
    """Draw the page."""
    id = st.query_params.get("id")
    found = data.ask(queries.statement, id) if id else None
    if found is None:
        states.missing("statement", id, "./", "All statements")
        return
    members = by_date(found.members)
    st.html(head(found))
    if len(members) == 1:
        st.html(f'<h2>Where it was read</h2><div class="reports">{row(members[0], None, found)}</div>')
        return
    base = choose(members, found.card.language)
    st.html(
        f"{diff.KEY}<div class='reports'>{''.join(row(member, base, found) for member in members)}</div>"
        '<p class="small quiet">Underlined and struck words compare a report with the base; “a number differs” and the '
        "like compare it with the wording on top.</p>"
    )


def head(found: StatementView) -> str:
    """Return the statement itself, by whom, and where it was reported."""
    card = found.card
    merged = (
        '<p class="notice">This statement was merged into another; here it is.</p>' if found.redirected_from else ""
    )
    wordings = f" · {counted(card.wordings, 'wording')}" if card.members > 1 else ""
    return (
        f'{merged}<h1 class="hidden">Statement</h1><div class="headline">'
        f"{quotation(card.canonical, card.language, card.kind)}</div>"
        f'<p class="said-by">{cards.speaker(card.speaker_id, card.speaker_name, card.speaker_role)} · '
        f'{cards.reported(card)}{wordings}</p><p class="flags">{cards.marks(card)}</p>'
    )


def by_date(members: tuple[QuoteView, ...]) -> list[QuoteView]:
    """Return the reports in the order they appeared; those without a full date last."""
    return sorted(members, key=lambda member: (not dated(member), member.date if dated(member) else ""))


def dated(member: QuoteView) -> bool:
    return bool(member.date) and not str(member.date).startswith("-")


def choose(members: list[QuoteView], language: str | None) -> QuoteView:
    """Draw the choice of the base, kept in the address, and return the report chosen."""
    names = {"longest": "the longest wording", "first": "the first report"}
    for member in members:
        names[member.id] = f"{member.outlet or 'outlet not given'}, {date_words(member.date)}"
    given = st.query_params.get("base", "longest")
    st.session_state["base"] = given if given in names else "longest"

    def changed() -> None:
        st.query_params["base"] = st.session_state["base"]

    st.selectbox("Base wording", list(names), key="base", format_func=names.__getitem__, on_change=changed, width=360)
    chosen = st.session_state["base"]
    if chosen == "longest":
        # The longest in the statement's own language: French is longer than English without saying more.
        own = [member for member in members if member.language == language] or members
        return max(own, key=lambda member: len(member.text))
    return next((member for member in members if member.id == chosen), members[0])


def row(member: QuoteView, base: QuoteView | None, found: StatementView) -> str:
    """Return one report: who published it and when, and its wording against the base."""
    outlet = escape(member.outlet) if member.outlet else "outlet not given"
    about = [cards.kind(member.kind), cards.language(member.language)]
    who = f'<b>{outlet}</b>{date_words(member.date)}<br><span class="quiet">{", ".join(about)}</span>'
    link = f'<a href="{cards.place(member.article_id, member.content)}">in the article</a>'
    return (
        f'<div class="who">{who}</div><div>{wording(member, base)}<p class="flags">{remarks(member, base, found)}</p>'
        f'<p class="small quiet">{link} · {speaker(member, found)}{cards.found_by(member)}</p></div>'
    )


def speaker(member: QuoteView, found: StatementView) -> str:
    """Return whom the report names, where that is another than the statement's speaker, or in other words."""
    if member.speaker_id != found.card.speaker_id and member.speaker_name:
        return f"here by {escape(member.speaker_name)} · "
    called = member.source_text if member.source_text != member.speaker_name else ""
    return f"here “{escape(called)}” · " if called else ""


def remarks(member: QuoteView, base: QuoteView | None, found: StatementView) -> str:
    """Return in words how a report stands to the others."""
    words = []
    if base is not None and member.id == base.id:
        words.append(cards.flag("the base", mild=True))
    elif base is not None and member.relation and unmarked(base.text) == unmarked(found.card.canonical):
        # A relation is known to the statement's own wording alone.
        words.append(cards.flag(escape(RELATIONS.get(member.relation, member.relation)), mild=True))
    return "".join(words + [cards.flag(escape(flag)) for flag in cards.flagged(member.flags, False)])


def wording(member: QuoteView, base: QuoteView | None) -> str:
    """Return a report's wording with its changes against the base, or aligned with it in another language."""
    if base is None or member.id == base.id:
        return quotation(member.text, member.language, member.kind)
    if member.language != base.language:
        pairs = aligned(unmarked(base.text), unmarked(member.text), data.encoder())
        shown = diff.clauses(pairs, base.language, member.language)
        name = cards.language(base.language)
        return f'{shown}<p class="small quiet">aligned with the {name} base; a translation is shown as no change</p>'
    edits = word_diff(unmarked(base.text), unmarked(member.text))
    if diff.shared(edits) < SHARED_ENOUGH:
        plain = quotation(member.text, member.language, member.kind)
        return f'{plain}<p class="small quiet">too few words in common to mark changes</p>'
    return diff.changes(edits, member.language, member.kind)


show()
