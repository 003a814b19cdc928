"""The engine of many machines: Dask distributed, on a scheduler that runs already or on a cluster of this machine.

Needs the extra `dask`. What a worker dies of twice is halved as `local.py` does, until the one item is found.
"""

import asyncio
import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Generic

import dask
from distributed import Client, Future, KilledWorker, LocalCluster, wait
from distributed.client import FutureCancelledError
from distributed.comm import CommClosedError

from extract.engines.base import Item, Lost, Result
from extract.engines.course import Course, Piece
from extract.engines.local import AHEAD, MEMORY_BYTES, PATIENCE, PROCESSES
from extract.errors import EngineError

ALLOWED = 1  # deaths of a worker with a piece before it is halved: once may be chance

DESERTED = 30.0  # seconds without any worker, after which a cluster of our own begins others
LOOK = 5.0  # seconds after which workers are counted again
ANSWER = 20  # seconds within which a scheduler answers, and a worker is there

GONE = "the Dask scheduler is gone; start it again, then run this again"

SETTINGS = {
    # A worker's death is answered here, by halving: Dask need not try as often as it does of itself.
    "distributed.scheduler.allowed-failures": ALLOWED,
    "distributed.worker.daemon": True,
    # A worker that died is begun anew by its nanny, which on a busy machine takes longer than the 15 seconds that a
    # cluster waits before it ends the nanny too.
    "distributed.deploy.lost-worker-timeout": "10 minutes",
    # Looking at every worker's stack a hundred times a second costs time, and nobody asks for what it shows.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.interval": "5s",
    "logging": {"distributed": "critical"},
}


class DaskEngine:
    """Batches on the workers of a scheduler ("tcp://host:8786"); without one, on so many processes of this machine."""

    def __init__(self, scheduler: str | None = None, processes: int = PROCESSES, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._cluster: Any = None
        self._processes, self._deserted = processes, 0.0
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what goes wrong is told by `EngineError`
        try:
            dask.config.set(SETTINGS)  # for good: some are asked for when a worker is lost
            if scheduler is None:
                self._cluster = LocalCluster(
                    n_workers=processes,
                    threads_per_worker=1,
                    memory_limit=MEMORY_BYTES,
                    dashboard_address="127.0.0.1:0",
                    scheduler_kwargs={"dashboard": False},
                    silence_logs=logging.CRITICAL,
                )
            self._client = Client(self._cluster or scheduler, timeout=ANSWER)
        except (OSError, TimeoutError, ValueError) as error:
            cause = f"no Dask scheduler answers at {scheduler} ({error}); start one there, or give none"
            raise EngineError(cause) from error
        try:
            self._client.wait_for_workers(1, timeout=ANSWER)
        except TimeoutError as error:
            self.close()
            raise EngineError(f"the Dask scheduler at {scheduler} has no workers; start one: dask worker") from error

    def __enter__(self) -> "DaskEngine":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave the scheduler, and end the cluster if it is ours."""
        cluster, self._cluster = self._cluster, None
        with suppress(OSError, asyncio.CancelledError):
            if cluster is not None:
                cluster.sync(_killed, cluster)
            self._client.close()
            if cluster is not None:
                cluster.close()

    @property
    def workers(self) -> tuple[int, ...]:
        """Return the process ids of the workers that live."""
        return tuple(sorted(self._client.run(os.getpid).values()))

    def map(
        self,
        function: Callable[[Sequence[Item]], list[Result]],
        batches: Iterable[Sequence[Item]],
        lost: Lost[Item, Result] | None = None,
    ) -> Iterator[list[Result]]:
        """Yield the function's list for each batch, in order."""
        course = Course(batches, lost)
        busy: dict[Future, _Begun[Item]] = {}
        try:
            while not course.ended:
                # As many as there are workers: what merely waits at one that dies would be blamed for its death.
                able = self._able(busy)
                while course.wants(able * (1 + AHEAD)):
                    course.read()
                    self._begin(function, course, busy, able)
                self._begin(function, course, busy, able)
                self._wait(course, busy)
                yield from course.finished()
        except CommClosedError as error:
            raise EngineError(GONE) from error
        finally:
            if busy and self._client.status == "running":
                with suppress(OSError, asyncio.CancelledError):
                    self._client.cancel(list(busy), force=True)

    def _able(self, busy: "dict[Future, _Begun[Item]]") -> int:
        """Return how many pieces can be worked on at once; raises `EngineError` where the scheduler is gone.

        While all workers are away no piece takes too long, and after a while a cluster of our own begins new ones.
        """
        if self._client.status != "running":
            raise EngineError(GONE)
        able: int = sum(self._client.nthreads().values())
        now = time.monotonic()
        if able:
            self._deserted = 0.0
            return able
        self._deserted = self._deserted or now
        for begun in busy.values():
            begun.until = now + self.patience
        if self._cluster is not None and now - self._deserted > DESERTED:
            self._deserted = now
            self._cluster.scale(0)
            self._cluster.scale(self._processes)
        return 1

    def _begin(
        self,
        function: Callable[[Sequence[Item]], list[Result]],
        course: Course[Item, Result],
        busy: "dict[Future, _Begun[Item]]",
        able: int,
    ) -> None:
        while course.waiting and len(busy) < able:
            piece = course.waiting.popleft()
            # Two pieces that are equal are two pieces all the same, and no worker's death makes the function impure.
            future = self._client.submit(function, piece.items, pure=False)
            busy[future] = _Begun(piece, time.monotonic() + self.patience)

    def _wait(self, course: Course[Item, Result], busy: "dict[Future, _Begun[Item]]") -> None:
        """Wait until a piece is done or takes too long, and note what became of it."""
        if not busy:
            return
        left = min(begun.until for begun in busy.values()) - time.monotonic()
        with suppress(TimeoutError):
            wait(list(busy), timeout=min(LOOK, max(0.01, left)), return_when="FIRST_COMPLETED")
        for future, begun in list(busy.items()):
            if future.done():
                del busy[future]
                self._note(course, begun.piece, future)
            elif begun.until <= time.monotonic():
                del busy[future]
                self._end(future)
                course.failed(begun.piece, f"it took longer than {self.patience:g} seconds")

    def _note(self, course: Course[Item, Result], piece: Piece[Item], future: Future) -> None:
        try:
            course.done(piece, future.result(timeout=self.patience))
        except (FutureCancelledError, asyncio.CancelledError):
            course.waiting.appendleft(piece)  # the cluster began anew for another piece, and forgot this one
        except KilledWorker:
            course.failed(piece, "its process was killed twice")
        except Exception as error:  # whatever a piece raises there comes back here, and is told of that piece alone
            course.raised(piece, error)

    def _end(self, future: Future) -> None:
        """Begin the worker anew that hangs on a piece; Dask itself cannot stop what runs."""
        at = [worker for worker, keys in self._client.processing().items() if future.key in keys]
        self._client.cancel([future], force=True)
        if at:
            self._client.restart_workers(at, timeout=60)


async def _killed(cluster: Any) -> None:
    """End the processes of a cluster at once: they hold nothing, and to leave by themselves they take four seconds."""
    await asyncio.gather(*(nanny.close(timeout=0.1) for nanny in cluster.workers.values()))


@dataclass(slots=True)
class _Begun(Generic[Item]):
    """A piece that is worked on, and until when."""

    piece: Piece[Item]
    until: float
