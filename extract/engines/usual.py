"""Which engine serves: this process for one batch, two of their own for more, or Dask where somebody asks for it."""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import chain, islice

from extract.engines.base import Engine, Item
from extract.engines.local import PROCESSES, LocalEngine
from extract.engines.serial import SerialEngine
from extract.errors import EngineError

MOST = 8
"""Processes that a core is given at most."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """Workers of Dask: those of a scheduler ("tcp://host:8786"), or without one so many processes of this machine."""

    scheduler: str | None = None
    processes: int | None = None


Workers = int | Cluster | None
"""Who works: a cluster, so many processes, with 0 this one alone; None is as many as serve."""


def usual(workers: Workers, batches: Iterable[Sequence[Item]]) -> tuple[Engine, Iterator[Sequence[Item]]]:
    """Return an engine, to be closed, and the batches.

    None is two processes (one on a machine of one core) for more than one batch, since each of them loads the models
    first. Raises `EngineError` where a cluster cannot be had.
    """
    if workers is not None:
        return begun(workers), iter(batches)
    source = iter(batches)
    first = list(islice(source, 2))
    return begun(able() if len(first) > 1 else 0), chain(first, source)


def begun(workers: Workers) -> Engine:
    """Return an engine, to be closed; None is as many processes as serve. Raises `EngineError` as `usual` does."""
    if isinstance(workers, Cluster):
        return _on_dask(workers)
    processes = able() if workers is None else bounded(workers)
    return LocalEngine(processes) if processes > 0 else SerialEngine()


def bounded(processes: int) -> int:
    """Return how many processes were asked for; raises `EngineError` where the machine would break down under them."""
    most = MOST * cores()
    if processes > most:
        many = f"{processes:,} processes are too many for {cores()} cores, and each may take a gigabyte"
        raise EngineError(f"{many}; give at most {most}, best as many as cores")
    return processes


def able() -> int:
    """Return how many processes serve on this machine."""
    return min(PROCESSES, cores())


def cores() -> int:
    """Return how many cores this process may use, which may be fewer than the machine has."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # a system that does not tell
        return os.cpu_count() or 1


def _on_dask(cluster: Cluster) -> Engine:
    if find_spec("distributed") is None:
        raise EngineError("the engine dask needs a package that is missing; run: pip install 'onrecord[dask]'")
    from extract.engines.dask import DaskEngine

    if cluster.scheduler is not None:
        return DaskEngine(cluster.scheduler)
    return DaskEngine(processes=able() if cluster.processes is None else max(1, bounded(cluster.processes)))
