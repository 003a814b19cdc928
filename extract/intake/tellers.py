"""Whom news are told: a command, and a file that is an Atom feed."""

import json
import os
import subprocess  # nosec B404 - for the one command that a user names with --run
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from extract.errors import WatchError
from extract.intake.atom import feed, title

SECONDS = 60
SHOWN = 300
AGAIN = "it is told this again with the next round"


def call(command: Sequence[str], news: dict[str, Any], store: str) -> None:
    """Run a command (its arguments as they are, no shell) with the news as JSON on its input.

    `ONRECORD_KIND`, `ONRECORD_WATCH`, `ONRECORD_TITLE`, `ONRECORD_URI` and `ONRECORD_STORE` are in its environment.
    Raises `WatchError` where it cannot be run, fails, or takes more than a minute.
    """
    told = {"KIND": news["kind"], "WATCH": news["watch"], "TITLE": title(news), "URI": news["uri"], "STORE": store}
    # No environment can hold a NUL, nor what has no UTF-8.
    safe = {f"ONRECORD_{name}": _plain(value) for name, value in told.items()}
    given = json.dumps(news).encode()
    try:
        done = subprocess.run(  # nosec B603 - no shell, and no word of an article among its arguments
            list(command), input=given, env={**os.environ, **safe}, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise WatchError(f"{command[0]}: took more than {SECONDS} seconds; {AGAIN}") from error
    except (OSError, ValueError) as error:
        cause = getattr(error, "strerror", None) or str(error)
        raise WatchError(f"{command[0]}: {cause}; give --run a command that can be run") from error
    if done.returncode:
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[:SHOWN]
        cause = f"ended with status {done.returncode}{f' ({said})' if said else ''}"
        raise WatchError(f"{command[0]}: {cause}; {AGAIN}")


def publish(path: Path, news: Sequence[dict[str, Any]], id: str, names: str, updated: str) -> None:
    """Write the feed in place of the last one, so that nobody reads half of it; raises `WatchError`."""
    written = feed(news, id, f"On Record: {names}", updated)
    try:
        if path.exists() and path.read_bytes() == written:
            return
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        beside.write_bytes(written)
        os.replace(beside, path)
    except OSError as error:
        raise WatchError(f"{path}: {error.strerror}; give --feed a file that can be written") from error


def _plain(value: str) -> str:
    return value.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
