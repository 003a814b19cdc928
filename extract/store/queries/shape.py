"""Columns that hold JSON, read back."""

import json
from decimal import Decimal

from extract.model import Alias, Mention, Role, Span, Speaker, Zone


def strings(text: str | None) -> tuple[str, ...]:
    """Return a JSON list of strings."""
    return tuple(json.loads(text)) if text else ()


def spans(text: str) -> tuple[Span, ...]:
    """Return a JSON list of [start, end]."""
    return tuple(Span(start, end) for start, end in json.loads(text))


def zones(text: str) -> tuple[Zone, ...]:
    """Return a JSON list of [kind, start, end]."""
    return tuple(Zone(kind=kind, span=Span(start, end)) for kind, start, end in json.loads(text))


def mentions(text: str) -> tuple[Mention, ...]:
    """Return a JSON list of [start, end, text, kind]."""
    return tuple(Mention(span=Span(start, end), text=words, kind=kind) for start, end, words, kind in json.loads(text))


def speaker(text: str | None) -> Speaker | None:
    """Return a speaker within one article."""
    if text is None:
        return None
    data = json.loads(text)
    return Speaker(
        id=data["id"],
        name=data["name"],
        kind=data["kind"],
        roles=tuple(Role(text=words, articles=tuple(articles)) for words, articles in data["roles"]),
        aliases=tuple(Alias(text=words, articles=tuple(articles)) for words, articles in data["aliases"]),
        attributions=tuple(data["attributions"]),
    )


def checked(text: str | None) -> tuple[str | None, str | None]:
    """Return by whom and when something was checked, None twice where nobody did."""
    if text is None:
        return None, None
    author, _, at = text.rpartition("\n")
    return author, at


def anchored(text: str | None) -> str | None:
    """Return the id of the quote or claim that an anchor held to, None without one."""
    return str(json.loads(text)[0]) if text else None


def decimal(text: str | None) -> Decimal | None:
    """Return a number as it was stored, digit for digit."""
    return None if text is None else Decimal(text)
