"""What a command writes: data to stdout, messages to stderr. The only module that prints."""

import io
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from extract.errors import RecordError

LONGEST = 300
"""Characters of a name that a message repeats."""


def write(data: dict[str, Any], at_once: bool = False) -> None:
    """Write one line of JSON to stdout; `at_once`, for whoever reads it as it comes, and not when there is more."""
    # A lone surrogate of a broken text cannot be written as UTF-8; its JSON escape can.
    line = json.dumps(data, ensure_ascii=False)
    try:
        sys.stdout.write(line + "\n")
    except UnicodeEncodeError:
        sys.stdout.write(json.dumps(data) + "\n")
    if at_once:
        sys.stdout.flush()


def show(line: str) -> None:
    """Write a line that was asked for to stdout."""
    print(line)


def say(line: str) -> None:
    """Write a message to stderr."""
    print(line, file=sys.stderr)


def silence() -> None:
    """Write no more to stdout, whose reader has gone away (`| head`)."""
    with suppress(io.UnsupportedOperation):  # what stands in for it has no file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def open_closed() -> None:
    """Open the standard streams that are closed: nothing to read, nothing said, and an error for data that is lost.

    Else the next file that is opened would take their place.
    """
    for number, (name, mode) in enumerate((("stdin", "r"), ("stdout", "w"), ("stderr", "w"))):
        if getattr(sys, name) is None:
            # What is open for reading refuses what is written to it.
            opened = os.open(os.devnull, os.O_WRONLY if name == "stderr" else os.O_RDONLY)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            setattr(sys, name, open(number, mode, encoding="utf-8"))  # noqa: SIM115 - for as long as the process runs


@contextmanager
def output(path: str | None) -> Iterator[IO[bytes]]:
    """Open a file to write bytes to, or stdout; raises `RecordError` where it cannot be.

    A file is there when it is whole: until then it has another name, and an older one stays.
    """
    if path is None:
        yield sys.stdout.buffer
        return
    begun, target = _places(path)
    try:
        with open(begun, "wb") as file:
            yield file
        if begun != target:
            os.replace(begun, target)
    except OSError as error:
        raise RecordError(f"{path}: {error.strerror}; choose a file that can be written") from error
    finally:
        if begun != target:
            with suppress(OSError):
                begun.unlink()


def _places(path: str) -> tuple[Path, Path]:
    """Return where a file is begun, and where it is when it is whole."""
    if os.path.exists(path) and not os.path.isfile(path):  # a pipe, a device
        return Path(path), Path(path)
    try:
        target = Path(path).resolve()
        return target.with_name(f".{target.name}.{os.getpid()}.part"), target
    except (OSError, RuntimeError, ValueError) as error:  # links that go round; a name that is none
        raise RecordError(f"{path[:LONGEST]}: {error}; choose a file that can be written") from error
