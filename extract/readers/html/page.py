"""The bytes of a page → its document."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from itertools import dropwhile
from typing import Any

from lxml import etree, html
from trafilatura import bare_extraction

from extract.errors import SourceError
from extract.model import Document, Metadata, content_id
from extract.readers.decode import storable
from extract.readers.html import authors, body, metadata, walls
from extract.readers.html.aligned import standing_in
from extract.readers.html.blocks import Block, blocks
from extract.readers.html.data import PageData, page_data
from extract.readers.html.dates import dates
from extract.readers.html.encoding import EVIDENCE, decode_page, repaired
from extract.readers.options import Options

MOST_ELEMENTS = 30_000
DEEPEST = 1_000
MOST_DEPTHS = 1_500_000
"""How many elements a page may have, how deep one and how deep all of them together may stand: the time it takes."""
MOST_TEXT = 3_000_000
# Fewer words are a caption or a notice; a body in the page's data from this many on is one.
_FEWEST, _TOLD = 12, 60
_TEASER = 150
_OF_HEAD = ("title", "meta", "link", "style", "script", "base", "noscript", "template")
# The share of a page's prose at which the longer way of the extractor would not find another body.
_ENOUGH = 0.45
# How many words of prose in one column are an article that the extractor did not see.
_COLUMN = 80

# What they do not find is said in a failure of our own.
for name in ("trafilatura", "htmldate", "readability"):
    logging.getLogger(name).setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page: its tree, its blocks of text and what it says of itself.

    `elements` are all of the tree, kept only so that lxml need not make them anew for everyone who looks at the tree.
    """

    tree: Any
    elements: list[Any]
    found: list[Block]
    data: PageData


def document(uri: str, data: bytes, options: Options, charset: str | None = None) -> Document:
    """Return the document of a page; raises `SourceError` where it holds no article."""
    text, note = decode_page(data, charset)
    page = parsed(text)
    title = metadata.title(page.tree, page.data)
    paragraphs, told = _paragraphs(page, title)
    content = storable("\n\n".join(paragraphs))
    mended = repaired(content)
    evidence = EVIDENCE if mended == content else 1
    published, updated = dates(page.tree, page.data, uri, page.found, title)
    notes = [note, told, _MENDED if mended != content else None]
    return Document(
        id=content_id("document", uri, mended),
        uri=storable(metadata.address(page.tree, page.data, uri)),
        media_type="text/html",
        content=mended,
        metadata=Metadata(
            title=_clean(title, evidence),
            outlet=_clean(_outlet(page, uri) or options.outlet, evidence),
            author=_clean(authors.author(page.tree, page.data, page.found, title), evidence),
            published_at=published,
            updated_at=updated,
            clean=True,
            note="; ".join(part for part in notes if part) or None,
        ),
        original=data,
    )


def _outlet(page: Page, uri: str) -> str | None:
    return metadata.outlet(page.data) or metadata.spelt_outlet(page.tree, page.data, uri)


_MENDED = "its text had been decoded wrongly before (as in “â€™” for “’”) and was repaired"


def parsed(text: str) -> Page:
    """Return the parsed page; raises `SourceError` where it is empty, or larger than any article's page."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SourceError("the page is empty; save it again, or give its text as a .txt file") from error
    _out_of_head(tree)
    elements = list(tree.iter())
    _bound(tree, len(elements))
    return Page(tree, elements, blocks(tree), page_data(tree))


def _out_of_head(tree: Any) -> None:
    """Put what the parser took for the head of a page without <body> into its body: <main>, <article> and so on."""
    head, body_ = tree.find("head"), tree.find("body")
    stray = [element for element in head if element.tag not in _OF_HEAD] if head is not None else []
    if stray and body_ is None:
        body_ = etree.SubElement(tree, "body")
    for place, element in enumerate(stray):
        body_.insert(place, element)


def _bound(tree: Any, elements: int) -> None:
    """Raise `SourceError` where the time that a page takes is out of proportion to what a page may hold."""
    deepest, depths = _depths(tree) if elements <= MOST_ELEMENTS else (0, 0)
    if elements > MOST_ELEMENTS or deepest > DEEPEST or depths > MOST_DEPTHS:
        what = f"has {elements:,} elements" if elements > MOST_ELEMENTS else f"is nested {deepest:,} elements deep"
        raise SourceError(f"the page {what}, as no article is, and would take minutes; save the article alone")
    if len(tree.text_content()) > MOST_TEXT:
        raise SourceError(f"the page holds more than {MOST_TEXT // 1_000_000} million letters; save the article alone")


def _depths(tree: Any) -> tuple[int, int]:
    """Return how deep the deepest element stands in the tree, and how deep all of them do, added up."""
    depth = deepest = depths = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start":
            deepest, depths = max(deepest, depth), depths + depth
    return deepest, depths


def _paragraphs(page: Page, title: str | None) -> tuple[list[str], str | None]:
    """Return the paragraphs of the article and what should be said of them; raises `SourceError` without any."""
    kept = _extracted(page)
    told = _told_body(page.data)
    kept, own = _arbitrated(page.found, kept, told)
    if own:
        return own, "its text was taken from the page's data, for the page itself shows less of it"
    chosen = list(dropwhile(lambda block: authors.is_byline(block.text), body.article(page.found, kept, title)))
    words = sum(block.words for block in chosen)
    if words < _FEWEST:
        raise walls.no_article(page.found, _without_scripts(page.tree))
    if walls.is_list(page.found, chosen, page.data):
        raise walls.listed()
    short = words < _TEASER and walls.walled(page.found)
    return [
        block.text for block in chosen
    ], "the page shows only a part of it to readers who have not subscribed" if short else None


def _extracted(page: Page) -> list[bool]:
    """Return which blocks trafilatura keeps; its second opinions are heard only where it keeps little of the prose."""
    kept, taken = [False] * len(page.found), 0
    prose = [block.words if body.prose(block) else 0 for block in page.found]
    for fast in (True, False):
        text = _text(page.tree, fast)
        kept = standing_in(page.found, text) if text else kept
        taken = sum(words for words, flag in zip(prose, kept, strict=True) if flag)
        if taken >= max(_ENOUGH * sum(prose), _TEASER):
            return kept
    column = body.column(page.found)
    beside = sum(words for words, flag, other in zip(prose, column, kept, strict=True) if flag and not other)
    return column if beside >= max(taken, _COLUMN) else kept


def _text(tree: Any, fast: bool) -> str:
    try:
        found: Any = bare_extraction(tree, include_comments=False, fast=fast)
    except Exception:  # whatever it stumbles on, the page's own data and blocks remain
        return ""
    return (found.text or "") if found is not None else ""


def _told_body(data: PageData) -> str:
    """Return the longest text of the article that the page's data hold."""
    bodies = [node["articleBody"] for node in data.articles() if isinstance(node.get("articleBody"), str)]
    text = max(bodies, key=len, default="")
    if "<" in text and ">" in text:
        try:
            text = "\n".join(block.text for block in blocks(html.fragment_fromstring(text, create_parent="div")))
        except (etree.ParserError, ValueError):
            return ""
    return unescape(text)


def _arbitrated(found: Sequence[Block], kept: list[bool], told: str) -> tuple[list[bool], list[str] | None]:
    """Return which blocks are of the article by the extractor and the page's data, or the data's own paragraphs."""
    words = len(told.split())
    if words < _TOLD:
        return kept, None
    stands = standing_in(found, told)
    shown = sum(block.words for block, flag in zip(found, stands, strict=True) if flag)
    taken = sum(block.words for block, flag in zip(found, kept, strict=True) if flag)
    if shown < 0.5 * words:
        lines = [" ".join(line.split()) for line in told.splitlines()]
        return kept, [line for line in lines if line] if taken < 0.5 * words else None
    if shown < 0.8 * words or words < 0.5 * taken:
        return kept, None
    last = max(index for index, flag in enumerate(stands) if flag)
    # What goes on beside its last paragraph is of the article too: some sites tell machines its beginning alone.
    beside = {block.element.getparent() for block, flag in zip(found, stands, strict=True) if flag}
    goes_on = [index <= last or block.element.getparent() in beside for index, block in enumerate(found)]
    return [flag or (own and on) for flag, own, on in zip(stands, kept, goes_on, strict=True)], None


def _without_scripts(tree: Any) -> str:
    return " ".join(" ".join(element.itertext()) for element in list(tree.iter("noscript"))[:5])


def _clean(value: str | None, evidence: int) -> str | None:
    return storable(repaired(value, evidence)) if value else None
