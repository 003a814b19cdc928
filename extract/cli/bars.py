"""Bars on a terminal: how far a long command is, how fast, what failed, and how long it will take; none in a pipe."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Protocol


class Advance(Protocol):
    """Called with the name of a step, how many are done, of how many (None: not known), and how many failed."""

    def __call__(self, title: str, done: int, total: int | None, failed: int = 0) -> None: ...


@contextmanager
def bars(fleeting: bool = False, clock: Callable[[], float] = time.monotonic) -> Iterator[Advance]:
    """Yield a function that shows how far a command is: a bar a step; `fleeting` ones go when all is done."""
    if not sys.stderr.isatty():
        yield _untold
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    told = [TextColumn(f"{{task.fields[{name}]}}") for name in ("count", "rate", "left", "failed")]
    # Data on stdout is data, whatever the terminal shows.
    shown = Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        *told,
        console=Console(stderr=True),
        transient=fleeting,
        redirect_stdout=False,
    )
    with shown:
        known: dict[str, tuple[Any, float]] = {}

        def advance(title: str, done: int, total: int | None, failed: int = 0) -> None:
            if title not in known:
                known[title] = shown.add_task(title, total=total, count="", rate="", left="", failed=""), clock()
            task, began = known[title]
            # Results come in batches; over all of the time the pace is steady.
            rate = done / max(clock() - began, 0.001)
            shown.update(
                task,
                completed=done,
                total=total,
                count=f"{done:,} so far" if total is None else f"{done:,}/{total:,}",
                rate=f"{rate:,.1f} a second" if done else "",
                left=f"{time_words((total - done) / rate)} left" if done and total and total > done else "",
                failed=f"{failed:,} failed" if failed else "",
            )

        yield advance


def time_words(seconds: float) -> str:
    """Return "4:05", "1:02:03"."""
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _untold(title: str, done: int, total: int | None, failed: int = 0) -> None:
    """Show nothing."""
