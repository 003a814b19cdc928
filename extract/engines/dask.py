"""The engine of many machines: Dask distributed, on a scheduler that runs already or on a cluster of this machine.

Needs the extra `dask`. What a worker dies of twice is halved as `local.py` does, until the one item is found.
"""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import TimeoutError as TooLong
from contextlib import suppress
from typing import Any, Generic

import dask
from distributed import Client, Future, KilledWorker, LocalCluster
from distributed.client import FutureCancelledError

from extract.engines.base import Item, Lost, Result
from extract.engines.local import AHEAD, PATIENCE, PROCESSES
from extract.errors import EngineError

ALLOWED = 1  # deaths of a worker with a batch before it is halved: once may be chance


class DaskEngine:
    """Batches on the workers of a scheduler ("tcp://host:8786"); without one, on so many processes of this machine."""

    def __init__(self, scheduler: str | None = None, processes: int = PROCESSES, patience: float = PATIENCE) -> None:
        self.patience = patience
        self._cluster: Any = None
        # A worker's death is answered here, by halving: Dask need not try as often as it does of itself.
        settings = {"distributed.scheduler.allowed-failures": ALLOWED, "distributed.worker.daemon": True}
        try:
            with dask.config.set(settings):
                if scheduler is None:
                    self._cluster = LocalCluster(
                        n_workers=processes, threads_per_worker=1, dashboard_address=None, silence_logs=50
                    )
                self._client = Client(self._cluster or scheduler, timeout=20)
        except (OSError, TimeoutError, ValueError) as error:
            raise EngineError(
                f"no Dask scheduler answers at {scheduler} ({error}); start one there, or give none"
            ) from error

    def __enter__(self) -> "DaskEngine":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave the scheduler, and end the cluster if it is ours."""
        with suppress(TimeoutError, OSError, asyncio.CancelledError):
            self._client.close()
            if self._cluster is not None:
                self._cluster.close()

    @property
    def workers(self) -> tuple[int, ...]:
        """Return the process ids of the workers that live."""
        return tuple(sorted(self._client.run(_pid).values()))

    def map(
        self,
        function: Callable[[Sequence[Item]], list[Result]],
        batches: Iterable[Sequence[Item]],
        lost: Lost[Item, Result] | None = None,
    ) -> Iterator[list[Result]]:
        """Yield the function's list for each batch, in order."""
        source = iter(batches)
        begun: deque[_Begun[Item]] = deque()
        try:
            while True:
                ahead = len(self._client.nthreads()) * (1 + AHEAD)
                while len(begun) < max(2, ahead) and (items := next(source, None)) is not None:
                    begun.append(_Begun(items, self._submit(function, items)))
                if not begun:
                    return
                first = begun.popleft()
                yield self._finished(function, first.items, first.future, lost)
        finally:
            self._client.cancel([one.future for one in begun])

    def _restaff(self) -> None:
        """Begin a cluster of our own anew that has lost all its workers: Dask gives one up that dies too often."""
        if self._cluster is not None and not self._client.nthreads():
            with suppress(TimeoutError):
                self._client.restart(timeout=30)

    def _submit(self, function: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item]) -> Future:
        # Two batches that are equal are two batches all the same, and no worker's death makes the function impure.
        return self._client.submit(function, items, pure=False)

    def _finished(
        self,
        function: Callable[[Sequence[Item]], list[Result]],
        items: Sequence[Item],
        future: Future,
        lost: Lost[Item, Result] | None,
    ) -> list[Result]:
        try:
            results: list[Result] = future.result(timeout=self.patience)
            return results
        except FutureCancelledError:
            # The cluster began anew for another batch, and forgot this one.
            return self._finished(function, items, self._submit(function, items), lost)
        except KilledWorker:
            cause = "its process was killed twice"
            self._restaff()
        except (TimeoutError, TooLong):
            cause = f"it took longer than {self.patience:g} seconds"
            self._end(future)
        if len(items) > 1:
            middle = len(items) // 2
            halves = [(half, self._submit(function, half)) for half in (items[:middle], items[middle:])]
            return [result for half, later in halves for result in self._finished(function, half, later, lost)]
        if lost is None:
            raise EngineError(f"one item cannot be worked on: {cause}; leave it out, or report it")
        return lost(items[0], cause)

    def _end(self, future: Future) -> None:
        """Begin the worker anew that hangs on a batch; Dask itself cannot stop what runs."""
        at = [worker for worker, keys in self._client.processing().items() if future.key in keys]
        self._client.cancel([future], force=True)
        if at:
            self._client.restart_workers(at, timeout=60)


class _Begun(Generic[Item]):
    """A batch and what it will give."""

    def __init__(self, items: Sequence[Item], future: Future) -> None:
        self.items, self.future = items, future


def _pid() -> int:
    import os

    return os.getpid()
