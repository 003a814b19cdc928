"""PDFs are read in a process of its own: a hostile one ends that, and neither an ingest nor the dashboard.

It is begun with the first PDF, serves one after the other, ends with this one, and is begun anew where it was lost.
"""

import atexit
import json
import os
import signal
import subprocess  # nosec B404 - for this very Python, to read what may crash it
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from threading import Lock

from extract.errors import SourceError
from extract.readers.pdf_child import received, send
from extract.readers.pdf_text import Told

PROGRAM = ("-m", "extract.readers.pdf_child")
ROOT = Path(__file__).parents[2]
GRACE = 1.0  # seconds in which a process ends that has nothing more to read
ANOTHER = "print it into a new PDF, and give that"


class Apart:
    """A process that reads PDFs, one at a time whoever asks; `program` is what Python is to run for it."""

    def __init__(self, program: Sequence[str] = PROGRAM) -> None:
        self._program = program
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def told(self, data: bytes) -> Told:
        """Return what a PDF says; raises `SourceError`, also where the process did not outlive it."""
        with self._lock:
            answer = self._ask(data)
        if "error" in answer:
            raise SourceError(str(answer["error"]))
        return Told(content=str(answer["content"]), title=answer["title"], author=answer["author"])

    def end(self) -> int:
        """End the process, if there is one, and return its status."""
        process, self._process = self._process, None
        if process is None:
            return 0
        for stream in (process.stdin, process.stdout):
            with suppress(OSError):
                if stream is not None:
                    stream.close()
        with suppress(subprocess.TimeoutExpired):
            return process.wait(GRACE)
        process.kill()
        return process.wait()

    def _ask(self, data: bytes) -> dict[str, str | None]:
        if self._process is not None and self._process.poll() is not None:
            self.end()  # somebody ended it: no fault of this file
        process = self._process = self._process or _begun(self._program)
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            send(process.stdin, data)
            answer = received(process.stdout)
        except OSError:
            answer = None
        except BaseException:  # stopped in the middle: its answer would be taken for that of the next file
            process.kill()
            self.end()
            raise
        if answer is None:
            raise _lost(self.end())
        found: dict[str, str | None] = json.loads(answer)
        return found


def _begun(program: Sequence[str]) -> "subprocess.Popen[bytes]":
    # Only code of where this very code lies, never of the folder that somebody works in (-P).
    code = os.pathsep.join(filter(None, (str(ROOT), os.environ.get("PYTHONPATH"))))
    try:
        return subprocess.Popen(  # nosec B603 - this very Python, and no shell
            [sys.executable, "-P", *program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": code},
        )
    except OSError as error:
        raise SourceError(f"no process can be begun to read it in ({error.strerror}); try again later") from error


def _lost(status: int) -> SourceError:
    if status == -getattr(signal, "SIGPROF", 0):
        return SourceError(f"to read it takes longer than any report takes; {ANOTHER}")
    return SourceError(f"to read it takes more memory than there may be, or it crashes what reads PDFs; {ANOTHER}")


APART = Apart()
atexit.register(APART.end)
