"""The protocol of an engine."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Engine(Protocol):
    """Runs a pure function over batches; the results come in the order of the batches, whatever runs first."""

    def map(
        self, function: Callable[[Sequence[Item]], Result], batches: Iterable[Sequence[Item]]
    ) -> Iterator[Result]: ...


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    """Yield lists of at most `size` items, reading no further ahead than one batch."""
    batch: list[Item] = []
    for item in items:
        batch.append(item)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
