"""The engine of many machines: Dask distributed, on a scheduler that runs already or on a cluster of this machine.

Needs the extra `dask`. What a worker dies of twice is halved as `local.py` does, until the one item is found.
"""

import asyncio
import logging
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from tempfile import TemporaryDirectory
from typing import Any, Generic

import dask
from distributed import Client, Future, KilledWorker, LocalCluster, Nanny, Status, wait
from distributed.client import FutureCancelledError, FuturesCancelledError
from distributed.comm import CommClosedError

from extract.engines.answer import unpacked
from extract.engines.apart import apart, without_main
from extract.engines.base import Item, Lost, Result
from extract.engines.course import Course, Piece
from extract.engines.local import AHEAD, MEMORY_BYTES, PATIENCE, PROCESSES
from extract.engines.remote import Ours, release, worked
from extract.errors import EngineError

ALLOWED = 1  # deaths of a worker with a piece before it is halved: once may be chance

DESERTED = 30.0  # seconds without any worker, after which a cluster of our own begins others
ABANDONED = 120.0  # seconds without any worker, after which nobody waits for somebody else's any more
LOOK = 5.0  # seconds after which workers are counted again
ANSWER = 20  # seconds within which a scheduler answers, and a worker is there

GONE = "the Dask scheduler is gone; start it again, then run this again"
SAME = "install the same release of onrecord and of Python on every machine of the cluster, its scheduler too"
LOST = "its worker was lost twice, as one is that crashes or needs more memory than it may have"

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
        self._client: Any = None
        self._scratch: TemporaryDirectory[str] | None = None
        self._processes, self._deserted = processes, 0.0
        self._known: set[str] = set()
        _hush()  # what goes wrong is told by `EngineError`
        dask.config.set(SETTINGS)  # for good: some are asked for when a worker is lost
        self._ours = Ours(MEMORY_BYTES, logging.getLogger().getEffectiveLevel()) if scheduler is None else None
        try:
            if scheduler is None:
                self._begin_cluster(processes)
            self._client = _client(self._cluster or scheduler, scheduler)
            self._client.wait_for_workers(1, timeout=ANSWER)
            self._check()
        except TimeoutError as error:
            self.close()
            raise EngineError(f"the Dask scheduler at {scheduler} has no workers; start one: dask worker") from error
        except BaseException:
            self.close()
            raise

    def _begin_cluster(self, processes: int) -> None:
        self._scratch = TemporaryDirectory(prefix="onrecord-dask-", ignore_cleanup_errors=True)
        begin = partial(
            _cluster,
            n_workers=processes,
            worker_class=_Minder,
            threads_per_worker=1,
            memory_limit=MEMORY_BYTES,
            dashboard_address="127.0.0.1:0",
            scheduler_kwargs={"dashboard": False},
            silence_logs=logging.CRITICAL,
            local_directory=self._scratch.name,
        )
        try:
            with dask.config.set({"temporary-directory": self._scratch.name}):  # the scheduler asks there
                making = apart(begin)
                self._cluster = making.result()
        except KeyboardInterrupt:
            self._cluster = making.result(timeout=60)  # only one that has begun can be ended without a trace
            raise
        except Exception as error:  # whatever Dask lacks for it: room, ports, processes
            cause = f"no Dask cluster can begin on this machine ({_line(error)})"
            raise EngineError(f"{cause}; --engine local does without") from error

    def __enter__(self) -> "DaskEngine":
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Leave the scheduler, and end the cluster if it is ours."""
        cluster, self._cluster = self._cluster, None
        # One may be gone without the others, and what Dask says of that helps nobody who leaves.
        with suppress(Exception, asyncio.CancelledError):
            if cluster is not None:
                cluster.sync(_killed, cluster)
        with suppress(Exception, asyncio.CancelledError):
            if self._client is not None:
                self._client.close()
        with suppress(Exception, asyncio.CancelledError):
            if cluster is not None:
                cluster.close()
        if self._scratch is not None:
            self._scratch.cleanup()

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
                with _reached():
                    able = self._able(busy)
                while course.wants(able * (1 + AHEAD)):
                    course.read()
                    self._begin(function, course, busy, able)
                self._begin(function, course, busy, able)
                with _reached():
                    self._wait(course, busy)
                yield from course.finished()
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
        threads = self._client.nthreads()
        if not self._known.issuperset(threads):
            self._check()
        able: int = sum(threads.values())
        now = time.monotonic()
        if able:
            self._deserted = 0.0
            return able
        self._deserted = self._deserted or now
        for begun in busy.values():
            begun.until = now + self.patience
        if self._cluster is None and now - self._deserted > ABANDONED:
            raise EngineError("the Dask scheduler has no workers any more; start some, then run this again")
        if self._cluster is not None and now - self._deserted > DESERTED:
            self._deserted = now
            self._cluster.scale(0)
            self._cluster.scale(self._processes)
        return 1

    def _check(self) -> None:
        """Raise `EngineError` where a worker is of another release than this process, and would find other things."""
        told = self._client.run(release, on_error="return")
        for worker, found in told.items():
            if isinstance(found, Exception):
                raise EngineError(f"the Dask worker {worker} cannot work for this onrecord ({_line(found)}); {SAME}")
            if found != release():
                raise EngineError(f"the Dask worker {worker} has {found}, and this is {release()}; {SAME}")
        self._known = set(told)

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
            with _reached():
                future = self._client.submit(worked, function, piece.items, self._ours, pure=False)
            busy[future] = _Begun(piece, time.monotonic() + self.patience)

    def _wait(self, course: Course[Item, Result], busy: "dict[Future, _Begun[Item]]") -> None:
        """Wait until a piece is done or takes too long, and note what became of it."""
        if not busy:
            return
        left = min(begun.until for begun in busy.values()) - time.monotonic()
        with suppress(TimeoutError, FutureCancelledError, FuturesCancelledError, asyncio.CancelledError):
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
            answer = unpacked(future.result(timeout=self.patience))
        except (FutureCancelledError, asyncio.CancelledError):
            course.waiting.appendleft(piece)  # the cluster began anew for another piece, and forgot this one
        except KilledWorker:
            course.failed(piece, LOST)
        except (CommClosedError, TimeoutError):
            raise
        except Exception as error:  # what a function raises is an answer: this is of the cluster
            raise _unable(error) from error
        else:
            answer.tell(course, piece)

    def _end(self, future: Future) -> None:
        """Begin the worker anew that hangs on a piece; Dask itself cannot stop what runs."""
        at = [worker for worker, keys in self._client.processing().items() if future.key in keys]
        self._client.cancel([future], force=True)
        if at:
            try:
                self._client.restart_workers(at, timeout=60)
            except ValueError as error:
                cause = f"a Dask worker hangs and cannot be ended, since no nanny minds it ({', '.join(at)})"
                raise EngineError(f"{cause}; start it again, without --no-nanny") from error


def _cluster(**settings: Any) -> LocalCluster:
    """Return a cluster of this machine; one that does not begin is tried again, since once may be chance."""
    try:
        return LocalCluster(**settings)
    except Exception:  # Dask has no one name for a worker that is gone as soon as it is there
        return LocalCluster(**settings)


def _client(address: Any, named: str | None) -> Client:
    """Return a client of a cluster or an address. Where something else listens there, Dask would wait for ever."""
    asked = apart(partial(Client, address, timeout=ANSWER))
    try:
        return asked.result(timeout=ANSWER * 1.5)
    except Exception as error:  # each kind of wrong address raises something of its own
        cause = _line(error) if asked.done() else "something else listens there"
        raise EngineError(f"no Dask scheduler answers at {named} ({cause}); start one there, or give none") from error


def _line(error: Exception) -> str:
    """Return what an error says, as one line of some length."""
    told = " ".join(str(error).split()) or type(error).__name__
    return told if len(told) <= 200 else f"{told[:199]}…"


def _hush() -> None:
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    for name in list(logging.Logger.manager.loggerDict):
        if name.startswith("distributed."):
            logging.getLogger(name).setLevel(logging.CRITICAL)


@contextmanager
def _reached() -> Iterator[None]:
    """Say of what cannot be asked of the scheduler that it is gone."""
    try:
        yield
    except (CommClosedError, TimeoutError, FutureCancelledError, FuturesCancelledError) as error:
        raise EngineError(GONE) from error
    except RuntimeError as error:  # Dask refuses a graph that the scheduler cannot read
        raise _unable(error) from error


def _unable(error: Exception) -> EngineError:
    return EngineError(f"the Dask cluster cannot do this work ({_line(error)}); {SAME}")


class _Minder(Nanny):  # type: ignore[misc]  # Dask tells no types
    """Begins a worker, and another where it dies, without running the script of this process again in it."""

    async def instantiate(self) -> Status:
        with without_main():
            return await super().instantiate()


async def _killed(cluster: Any) -> None:
    """End the processes of a cluster at once: they hold nothing, and to leave by themselves they take four seconds."""
    await asyncio.gather(*(nanny.close(timeout=0.1) for nanny in cluster.workers.values()))


@dataclass(slots=True)
class _Begun(Generic[Item]):
    """A piece that is worked on, and until when."""

    piece: Piece[Item]
    until: float
