"""What a command writes: data to stdout, messages to stderr. The only module that prints."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from extract.errors import RecordError


def write(data: dict[str, Any]) -> None:
    """Write one line of JSON to stdout."""
    # A lone surrogate of a broken text cannot be written as UTF-8; its JSON escape can.
    line = json.dumps(data, ensure_ascii=False)
    try:
        sys.stdout.write(line + "\n")
    except UnicodeEncodeError:
        sys.stdout.write(json.dumps(data) + "\n")


def show(line: str) -> None:
    """Write a line that was asked for to stdout."""
    print(line)


def say(line: str) -> None:
    """Write a message to stderr."""
    print(line, file=sys.stderr)


def silence() -> None:
    """Write no more to stdout, whose reader has gone away (`| head`)."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextmanager
def output(path: str | None) -> Iterator[IO[bytes]]:
    """Open a file to write bytes to, or stdout; raises `RecordError` where it cannot be.

    A file is there when it is whole: until then it has another name, and an older one stays.
    """
    if path is None:
        yield sys.stdout.buffer
        return
    if os.path.exists(path) and not os.path.isfile(path):  # a pipe, a device
        begun = target = Path(path)
    else:
        target = Path(path).resolve()
        begun = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        with open(begun, "wb") as file:
            yield file
        if begun != target:
            os.replace(begun, target)
    except OSError as error:
        raise RecordError(f"{path}: {error.strerror}; choose a file that can be written") from error
    finally:
        if begun != target:
            begun.unlink(missing_ok=True)
