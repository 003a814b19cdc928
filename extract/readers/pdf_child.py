"""The process in which PDFs are read: each comes on its input with its length before it, and is answered likewise.

It may use so much memory and so many seconds of the processor, and no more: two kilobytes can ask PDFium for ten pages
in each of ten pages in each of ten, which has no end. Whoever waits for an answer finds the process ended instead.
"""

import json
import os
import signal
import sys
import time
from contextlib import suppress
from dataclasses import asdict
from typing import IO

from extract.errors import SourceError
from extract.readers.pdf_text import told

MEMORY = 2 << 30  # bytes of addresses; a report of a thousand pages takes a tenth
SECONDS, PAGE_SECONDS = 200.0, 20.0  # of the processor, for one file and for one of its pages; usual are 0.02 a page
LENGTH = 8  # bytes that say how long what follows is


def main() -> None:
    """Answer until there is nothing more to read, since whoever asks has ended."""
    incoming, outgoing = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no part of an answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops an ingest at a terminal has the file in hand read first
    _confine()
    while (data := received(incoming)) is not None:
        send(outgoing, json.dumps(_answer(data)).encode())


def _answer(data: bytes) -> dict[str, str | None]:
    began = time.process_time()

    def page_begins() -> None:
        _ends_in(min(PAGE_SECONDS, SECONDS - (time.process_time() - began)))

    page_begins()
    try:
        return asdict(told(data, page_begins))
    except SourceError as error:
        return {"error": str(error)}
    finally:
        _ends_in(None)


def _confine() -> None:
    """Bound what this process may take, where the system can."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def _ends_in(seconds: float | None) -> None:
    """Let the system end this process after so many seconds of the processor; None: not at all."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_PROF, 0 if seconds is None else max(0.01, seconds))


def received(stream: IO[bytes]) -> bytes | None:
    """Return what comes next; None where the other side is gone."""
    head = stream.read(LENGTH)
    size = int.from_bytes(head, "big")
    data = stream.read(size) if len(head) == LENGTH else b""
    return data if len(head) == LENGTH and len(data) == size else None


def send(stream: IO[bytes], data: bytes) -> None:
    """Send bytes with their length before them; raises `OSError` where the other side is gone."""
    stream.write(len(data).to_bytes(LENGTH, "big"))
    stream.write(data)
    stream.flush()


if __name__ == "__main__":
    main()
