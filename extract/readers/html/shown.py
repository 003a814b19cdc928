"""The dates that a page shows its readers around the title: "Published 3 May 2026", "Mis à jour le 4 mai 2026"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

from extract.dates import date_words, first_date, fold, is_date_line
from extract.lang import load, supported
from extract.readers.html.aligned import letters
from extract.readers.html.blocks import Block
from extract.readers.html.body import prose
from extract.readers.html.data import PageData
from extract.readers.html.moments import tomorrow

# How many blocks above the title, and below it, may hold its date; how many above the first prose where no title is.
_ABOVE, _BELOW, _UNTITLED = 4, 12, 8
# How many signs and spaces a title has at most, beside one for each of its letters.
_SIGNS = 20
# The most words of a line that dates an article, and from how many on a block is of its prose.
_MOST, _PROSE = 24, 20
# Names of classes and ids, as the templates of sites write them.
_DATED = re.compile(r"date|time|publi|posted", re.I)
_NAMES = "|".join(
    f"//*[contains(concat(' ', normalize-space(@class), ' '), ' {name} ')]"
    for name in ("published", "dt-published", "entry-date", "post-date", "article-date", "pubdate", "publish-date")
)
_MOST_NAMED, _LONGEST = 50, 60
_PARTS = re.compile(r"(?:(?<!\s)\s+)?[|•·]\s*|\s/\s|\n")
_FOREIGN = ("nav", "footer", "figure", "figcaption", "blockquote")
_DAY_FIRST = re.compile(r"(?!en)[a-z]{2}(?![a-z])|en[-_](?!us)[a-z]{2}(?![a-z])", re.I)
_MONTH_FIRST = re.compile(r"en[-_]us(?![a-z])", re.I)
_WORD = re.compile(r"[^\W\d_][^\W_]*")
# How many more words a line may have that its template calls a date.
_TOLD = 2
# Before it no page was published on the web.
_EARLIEST = "1990-01-01"


@dataclass(frozen=True, slots=True)
class Shown:
    """The days that a page shows as those of its publication and of its update, in ISO; None is not shown."""

    published: str | None = None
    updated: str | None = None


def shown_dates(tree: Any, data: PageData, found: Sequence[Block], title: str | None) -> Shown:
    """Return the days shown around the title, in lines that say what they are or are nothing but a date."""
    day_first, month_first = _order(tree, data)
    published = updated = None
    for block, below in around_title(found, letters(title or "")):
        for part in parts(block.text):
            day = first_date(part, day_first, month_first)
            if day is None or not _EARLIEST <= day[0] <= tomorrow().isoformat():
                continue
            if date_words().updated.search(fold(part)):
                updated = updated or day[0]
            elif date_words().published.match(fold(part)) or _dates_it(block, part, day, below):
                published = published or day[0]
    return Shown(published, updated)


def named_date(tree: Any, data: PageData) -> str | None:
    """Return the one day that the elements of a page named as its date show, wherever they stand; None of several."""
    day_first, month_first = _order(tree, data)
    days = set()
    for element in tree.xpath(_NAMES)[:_MOST_NAMED]:
        day = first_date(" ".join("".join(element.itertext()).split())[:_LONGEST], day_first, month_first)
        days |= {day[0]} if day and _EARLIEST <= day[0] <= tomorrow().isoformat() else set()
    return days.pop() if len(days) == 1 else None


def _order(tree: Any, data: PageData) -> tuple[bool, bool]:
    """Return whether the day, or the month, is known to come first in 3/5/2024 where the page is written."""
    language = tree.get("lang") or data.meta.get("og:locale", "")
    return bool(_DAY_FIRST.match(language)), bool(_MONTH_FIRST.match(language))


def around_title(found: Sequence[Block], title: str) -> Iterator[tuple[Block, bool]]:
    """Yield the short blocks around the title, those below it first, and whether they stand below it."""
    at = _heading(found, title)
    first = next((at for at, block in enumerate(found) if block.words >= _PROSE and prose(block)), len(found))
    if at is None or at > first + _BELOW:
        yield from ((block, True) for block in found[max(first - _UNTITLED, 0) : first] if _short(block))
        return
    sentences = 0
    for block in found[at + 1 : at + 1 + _BELOW]:
        # A standfirst may stand above the date, the article does not.
        sentences += block.words >= _PROSE and prose(block) and _own(block)
        if sentences > 1:
            break
        if _short(block):
            yield block, True
    yield from ((block, False) for block in found[max(at - _ABOVE, 0) : at] if _short(block))


def _heading(found: Sequence[Block], title: str) -> int | None:
    """Return where the title stands: as a heading, for some pages have it in a bar on top as well."""
    likely = range(len(title), 2 * len(title) + _SIGNS)
    told = [
        at for at, block in enumerate(found) if title and len(block.text) in likely and letters(block.text) == title
    ]
    heads = [at for at, block in enumerate(found) if block.element.tag == "h1"]
    return next((at for at in told if found[at].heading), next(iter([*heads, *told]), None))


def _short(block: Block) -> bool:
    return block.words <= _MOST and _own(block)


def _own(block: Block) -> bool:
    element = block.element
    return element.tag not in _FOREIGN and next(element.iterancestors(*_FOREIGN), None) is None


def parts(text: str) -> list[str]:
    """Cut "By Jane Roe | Published 3 May 2026 - Updated 4 May 2026" where one thing ends."""
    edges = [0, *(match.start() for match in date_words().updated.finditer(fold(text))), len(text)]
    cut = [text[start:end] for start, end in pairwise(edges)]
    return [piece.strip(" -–—,(") for part in cut for piece in _PARTS.split(part) if piece.strip()]


def _dates_it(block: Block, part: str, day: tuple[str, int, int], below: bool) -> bool:
    """Whether a line that calls itself nothing dates the article: a date alone, a named one, or one behind names.

    Above the title it must be named and alone; with a weekday it is the day of the visit there, as mastheads have it.
    """
    if is_date_line(part) and below:
        return True
    _, start, end = day
    holders = (block.element, block.element.getparent())
    named = any(_DATED.search(f"{one.get('class')} {one.get('id')}") for one in holders if one is not None)
    if not below:
        return named and is_date_line(part) and not date_words().weekdays & set(_WORD.findall(fold(part)))
    said = [word for word in _WORD.findall(part[:start]) if word[0].islower() and fold(word) not in _small()]
    behind = [word for word in _WORD.findall(part[end:]) if not word.isupper() and fold(word) not in _small()]
    return not block.heading and len(said + behind) <= (_TOLD if named else 0)


@cache
def _small() -> frozenset[str]:
    """Return the words that stand between the names and the date of a byline."""
    sections = [load(code).section("pages") for code in supported()]
    phrases = (phrase for section in sections for name in ("by", "and") for phrase in section[name])
    return date_words().filler | {word for phrase in phrases for word in phrase.split()}
