"""When a page was published and updated, as it says itself: ISO dates or times, their time zones kept."""

import re
from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from htmldate import find_date

from extract.readers.html.data import PageData, text_of

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
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{2}:?\d{2})?")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_ZONE = re.compile(r"\s?([+-]\d{2}):?(\d{2})$|\s?(?:Z|UTC|GMT)$")
_STAMPED = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2})?)")
# Templates call the date of publication "updated" too, beside a name that says what it is.
_UPDATE_MARK = re.compile(r"^(?!.*(?:publi|entry-date|post-date)).*(?:updat|modif|maj\b|mise-a-jour)", re.I | re.S)
_DAY_IN_PATH = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?=[/_-]|$)")
_EARLIEST = 1900
_FOREIGN = ("li", "blockquote", "aside", "nav", "footer")
# How many times a page without a heading may show, and how far above the heading what it shares with its time stands.
_FEW_TIMES, _NEAR = 2, 4


def dates(tree: Any, data: PageData, uri: str) -> tuple[str | None, str | None]:
    """Return when the page was published and when updated; None is unknown, never today as a guess."""
    given = list(_given(_published(tree, data)))
    published = _finest(given) if given else _found(tree, uri)
    addressed = _addressed(uri)
    # A page that was moved or made anew is dated anew by its system; the address still has the day it came out.
    if addressed and published and addressed < published[:10] and not _near(addressed, published):
        published = addressed
    updated = next(_given(_updated(tree, data)), None)
    return published, updated if updated and updated != published and updated > (published or "") else None


def _addressed(uri: str) -> str | None:
    """Return the full day that stands in the path of a web address ("/2024/5/3/"), or None."""
    found = _DAY_IN_PATH.search(urlsplit(uri).path) if "://" in uri else None
    return iso("-".join((found[1], found[2].zfill(2), found[3].zfill(2)))) if found else None


def _near(day: str, moment: str) -> bool:
    """Whether a moment is of that day, or the next somewhere on earth."""
    return date.fromisoformat(moment[:10]) - date.fromisoformat(day) <= timedelta(days=1)


def _finest(given: list[str]) -> str:
    """Return the first date, or another source's wording of the same moment that has the hour, or the local zone."""
    first = given[0]
    moment = datetime.fromisoformat(first)
    for other in given[1:]:
        there = datetime.fromisoformat(other)
        if "T" not in first:
            if "T" in other and abs(there.replace(tzinfo=None) - moment) < timedelta(days=1.5):
                return other
        elif moment.utcoffset() == timedelta(0) and there.utcoffset() and abs(there - moment) < timedelta(minutes=2):
            return other
    return first


def iso(value: str | None) -> str | None:
    """Return a date or time as a machine writes it in ISO 8601, or None where it is none or cannot be."""
    text = " ".join((value or "").split())
    if not text or len(text) > 60:
        return None
    moment = _moment(text)
    if moment is None:
        return None
    day = moment.date() if isinstance(moment, datetime) else moment
    return moment.isoformat() if day.year >= _EARLIEST and day <= _tomorrow() else None


def _tomorrow() -> date:
    return datetime.now(UTC).date() + timedelta(days=1)


def _moment(text: str) -> date | datetime | None:
    try:
        return date.fromisoformat(text) if len(text) in (8, 10) else datetime.fromisoformat(_isolike(text))
    except ValueError:
        pass
    try:
        if _EPOCH.fullmatch(text):
            return datetime.fromtimestamp(int(text[:10]), UTC)
        if match := _COMPACT.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if re.fullmatch(r"\d{4}/\d{2}/\d{2}.{0,12}", text):
            return date(int(text[:4]), int(text[5:7]), int(text[8:10]))
        return parsedate_to_datetime(text) if re.search(r"\d{4}.*\d:\d", text) else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _isolike(text: str) -> str:
    """Return a time with its zone as Python reads it: "2024-05-03 10:00:00 +0200" has no space and a colon there."""
    zone = _ZONE.search(text)
    stamp = _STAMPED.match(text)
    if not stamp:
        return text
    hour = stamp[2] if len(stamp[2].split(":")[0]) == 2 else f"0{stamp[2]}"
    offset = (f"{zone[1]}:{zone[2]}" if zone[1] else "+00:00") if zone else ""
    return f"{stamp[1]}T{hour}{offset}"


def _given(values: Iterator[str | None]) -> Iterator[str]:
    for value in values:
        found = iso(value)
        if found:
            yield found


def _published(tree: Any, data: PageData) -> Iterator[str | None]:
    for node in data.articles():
        yield text_of(node.get("datePublished"))
    yield from (data.meta.get(name) for name in _PUBLISHED)
    for element in _times(tree):
        if not _UPDATE_MARK.search(_marks(element)):
            yield element.get("datetime") or element.get("content")
    for node in data.nodes:
        yield text_of(node.get("datePublished"))


def _updated(tree: Any, data: PageData) -> Iterator[str | None]:
    for node in data.articles():
        yield text_of(node.get("dateModified"))
    yield from (data.meta.get(name) for name in _UPDATED)
    for element in _times(tree):
        if _UPDATE_MARK.search(_marks(element)):
            yield element.get("datetime") or element.get("content")


def _times(tree: Any) -> list[Any]:
    """Return the times of the article: one named as its date, then those nearest to its heading, then a lone one."""
    named = tree.xpath("//*[(@itemprop='datePublished' or @itemprop='dateModified') and (@datetime or @content)]")
    order = [element for element in tree.iter("h1", "time") if next(element.iterancestors("blockquote"), None) is None]
    heading = next((at for at, element in enumerate(order) if element.tag == "h1"), None)
    times = [element for element in order if element.tag == "time"]
    if heading is None:
        return [*named, *times] if len(times) <= _FEW_TIMES else list(named)
    after = [element for element in order[heading + 1 :] if element.tag == "time"][:2]
    above = [element for element in order[:heading] if element.tag == "time"][-1:]
    held = [element for element in (*after, *above) if _beside(element, order[heading])]
    return [*named, *held, *(times if len(times) <= _FEW_TIMES else ())]


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
