"""The protocol of an engine."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Lost = Callable[[Item, str], list[Result]]
"""What stands in the place of an item that no worker survives: the item and the cause, to results."""


class Engine(Protocol):
    """Runs a pure function over batches; the results come in the order of the batches, whatever runs first.

    The function gives a list for a batch, and for two halves of it the two halves of that list: so a batch whose worker
    dies can be halved until the one item is found that is the cause.
    """

    def map(
        self,
        function: Callable[[Sequence[Item]], list[Result]],
        batches: Iterable[Sequence[Item]],
        lost: "Lost[Item, Result] | None" = None,
    ) -> Iterator[list[Result]]:
        """Yield the function's list for each batch; what the function raises is raised here.

        `lost` gives what stands for an item that no worker survives; without it such an item raises `EngineError`.
        """

    def close(self) -> None:
        """End all workers."""


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
