"""What the workers of Dask are sent: it stands apart from the engine, so that they need nothing of it."""

import sys
from collections.abc import Callable, Sequence

from extract import __version__
from extract.engines.answer import NO_MEMORY, Answer, Kind, answered, packed
from extract.engines.base import Item, Result
from extract.engines.worker import limit, mute


def release() -> str:
    """Return what must be the same here and at a worker, for the same things to be found."""
    return f"onrecord {__version__} on Python {sys.version_info[0]}.{sys.version_info[1]}"


def worked(function: Callable[[Sequence[Item]], list[Result]], items: Sequence[Item], memory: int | None) -> bytes:
    """Return what a function gives for a piece, packed.

    A worker of our own is held to a memory, and prints nothing; one of somebody else's has None, and is let alone.
    """
    if memory is not None:
        mute()
        limit(memory)
    try:
        return answered(function, items)
    except MemoryError:
        return packed(Answer(Kind.LOST, NO_MEMORY))
