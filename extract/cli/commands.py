"""What every command has: its parser, the options that several share, its exit status."""

import argparse
import os
from collections.abc import Callable
from typing import Any

DEFAULT_STORE = "data/onrecord.db"
PARTIAL = 1
EPILOG = "Exit status: 0 all well; 1 some sources failed, each named with its cause, the rest kept; 2 usage."


def command(
    commands: Any,
    name: str,
    run: Callable[[argparse.Namespace], int],
    summary: str,
    *parents: argparse.ArgumentParser,
) -> argparse.ArgumentParser:
    """Add a command that calls `run` and return its parser; what `run` says of itself is what `--help` shows."""
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=summary, description=(run.__doc__ or summary), parents=parents, epilog=EPILOG
    )
    parser.set_defaults(run=run)
    return parser


def store_option() -> argparse.ArgumentParser:
    """Return the option that names the store, as a parent of parsers."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--store",
        metavar="FILE",
        default=os.environ.get("ONRECORD_STORE", DEFAULT_STORE),
        help=f"the store (default: $ONRECORD_STORE, else {DEFAULT_STORE})",
    )
    return parser


def source_options() -> argparse.ArgumentParser:
    """Return the arguments that name sources and say how to read them, as a parent of parsers."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help="text, JSON Lines or CSV files, folders, or -")
    parser.add_argument("--outlet", metavar="NAME", help="the outlet of all sources that name none")
    return parser
