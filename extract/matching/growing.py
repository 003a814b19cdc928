"""Statements that grow with their quotes: new ones are matched with all, and only what they touch is linked again.

Two reports are one utterance only if their words are the same or make a pair of the archive. So what hangs together by
pairs of wordings can be linked by itself, and the result is that of linking everything at once.
"""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from extract.matching.archive import Archive
from extract.matching.link import linked
from extract.matching.normal import Normal
from extract.matching.passages import placed
from extract.matching.report import plain_words
from extract.matching.wordings import Ints
from extract.model import Quote, Statement


class Growing:
    """Quotes and the statements they report, by their words alone (no vectors); quotes come in any batches."""

    def __init__(self) -> None:
        self.archive = Archive()
        self._quotes: dict[object, list[Quote]] = defaultdict(list)
        self._of: dict[str, Statement] = {}

    def add(self, quotes: Sequence[Quote]) -> tuple[Statement, ...]:
        """Take in new quotes, and return the statements that are new or may have changed."""
        texts = [plain_words(quote) for quote in quotes]
        before = self.archive.pairs
        rows = self.archive.add(texts)
        touched: list[object] = []
        for quote, text, row in zip(quotes, texts, rows.tolist(), strict=True):
            place = _place(text, row)
            self._quotes[place].append(quote)
            touched.append(place)
        seeds = np.unique(np.append(rows[rows >= 0], _gone(before.codes(), self.archive.pairs.codes())))
        pairs = np.unique(np.append(before.codes(), self.archive.pairs.codes()))
        near = _reached(seeds, pairs >> 32, pairs & 0xFFFFFFFF, len(self.archive.wordings))
        again = [quote for place in {*touched, *near.tolist()} for quote in self._quotes.get(place, ())]
        found = linked(again, archive=self.archive)
        for statement in found:
            for member in statement.members:
                self._of[member.attribution] = statement
        return found

    def statements(self) -> tuple[Statement, ...]:
        """Return all statements: those that `link.statements` returns for all quotes at once."""
        found = {statement.id: statement for statement in self._of.values()}
        quotes = [quote for some in self._quotes.values() for quote in some]
        return placed([found[id] for id in sorted(found)], quotes)


def _place(text: Normal, row: int) -> object:
    """Return what the quotes of one wording are kept under, also where the archive does not keep it."""
    return row if row >= 0 else (text.language, text.words)


def _gone(before: Ints, after: Ints) -> Ints:
    gone = np.setdiff1d(before, after)
    return np.append(gone >> 32, gone & 0xFFFFFFFF)


def _reached(seeds: Ints, a: Ints, b: Ints, size: int) -> Ints:
    """Return the rows that pairs lead to from some rows, these among them."""
    reached = np.zeros(size, dtype=np.bool_)
    reached[seeds] = True
    count = -1
    while (now := int(reached.sum())) != count:
        count = now
        reached[a[reached[b]]] = True
        reached[b[reached[a]]] = True
    return np.flatnonzero(reached)
