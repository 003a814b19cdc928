"""Marked-up text of a feed → plain paragraphs."""

import re

from lxml import etree, html

from extract.readers.decode import storable

_BLOCKS = {
    *(
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "tr",
        "table",
        "section",
        "article",
        "figure",
    ),
    *("h1", "h2", "h3", "h4", "h5", "h6", "hr", "pre", "figcaption", "header", "footer", "aside"),
}
_SILENT = {"script", "style", "template", "noscript", "iframe", "object", "svg"}
_MARKED = re.compile(r"<[a-zA-Z/!]|&(?:#?\w{1,30});")


def plain(text: str) -> str:
    """Return the text with a blank line between paragraphs; text without any mark-up comes as it is."""
    if not _MARKED.search(text):
        return storable("\n\n".join(_paragraphs(text)))
    try:
        tree = html.fragment_fromstring(text.replace("\x00", ""), create_parent="div")
    except (etree.ParserError, ValueError):
        return storable("\n\n".join(_paragraphs(text)))
    pieces: list[str] = []
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            pieces.append(element.tail or "")
            continue
        if element.tag in _BLOCKS:
            pieces.append("\n")
        if event == "start":
            pieces.append(_spoken(element, element.text))
        elif element is not tree:
            pieces.append(_spoken(element.getparent(), element.tail))
    return storable("\n\n".join(_paragraphs("".join(pieces))))


def _spoken(element: etree._Element, text: str | None) -> str:
    return "" if not text or element.tag in _SILENT else " ".join(re.split(r"\s+", text))


def _paragraphs(text: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in text.split("\n")) if line]
