"""The engine that serves where nobody asks for another: this process for one batch, two of their own for more."""

import os
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from extract.engines.base import Item
from extract.engines.local import PROCESSES, LocalEngine
from extract.engines.serial import SerialEngine


def usual(
    processes: int | None, batches: Iterable[Sequence[Item]]
) -> tuple[SerialEngine | LocalEngine, Iterator[Sequence[Item]]]:
    """Return an engine, to be closed, and the batches: 0 is this process, a number so many others.

    None is two (one on a machine of one core) for more than one batch, since each of them loads the models first.
    """
    if processes is not None:
        return (LocalEngine(processes) if processes > 0 else SerialEngine()), iter(batches)
    source = iter(batches)
    first = list(islice(source, 2))
    several = len(first) > 1
    return (LocalEngine(min(PROCESSES, os.cpu_count() or 1)) if several else SerialEngine()), chain(first, source)
