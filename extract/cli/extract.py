"""`extract`: what is found in articles, as JSON Lines."""

import argparse
from typing import Any

from extract.cli.bars import bars
from extract.cli.commands import PARTIAL, command, reader_options, source_options, workers, workers_option
from extract.cli.printing import say, write


def add(commands: Any) -> None:
    """Add the command."""
    about = "write quotes and numeric claims as JSON Lines"
    command(commands, "extract", extract, about, source_options(), workers_option())


def extract(options: argparse.Namespace) -> int:
    """Write what is found in each article as JSON Lines."""
    from extract.intake.sources import Sources
    from extract.jsonlines import extraction_to_json
    from extract.model import Failure
    from extract.pipeline import extract_all

    sources, failed = Sources(options.sources, (), reader_options(options)), 0
    with bars(fleeting=True) as advance:
        for done, item in enumerate(extract_all(sources, workers(options)), 1):
            if isinstance(item, Failure):
                failed += 1
                say(str(item))
            else:
                write(extraction_to_json(item[1]))
            advance("reading", done, sources.expected, failed)
    return PARTIAL if failed else 0
