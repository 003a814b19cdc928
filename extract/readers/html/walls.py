"""Why a page gives no article: what stands in its place, as one line of cause and remedy."""

from collections.abc import Sequence
from functools import cache

from extract.errors import SourceError
from extract.lang import load, supported
from extract.readers.html.blocks import Block
from extract.readers.html.data import PageData

_HEAD = 20_000
_TEASERS, _LINKED = 8, 0.8
# How many blocks a teaser has with its heading, and the share of a list that its teasers are.
_REACH, _MOSTLY = 3, 0.6
# How many teasers must be what was taken for the body.
_TEASED = 3
# The words of a page below which it is what its few words say: an error, a wall.
_FEW = 120
_SAVE = "open it in a browser and save the page once it shows its text"
_CAUSES = {
    "refused": ("the site refused to show it to a program", _SAVE),
    "missing": ("the site says that there is no such page", "check the address"),
    "scripts": ("its text is only shown by a script (JavaScript), which is not run", _SAVE),
    "paywall": ("it shows no text to readers who have not subscribed", "log in, and save the page or its text"),
    "consent": ("it shows a question about cookies instead of the article", _SAVE),
}


def no_article(found: Sequence[Block], hidden: str) -> SourceError:
    """Return the error that says why blocks of a page are no article; `hidden` is what is shown without scripts."""
    words = sum(block.words for block in found)
    if words == 0 and not hidden.strip():
        return SourceError(f"the page holds no text; {_SAVE}")
    said = _fold(" ".join(block.text for block in found[:400])[:_HEAD] + " " + hidden[:_HEAD])
    for kind, (cause, remedy) in _CAUSES.items():
        if (words < _FEW or kind == "scripts") and any(phrase in said for phrase in _phrases(kind)):
            return SourceError(f"{cause}; {remedy}")
    if sum(block.heading and block.linked >= _LINKED for block in found) >= _TEASERS:
        return _list()
    if words < _FEW // 4:
        return SourceError(f"the page holds hardly any text, which a script may add; {_SAVE}")
    return SourceError("no article is found in the page; give its text as a .txt file")


def is_list(found: Sequence[Block], body: Sequence[Block], data: PageData) -> bool:
    """Whether a page leads to articles and is none: what text it has stands right below several linked headings."""
    if data.articles() or data.meta.get("og:type", "").lower() == "article":
        return False
    if sum(block.heading and block.linked >= _LINKED for block in found) < _TEASERS:
        return False
    chosen = {id(block) for block in body}
    below, led = 0, _REACH
    heading, teased = -1, set()
    for at, block in enumerate(found):
        heading, led = (at, 0) if block.heading and block.linked >= _LINKED else (heading, led + 1)
        if id(block) in chosen and 0 < led < _REACH:
            below += block.words
            teased.add(heading)
    # One linked heading above it all is the article's own, linked to itself.
    return len(teased) >= _TEASED and below >= _MOSTLY * sum(block.words for block in body)


def _list() -> SourceError:
    return SourceError("it is a list of articles and none itself; give the addresses of its articles, or its feed")


def listed() -> SourceError:
    """Return the error of a page that is a list."""
    return _list()


def walled(found: Sequence[Block]) -> bool:
    """Whether the page says that its rest is for subscribers."""
    said = _fold(" ".join(block.text for block in found)[-5 * _HEAD :])
    return any(phrase in said for phrase in _phrases("paywall"))


def _fold(text: str) -> str:
    return " ".join(text.replace("’", "'").lower().split())


@cache
def _phrases(kind: str) -> tuple[str, ...]:
    return tuple(phrase for code in supported() for phrase in load(code).section("pages")[kind])
