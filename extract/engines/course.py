"""How far the batches of one `map` are: what waits, what is done, and what may be told in order. It runs nothing."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic

from extract.engines.base import Item, Lost, Result
from extract.errors import EngineError

TRIES = 2
"""Times that an item alone may cost a worker: one may also be killed by chance."""

PIECE = 4
"""Items that a worker gets at once: few, so that all workers end at about the same time."""


@dataclass(slots=True, eq=False)
class Piece(Generic[Item]):
    """A part of a batch: which batch, from which item on, and how often its worker was lost."""

    batch: int
    start: int
    items: Sequence[Item]
    tries: int = 0


@dataclass(slots=True)
class _Batch(Generic[Result]):
    """How many pieces are not done, the results of the others by their first item, and what the function raised."""

    open: int
    error: BaseException | None = None
    results: dict[int, list[Result]] = field(default_factory=dict)


class Course(Generic[Item, Result]):
    """Batches cut into pieces. A piece that no worker survives is halved until the one item is found."""

    def __init__(self, batches: Iterable[Sequence[Item]], lost: Lost[Item, Result] | None) -> None:
        self.waiting: deque[Piece[Item]] = deque()
        self._source = enumerate(batches)
        self._lost = lost
        self._known: dict[int, _Batch[Result]] = {}
        self._told = 0
        self._more = True

    @property
    def ended(self) -> bool:
        """Return whether all batches are read and told."""
        return not self._more and not self._known

    def wants(self, most: int) -> bool:
        """Return whether more is to be read, where so many batches may be in hand."""
        return self._more and len(self._known) < most

    def read(self) -> None:
        """Take in the next batch."""
        number, items = next(self._source, (0, None))
        if items is None:
            self._more = False
            return
        pieces = [Piece(number, start, items[start : start + PIECE]) for start in range(0, len(items), PIECE)]
        self._known[number] = _Batch(open=len(pieces))
        self.waiting += pieces

    def done(self, piece: Piece[Item], results: list[Result]) -> None:
        """Note what the function gave for a piece."""
        batch = self._known[piece.batch]
        batch.results[piece.start] = results
        batch.open -= 1

    def raised(self, piece: Piece[Item], error: BaseException) -> None:
        """Note what the function raised; it is raised where its batch would be told."""
        self._known[piece.batch].error = error
        self.done(piece, [])

    def failed(self, piece: Piece[Item], cause: str) -> None:
        """Note that a worker was lost with a piece: it waits again in halves, or its one item is given up.

        Raises `EngineError` where nothing may stand in its place.
        """
        piece.tries += 1
        middle = len(piece.items) // 2
        if middle:
            self._known[piece.batch].open += 1
            self.waiting.appendleft(Piece(piece.batch, piece.start + middle, piece.items[middle:]))
            self.waiting.appendleft(Piece(piece.batch, piece.start, piece.items[:middle]))
        elif piece.tries < TRIES:
            self.waiting.appendleft(piece)
        elif self._lost is None:
            raise EngineError(f"one item cannot be worked on: {cause}; leave it out, or report it")
        else:
            self.done(piece, self._lost(piece.items[0], cause))

    def finished(self) -> Iterator[list[Result]]:
        """Yield the results of the batches that are done, in order, up to the first that is not."""
        while self._told in self._known and not self._known[self._told].open:
            batch = self._known.pop(self._told)
            if batch.error is not None:
                raise batch.error
            self._told += 1
            yield [result for start in sorted(batch.results) for result in batch.results[start]]
