"""What ends a command from outside: SIGTERM does as Ctrl-C does, so that nothing half written is left behind."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stoppable() -> Iterator[None]:
    """Raise `KeyboardInterrupt` where a scheduler or the system ends this process politely."""
    if threading.current_thread() is not threading.main_thread():  # only there may signals be taken
        yield
        return
    before = signal.signal(signal.SIGTERM, _stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
