"""One speaker: names, what outlets call the speaker, and what the speaker said."""

import streamlit as st

from dashboard import data
from dashboard.components import address, cards, downloads, states
from dashboard.components.text import counted, date_words, escape, listed
from extract.store import queries
from extract.store.queries import Filters
from extract.store.queries.results import ArticleName, Naming, SpeakerView

ARTICLES = 500


def show() -> None:
    """Draw the page."""
    id = st.query_params.get("id")
    found = data.ask(queries.speaker, id) if id else None
    if found is None:
        states.missing("speaker", id, "speakers", "All speakers")
        return
    card = found.card
    counts = f"{counted(card.quotes, 'quote')} in {counted(card.articles, 'article')}"
    where = f" of {listed([escape(name) for name in card.outlets])}" if card.outlets else ""
    st.html(f'<h1>{escape(card.name)}</h1><p class="lead">{escape(card.kind.capitalize())}: {counts}{where}.</p>')
    st.html(named(found))
    st.html(f"<h2>{counted(found.statement_count, 'statement')}</h2>{cards.statements(found.statements)}")
    if found.statement_count > len(found.statements):
        st.html(f'<p><a href="{address.link("./", speaker=card.id)}">All {found.statement_count:,} statements</a></p>')
    downloads.quotes_and_claims(Filters(speakers=(card.id,)))


def named(found: SpeakerView) -> str:
    """Return the speaker's roles and names as tables, with who uses which."""
    languages = spoken(found)
    said = "".join(
        cards.flag(f"outlets use different words for this speaker in {cards.language(name)}")
        for name in sorted({name for name in languages.values() if name})
        if disagree(found.roles, {id for id, language in languages.items() if language == name})
    )
    roles = table("Called", found.roles) if found.roles else '<p class="quiet">No article says what the speaker is.</p>'
    aliases = table("Named", found.aliases) if len(found.aliases) > 1 else ""
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
    """Return the words of a speaker with the articles that use each."""
    body = "".join(
        f"<tr><td>{escape(naming.text)}{why(naming)}</td>"
        f"<td>{'<br>'.join(article(name) for name in naming.articles[:6])}"
        f"{f'<br>and {len(naming.articles) - 6} more' if len(naming.articles) > 6 else ''}</td></tr>"
        for naming in namings
    )
    head = f"<th>{title}</th><th>Where</th>"
    return f'<table class="plain wide names"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def why(naming: Naming) -> str:
    """Return why a name is taken for the speaker's, as a second line."""
    return f'<br><span class="quiet">{escape(naming.evidence)}</span>' if naming.evidence else ""


def article(name: ArticleName) -> str:
    """Return an article's outlet, title and date, linked."""
    outlet = escape(name.outlet) if name.outlet else "outlet not given"
    title = escape(name.title) if name.title else "without a title"
    return f'{outlet}: <a href="{address.link("article", id=name.id)}">{title}</a>, {date_words(name.date)}'


show()
