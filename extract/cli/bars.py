"""Bars on a terminal: how far a long command is, how fast, what failed, and how long it will take; none in a pipe."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol


class Advance(Protocol):
    """Called with the name of a step, how many are done, of how many (None: not known), and how many failed."""

    def __call__(self, title: str, done: int, total: int | None, failed: int = 0) -> None: ...


@contextmanager
def bars(fleeting: bool = False) -> Iterator[Advance]:
    """Yield a function that shows how far a command is: a bar a step; `fleeting` ones go when all is done."""
    if not sys.stderr.isatty():
        yield _untold
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TextColumn("[red]{task.fields[failed]}"),
        TimeRemainingColumn(),
    )
    # Data on stdout is data, whatever the terminal shows.
    shown = Progress(*columns, console=Console(stderr=True), transient=fleeting, redirect_stdout=False)
    with shown:
        known: dict[str, Any] = {}

        def advance(title: str, done: int, total: int | None, failed: int = 0) -> None:
            if title not in known:
                known[title] = shown.add_task(title, total=total, rate="", failed="")
            task = known[title]
            speed = next(one.speed for one in shown.tasks if one.id == task)
            shown.update(
                task,
                completed=done,
                total=total,
                rate=f"{speed:,.1f} a second" if speed else "",
                failed=f"{failed:,} failed" if failed else "",
            )

        yield advance


def _untold(title: str, done: int, total: int | None, failed: int = 0) -> None:
    """Show nothing."""
