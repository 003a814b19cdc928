"""`export`: what the store holds, for other programs."""

import argparse
from functools import partial
from typing import Any

from extract.cli.commands import command, store_option
from extract.cli.printing import output
from extract.errors import ExportError

# Spelled out here too, so that the command line starts without loading what writes them.
FORMAT_NAMES = ("csv", "csv-plain", "jsonl", "parquet", "xlsx", "jsonld", "zip")


def add(commands: Any) -> None:
    """Add the command."""
    parser = command(commands, "export", export, "write quotes and claims, as CSV or in another format", store_option())
    parser.add_argument("what", choices=("quotes", "claims", "all"), help="which rows")
    parser.add_argument("--format", choices=FORMAT_NAMES, help="the format (default: csv; of all, zip)")
    parser.add_argument("--outlet", action="append", default=[], metavar="NAME", help="only this outlet")
    parser.add_argument("--language", action="append", default=[], metavar="CODE", help="only this language")
    parser.add_argument("--words", metavar="TEXT", help="only where these words were said")
    parser.add_argument("--output", metavar="FILE", help="the file to write (default: stdout)")


def export(options: argparse.Namespace) -> int:
    """Write what the store holds in a format of `extract.export.formats`."""
    from extract.export.formats import FORMATS, write
    from extract.export.package import provenance
    from extract.store import open_store, queries

    format = options.format or ("zip" if options.what == "all" else "csv")
    if FORMATS[format].single and options.what == "all":
        raise ExportError(f"{format} holds one table; ask for quotes or claims, or for --format zip, xlsx or jsonld")
    filters = queries.Filters(
        words=options.words or "", outlets=tuple(options.outlet), languages=tuple(options.language)
    )
    with open_store(options.store, readonly=True) as store, store.snapshot(), output(options.output) as out:
        rows = partial(queries.table_rows, store, filters=filters)
        origin = provenance(options.what, filters, queries.revision(store))
        for piece in write(options.what, format, rows, origin):
            out.write(piece)
    return 0
