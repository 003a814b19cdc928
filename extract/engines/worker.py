"""A process that runs one batch at a time, and may be lost without loss."""

import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from math import inf
from multiprocessing import get_context, parent_process
from multiprocessing.connection import Connection
from typing import Any

from extract.engines.answer import NO_MEMORY, Answer, answered, unpacked
from extract.engines.apart import uninterrupted, without_main

# Numbers are worked on one core a process; a pool of threads in each would only get into the others' way.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")

READY = b""
"""The word of a process that it has begun."""


class Worker:
    """A process of its own, begun anew (spawn), so that it shares nothing with this one.

    Raises `OSError` where the system lets no other process begin.
    """

    def __init__(self, memory: int | None) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        level = logging.getLogger().getEffectiveLevel()
        self.process = context.Process(target=work, args=(theirs, memory, level), daemon=True)
        try:
            with _single_threaded(), without_main(), uninterrupted():
                self.process.start()
        except OSError:
            self.connection.close()
            raise
        finally:
            theirs.close()
        self._seconds = 0.0
        self.ready = False
        self.until = inf

    def begin(self, function: Callable[[Sequence[Any]], list[Any]], items: Sequence[Any], seconds: float) -> None:
        """Send it a batch, to be done within so many seconds from when it can begin."""
        self._seconds = seconds
        self.until = time.monotonic() + seconds if self.ready else inf
        with suppress(OSError):  # one that has just died is found dead when its answer is waited for
            self.connection.send((function, items))

    def answer(self) -> Answer | None:
        """Return what became of its batch; None for word that it has begun.

        Raises `EOFError` or `OSError` where the process is gone.
        """
        found = self.connection.recv_bytes()
        if found != READY:
            return unpacked(found)
        # A process that starts on a busy machine takes a while, which is no fault of the batch.
        self.ready, self.until = True, time.monotonic() + self._seconds
        return None

    @property
    def pid(self) -> int | None:
        return self.process.pid

    def kill(self) -> None:
        """Have it end at once; `end` waits for that."""
        self.process.kill()

    def end(self) -> str:
        """Kill it if it lives, and say how it ended."""
        if self.process.is_alive():
            self.process.join(0.2)  # its pipe may close a moment before it is gone
        alive = self.process.is_alive()
        if alive:
            self.process.kill()
        self.process.join()
        self.connection.close()
        code = self.process.exitcode or 0
        self.process.close()
        if alive:
            return "its process was ended"
        if code == MEMORY:
            return NO_MEMORY
        if code == -9:
            return "its process was killed by signal 9 (SIGKILL), as happens where a machine has no memory left"
        how = f"was killed by signal {-code} ({_signal(-code)})" if code < 0 else f"ended with status {code}"
        return f"its process {how}"


def work(connection: Connection, memory: int | None, level: int) -> None:
    """Answer each batch that comes, until nobody is there to ask."""
    _belong()
    logging.basicConfig(level=level, stream=sys.stderr)
    limit(memory)
    with suppress(EOFError, OSError):
        connection.send_bytes(READY)
        while True:
            function, items = connection.recv()
            try:
                found = answered(function, items)
            except MemoryError:
                os._exit(MEMORY)  # what is left of the memory is not to be trusted
            connection.send_bytes(found)


MEMORY = 77
"""The status of a worker that has no memory left."""


def _belong() -> None:
    """Leave to the process that asks what signals and the standard output mean, and end when it ends."""
    # Ctrl-C reaches every process of a terminal; only the one that writes decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    mute()
    asks = parent_process()
    with suppress(ImportError, AttributeError, OSError):
        import fcntl

        # The system itself ends this process with the other one, even in the midst of code that heeds nothing.
        assert asks is not None
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        signal.signal(signal.SIGIO, signal.SIG_DFL)
        fcntl.fcntl(asks.sentinel, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(asks.sentinel, fcntl.F_SETFL, fcntl.fcntl(asks.sentinel, fcntl.F_GETFL) | os.O_ASYNC)


def mute() -> None:
    """Turn what a library prints to messages: the standard output is for what is found, and not this process's."""
    with suppress(OSError):
        os.dup2(2, 1)


def limit(memory: int | None) -> None:
    """Let the process have so many bytes of data; where the system knows no such limit, as many as it wants."""
    if memory is None:
        return
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def _signal(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:
        return "unknown"


@contextmanager
def _single_threaded() -> Iterator[None]:
    before = {name: os.environ.get(name) for name in _ONE_THREAD}
    os.environ.update(dict.fromkeys(_ONE_THREAD, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
