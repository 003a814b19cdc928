"""The engine of one machine: a few processes, each of which may crash, hang or run out of memory.

Such a worker is replaced, and its piece of work halved until the one item is found that is the cause (`course.py`).
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import inf
from multiprocessing.connection import wait
from typing import Any

from extract.engines.base import Item, Lost, Result
from extract.engines.course import Course, Piece
from extract.engines.worker import MEMORY, Worker

PROCESSES = 2
PATIENCE = 600.0  # seconds for one piece; one article of the longest kind takes about a minute
MEMORY_BYTES = 4 << 30  # of data, for each worker; both models and the longest article take less than a quarter
AHEAD = 2  # batches that wait for each worker: read while it works, so that it never does


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
        self._busy: dict[Worker, Piece[Any]] = {}

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
        course = Course(batches, lost)
        try:
            while not course.ended:
                while course.wants(self.processes * (1 + AHEAD)):
                    course.read()
                    self._begin(function, course)
                self._begin(function, course)
                self._wait(course)
                yield from course.finished()
        finally:
            # Whoever asked may have gone away in the middle; what still runs is of no use to anybody.
            for worker in list(self._busy):
                del self._busy[worker]
                worker.end()

    def _begin(self, function: Callable[[Sequence[Item]], list[Result]], course: Course[Item, Result]) -> None:
        """Give what waits to workers that do not work."""
        while course.waiting and len(self._busy) < self.processes:
            worker = self._idle.pop() if self._idle else Worker(self.memory)
            piece = course.waiting.popleft()
            self._busy[worker] = piece
            worker.begin(function, piece.items, self.patience)

    def _wait(self, course: Course[Item, Result]) -> None:
        """Wait until a worker answers, dies or takes too long, and note what became of its piece."""
        if not self._busy:
            return
        nearest = min(worker.until for worker in self._busy)
        left = None if nearest == inf else max(0.0, nearest - time.monotonic())
        ready = set(wait([worker.connection for worker in self._busy], left))
        for worker in list(self._busy):
            if worker.connection in ready:
                self._answered(worker, course)
            elif worker.until <= time.monotonic():
                self._lose(worker, course, f"it took longer than {self.patience:g} seconds")

    def _answered(self, worker: Worker, course: Course[Item, Result]) -> None:
        try:
            found = worker.answer()
        except (EOFError, OSError):
            self._lose(worker, course)
            return
        if found is None:
            return
        done, answer = found
        piece = self._busy.pop(worker)
        self._idle.append(worker)
        if done:
            course.done(piece, answer)
        else:
            course.raised(piece, answer)

    def _lose(self, worker: Worker, course: Course[Item, Result], cause: str | None = None) -> None:
        """End a worker and say so of its piece; without a cause, how it ended is the cause."""
        piece = self._busy.pop(worker)
        how = worker.end()
        if how.endswith(f" {MEMORY}"):
            how = "needs more memory than it may have"
        course.failed(piece, cause or f"its process {how}")
