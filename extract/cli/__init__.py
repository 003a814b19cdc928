"""The command line: `onrecord`. Data goes to stdout, messages to stderr."""

import argparse
import errno
import io
import logging
import os
import sys
from collections.abc import Callable, Sequence

from extract.cli import doctor, export, extract, ingest, match, serve, train, upkeep, watch
from extract.cli.commands import EPILOG, PARTIAL
from extract.cli.printing import LONGEST, open_closed, say, silence
from extract.cli.stopping import stoppable
from extract.errors import OnRecordError

log = logging.getLogger(__name__)

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    # A defect's traceback is for a developer (ONRECORD_LOG=DEBUG); a user gets the one line that names the source.
    open_closed()
    logging.basicConfig(level=os.environ.get("ONRECORD_LOG", "CRITICAL"), stream=sys.stderr)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="strict" if stream is sys.stdout else "replace")
    parsed = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = parsed.run
    try:
        with stoppable():
            status = run(parsed)
            sys.stdout.flush()
        return status
    except OnRecordError as error:
        say(f"onrecord: {error}")
        return PARTIAL
    except BrokenPipeError:
        silence()
        return PARTIAL
    except OSError as error:
        log.error("the system refused", exc_info=error)
        silence()
        say(f"onrecord: {_refused(error)}")
        return PARTIAL
    except KeyboardInterrupt:
        say("onrecord: stopped")
        return PARTIAL


def _refused(error: OSError) -> str:
    """Return what the system refused, of which file, and what to do."""
    if error.errno in FULL:
        return "what is written to has no room left; free some space, then run it again"
    named = f"{str(error.filename)[:LONGEST]}: " if error.filename else ""
    if error.errno == errno.EBADF and not named:
        return "there is nowhere to write to: standard output is closed; send it to a file"
    return f"{named}{error.strerror or error}; check the name, its folder and their permissions, then run it again"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="onrecord", description=__doc__, epilog=EPILOG)
    parser.add_argument("--version", action="version", version=f"onrecord {_version()}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for group in (ingest, watch, extract, match, export, serve, train, upkeep, doctor):
        group.add(commands)
    return parser


def _version() -> str:
    from extract import __version__

    return str(__version__)
