"""The engine that runs in this process: models load once, and memory holds one batch."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class LocalEngine:
    """One batch after the other, lazily."""

    def map(self, function: Callable[[Sequence[Item]], Result], batches: Iterable[Sequence[Item]]) -> Iterator[Result]:
        """Yield the function's result for each batch, in order."""
        return map(function, batches)
