"""One statement: how each outlet worded it, word by word against a base that the reader chooses."""

from html import unescape

import streamlit as st

from dashboard import data
from dashboard.components import cards, checked, citations, copies, diff, dossier, states
from dashboard.components.address import link
from dashboard.components.text import date_words, escape, iso, one_line, outlet, quotation, unmarked
from dashboard.components.vocabulary import RELATIONS, called
from dashboard.words import N_, _, n_
from extract import aligned, reason_missing, word_diff
from extract.store import queries
from extract.store.queries.results import QuoteView, Sentence, SharedTextView, StatementView

SHARED_ENOUGH = 0.3
BASES = {"longest": N_("the longest wording"), "first": N_("the first report")}
Group = list[QuoteView]


def show() -> None:
    """Draw the page."""
    id = st.query_params.get("id")
    found = data.ask(queries.statement, id) if id else None
    if found is None:
        states.missing(_("No such statement"), id, "./", _("All statements"))
        return
    groups = alike(by_date(found.members))
    st.html(head(found))
    citations.script()
    if len(groups) == 1:
        st.html(f'<h2>{_("Where it was read")}</h2><div class="reports">{row(groups[0], None, found)}</div>')
        below(found)
        return
    base = choose(groups, found.card.language)
    told = _(
        "Underlined and struck words compare a report with the base; “a number differs” and the like compare it with "
        "the wording on top."
    )
    st.html(
        f"{diff.key()}<div class='reports'>{''.join(row(group, base, found) for group in groups)}</div>"
        f'<p class="small quiet foot">{told}</p>'
    )
    below(found)


def below(found: StatementView) -> None:
    """Draw what stands under the reports: whose text some of them carry, and the rest of the speech."""
    shown = without_vectors() + copies.notes(found.shared_texts) + speech(found)
    if shown:
        st.html(shown)


def speech(found: StatementView) -> str:
    """Return the statements of the same speech in their order, this one among them."""
    if len(found.passage) < 2:
        return ""
    items = "".join(f"<li>{sentence(one, found.card.id)}</li>" for one in found.passage)
    return f'<h2>{_("From one speech")}</h2><ol class="plain speech">{items}</ol>'


def sentence(one: Sentence, here: str) -> str:
    """Return a statement of a speech, linked unless it is the one shown."""
    said = cards.headline(cards.shortened(one.canonical), one.language, one.kind)
    if one.id == here:
        return f'<span aria-current="true">{said}</span> <span class="small quiet">{_("this statement")}</span>'
    return f'<a href="{link("statement", id=one.id)}">{said}</a>'


def without_vectors() -> str:
    """Say so where sentence vectors are missing: translations are not recognised then, nor aligned."""
    if not reason_missing():
        return ""
    return f'<p class="small quiet">{states.no_vectors()}</p>'


def again(group: Group, found: StatementView) -> str:
    """Return both dates of what was said again: of the first occasion and of this one."""
    if all(member.relation != "repeated" for member in group):
        return ""
    first = [member for member in by_date(found.members) if member.relation != "repeated" and dated(member)]
    later = date_words(next(member.date for member in by_date(tuple(group)) if member.relation == "repeated"))
    if first:
        day = date_words(first[0].date)
        told = _("Said again on another occasion: first {first}, again {later}", first=day, later=later)
    else:
        told = _("Said again on another occasion: {later}", later=later)
    return f'<p class="small">{told}</p>'


def head(found: StatementView) -> str:
    """Return the statement itself, by whom, and where it was reported."""
    card = found.card
    told = _("This statement was merged into another; here it is.")
    merged = f'<p class="notice">{told}</p>' if found.redirected_from else ""
    wordings = " · " + n_("{n} wording", "{n} wordings", card.wordings) if card.members > 1 else ""
    permanent = link("statement", id=card.id)
    return (
        f'{merged}<h1 class="hidden">{_("Statement")}</h1><div class="headline">'
        f"{cards.headline(card.canonical, card.language, card.kind)}</div>"
        f'<p class="said-by">{cards.speaker(card.speaker_id, card.speaker_name, card.speaker_role)} · '
        f'{cards.reported(card)}{wordings} · <a href="{permanent}">{_("permanent address")}</a>'
        f"{cards.acts(dossier.adder('statement', card.id), checked.wrong('statement', card.id, beside=''))}</p>"
        f'<p class="flags">{cards.marks(card)}{checked.words([card.id]).get(card.id, "")}</p>'
    )


def by_date(members: tuple[QuoteView, ...]) -> list[QuoteView]:
    """Return the reports in the order they appeared; those without a full date last."""
    return sorted(members, key=lambda member: (not dated(member), member.date if dated(member) else ""))


def dated(member: QuoteView) -> bool:
    return bool(member.date) and not str(member.date).startswith("-")


def alike(members: list[QuoteView]) -> list[Group]:
    """Return the reports in groups of the very same words, such as a wire text that several outlets carry.

    One that denies these words is in no group with one that says them: their flags differ.
    """
    groups: dict[tuple[str, str, str | None, tuple[str, ...]], Group] = {}
    for member in members:
        words = " ".join(unmarked(member.text).split())
        groups.setdefault((words, member.kind, member.language, member.flags), []).append(member)
    return list(groups.values())


def choose(groups: list[Group], language: str | None) -> QuoteView:
    """Draw the choice of the base, kept in the address, and return the report chosen."""
    names = {name: _(words) for name, words in BASES.items()}
    names |= {group[0].id: named(group) for group in groups}
    given = st.query_params.get("base", "longest")
    # An address may name any report; those of the same words are one choice.
    given = next((group[0].id for group in groups for member in group if member.id == given), given)
    st.session_state["base"] = given if given in names else "longest"

    def changed() -> None:
        st.query_params["base"] = st.session_state["base"]

    st.selectbox(
        _("Base wording"), list(names), key="base", format_func=names.__getitem__, on_change=changed, width=360
    )
    chosen = st.session_state["base"]
    firsts = [group[0] for group in groups]
    if chosen == "longest":
        # The longest in the statement's own language: French is longer than English without saying more.
        own = [member for member in firsts if member.language == language] or firsts
        return max(own, key=lambda member: len(member.text))
    return next((member for member in firsts if member.id == chosen), firsts[0])


def named(group: Group) -> str:
    """Return a group's outlets and its first date."""
    outlets = dict.fromkeys(unescape(outlet(member.outlet)) for member in group)
    return f"{', '.join(outlets)}, {unescape(date_words(group[0].date))}"


def row(group: Group, base: QuoteView | None, found: StatementView) -> str:
    """Return the reports of the same words: who published them and when, and the wording against the base."""
    about = [cards.kind(group[0].kind), cards.language(group[0].language)]
    if len(group) > 1:
        about.append(n_("the same words in {n} report", "the same words in {n} reports", len(group)))
    who = "".join(
        f"<p><b>{outlet(member.outlet)}</b>{date_words(member.date)}{standing(member, found)}</p>" for member in group
    )
    places = "".join(f'<div class="small quiet place">{place(member, group, found)}</div>' for member in group)
    return (
        f'<div class="who">{who}<span class="quiet">{", ".join(about)}</span></div>'
        f'<div>{wording(group[0], base)}<p class="flags">{remarks(group, base, found)}</p>{again(group, found)}'
        f"{places}</div>"
    )


def standing(member: QuoteView, found: StatementView) -> str:
    """Return whether a report was the first, and whether its article carries another's text."""
    if len(found.members) == 1:
        return ""
    said = []
    if earliest(found.members) == {member.outlet} and iso(member.date) == iso(by_date(found.members)[0].date):
        said.append(_("first here"))
    for text in found.shared_texts:
        if member.article_id == text.articles[0].id:
            said.append(_("others carry its text"))
        elif any(article.id == member.article_id for article in text.articles):
            said.append(_("carries the text of {outlet}", outlet=outlet(text.articles[0].outlet)))
    if found.card.independent is not None and not any(member.article_id in ids(text) for text in found.shared_texts):
        said.append(_("a text of its own"))
    return "".join(f'<span class="standing">{words}</span>' for words in said)


def earliest(members: tuple[QuoteView, ...]) -> set[str | None]:
    """Return the outlets that reported a statement on the first day known; nobody is the first of two on one day."""
    days = {member.id: iso(member.date) for member in members}
    first = min((day for day in days.values() if day), default=None)
    return {member.outlet for member in members if first and days[member.id] == first}


def ids(text: SharedTextView) -> set[str]:
    return {article.id for article in text.articles}


def place(member: QuoteView, group: Group, found: StatementView) -> str:
    """Return the way to a report in its article, whom it names, what says so, how it was found, and how to cite it."""
    at = cards.place(member.article_id, member.content)
    name = _("in the article of {outlet}", outlet=outlet(member.outlet)) if len(group) > 1 else _("in the article")
    # "she denied" and "she said" may stand before the same words.
    cued = member.kind == "indirect" and member.cue_text
    parts = [
        f'<a href="{at}">{name}</a>',
        speaker(member, found),
        _("cue “{words}”", words=one_line(member.cue_text)) if cued else "",
        cards.found_by(member),
        checked.of(member),
    ]
    another = checked.wrong("statement", found.members[0].id, beside=member.id) if member != found.members[0] else ""
    to_do = cards.acts(checked.wrong("quote", member.id), another)
    return f"<p>{' · '.join(part for part in parts if part)}{to_do}</p>{citations.folded(member, at)}"


def speaker(member: QuoteView, found: StatementView) -> str:
    """Return whom the report names, where that is another than the statement's speaker, or in other words."""
    if member.speaker_id != found.card.speaker_id and member.speaker_name:
        return _("here by {name}", name=one_line(member.speaker_name))
    called_so = member.source_text if member.source_text != member.speaker_name else ""
    return _("here “{words}”", words=one_line(called_so)) if called_so else ""


def remarks(group: Group, base: QuoteView | None, found: StatementView) -> str:
    """Return in words how the reports of one wording stand to the others."""
    words = []
    if base is not None and base in group:
        words.append(cards.flag(_("the base"), mild=True))
    elif base is not None and unmarked(base.text) == unmarked(found.card.canonical):
        # A relation is known to the statement's own wording alone.
        relations = [member.relation for member in group if member.relation]
        words += [cards.flag(escape(called(RELATIONS, name)), mild=True) for name in relations]
    flags = tuple(flag for member in group for flag in member.flags)
    return "".join(dict.fromkeys(words + [cards.flag(escape(flag)) for flag in cards.flagged(flags, False)]))


def wording(member: QuoteView, base: QuoteView | None) -> str:
    """Return a report's wording with its changes against the base, or aligned with it in another language."""
    if base is None or member.id == base.id:
        return quotation(member.text, member.language, member.kind)
    if member.language != base.language:
        pairs = aligned(unmarked(base.text), unmarked(member.text), data.encoder())
        shown = diff.clauses(pairs, base.language, member.language)
        told = _(
            "aligned with the base in {language}; a translation is shown as no change",
            language=cards.language(base.language),
        )
        return f'{shown}<p class="small quiet">{told}</p>'
    edits = word_diff(unmarked(base.text), unmarked(member.text))
    if diff.shared(edits) < SHARED_ENOUGH:
        plain = quotation(member.text, member.language, member.kind)
        return f'{plain}<p class="small quiet">{_("too few words in common to mark changes")}</p>'
    return diff.changes(edits, member.language, member.kind)


show()
