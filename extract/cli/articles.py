"""`ingest` and `extract`: what reads sources."""

import argparse
from typing import Any

from extract.cli.commands import PARTIAL, command, source_options, store_option
from extract.cli.printing import progress, say, write


def add(commands: Any) -> None:
    """Add the commands."""
    command(commands, "ingest", ingest, "read articles into the store", source_options(), store_option())
    command(commands, "extract", extract, "write quotes and numeric claims as JSON Lines", source_options())


def ingest(options: argparse.Namespace) -> int:
    """Read sources into the store."""
    from extract.intake import ingest as run

    with progress("reading") as advance:

        def told(result: Any) -> None:
            advance()
            if result.status == "failed":
                say(result.message)

        report = run(options.store, options.sources, outlet=options.outlet, progress=told)
    counts = f"{report.count('new')} new, {report.count('known')} already known, {report.count('failed')} failed"
    say(f"{counts}; the store is {options.store}")
    return PARTIAL if report.count("failed") else 0


def extract(options: argparse.Namespace) -> int:
    """Write what is found in each article as JSON Lines."""
    from extract.jsonlines import extraction_to_json
    from extract.model import Failure
    from extract.pipeline import extract_all
    from extract.readers import read
    from extract.readers.options import Options

    failed = False
    with progress("reading") as advance:
        for item in extract_all(read(options.sources, Options(outlet=options.outlet))):
            advance()
            if isinstance(item, Failure):
                failed = True
                say(str(item))
            else:
                write(extraction_to_json(item[1]))
    return PARTIAL if failed else 0
