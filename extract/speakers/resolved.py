"""What was resolved, as the nouns of the model: the speaker, and the chain of mentions that led there."""

import re

from extract.model import Alias, Article, Mention, Role, Speaker, content_id
from extract.speakers.mentions import Figure, Naming
from extract.speakers.sources import Local

Who = Figure | Local
LEADING_ARTICLE = re.compile(r"^[^\W\d_]{1,5}(?: |['’](?=\w))")


def speaker_of(article: Article, who: Who) -> Speaker:
    """Return the speaker, with the roles and spellings that the article gives."""
    return _from_figure(article, who) if isinstance(who, Figure) else _from_local(article, who)


def mention_of(local: Local) -> Mention:
    """Return a source as a mention."""
    kinds = {"name": "name", "names": "name", "pronoun": "pronoun", "document": "document", "group": "group"}
    return Mention(span=local.span, text=local.text, kind=kinds.get(local.kind, "role"))


def naming_of(who: Who) -> Mention:
    """Return the mention that stands for the speaker: the first of the full name, or the local one."""
    if isinstance(who, Local):
        return mention_of(who)
    naming = min((n for n in who.namings if _stands(n, who)), key=lambda n: n.span, default=who.namings[0])
    return Mention(span=naming.span, text=naming.text, kind="name")


def chain_to(chain: tuple[Mention, ...], last: Mention) -> tuple[Mention, ...]:
    """Return the mentions from the local one to the one that stands for the speaker."""
    if chain and (chain[-1].span == last.span or (last.span in chain[-1].span and chain[-1].kind == "name")):
        return chain
    return (*chain, last)


def _stands(naming: Naming, figure: Figure) -> bool:
    return naming.text == figure.name


def _from_figure(article: Article, figure: Figure) -> Speaker:
    aliases = dict.fromkeys(naming.text for naming in sorted(figure.namings, key=lambda n: n.span))
    return Speaker(
        id=content_id("speaker", article.id, figure.kind, figure.name),
        name=figure.name,
        kind=figure.kind,
        roles=tuple(Role(text=role, articles=(article.id,)) for role in figure.roles),
        aliases=tuple(Alias(text=alias, articles=(article.id,)) for alias in aliases),
    )


def _from_local(article: Article, local: Local) -> Speaker:
    name, kind = local.text, local.kind
    if local.kind == "names":
        name, kind = _joined(article, local), "group"
    elif local.kind == "name":
        name, kind = local.namings[0].text, "person"
    elif kind in ("person", "pronoun", "unnamed"):
        kind = "group" if kind == "pronoun" else "unnamed"
    elif kind == "organisation":
        name = name.partition(" (")[0]
        if local.determiner == "definite":
            name = LEADING_ARTICLE.sub("", name, count=1) or name
        # "His office" is no name, wherever its sentence begins.
        name = name[0].lower() + name[1:] if local.determiner == "possessive" else name
    return Speaker(
        id=content_id("speaker", article.id, kind, name),
        name=name,
        kind=kind,
        aliases=(Alias(text=name, articles=(article.id,)),),
    )


def _joined(article: Article, local: Local) -> str:
    """Return the text of several names with each as full as the article gives it."""
    text, end, parts = article.text, local.namings[0].span.start, []
    for naming in local.namings:
        parts += [text[end : naming.span.start], naming.figure.name if naming.figure else naming.text]
        end = naming.span.end
    return " ".join("".join(parts).split())
