"""Functions for workers: a process finds them by their name, so they stand in a module."""

import ctypes
import os
import re
import signal
import sys
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


def exits_at_seven(items: Sequence[int]) -> list[int]:
    """Ask for the end of the process, as some libraries do, and as if all were well."""
    if 7 in items:
        sys.exit(0)
    return doubled(items)


def interrupted_at_seven(items: Sequence[int]) -> list[int]:
    if 7 in items:
        raise KeyboardInterrupt
    return doubled(items)


def unsendable_at_seven(items: Sequence[int]) -> list[object]:
    """Find what no other process can be sent."""
    return [(lambda: None) if item == 7 else 2 * item for item in items]


class MadeOfTwoError(Exception):
    """An error that pickle writes and cannot read back."""

    def __init__(self, one: str, two: str) -> None:
        super().__init__(f"{one} and {two}")


def raises_what_cannot_be_made_again(items: Sequence[int]) -> list[int]:
    raise MadeOfTwoError("salt", "water")


def prints(items: Sequence[int]) -> list[int]:
    print("a library's chatter", flush=True)
    os.write(1, b"and that of its C code\n")
    return doubled(items)


def heeds_nothing(items: Sequence[int]) -> list[int]:
    """Never come back from C code, which lets no other thread run."""
    re.match("(a+)+$", "a" * 64 + "b")
    return doubled(items)


def process(items: Sequence[int]) -> list[int]:
    time.sleep(0.05)
    return [os.getpid() for _ in items]
