"""`ingest`: articles into the store."""

import argparse
import time
from pathlib import Path
from typing import Any

from extract.cli.bars import bars
from extract.cli.commands import (
    PARTIAL,
    USAGE,
    command,
    reader_options,
    source_options,
    store_option,
    workers,
    workers_option,
)
from extract.cli.printing import say, write
from extract.errors import OnRecordError

STOPPED = "stopped; what was reported is kept, and running it again goes on from there"


def add(commands: Any) -> None:
    """Add the command."""
    parents = (source_options(least=0), store_option(), workers_option())
    parser = command(commands, "ingest", ingest, "read articles into the store", *parents)
    parser.add_argument("--dry-run", action="store_true", help="say what would be new or fail; write nothing")
    parser.add_argument("--no-extract", action="store_true", help="store only; a later ingest looks for quotes")
    parser.add_argument("--again", action="store_true", help="also search anew what another version or model read")
    parser.add_argument("--json", action="store_true", help="write each result, and their sum, as JSON Lines to stdout")


def ingest(options: argparse.Namespace) -> int:
    """Read sources into the store; without one, bring it up to date: its schema, what waits, what matching derives."""
    from extract.intake import Report, Result
    from extract.intake import ingest as run
    from extract.store.connection import there

    if not options.sources and not there(Path(options.store)):
        say("onrecord: no source is named; name files, folders, web addresses or feeds")
        return USAGE
    report, began = Report(), time.monotonic()

    def told(result: Result) -> None:
        report.add(result)
        if options.json:
            write(_result(result))
        if result.failure:
            say(result.message)

    try:
        with bars(fleeting=True) as advance:
            ended = run(
                options.store,
                options.sources,
                options=reader_options(options),
                dry_run=options.dry_run,
                search=not options.no_extract,
                again=options.again,
                progress=told,
                steps=lambda title, done, total: advance(title, done, total, report.count("failed")),
                waiting=lambda: say("another onrecord is writing to the store; waiting for it"),
                processes=workers(options),
            )
        report.versions = ended.versions
    except (OnRecordError, KeyboardInterrupt) as error:
        report.stopped = True
        _sum_up(options, report, began)
        if isinstance(error, OnRecordError):
            raise
        say(f"onrecord: {STOPPED}")
        return PARTIAL
    _sum_up(options, report, began)
    return PARTIAL if report.count("failed") else 0


def _sum_up(options: argparse.Namespace, report: Any, began: float) -> None:
    for line in _table(report, options.dry_run):
        say(line)
    say(f"dry run: nothing was written to {options.store}" if options.dry_run else f"the store is {options.store}")
    if options.json:
        write(_summary(options, report, time.monotonic() - began))


MEANING = {
    "new": "added",
    "searched": "stored before, searched for quotes now",
    "known": "already read; nothing changed",
    "failed": "each named above",
}


def _table(report: Any, dry_run: bool) -> list[str]:
    """Return how many there are of each kind, and under the failures the five most frequent causes."""
    lines = []
    for status, meaning in MEANING.items():
        count = report.count(status)
        if count or status == "new":
            meant = "would be added" if dry_run and status == "new" else meaning
            lines.append(f"{count:>9,} {status:<9} {meant if count else ''}".rstrip())
        if status == "new" and report.versions:
            lines.append(f"{report.versions:>9,} of these    another version of an article that was there")
    worst = report.worst()
    lines += [f"{count:>9,} × {_short(cause)}" for cause, count in worst]
    rest = len(report.causes) - len(worst)
    return [*lines, f"{'':>9} and {rest:,} causes more"] if rest else lines


def _short(cause: str, most: int = 150) -> str:
    # What a file is called may hold what moves the cursor of a terminal.
    folded = " ".join("".join(letter if letter.isprintable() else " " for letter in cause).split())
    return folded if len(folded) <= most else f"{folded[: most - 1]}…"


def _result(result: Any) -> dict[str, Any]:
    failure = result.failure
    return {
        "type": "result",
        "uri": result.uri,
        "status": result.status,
        "article": result.article,
        "quotes": result.quotes,
        "claims": result.claims,
        "message": result.message,
        "place": failure.place if failure else None,
        "cause": failure.cause if failure else None,
        "remedy": failure.remedy if failure else None,
    }


def _summary(options: argparse.Namespace, report: Any, seconds: float) -> dict[str, Any]:
    return {
        "type": "summary",
        **{status: report.count(status) for status in MEANING},
        "versions": report.versions,
        "causes": [{"cause": cause, "count": count} for cause, count in report.worst()],
        "stopped": report.stopped,
        "dry_run": options.dry_run,
        "seconds": round(seconds, 1),
        "store": options.store,
    }
