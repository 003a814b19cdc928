"""The engine that runs in this process: models load once, and memory holds one batch. Nothing guards it."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from extract.engines.base import Item, Lost, Result


class SerialEngine:
    """One batch after the other, lazily."""

    def close(self) -> None:
        """There is nothing to end."""

    def map(
        self,
        function: Callable[[Sequence[Item]], list[Result]],
        batches: Iterable[Sequence[Item]],
        lost: Lost[Item, Result] | None = None,
    ) -> Iterator[list[Result]]:
        """Yield the function's list for each batch, in order; an item that ends this process ends all."""
        return map(function, batches)
