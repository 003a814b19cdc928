"""One speaker: names, what outlets call the speaker, and what the speaker said."""

import streamlit as st

from dashboard import data
from dashboard.components import address, cards, downloads, states
from dashboard.components.text import counted, date_words, escape, listed
from extract.store import queries
from extract.store.queries import Filters
from extract.store.queries.results import ArticleName, Naming, SpeakerView


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
    said = ""
    if disagree(found.roles):
        said = '<p class="flags"><span class="flag">outlets use different words for this speaker</span></p>'
    roles = table("Called", found.roles) if found.roles else '<p class="quiet">No article says what the speaker is.</p>'
    aliases = table("Named", found.aliases) if len(found.aliases) > 1 else ""
    return f"{said}{roles}{aliases}"


def disagree(roles: tuple[Naming, ...]) -> bool:
    """Return whether some outlet uses none of the words that another outlet uses."""
    words: dict[str, set[str]] = {}
    for role in roles:
        for outlet in role.outlets:
            words.setdefault(outlet, set()).add(role.text.casefold())
    return any(not mine & others for mine in words.values() for others in words.values())


def table(title: str, namings: tuple[Naming, ...]) -> str:
    """Return the words of a speaker with the articles that use each."""
    body = "".join(
        f"<tr><td>{escape(naming.text)}</td><td>{'<br>'.join(article(name) for name in naming.articles[:6])}"
        f"{f'<br>and {len(naming.articles) - 6} more' if len(naming.articles) > 6 else ''}</td></tr>"
        for naming in namings
    )
    head = f"<th>{title}</th><th>Where</th>"
    return f'<table class="plain wide names"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def article(name: ArticleName) -> str:
    """Return an article's outlet, title and date, linked."""
    outlet = escape(name.outlet) if name.outlet else "outlet not given"
    title = escape(name.title) if name.title else "without a title"
    return f'{outlet}: <a href="{address.link("article", id=name.id)}">{title}</a>, {date_words(name.date)}'


show()
