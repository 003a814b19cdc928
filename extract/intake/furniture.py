"""What is furniture on the pages of an outlet: what several of them say, and what people took out of one.

Learned from the store, and from the run as it goes on.
"""

from collections.abc import Sequence
from dataclasses import replace

from extract.article import article_from, chrome_lines, line_keys
from extract.intake.known import Read
from extract.model import Article, Document
from extract.store import Store, queries

MOST = 40
"""Texts of an outlet that are looked at: enough to know its menus, and bounded however long a run is."""


class Furniture:
    """The lines that documents of an outlet share; an article is zoned again where it has some of them."""

    def __init__(self, store: Store | None) -> None:
        self._store = store
        self._texts: dict[str, list[str]] = {}
        self._lines: dict[str, tuple[int, frozenset[str]]] = {}
        self._taken_out: dict[str, frozenset[str]] = {}

    def told_apart(self, fresh: Sequence[Read]) -> list[Read]:
        """Return the articles with the lines that others of their outlet have too taken for furniture; ids stay."""
        for document, article in fresh:
            if _raw(document) and article.outlet:
                self._learn(article.outlet.id, article.text)
        return [self._zoned(document, article) for document, article in fresh]

    def _learn(self, outlet: str, text: str) -> None:
        if outlet not in self._texts:
            self._texts[outlet] = queries.raw_texts(self._store, outlet, MOST) if self._store else []
            taken_out = queries.taken_out(self._store, outlet) if self._store else []
            self._taken_out[outlet] = frozenset(key for stretch in taken_out for key in line_keys(stretch))
        if len(self._texts[outlet]) < MOST:
            self._texts[outlet].append(text)

    def _zoned(self, document: Document, article: Article) -> Read:
        known = self._shared(article.outlet.id) if article.outlet and _raw(document) else frozenset()
        return (document, replace(article_from(document, known), id=article.id)) if known else (document, article)

    def _shared(self, outlet: str) -> frozenset[str]:
        texts = self._texts[outlet]
        counted, lines = self._lines.get(outlet, (0, frozenset()))
        # Learned anew each time the texts have grown by a half: all of it costs little more than the last time.
        if len(texts) > 1.5 * counted or (len(texts) == MOST > counted):
            lines = chrome_lines(texts)
            self._lines[outlet] = (len(texts), lines)
        return lines | self._taken_out[outlet]


def _raw(document: Document) -> bool:
    return not document.metadata.clean and not document.metadata.zones
