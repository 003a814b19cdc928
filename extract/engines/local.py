"""The engine of one machine: a few processes, each of which may crash, hang or run out of memory.

Such a worker is replaced, and its batch halved until the one item is found that is the cause. An item alone is tried
twice, since a worker may also be killed by chance; then `lost` says what stands in its place.
"""

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import inf
from multiprocessing.connection import wait
from typing import Any, Generic

from extract.engines.base import Item, Lost, Result
from extract.engines.worker import MEMORY, Worker
from extract.errors import EngineError

PROCESSES = 2
PATIENCE = 600.0  # seconds for one batch; one article of the longest kind takes about a minute
MEMORY_BYTES = 4 << 30  # of data, for each worker; both models and the longest article take less than a quarter
AHEAD = 2  # batches that wait for each worker: read while it works, so that it never does
TRIES = 2


@dataclass(slots=True)
class _Piece(Generic[Item]):
    """A part of a batch: which batch, from which item on, and how often its worker was lost."""

    batch: int
    start: int
    items: Sequence[Item]
    tries: int = 0


@dataclass(slots=True)
class _Batch(Generic[Result]):
    """What is known of a batch: how many pieces are not done, the results of the others by their first item, and what
    the function raised.
    """

    open: int = 1
    error: BaseException | None = None
    results: dict[int, list[Result]] = field(default_factory=dict)


class LocalEngine:
    """So many processes; with `close`, or at the end of this process, they end."""

    def __init__(
        self,
        processes: int = PROCESSES,
        patience: float = PATIENCE,
        memory: int | None = MEMORY_BYTES,
    ) -> None:
        self.processes, self.patience, self.memory = max(1, processes), patience, memory
        self._idle: list[Worker] = []
        self._busy: dict[Worker, _Piece[Any]] = {}

    def __enter__(self) -> "LocalEngine":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers."""
        for worker in (*self._idle, *self._busy):
            worker.end()
        self._idle, self._busy = [], {}

    @property
    def workers(self) -> tuple[int, ...]:
        """Return the process ids of the workers that live."""
        return tuple(worker.pid for worker in (*self._idle, *self._busy) if worker.pid is not None)

    def map(
        self,
        function: Callable[[Sequence[Item]], list[Result]],
        batches: Iterable[Sequence[Item]],
        lost: Lost[Item, Result] | None = None,
    ) -> Iterator[list[Result]]:
        """Yield the function's list for each batch, in order; `function` stands in a module, so that others find it."""
        source = enumerate(iter(batches))
        waiting: deque[_Piece[Item]] = deque()
        known: dict[int, _Batch[Result]] = {}
        told, more = 0, True
        try:
            while more or told in known:
                while more and len(known) < self.processes * (1 + AHEAD):
                    number, items = next(source, (0, None))
                    more = items is not None
                    if items is not None:
                        known[number] = _Batch(open=min(1, len(items)))
                        if items:
                            waiting.append(_Piece(number, 0, items))
                    self._begin(function, waiting)
                self._begin(function, waiting)
                for piece, results in self._ended(waiting, known, lost):
                    known[piece.batch].results[piece.start] = results
                    known[piece.batch].open -= 1
                while told in known and not known[told].open:
                    batch = known.pop(told)
                    if batch.error is not None:
                        raise batch.error
                    done, told = batch.results, told + 1
                    yield [result for start in sorted(done) for result in done[start]]
        finally:
            # Whoever asked may have gone away in the middle; what still runs is of no use to anybody.
            for worker in list(self._busy):
                del self._busy[worker]
                worker.end()

    def _begin(self, function: Callable[[Sequence[Item]], list[Result]], waiting: deque[_Piece[Item]]) -> None:
        """Give what waits to workers that do not work."""
        while waiting and len(self._busy) < self.processes:
            worker = self._idle.pop() if self._idle else Worker(self.memory)
            piece = waiting.popleft()
            self._busy[worker] = piece
            worker.begin(function, piece.items, self.patience)

    def _ended(
        self, waiting: deque[_Piece[Item]], known: dict[int, _Batch[Result]], lost: Lost[Item, Result] | None
    ) -> Iterator[tuple[_Piece[Item], list[Result]]]:
        """Wait until a worker answers, dies or takes too long, and yield each piece that is done, with its results."""
        if not self._busy:
            return
        nearest = min(worker.until for worker in self._busy)
        left = None if nearest == inf else max(0.0, nearest - time.monotonic())
        ready = set(wait([worker.connection for worker in self._busy], left))
        for worker in list(self._busy):
            if worker.connection in ready:
                yield from self._answered(worker, waiting, known, lost)
            elif worker.until <= time.monotonic():
                worker_cause = f"it took longer than {self.patience:g} seconds"
                yield from self._failed(worker, worker_cause, waiting, known, lost)

    def _answered(
        self,
        worker: Worker,
        waiting: deque[_Piece[Item]],
        known: dict[int, _Batch[Result]],
        lost: Lost[Item, Result] | None,
    ) -> Iterator[tuple[_Piece[Item], list[Result]]]:
        try:
            found = worker.answer()
        except (EOFError, OSError):
            yield from self._failed(worker, None, waiting, known, lost)
            return
        if found is None:
            return
        done, answer = found
        piece = self._busy.pop(worker)
        self._idle.append(worker)
        if not done:
            known[piece.batch].error = answer
        yield piece, answer if done else []

    def _failed(
        self,
        worker: Worker,
        cause: str | None,
        waiting: deque[_Piece[Item]],
        known: dict[int, _Batch[Result]],
        lost: Lost[Item, Result] | None,
    ) -> Iterator[tuple[_Piece[Item], list[Result]]]:
        """End a worker that is lost, and halve its piece, or give up the item that it was lost with twice."""
        piece = self._busy.pop(worker)
        how = worker.end()
        cause = cause or (
            "it needs more memory than a process may have" if how.endswith(f" {MEMORY}") else f"its process {how}"
        )
        piece.tries += 1
        middle = len(piece.items) // 2
        if middle:
            known[piece.batch].open += 1
            waiting.appendleft(_Piece(piece.batch, piece.start + middle, piece.items[middle:]))
            waiting.appendleft(_Piece(piece.batch, piece.start, piece.items[:middle]))
        elif piece.tries < TRIES:
            waiting.appendleft(piece)
        elif lost is None:
            raise EngineError(f"one item cannot be worked on: {cause}; leave it out, or report it")
        else:
            yield piece, lost(piece.items[0], cause)
