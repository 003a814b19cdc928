"""The bytes of a page → its document."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
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
from extract.readers.html.encoding import decode_page, repaired
from extract.readers.options import Options

MOST_ELEMENTS = 50_000
MOST_DEPTHS = 3_000_000
"""How many elements a page may have, and how many all of them may stand inside: both bound the time it takes."""
MOST_TEXT = 5_000_000
# Fewer words are a caption or a notice; a body in the page's data from this many on is one.
_FEWEST, _TOLD = 12, 60
_TEASER = 150


@dataclass(frozen=True, slots=True)
class Page:
    """A parsed page: its tree, its blocks of text and what it says of itself."""

    tree: Any
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
    published, updated = dates(page.tree, page.data, uri)
    notes = [note, told, _MENDED if mended != content else None]
    return Document(
        id=content_id("document", uri, mended),
        uri=storable(metadata.address(page.tree, page.data, uri)),
        media_type="text/html",
        content=mended,
        metadata=Metadata(
            title=_clean(title),
            outlet=_clean(options.outlet or metadata.outlet(page.data)),
            author=_clean(authors.author(page.tree, page.data)),
            published_at=published,
            updated_at=updated,
            clean=True,
            note="; ".join(part for part in notes if part) or None,
        ),
        original=data,
    )


_MENDED = "its text had been decoded wrongly before (as in “â€™” for “’”) and was repaired"


def parsed(text: str) -> Page:
    """Return the parsed page; raises `SourceError` where it is empty, or larger than any article's page."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        tree = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise SourceError("the page is empty; save it again, or give its text as a .txt file") from error
    tree = _bounded(tree)
    return Page(tree, blocks(tree), page_data(tree))


def _bounded(tree: Any) -> Any:
    """Return the tree, or the one article in it where the whole is too large; raises `SourceError`."""
    elements, depths = _size(tree)
    if elements <= MOST_ELEMENTS and depths <= MOST_DEPTHS and len(tree.text_content()) <= MOST_TEXT:
        return tree
    raise SourceError(
        f"the page is larger than any article's ({elements:,} elements, nested {depths // max(elements, 1):,} deep on"
        " average), and would take minutes; save the article alone"
    )


def _size(tree: Any) -> tuple[int, int]:
    elements = depth = depths = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "start":
            elements, depths = elements + 1, depths + depth
    return elements, depths


def _paragraphs(page: Page, title: str | None) -> tuple[list[str], str | None]:
    """Return the paragraphs of the article and what should be said of them; raises `SourceError` without any."""
    extracted = _extracted(page.tree)
    kept = standing_in(page.found, extracted) if extracted else [False] * len(page.found)
    told = _told_body(page.data)
    kept, own = _arbitrated(page.found, kept, told)
    if own:
        return own, "its text was taken from the page's data, for the page itself shows less of it"
    chosen = body.article(page.found, kept, title)
    words = sum(block.words for block in chosen)
    if words < _FEWEST:
        raise walls.no_article(page.found, _without_scripts(page.tree))
    if walls.is_list(page.found, chosen, page.data):
        raise walls.listed()
    short = words < _TEASER and walls.walled(page.found)
    return [
        block.text for block in chosen
    ], "the page shows only a part of it to readers who have not subscribed" if short else None


def _extracted(tree: Any) -> str:
    try:
        found: Any = bare_extraction(tree, include_comments=False)
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
    """Return which blocks the extractor and the page's data agree on, or the data's paragraphs where the page has none."""
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
    at = [index for index, flag in enumerate(stands) if flag]
    return [flag or (kept[index] and index <= at[-1]) for index, flag in enumerate(stands)], None


def _without_scripts(tree: Any) -> str:
    return " ".join(" ".join(element.itertext()) for element in list(tree.iter("noscript"))[:5])


def _clean(value: str | None) -> str | None:
    return storable(repaired(value)) if value else None
