"""The times of the article in a page's mark-up: <time>, and what is marked as its date."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from extract.dates import date_words, fold
from extract.readers.html.moments import iso

# Templates call the date of publication "updated" too, beside a name that says what it is.
_UPDATE_MARK = re.compile(r"^(?!.*(?:publi|entry-date|post-date)).*(?:updat|modif|maj\b|mise-a-jour)", re.I | re.S)
_COMMENTS = re.compile(
    r"(?:^|\s)(?:comments?(?![-_](?:open|closed|on|off|enabled))[-_\w]{0,30}|disqus_thread|respond)(?:\s|$)", re.I
)
_SAID = "//*[contains(@itemtype, 'schema.org/Comment') or contains(@itemtype, 'schema.org/UserComments')]"
# What the pattern above looks through, found fast.
_HOLDERS = (
    "//*[contains(@class, 'omment') or contains(@id, 'omment') or contains(@id, 'disqus') or contains(@id, 'respond')]"
    "[self::div or self::section or self::ol or self::ul]"
)
_MARKED = "//*[(@itemprop='datePublished' or @itemprop='dateModified') and (@datetime or @content)]"
_TIME_NAME = re.compile(r"^data-.*(?:date|time|publi|posted)|^title$")
# How many times a page without a heading may show, and how far above the heading what it shares with its time stands.
_FEW_TIMES, _NEAR = 2, 4


@dataclass(frozen=True, slots=True)
class Times:
    """Times in ISO, the surest first: of publication, of update, and those that stand apart in a page with few."""

    published: list[str]
    updated: list[str]
    apart: list[str]


def times(tree: Any) -> Times:
    """Return the times that are named as the article's, then those nearest to its heading, and others where few are.

    What a template calls "updated", though its words do not, is all that the template has, as feeds want it.
    """
    named, others = _of_article(tree)
    updated = [element for element in named if _UPDATE_MARK.search(_marks(element))]
    published = _moments(element for element in named if element not in updated)
    unsaid = _moments(element for element in updated if not _says_update(element))
    late = [element for element in others if _UPDATE_MARK.search(_marks(element))]
    return Times(
        published=published or unsaid,
        updated=_moments([*updated, *late]),
        apart=_moments(element for element in others if element not in late),
    )


def _of_article(tree: Any) -> tuple[list[Any], list[Any]]:
    """Return the times of the article in the order of trust, and the others where a page has few."""
    said = {one for part in _readers_words(tree) for one in part.iter()}
    named = [element for element in tree.xpath(_MARKED) if element not in said]
    order = [
        element
        for element in tree.iter("h1", "time")
        if element not in said and next(element.iterancestors("blockquote"), None) is None
    ]
    heading = next((at for at, element in enumerate(order) if element.tag == "h1"), None)
    every = [element for element in order if element.tag == "time"]
    others = every if len(every) <= _FEW_TIMES else []
    if heading is None:
        return named, others
    after = [element for element in order[heading + 1 :] if element.tag == "time"][:2]
    above = [element for element in order[:heading] if element.tag == "time"][-1:]
    return [*named, *(one for one in (*after, *above) if _beside(one, order[heading]))], others


def _readers_words(tree: Any) -> list[Any]:
    """Return the elements that hold what readers said of the article."""
    holders = (one for one in tree.xpath(_HOLDERS) if _COMMENTS.search(f"{one.get('id')} {one.get('class')}"))
    return [*holders, *tree.xpath(_SAID)]


def _beside(element: Any, heading: Any) -> bool:
    """Whether a time stands with the heading: in one element with it that is not the whole page."""
    around = heading
    for _ in range(_NEAR):
        around = around.getparent() if around is not None else None
        if around is None or around.tag in ("body", "html", "main"):
            return False
        if any(above is around for above in element.iterancestors()):
            return True
    return False


def _marks(element: Any) -> str:
    parent = element.getparent()
    holders = (element, parent) if parent is not None else (element,)
    return " ".join(f"{holder.get('class') or ''} {holder.get('itemprop') or ''}" for holder in holders)


def _says_update(element: Any) -> bool:
    """Whether the words of a time, or those right before it, call it an update."""
    before = element.getprevious()
    text = element.getparent().text if before is None else before.tail
    return bool(date_words().updated.search(fold(f"{(text or '')[-40:]} {''.join(element.itertext())}")))


def _moments(elements: Iterable[Any]) -> list[str]:
    return [found for element in elements if (found := _moment(element))]


def _moment(element: Any) -> str | None:
    """Return what an element tells machines of its time: its `datetime`, or what it keeps for a script."""
    own = iso(element.get("datetime") or element.get("content"))
    kept = (iso(value) for name, value in element.items() if _TIME_NAME.search(name))
    return own or next((found for found in kept if found), None)
