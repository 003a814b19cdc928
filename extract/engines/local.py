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
from extract.engines.worker import Worker
from extract.errors import EngineError

PROCESSES = 2
PATIENCE = 600.0  # seconds for one piece; one article of the longest kind takes about a minute
MEMORY_BYTES = 4 << 30  # of data, for each worker; both models and the longest article take less than a quarter
AHEAD = 2  # batches that wait for each worker: read while it works, so that it never does
STARTS = 3  # processes that may end one after another before they have begun; that is no batch's fault


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
        self._stillborn = 0

    def __enter__(self) -> "LocalEngine":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """End all workers."""
        self._end((*self._idle, *self._busy))
        self._idle, self._busy = [], {}

    @staticmethod
    def _end(workers: Sequence[Worker]) -> None:
        for worker in workers:
            worker.kill()
        for worker in workers:
            worker.end()

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
            busy, self._busy = [*self._busy], {}
            self._end(busy)

    def _begin(self, function: Callable[[Sequence[Item]], list[Result]], course: Course[Item, Result]) -> None:
        """Give what waits to workers that do not work."""
        while course.waiting and len(self._busy) < self.processes:
            worker = self._idle.pop() if self._idle else self._begun()
            if worker is None:
                return
            piece = course.waiting.popleft()
            self._busy[worker] = piece
            worker.begin(function, piece.items, self.patience)

    def _begun(self) -> Worker | None:
        """Return another worker; None where the system lets no more begin, and those that work have to do."""
        try:
            return Worker(self.memory)
        except OSError as error:
            if self._busy:
                return None
            raise EngineError(f"no process can begin on this machine ({error.strerror}); {ALONE}") from error

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
        self._stillborn = 0
        if found is not None:
            self._idle.append(worker)
            found.tell(course, self._busy.pop(worker))

    def _lose(self, worker: Worker, course: Course[Item, Result], cause: str | None = None) -> None:
        """End a worker and say so of its piece; without a cause, how it ended is the cause."""
        piece, begun = self._busy.pop(worker), worker.ready
        how = worker.end()
        if begun:
            course.failed(piece, cause or how)
            return
        course.waiting.appendleft(piece)
        self._stillborn += 1
        if self._stillborn >= STARTS:
            raise EngineError(f"no process can begin on this machine ({how}); {ALONE}")


ALONE = "--processes 0 works in this process alone, or free memory and try again"
