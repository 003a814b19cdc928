"""How other processes begin: beside the thread that wants them, unreached by Ctrl-C, without the script of this one."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from signal import SIGINT
from threading import Lock, Thread
from types import ModuleType
from typing import TypeVar

try:
    from signal import SIG_BLOCK, SIG_SETMASK, pthread_sigmask
except ImportError:  # a system that has no such masks
    pthread_sigmask = None  # type: ignore[assignment]  # elsewhere it is a function

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


_lock = Lock()
_hidden: list[ModuleType] = []
"""The script of this process, as often as something begins meanwhile."""


@contextmanager
def without_main() -> Iterator[None]:
    """Let processes begin that do not run the script of this one again, which may be anything: a page, a notebook.

    What workers run stands in modules, so that none of them needs it.
    """
    with _lock:
        _hidden.append(_hidden[-1] if _hidden else sys.modules["__main__"])
        sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        with _lock:
            main = _hidden.pop()
            if not _hidden:
                sys.modules["__main__"] = main
