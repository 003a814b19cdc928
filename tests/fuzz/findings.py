"""One input under its limits of time and memory, what it broke, and the smallest input that still breaks it."""

import resource
import time
import traceback
from collections.abc import Callable

from tests.fuzz.invariants import KILOBYTES, SECONDS, SECONDS_A_BYTE

Check = Callable[[bytes], None]
# Shrinking one finding may run its check so often, for so long.
TRIES, PATIENCE = 2_000, 60.0


def broken_by(check: Check, data: bytes, slowness: float = 1.0) -> str | None:
    """Return what an input breaks, as one line by which findings of one cause are one; None where all holds.

    `slowness` is by how much the process is slower than it is without instruments.
    """
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.process_time()
    try:
        check(data)
    except RecursionError:
        return "RecursionError"
    except Exception as error:  # what a promise says is that none comes
        return _told(error)
    if time.process_time() - started > slowness * (SECONDS + SECONDS_A_BYTE * len(data)):
        return "too slow"
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    return "too large" if grown > KILOBYTES else None


def _told(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "/extract/" in frame.filename or "/fuzz/" in frame.filename]
    last = (ours or frames)[-1]
    words = " ".join(str(error).split())[:100] if isinstance(error, AssertionError) else ""
    return f"{type(error).__name__} {words} {'/'.join(last.filename.split('/')[-2:])}:{last.lineno} {last.name}"


def shrunk(check: Check, data: bytes, told: str) -> bytes:
    """Return a short input that breaks the same: pieces taken out, the largest first, then bytes made plain."""
    end, tries = time.monotonic() + PATIENCE, TRIES
    size = len(data) // 2
    while size:
        at = 0
        while at < len(data) and tries and time.monotonic() < end:
            shorter, tries = data[:at] + data[at + size :], tries - 1
            if broken_by(check, shorter) == told:
                data = shorter
            else:
                at += size
        size //= 2
    for at in range(len(data)):
        if not tries or time.monotonic() > end:
            break
        plainer, tries = data[:at] + b"a" + data[at + 1 :], tries - 1
        if data[at : at + 1] != b"a" and broken_by(check, plainer) == told:
            data = plainer
    return data
