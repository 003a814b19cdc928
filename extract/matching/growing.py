"""Statements that grow with their quotes: new ones are matched with all, and only what they touch is linked again.

Which wordings make a pair follows from the archive, whether two reports do from these two alone, and a statement from
the group that pairs hold together. So only the groups that new quotes touch are linked again, and the result is that of
linking everything at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from extract.matching.archive import Archive
from extract.matching.graph import Graph
from extract.matching.link import grouped, joined
from extract.matching.passages import placed
from extract.matching.paused import collection_paused
from extract.matching.report import Key, Report, in_order, laid_together, order, plain_words, report_key
from extract.matching.wordings import Ints
from extract.model import Body, Quote, Statement


class Growing:
    """Quotes and the statements they report, by their words alone (no vectors); quotes come in any batches."""

    def __init__(self) -> None:
        self.archive = Archive()
        self._reports: dict[int, Report] = {}
        self._numbers: dict[Key, list[int]] = {}
        self._rows: dict[int, int] = {}
        self._of_row: dict[int, set[int]] = defaultdict(set)
        self._graph = Graph(0)
        self._of: dict[str, Statement] = {}
        self._next = 0

    def add(self, quotes: Sequence[Quote]) -> tuple[Statement, ...]:
        """Take in new quotes, and return the statements that are new or may have changed."""
        with collection_paused():
            return self._add(quotes)

    def statements(self, bodies: Iterable[Body] = ()) -> tuple[Statement, ...]:
        """Return all statements: those that `link.statements` returns for all quotes and bodies at once."""
        found = {statement.id: statement for statement in self._of.values()}
        quotes = [quote for report in self._reports.values() for quote in report.quotes]
        return placed([found[id] for id in sorted(found)], quotes, bodies)

    def _add(self, quotes: Sequence[Quote]) -> tuple[Statement, ...]:
        texts = [plain_words(quote) for quote in quotes]
        rows, lost = self.archive.grow(texts)
        alike: dict[Key, list[Quote]] = defaultdict(list)
        row_of: dict[Key, int] = {}
        for quote, text, row in zip(quotes, texts, rows.tolist(), strict=True):
            key = report_key(quote, text)
            alike[key].append(quote)
            row_of[key] = row
        touched = {number for key, new in alike.items() for number in self._laid(key, row_of[key], new)}
        touched |= self._joined_again(np.unique(np.append(rows[rows >= 0], lost)))
        return self._linked_again(self._graph.reached(touched & self._reports.keys()))

    def _laid(self, key: Key, row: int, new: Sequence[Quote]) -> Iterable[int]:
        """Lay new quotes of one key together with those before; return the new reports and what was near the old."""
        touched: set[int] = set()
        quotes = list(new)
        for number in self._numbers.get(key, ()):
            touched.update(self._graph.part(number))
            quotes += self._reports.pop(number).quotes
            self._of_row[self._rows.pop(number)].discard(number)
        quotes.sort(key=order)
        found = list(laid_together(plain_words(quotes[0]), quotes))
        self._numbers[key] = numbers = list(range(self._next, self._next + len(found)))
        self._next += len(found)
        for number, report in zip(numbers, found, strict=True):
            self._reports[number] = report
            self._rows[number] = row
            self._of_row[row].add(number)
        return touched.union(numbers)

    def _joined_again(self, rows: Ints) -> set[int]:
        """Join the reports of some wordings anew with all they are near to; return these and what they were near to."""
        again = {number for row in rows.tolist() for number in self._of_row[row]}
        touched = again.union(*(self._graph.part(number) for number in again))
        near = self.archive.near(rows)
        numbers, found, rows_of = self._some(np.unique(np.concatenate([rows, near.a, near.b])))
        pairs = self.archive.between([report.normal for report in found], rows_of)
        chosen = np.array([number in again for number in numbers], dtype=np.bool_)
        fresh = joined(found, pairs.only(chosen[pairs.a] | chosen[pairs.b]))
        for place, number in enumerate(numbers):
            for other, score in fresh.near(place).items():
                self._graph.join(number, numbers[other], score)
        return touched

    def _some(self, rows: Ints) -> tuple[list[int], list[Report], Ints]:
        """Return the reports of some rows in order: their numbers, themselves and their rows."""
        return self._in_order({number for row in rows.tolist() for number in self._of_row[row]})

    def _in_order(self, numbers: Iterable[int]) -> tuple[list[int], list[Report], Ints]:
        number_of = {self._reports[number]: number for number in numbers}
        found = in_order(number_of)
        ordered = [number_of[report] for report in found]
        return ordered, found, np.array([self._rows[number] for number in ordered], dtype=np.int64)

    def _linked_again(self, touched: Iterable[int]) -> tuple[Statement, ...]:
        numbers, found, rows = self._in_order(touched)
        near = self.archive.between([report.normal for report in found], rows)
        made = grouped(found, self._graph.among(numbers), near)
        for statement in made:
            for member in statement.members:
                self._of[member.attribution] = statement
        return made
