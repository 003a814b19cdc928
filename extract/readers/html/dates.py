"""When a page was published and updated, as it says itself: ISO dates or times, their time zones kept."""

import re
from collections.abc import Iterable, Iterator, Sequence
from copy import deepcopy
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from htmldate import find_date

from extract.dates import date_words
from extract.readers.html.blocks import Block
from extract.readers.html.data import PageData, text_of
from extract.readers.html.moments import finest, iso
from extract.readers.html.shown import named_date, shown_dates
from extract.readers.html.times import times

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "article.published",
    "published-date",
    "published_at",
    "publication_date",
    "publish-date",
    "publish_date",
    "publishdate",
    "pubdate",
    "date.release",
    "dcterms.created",
    "dcterms.issued",
    "dc.date.issued",
    "citation_publication_date",
    "dcterms.date",
    "dc.date",
    "date",
)
_UPDATED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "article.updated",
    "last-modified",
    "lastmod",
    "dcterms.modified",
)
_DAY_IN_PATH = re.compile(
    r"/((?:19|20)\d\d)(?:/[^/\d]{1,40}/(\d\d)|[/-](\d{1,2})|[/-]([^\W\d_]{3,9}))[/-](\d{1,2})(?=[/_-]|$)"
)
_FOREIGN = ("li", "blockquote", "aside", "nav", "footer")


def dates(
    tree: Any, data: PageData, uri: str, found: Sequence[Block] = (), title: str | None = None
) -> tuple[str | None, str | None]:
    """Return when the page was published and when updated; None is unknown, never today as a guess.

    What the page tells machines goes before its address, that before what its blocks show, and all before a search.
    """
    marked, shown = times(tree), shown_dates(tree, data, found, title)
    given = [*_given(_published(data)), *marked.published, *_given(text_of(n.get("datePublished")) for n in data.nodes)]
    addressed = _addressed(uri)
    published = (
        finest([*given, *marked.apart])
        if given
        else addressed or _seen(shown.published or named_date(tree, data), marked.apart) or _found(tree, uri)
    )
    # A page that was moved or made anew is dated anew by its system; the address still has the day it came out.
    if addressed and published and addressed < published[:10] and not _near(addressed, published):
        published = addressed
    updated = next(iter([*_given(_updated(data)), *marked.updated]), shown.updated)
    if updated is None or updated <= (published or "") or updated[:10] == published:
        return published, None
    return published, updated


def _seen(shown: str | None, apart: list[str]) -> str | None:
    """Return the day that the page shows, by the time of that day if it has one; else a time that stands apart."""
    if shown is None:
        return finest(apart) if apart else None
    return next((moment for moment in apart if moment[:10] == shown), shown)


def _addressed(uri: str) -> str | None:
    """Return the full day in the path of an address ("/2024/5/3/", "/2024/may/3/", "/2024/WORLD/05/03/"), or None."""
    found = _DAY_IN_PATH.search(urlsplit(uri).path) if "://" in uri else None
    if found is None:
        return None
    month = found[2] or found[3] or date_words().months.get(found[4].lower(), "")
    return iso("-".join((found[1], str(month).zfill(2), found[5].zfill(2))))


def _near(day: str, moment: str) -> bool:
    """Whether a moment is of that day, or the next somewhere on earth."""
    return date.fromisoformat(moment[:10]) - date.fromisoformat(day) <= timedelta(days=1)


def _given(values: Iterable[str | None]) -> Iterator[str]:
    for value in values:
        found = iso(value)
        if found:
            yield found


def _published(data: PageData) -> Iterator[str | None]:
    for node in data.articles():
        yield text_of(node.get("datePublished"))
    yield from (data.meta.get(name) for name in _PUBLISHED)


def _updated(data: PageData) -> Iterator[str | None]:
    for node in data.articles():
        yield text_of(node.get("dateModified"))
    yield from (data.meta.get(name) for name in _UPDATED)


def _without_foreign_times(tree: Any) -> Any:
    """Return the tree without the times that are of other articles and of embedded posts."""
    if all(next(element.iterancestors(*_FOREIGN), None) is None for element in tree.iter("time")):
        return tree
    other = deepcopy(tree)
    for element in list(other.iter("time")):
        if next(element.iterancestors(*_FOREIGN), None) is not None:
            element.drop_tree()
    return other


def _found(tree: Any, uri: str) -> str | None:
    """Return the date that htmldate finds in the address, the mark-up or at last the text.

    A first of January out of the text is a year that it filled up.
    """
    address = uri if "://" in uri else None
    tree = _without_foreign_times(tree)
    for extensive in (False, True):
        try:
            found = iso(find_date(tree, url=address, original_date=True, extensive_search=extensive))
        except (
            ValueError,
            TypeError,
            RecursionError,
            OverflowError,
            AttributeError,
        ):  # odd mark-up is no reason to stop
            continue
        if found and not (extensive and found.endswith("-01-01")):
            return found
    return None
