"""A process that runs one batch at a time, and may be lost without loss."""

import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from math import inf
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

# Numbers are worked on one core a process; a pool of threads in each would only get into the others' way.
_ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class Worker:
    """A process of its own, begun anew (spawn), so that it shares nothing with this one."""

    def __init__(self, memory: int | None) -> None:
        context = get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.process = context.Process(target=work, args=(theirs, memory), daemon=True)
        with _single_threaded():
            self.process.start()
        theirs.close()
        self._seconds = 0.0
        self._ready = False
        self.until = inf

    def begin(self, function: Callable[[Sequence[Any]], list[Any]], items: Sequence[Any], seconds: float) -> None:
        """Send it a batch, to be done within so many seconds from when it can begin."""
        self._seconds = seconds
        self.until = time.monotonic() + seconds if self._ready else inf
        with suppress(OSError):  # one that has just died is found dead when its answer is waited for
            self.connection.send((function, items))

    def answer(self) -> tuple[bool, Any] | None:
        """Return whether the function gave a list, and that or its error; None for word that it has begun.

        Raises `EOFError` or `OSError` where the process is gone.
        """
        found: tuple[bool, Any] | None = self.connection.recv()
        if found is None:
            # A process that starts on a busy machine takes a while, which is no fault of the batch.
            self._ready, self.until = True, time.monotonic() + self._seconds
        return found

    @property
    def pid(self) -> int | None:
        return self.process.pid

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
            return "was ended"
        return f"was killed by signal {-code} ({_signal(-code)})" if code < 0 else f"ended with status {code}"


def work(connection: Connection, memory: int | None) -> None:
    """Answer each batch that comes, until nobody is there to ask."""
    # Ctrl-C reaches every process of a terminal; only the one that writes decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _limit(memory)
    with suppress(EOFError, OSError):
        connection.send(None)
        while True:
            function, items = connection.recv()
            try:
                answer = True, function(items)
            except MemoryError:
                os._exit(MEMORY)  # what is left of the memory is not to be trusted
            except BaseException as error:
                answer = False, error
            _send(connection, answer)


MEMORY = 77
"""The status of a worker that has no memory left."""


def _send(connection: Connection, answer: tuple[bool, Any]) -> None:
    try:
        connection.send(answer)
    except (TypeError, AttributeError, ValueError):  # an error that cannot be pickled is told in words
        done, error = answer
        connection.send((False, RuntimeError(f"{type(error).__name__}: {error}" if not done else "no answer to send")))


def _limit(memory: int | None) -> None:
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
