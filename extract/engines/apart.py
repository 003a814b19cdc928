"""Things that take a while to begin, made beside the thread that wants them, which Ctrl-C may then call away."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from signal import SIGINT
from threading import Thread
from typing import TypeVar

try:
    from signal import SIG_BLOCK, SIG_SETMASK, pthread_sigmask
except ImportError:  # a system that has no such masks
    pthread_sigmask = None  # type: ignore[assignment]

Made = TypeVar("Made")


def apart(make: Callable[[], Made]) -> "Future[Made]":
    """Return what a thread will have made; processes that it begins are not reached by Ctrl-C."""
    made: Future[Made] = Future()

    def run() -> None:
        try:
            with uninterrupted():
                made.set_result(make())
        except BaseException as error:  # whoever waits is told
            made.set_exception(error)

    Thread(target=run, name="onrecord-apart", daemon=True).start()
    return made


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let processes and threads begin that Ctrl-C does not reach: it reaches every process of a terminal."""
    if pthread_sigmask is None:
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # it begins with the first process, and would let signals through again
    before = pthread_sigmask(SIG_BLOCK, {SIGINT})
    try:
        yield
    finally:
        pthread_sigmask(SIG_SETMASK, before)
