"""What a command writes: data to stdout, messages and bars to stderr. The only module that prints."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
    """Open a file to write bytes to, or stdout; raises `RecordError` where it cannot be."""
    if path is None:
        yield sys.stdout.buffer
        return
    try:
        with open(path, "wb") as file:
            yield file
    except OSError as error:
        raise RecordError(f"{path}: {error.strerror}; choose a file that can be written") from error


@contextmanager
def progress(title: str) -> Iterator[Callable[[], None]]:
    """Show a bar on a terminal and nothing in a pipe; the value advances it by one article."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda: bar.advance(task)


@contextmanager
def steps() -> Iterator[Callable[[str, int, int], None]]:
    """Yield a function to call with what is done, how far and how much in all: a bar each on a terminal."""
    if not sys.stderr.isatty():
        yield lambda title, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        known: dict[str, Any] = {}

        def advance(title: str, done: int, total: int) -> None:
            if title not in known:
                known[title] = bars.add_task(title, total=total)
            bars.update(known[title], completed=done, total=total)

        yield advance
