"""A page's tree → its blocks of text: what a reader sees as one paragraph, heading, list item or cell."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

# Tags that end the line before and after them.
_BLOCK = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
# What is never text of the page.
_SILENT = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "head",
        "iframe",
        "object",
        "embed",
        "select",
        "option",
        "textarea",
        "button",
        "audio",
        "video",
        "canvas",
        "map",
        "datalist",
    ]
)
_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
# Only the white space of the source is folded: a fixed space in "40 000" or after « is the writer's.
_SPACE = re.compile(r"[ \t\r\f\v\n]+")
# The letters a word has at most, on average, where words are parted by spaces.
_PARTED = 12
_MARKS = frozenset("\"“„«‘‹'")
# The most letters of a row of data.
_ROW = 300
_BREAK = "\x1e"
_PARTING = re.compile(rf"{_BREAK}\s*{_BREAK}[\s{_BREAK}]*")
_BREAKS = re.compile(rf"(?:(?<!\s)\s+)?{_BREAK}\s*")
# Hyphens and joints that show nothing, and would part a word from itself.
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")


@dataclass(slots=True, eq=False)
class Block:
    """One block: `text` has a "\\n" where the page breaks a line in it; `linked` is the share of it inside links."""

    element: Any
    text: str
    linked: float
    words: int

    @property
    def heading(self) -> bool:
        return self.element.tag in _HEADINGS


def blocks(root: Any) -> list[Block]:
    """Return the blocks of a tree in the order of the page; what runs without end or depth takes no longer for it."""
    return list(_Walk(root))


class _Walk:
    """One pass over a tree without recursion, for a page may be nested 20,000 deep."""

    def __init__(self, root: Any) -> None:
        self.root = root
        self.parts: list[str] = []
        self.linked = 0
        self.links = 0

    def __iter__(self) -> Iterator[Block]:
        root = self.root
        stack = [(root, iter(root))]
        self._add(root.text)
        while stack:
            element, children = stack[-1]
            for child in children:
                tag = child.tag
                if tag.__class__ is not str or tag in _SILENT:
                    self._add(child.tail)
                    continue
                if tag == "br":
                    self.parts.append(_BREAK)
                elif tag in ("td", "th") and child.getprevious() is not None and _is_row(element):
                    self.parts.append(" | ")
                elif tag in _BLOCK:
                    yield from self._ended(element)
                elif tag == "a":
                    self.links += 1
                elif tag == "q" and not _marked(child):
                    self.parts.append("“")
                self._add(child.text)
                stack.append((child, iter(child)))
                break
            else:
                stack.pop()
                if element.tag in ("td", "th") and stack and _is_row(stack[-1][0]):
                    pass
                elif element.tag in _BLOCK:
                    yield from self._ended(element)
                elif element.tag == "a":
                    self.links -= 1
                elif element.tag == "q" and not _marked(element):
                    self.parts.append("”")
                if stack:
                    self._add(element.tail)

    def _add(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            if self.links:
                self.linked += len(text)

    def _ended(self, element: Any) -> Iterator[Block]:
        """Yield the block of what was gathered; two line breaks in a row part paragraphs."""
        if not self.parts:
            return
        raw, linked = "".join(self.parts), self.linked
        self.parts, self.linked = [], 0
        while element is not self.root and element.tag not in _BLOCK:
            element = element.getparent()
        share = min(linked / max(len(raw), 1), 1.0)
        for paragraph in _PARTING.split(raw) if _BREAK in raw else (raw,):
            text = _folded(paragraph)
            if text:
                yield Block(element, text, share, _words(text))


def _folded(raw: str) -> str:
    """Return a text with the white space of its source folded and a line end for each break."""
    if _BREAK not in raw and raw.isascii():
        return " ".join(raw.split())
    return _BREAKS.sub("\n", _SPACE.sub(" ", _INVISIBLE.sub("", raw))).strip()


def _marked(quotation: Any) -> bool:
    """Whether a <q> brings its quotation marks along; around another one browsers draw them."""
    return (quotation.text or "").lstrip()[:1] in _MARKS


def _is_row(row: Any) -> bool:
    """Whether a row is one of a table of data: several cells of few words each, without paragraphs in them."""
    if row.tag != "tr" or len(row) < 2 or any(len(cell) for cell in row):
        return False
    return sum(len(cell.text or "") for cell in row if isinstance(cell.tag, str)) <= _ROW


def _words(text: str) -> int:
    """Return how many words a text has; where spaces do not part them, two letters are one."""
    parted = len(text.split())
    return parted if text.isascii() or len(text) <= _PARTED * parted else max(parted, len(text) // 2)
