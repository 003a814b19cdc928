"""What every command has: its parser, the options that several share, its exit status."""

import argparse
import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extract.engines.usual import Workers
    from extract.readers.options import Options

DEFAULT_STORE = "data/onrecord.db"
PARTIAL, USAGE = 1, 2
USUAL = "default: 2 for more than 16 articles; 0: this process"
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


def workers_option(usual: str = USUAL) -> argparse.ArgumentParser:
    """Return the options that say where work runs and on how many processes, as a parent of parsers."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--processes", type=_number, metavar="N", help=f"how many work at once, each guarded ({usual})")
    words = "processes of this machine, or Dask's workers (pip install 'onrecord[dask]')"
    parser.add_argument("--engine", choices=("local", "dask"), help=words)
    words = "a Dask scheduler, as in tcp://host:8786 (default: a cluster of this machine)"
    parser.add_argument("--scheduler", metavar="ADDRESS", help=words)
    return parser


def workers(options: argparse.Namespace) -> "Workers":
    """Return who works; raises `EngineError` where the options contradict each other."""
    from extract.engines.usual import Cluster
    from extract.errors import EngineError

    if options.scheduler is not None and not options.scheduler.strip():  # an unset variable of a script
        raise EngineError("--scheduler names no address; give one as in tcp://host:8786, or leave it out")
    if options.scheduler and options.engine == "local":
        raise EngineError("--scheduler names a Dask scheduler, and --engine local asks for none; give one of the two")
    if options.engine != "dask" and not options.scheduler:
        processes: int | None = options.processes
        return processes
    return Cluster(options.scheduler, options.processes)


def source_options(least: int = 1) -> argparse.ArgumentParser:
    """Return the arguments that name sources, `least` of them, and say how to read them, as a parent of parsers."""
    parser = argparse.ArgumentParser(add_help=False)
    many = "+" if least else "*"
    parser.add_argument("sources", nargs=many, metavar="SOURCE", help="files, folders, web addresses, feeds, or -")
    parser.add_argument("--outlet", metavar="NAME", help="the outlet of all sources that name none")
    parser.add_argument(
        "--map",
        type=_columns,
        default=(),
        metavar="FIELD=COLUMN,…",
        help="which column of a table holds which field, as in text=body,date=pubdate",
    )
    parser.add_argument(
        "--allow-port",
        type=_port,
        action="append",
        default=[],
        metavar="PORT",
        help="fetch from this port too, not from 80 and 443 alone; never from a private address",
    )
    return parser


def reader_options(options: argparse.Namespace) -> "Options":
    """Return how the sources of a command are to be read."""
    from extract.readers.options import Options

    if not options.allow_port:
        return Options(outlet=options.outlet, columns=options.map)
    from extract.readers.fetch import Fetcher, Reach

    fetcher = Fetcher(reach=Reach(ports=frozenset({*Reach().ports, *options.allow_port})))
    return Options(outlet=options.outlet, columns=options.map, fetcher=fetcher)


def _number(given: str) -> int:
    if not given.isdecimal():
        raise argparse.ArgumentTypeError(f"not a number of processes: {given!r}")
    return int(given)


def _port(given: str) -> int:
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise argparse.ArgumentTypeError(f"not a port: {given!r}")
    return int(given)


def _columns(given: str) -> tuple[tuple[str, str], ...]:
    pairs = [pair.partition("=") for pair in given.split(",")]
    if not all(field.strip() and column.strip() for field, _, column in pairs):
        raise argparse.ArgumentTypeError(f"not of the form text=body,date=pubdate: {given!r}")
    return tuple((field.strip(), column.strip()) for field, _, column in pairs)
