"""One speaker: names, what outlets call the speaker, and what the speaker said."""

from collections import Counter

import streamlit as st

from dashboard import data
from dashboard.components import address, cards, checked, downloads, likenesses, states, timeline
from dashboard.components.text import date_words, listed, number, one_line, outlet
from dashboard.components.vocabulary import SPEAKERS, called
from dashboard.words import _, n_
from dashboard.words import language as language_name
from extract.store import queries
from extract.store.queries import Filters
from extract.store.queries.results import ArticleName, Naming, Reported, SpeakerView

# Articles of a speaker that are looked at, and that are linked under one name or role.
ARTICLES, LINKED = 500, 60
WHERE = 6
OUTLETS = 8


def show() -> None:
    """Draw the page."""
    id = st.query_params.get("id")
    found = data.ask(queries.speaker, id) if id else None
    if found is None:
        states.missing(_("No such speaker"), id, "speakers", _("All speakers"))
        return
    card = found.card
    reported = data.ask(queries.months_of_speaker, (card.id,))
    looked = checked.after(checked.words([card.id]), card.id)
    looked += cards.acts(checked.wrong("speaker", card.id, beside=""))
    st.html(
        f'{merged(found)}<h1 dir="auto">{one_line(card.name)}</h1><p class="lead">{lead(found, reported)}{looked}</p>'
    )
    st.html(named(found))
    if len(reported) > 1:
        own = address.View(filters=Filters(speakers=(card.id,)))
        timeline.draw(data.ask(queries.over_time, own.filters), "speaker", own, reported)
        downloads.matrix(reported, card.name)
    statements = n_("{n} statement", "{n} statements", found.statement_count)
    by_day = f'<p><a href="{address.link("./", speaker=card.id)}">{_("Choose days, outlets or words")}</a></p>'
    st.html(f"<h2>{statements}</h2>{by_day}{cards.statements(found.statements)}")
    if found.statement_count > len(found.statements):
        every = n_("All {n} statements", "All {n} statements", found.statement_count)
        st.html(f'<p><a href="{address.link("./", speaker=card.id)}">{every}</a></p>')
    downloads.quotes_and_claims(Filters(speakers=(card.id,)))


def merged(found: SpeakerView) -> str:
    told = _("This speaker was merged into another; here it is.")
    return f'<p class="notice">{told}</p>' if found.redirected_from else ""


def lead(found: SpeakerView, reported: tuple[Reported, ...]) -> str:
    """Return what the speaker is, how often quoted, and by whom most."""
    card = found.card
    totals = Counter[str]()
    for one in reported:
        totals[one.outlet] += one.count
    most = [f"{outlet(name)} ({number(count)})" for name, count in totals.most_common()]
    kind = called(SPEAKERS, card.kind)
    counts = _(
        "{kind}: {quotes} in {articles}",
        kind=one_line(kind[:1].upper() + kind[1:]),
        quotes=n_("{n} quote", "{n} quotes", card.quotes),
        articles=n_("{n} article", "{n} articles", card.articles),
    )
    return f"{counts}. " + (_("Quoted by {outlets}.", outlets=listed(most, OUTLETS)) if most else "")


def named(found: SpeakerView) -> str:
    """Return the speaker's roles and names as tables, with who uses which."""
    languages = spoken(found)
    said = "".join(
        cards.flag(_("outlets use different words for this speaker in {language}", language=language_name(name)))
        for name in sorted({name for name in languages.values() if name})
        if disagree(found.roles, {id for id, language in languages.items() if language == name})
    )
    none = f'<p class="quiet">{_("No article says what the speaker is.")}</p>'
    roles = table(_("Called"), found.roles) if found.roles else none
    aliases = table(_("Named"), found.aliases) if len(found.aliases) > 1 else ""
    return f'<p class="flags">{said}</p>{roles}{aliases}'


def spoken(found: SpeakerView) -> dict[str, str | None]:
    """Return the language of each of the speaker's articles, by id."""
    if len(found.roles) < 2:
        return {}
    _, articles = data.ask(queries.articles, Filters(speakers=(found.card.id,)), limit=ARTICLES)
    return {article.id: article.language for article in articles}


def disagree(roles: tuple[Naming, ...], articles: set[str]) -> bool:
    """Return whether in these articles an outlet uses no word that another uses; "chief" is part of "fire chief"."""
    words: dict[str, list[set[str]]] = {}
    for role in roles:
        for name in role.articles:
            if name.id in articles and name.outlet:
                words.setdefault(name.outlet, []).append(set(role.text.casefold().split()))
    outlets = list(words.values())
    return any(
        not any(one <= other or other <= one for one in mine for other in others)
        for mine in outlets
        for others in outlets
    )


def table(title: str, namings: tuple[Naming, ...]) -> str:
    """Return the words of a speaker with the outlets and articles that use each."""
    body = "".join(
        f'<tr><td dir="auto">{one_line(naming.text)}{why(naming)}</td><td>{where(naming)}</td></tr>'
        for naming in namings
    )
    head = f"<th>{title}</th><th>{_('Where')}</th>"
    return f'<table class="plain wide names"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def where(naming: Naming) -> str:
    """Return the articles that use a name or a role: a few at once, the rest folded."""
    shown = "<br>".join(article(name) for name in naming.articles[:WHERE])
    rest = naming.articles[WHERE : WHERE + LINKED]
    if not rest:
        return shown
    summary = n_("and {n} more article", "and {n} more articles", len(naming.articles) - WHERE)
    folded = "<br>".join(article(name) for name in rest)
    return f'{shown}<details class="fold"><summary>{summary}</summary>{folded}</details>'


def why(naming: Naming) -> str:
    """Return why a name is taken for the speaker's, as a second line."""
    return f'<br><span class="quiet small">{likenesses.said(naming.evidence)}</span>' if naming.evidence else ""


def article(name: ArticleName) -> str:
    """Return an article's outlet, title and date, linked."""
    title = one_line(name.title) if name.title else _("without a title")
    linked = f'<a href="{address.link("article", id=name.id)}" dir="auto">{title}</a>'
    return _("{outlet}: {title}, {date}", outlet=outlet(name.outlet), title=linked, date=date_words(name.date))


show()
