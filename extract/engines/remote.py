"""What the workers of Dask are sent: it stands apart from the engine, so that they need nothing of it."""

import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract import __version__
from extract.engines.answer import NO_MEMORY, Answer, Kind, answered, packed
from extract.engines.base import Item, Result
from extract.engines.worker import limit, mute


def release() -> str:
    """Return what must be the same here and at a worker, for the same things to be found."""
    return f"onrecord {__version__} on Python {sys.version_info[0]}.{sys.version_info[1]}"


@dataclass(frozen=True, slots=True)
class Ours:
    """What a worker of our own is held to: bytes of memory, and from which level on it logs."""

    memory: int
    level: int

    def hold(self) -> None:
        """Hold this process to it, as often as it is asked."""
        mute()
        logging.basicConfig(level=self.level, stream=sys.stderr)
        limit(self.memory)


def worked(function: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], ours: Ours | None) -> bytes:
    """Return what a function gives for a piece, packed; a worker of somebody else's (None) is let alone."""
    if ours is not None:
        ours.hold()
    try:
        return answered(function, items)
    except MemoryError:
        return packed(Answer(Kind.LOST, NO_MEMORY))
