"""Functions for workers: a process finds them by their name, so they stand in a module."""

import ctypes
import os
import signal
import time
from collections.abc import Sequence


def doubled(items: Sequence[int]) -> list[int]:
    return [2 * item for item in items]


def doubled_slowly(items: Sequence[int]) -> list[int]:
    time.sleep(0.05)
    return doubled(items)


def refused(items: Sequence[int]) -> list[int]:
    raise ValueError(f"refused {items[0]}")


def crashes_at_seven(items: Sequence[int]) -> list[int]:
    """End the whole process, as a fault in a library does."""
    if 7 in items:
        os.kill(os.getpid(), signal.SIGSEGV)
    return doubled(items)


def hangs_at_seven(items: Sequence[int]) -> list[int]:
    if 7 in items:
        time.sleep(60)
    return doubled(items)


def fills_memory_at_seven(items: Sequence[int]) -> list[int]:
    if 7 in items:
        held = [bytearray(1 << 24) for _ in range(1 << 14)]
        return [len(held)]
    return doubled(items)


def aborts_without_memory_at_seven(items: Sequence[int]) -> list[int]:
    """Fail to allocate where nobody checks, as C code does."""
    if 7 in items:
        ctypes.memset(ctypes.CDLL(None).malloc(1 << 40) or 0, 1, 1)
    return doubled(items)


def process(items: Sequence[int]) -> list[int]:
    time.sleep(0.05)
    return [os.getpid() for _ in items]
