"""Who wrote the article of a page. An outlet is no author, nor is who speaks in the article. Unknown is None."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from extract.lang import load, supported
from extract.readers.html.aligned import letters
from extract.readers.html.data import PageData, kinds, text_of
from extract.readers.html.metadata import site_names

_AUTHOR_META = ("author", "article:author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author", "byl")
_PERSON = re.compile(r"[^\W\d_][^\d@|/:<>{}()]{2,79}")
_WORDS_IN_NAME, _MOST = 5, 6


def author(tree: Any, data: PageData) -> str | None:
    """Return who wrote the article, several parted by ", "; an outlet is no author, nor is who speaks in it."""
    site = site_names(data)
    for values in (_written(data), _named(data), _marked(tree)):
        names: list[str] = []
        for value in values:
            names += [name for name in _people(value) if letters(name) not in site and name not in names]
        if names:
            return ", ".join(names[:_MOST])
    return None


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


def _marked(tree: Any) -> Iterator[str]:
    """Yield what the page's mark-up calls its author: the first that is named so, by the most telling name."""
    for path in (
        "//a[@rel='author']",
        "//*[@itemprop='author']",
        "//*[contains(concat(' ', @class, ' '), ' author-name ') or contains(concat(' ', @class, ' '), ' author ')]",
        "//*[contains(@class, 'byline') or contains(@class, 'Byline')]",
        "//*[contains(@class, 'signature') or contains(@class, 'auteur')]",
    ):
        found = [element for element in tree.xpath(path) if not _within_comments(element)][:3]
        texts = [" ".join(" ".join(element.itertext()).split()) for element in found]
        kept = [text for text in texts if 3 <= len(text) <= 120]
        if kept:
            yield from dict.fromkeys(kept)
            return


def _within_comments(element: Any) -> bool:
    return any("comment" in (above.get("class") or above.get("id") or "").lower() for above in element.iterancestors())


def _people(value: str) -> list[str]:
    """Return the names in a byline: "By Ada Quill and Tom Orr, Wexel Courier" is the first two."""
    text = _by().sub("", " ".join(value.split()), count=1)
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
def _and() -> re.Pattern[str]:
    return re.compile(rf"(?:(?<!\s)\s+)?[,;|•·]\s*|\s[-–—]\s|(?<!\s)\s+(?:{_either('and')}|&)\s+", re.I)


def _either(name: str) -> str:
    words = {word for code in supported() for word in load(code).section("pages")[name]}
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
