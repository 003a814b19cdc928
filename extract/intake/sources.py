"""What sources give, one after the other, and how much is still to come."""

import logging
from collections.abc import Callable, Iterable, Iterator, Sequence

from extract import readers
from extract.errors import OnRecordError
from extract.intake.amount import amount, amount_of_upload, total
from extract.model import Document, Failure
from extract.readers.options import Options

log = logging.getLogger(__name__)

Item = Document | Failure


class Sources:
    """Files, folders, addresses and uploads (name, bytes); iterate once."""

    def __init__(self, named: Sequence[str], uploads: Sequence[tuple[str, bytes]], options: Options) -> None:
        options = readers.on_the_web(options)  # one fetcher for all, so that it stays polite over them all
        self._given: list[tuple[str, Callable[[], Iterator[Item]]]] = [
            *((name, lambda name=name: readers.read([name], options)) for name in named),
            *((name, lambda name=name, data=data: readers.read_bytes(name, data, options)) for name, data in uploads),
        ]
        self._expected = [*map(amount, named), *(amount_of_upload(name, data) for name, data in uploads)]

    @property
    def expected(self) -> int | None:
        """Return how many items there will be in all, as far as can be told by now."""
        return total(self._expected)

    def __iter__(self) -> Iterator[Item]:
        for number, (name, items) in enumerate(self._given):
            count = 0
            for item in _safely(name, items):
                count += 1
                yield item
            self._expected[number] = count


def _safely(name: str, items: Callable[[], Iterator[Item]]) -> Iterable[Item]:
    """Yield what a source gives; a defect of ours in its reader must not cost the other sources."""
    try:
        yield from items()
    except OnRecordError as error:
        yield Failure(uri=name, cause=str(error), remedy="the other sources are read")
    except Exception as error:  # a defect of ours in one reader must not cost the other sources
        log.error("reading failed: %s", name, exc_info=error)
        cause = f"its reader failed ({type(error).__name__}: {error})"
        yield Failure(uri=name, cause=cause, remedy="please report it; the other sources are read")
