"""Who wrote the article of a page. An outlet is no author, nor is who speaks in the article. Unknown is None."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice, takewhile
from typing import Any

from extract.lang import load, supported
from extract.readers.html.aligned import letters
from extract.readers.html.blocks import Block
from extract.readers.html.body import prose
from extract.readers.html.data import PageData, kinds, text_of
from extract.readers.html.metadata import site_names
from extract.readers.html.shown import around_title, parts

_AUTHOR_META = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl")
_PERSON = re.compile(r"[^\W\d_][^\d@|/:<>{}()]{2,79}")
_WORDS_IN_NAME, _MOST = 5, 6
# The most words of a byline that is one.
_BYLINE = 10
# How many elements of a name are looked at, and the longest text of one.
_LOOKED_AT, _LONGEST = 6, 120
# How far up it is asked whose name it is.
_AROUND = 5
_NAMES = (
    "//a[@rel='author']",
    "//*[@itemprop='author']",
    "//*[contains(concat(' ', @class, ' '), ' author-name ') or contains(concat(' ', @class, ' '), ' author ')]",
    "//*[contains(@class, 'byline') or contains(@class, 'Byline')]",
    "//*[contains(@class, 'signature') or contains(@class, 'auteur')]",
)
_ELSEWHERE = re.compile(
    r"comment(?!ary)|related|recommend|recirc|teaser|sidebar|popular|trending|more-?(?:stories|news)", re.I
)


def author(tree: Any, data: PageData, found: Sequence[Block] = (), title: str | None = None) -> str | None:
    """Return who wrote the article, several parted by ", "; an outlet is no author, nor is who speaks in it."""
    site = site_names(data)
    above = _above_heading(tree)
    below = (_marked(tree, above), _said(found, title), _marked(tree, frozenset()))
    for values in (_written(data), _named(data), *below):
        names: list[str] = []
        for value in values:
            names += [name for name in _people(value) if letters(name) not in site and not _has(names, name)]
        if names:
            return ", ".join(names[:_MOST])
    return None


def is_byline(text: str) -> bool:
    """Whether a line says by whom the article is, and no more: "By Ada Quill and Tom Orr"."""
    return len(text.split()) <= _BYLINE and bool(_by().match(text) and _people(text)) and not text.endswith((".", ":"))


def _has(names: list[str], name: str) -> bool:
    return any(letters(name) == letters(other) for other in names)


def _written(data: PageData) -> Iterator[str]:
    for node in data.articles():
        value = node.get("author") or node.get("creator")
        for one in value if isinstance(value, list) else [value]:
            organisation = isinstance(one, Mapping) and "Organization" in kinds(one)
            name = None if organisation else text_of(one)
            if name:
                yield name
        if value:
            return


def _named(data: PageData) -> Iterator[str]:
    yield from (data.meta[name] for name in _AUTHOR_META[:1] if name in data.meta)
    yield from (data.meta[name] for name in _AUTHOR_META[1:] if name in data.meta and "author" not in data.meta)


def _marked(tree: Any, others: frozenset[Any]) -> Iterator[str]:
    """Yield what the page's mark-up calls its author: the first that is named so, by the most telling name.

    `others` are not looked at: what stands above the heading may name the authors of other articles.
    """
    for named in _NAMES:
        every = [element for element in tree.xpath(named) if element not in others]
        found = [element for element in every[:_LOOKED_AT] if not _foreign(element)]
        texts = [text for element in found if _together(element, found[0]) for text in _texts(element)]
        if any(_people(text) for text in texts):
            yield from dict.fromkeys(texts)
            return


def _above_heading(tree: Any) -> frozenset[Any]:
    """Return what stands above the first heading of a page; nothing where it has none."""
    if tree.find(".//h1") is None:
        return frozenset()
    return frozenset(takewhile(lambda element: element.tag != "h1", tree.iter()))


def _said(found: Sequence[Block], title: str | None) -> Iterator[str]:
    """Yield the line below the title that says by whom the article is."""
    for block, below in around_title(found, letters(title or "")):
        line = next((part for part in parts(block.text) if _by().match(part)), None)
        if below and line and not prose(block) and not _foreign(block.element):
            yield line
            return


def _texts(element: Any) -> list[str]:
    """Return the names in an element: those of its links, which leave out what the person is, else all it says."""
    whole = " ".join(" ".join(element.itertext()).split())
    linked = [" ".join("".join(link.itertext()).split()) for link in element.iter("a")]
    people = [text for text in linked if _people(text)]
    # A line that names more people than it links to says them all.
    return people if people and len(_people(whole)) <= len(people) else [whole] if 3 <= len(whole) <= _LONGEST else []


def _together(one: Any, first: Any) -> bool:
    """Whether two elements name the authors of one article: they stand in one element, or in twins of one list."""
    here, there = one.getparent(), first.getparent()
    return here is there or (here is not None and there is not None and here.getparent() is there.getparent())


def _foreign(element: Any) -> bool:
    """Whether an element stands among readers' comments, or in what leads to other articles."""
    around = [element, *islice(element.iterancestors(), _AROUND)]
    return any(above.tag == "nav" or _ELSEWHERE.search(f"{above.get('class')} {above.get('id')}") for above in around)


def _people(value: str) -> list[str]:
    """Return the names in a byline: "By Ada Quill and Tom Orr, Wexel Courier" is the first two."""
    text = _roles().split(_by().sub("", " ".join(value.split()), count=1), maxsplit=1)[0]
    found: list[str] = []
    for part in _and().split(text):
        name = part.strip(" ,;.|-–—\u200b")
        words = name.split()
        person = (
            _PERSON.fullmatch(name)
            and 2 <= len(words) <= _WORDS_IN_NAME
            and name[0].isupper()
            and words[-1][0].isupper()
        )
        if not person:
            break
        found.append(name)
    return found


@cache
def _by() -> re.Pattern[str]:
    return re.compile(rf"^\W*(?:{_either('by')})\s+", re.I)


@cache
def _roles() -> re.Pattern[str]:
    """Return what a person is, or what is to be done, beside the name of an author: "Senior Editor", "Follow"."""
    return re.compile(rf"(?:(?<![\s,])[\s,]+)?\b(?:{_either('beside_author')})\b", re.I)


@cache
def _and() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<!\s)\s+)?[,;|•·]\s*|\s[-–—]\s|(?<!\s)\s+(?:{_either('and')}|&)\s+", re.I)


def _either(name: str) -> str:
    words = {word for code in supported() for word in load(code).section("pages")[name]}
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
