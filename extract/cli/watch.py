"""`watch`: read what is new every so often, and tell what of it is watched."""

import argparse
import re
import shlex
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from extract.cli.commands import PARTIAL, command, reader_options, source_options, store_option
from extract.cli.printing import say, write
from extract.errors import OnRecordError

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def add(commands: Any) -> None:
    """Add the command."""
    summary = "read what is new every so often; tell what of it is watched"
    parser = command(commands, "watch", watch, summary, source_options(), store_option())
    parser.add_argument("--every", type=_seconds, default=900, metavar="TIME", help="15m (default), 1h, 30s, 1d")
    parser.add_argument("--once", action="store_true", help="one round, for a scheduler such as cron")
    parser.add_argument("--speaker", action="append", default=[], metavar="NAME", help="tell what this speaker says")
    parser.add_argument("--phrase", action="append", default=[], metavar="WORDS", help="tell quotes with these words")
    parser.add_argument("--measure", action="append", default=[], metavar="WORDS", help="tell figures about this")
    parser.add_argument("--no-conflicts", action="store_true", help="do not tell figures that contradict each other")
    parser.add_argument(
        "--run",
        dest="told",
        type=_command,
        default=(),
        metavar="COMMAND",
        help="run this for each news, which is JSON on its input",
    )
    parser.add_argument("--feed", type=Path, metavar="FILE", help="write the news as an Atom feed to this file")


def watch(options: argparse.Namespace) -> int:
    """Read what is new of folders, feeds and pages every so often, and tell what of it is watched, once: a speaker, a
    phrase, a measure, figures that contradict each other. News are JSON Lines on stdout. Ctrl-C ends it."""
    from extract.intake.news import Watch
    from extract.intake.watch import Watcher

    kinds = ("speaker", "phrase", "measure")
    watches = [Watch(kind=kind, words=words) for kind in kinds for words in getattr(options, kind)]
    watcher = Watcher(
        store=Path(options.store),
        sources=options.sources,
        watches=watches if options.no_conflicts else [*watches, Watch(kind="conflict")],
        command=options.told,
        feed=options.feed,
        options=reader_options(options),
        heard=partial(write, at_once=True),
        progress=lambda result: say(result.message) if result.failure else None,
        complain=say,
    )
    watcher.start()
    if options.once:
        return _round(watcher.round)
    status = 0
    try:
        while True:
            status = _round(watcher.round)
            time.sleep(options.every)
    except KeyboardInterrupt:
        say("onrecord: watched until now; what was told is not told again")
    return status


def _round(run: Callable[[], Any]) -> int:
    """Run a round and say in a line what came of it; what stops one round does not stop those after it."""
    try:
        report = run()
    except OnRecordError as error:
        say(f"onrecord: {error}")
        return PARTIAL
    counts = ", ".join(f"{report.count(status):,} {status}" for status in ("new", "known", "failed"))
    say(f"{time.strftime('%Y-%m-%d %H:%M')}  {counts}")
    return PARTIAL if report.count("failed") else 0


def _seconds(given: str) -> int:
    found = re.fullmatch(r"(\d{1,6})([smhd])", given.strip())
    if not found or not int(found[1]):
        raise argparse.ArgumentTypeError(f"not a time such as 15m, 1h, 30s or 1d: {given!r}")
    return int(found[1]) * UNITS[found[2]]


def _command(given: str) -> tuple[str, ...]:
    try:
        words = tuple(shlex.split(given))
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"its quotation marks are not closed: {given!r}") from error
    if not words:
        raise argparse.ArgumentTypeError("names no command")
    return words
