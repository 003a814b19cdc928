"""What is read, in batches: full ones, and smaller ones where reading is slow, so that nothing waits long unsaved."""

import time
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
SECONDS = 2.0


def batches(
    items: Iterable[Item], size: int, seconds: float = SECONDS, clock: Callable[[], float] = time.monotonic
) -> Iterator[list[Item]]:
    """Yield lists of at most `size` items; one whose first item came `seconds` ago is not waited for."""
    batch: list[Item] = []
    begun = clock()
    for item in items:
        if not batch:
            begun = clock()
        batch.append(item)
        if len(batch) == size or clock() - begun >= seconds:
            yield batch
            batch = []
    if batch:
        yield batch
