"""`export`: what the store holds, for other programs."""

import argparse
from typing import Any

from extract.cli.commands import command, store_option
from extract.cli.printing import output


def add(commands: Any) -> None:
    """Add the command."""
    parser = command(commands, "export", export, "write quotes or claims as CSV", store_option())
    parser.add_argument("what", choices=("quotes", "claims"), help="which rows")
    parser.add_argument("--outlet", action="append", default=[], metavar="NAME", help="only this outlet")
    parser.add_argument("--language", action="append", default=[], metavar="CODE", help="only this language")
    parser.add_argument("--words", metavar="TEXT", help="only where these words were said")
    parser.add_argument("--output", metavar="FILE", help="the file to write (default: stdout)")


def export(options: argparse.Namespace) -> int:
    """Write the quotes or the claims of the store as CSV."""
    from extract.export.columns import CLAIM_COLUMNS, QUOTE_COLUMNS
    from extract.export.csv import write_csv
    from extract.store import open_store, queries

    filters = queries.Filters(
        words=options.words or "", outlets=tuple(options.outlet), languages=tuple(options.language)
    )
    with open_store(options.store) as store:
        if options.what == "quotes":
            rows, columns = queries.quote_rows(store, filters), QUOTE_COLUMNS
        else:
            rows, columns = queries.claim_rows(store, filters), CLAIM_COLUMNS
        with output(options.output) as out:
            for chunk in write_csv(rows, columns):
                out.write(chunk)
    return 0
