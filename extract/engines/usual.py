"""The engine that serves where nobody asks for another: this process for one batch, two of their own for more."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from extract.engines.base import Item, Lost, Result
from extract.engines.local import PROCESSES, LocalEngine
from extract.engines.serial import SerialEngine


class UsualEngine:
    """Begins processes only for what is more than one batch, since each of them loads the models first.

    `processes` 0 is this process, whatever comes; None is two, or one on a machine of one core.
    """

    def __init__(self, processes: int | None = None) -> None:
        self.processes = min(PROCESSES, os.cpu_count() or 1) if processes is None else processes

    def map(
        self,
        function: Callable[[Sequence[Item]], list[Result]],
        batches: Iterable[Sequence[Item]],
        lost: Lost[Item, Result] | None = None,
    ) -> Iterator[list[Result]]:
        """Yield the function's list for each batch, in order."""
        source = iter(batches)
        first = list(islice(source, 2))
        if len(first) < 2 or not self.processes:
            yield from SerialEngine().map(function, chain(first, source), lost)
            return
        with LocalEngine(self.processes) as engine:
            yield from engine.map(function, chain(first, source), lost)
