"""`match`: speakers, statements and measures across what was extracted."""

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.cli.commands import PARTIAL, command, workers, workers_option
from extract.cli.printing import say, write
from extract.errors import EngineError, RecordError

if TYPE_CHECKING:
    from extract.matching.memory import Memory


USUAL = "default: this process alone; more of them gain where vectors take most of the time"


def add(commands: Any) -> None:
    """Add the command."""
    parser = command(commands, "match", match, "find the same speakers, statements and measures", workers_option(USUAL))
    parser.add_argument(
        "extracted", metavar="EXTRACTED", help="what onrecord extract wrote, or bare quotes; - is stdin"
    )
    words = "a folder that all machines of a cluster see (default: a temporary one of this machine)"
    parser.add_argument("--shared", metavar="FOLDER", type=Path, help=words)


def match(options: argparse.Namespace) -> int:
    """Match extracted articles, or bare quotes, and write speakers, statements and measures as JSON Lines."""
    from extract import jsonlines
    from extract import pipeline as run

    extractions, quotes, failed = [], [], False
    seen: set[str] = set()
    for place, data in _records(options.extracted):
        try:
            if data is None:
                raise RecordError("not a JSON object; give what onrecord extract wrote, or bare quotes")
            if str(data.get("id")) in seen:
                raise RecordError(f"the id {data['id']!r} stands on an earlier line; each article or quote once")
            seen.add(str(data.get("id")))
            if "attributions" in data:
                extractions.append(jsonlines.extraction_from_json(data))
            else:
                quotes.append(jsonlines.quote_from_json(data))
        except RecordError as error:
            failed = True
            say(f"{options.extracted}, line {place}: {error}")
    if not seen and not failed:
        raise RecordError(f"{options.extracted}: holds no record; give what onrecord extract wrote, or bare quotes")
    with _memory(options) as memory:
        matching = run.match(extractions, memory=memory) if extractions else run.match_quotes(quotes, memory)
    for speaker in matching.speakers:
        write(jsonlines.speaker_to_json(speaker))
    for statement in matching.statements:
        if len(statement.members) > 1:
            write(jsonlines.statement_to_json(statement))
    for measure in matching.measures:
        write(jsonlines.measure_to_json(measure))
    if extractions and quotes:
        say(f"{options.extracted}: {len(quotes)} bare quotes among extracted articles were left out; match them apart")
        failed = True
    return PARTIAL if failed else 0


def _memory(options: argparse.Namespace) -> "AbstractContextManager[Memory | None]":
    """Return what lets workers compare wordings; nothing where nobody asks for workers: few quotes take longer so."""
    from extract.pipeline import shared_out

    if options.shared and not options.shared.is_dir():
        raise EngineError(f"{options.shared} is no folder; give one that all machines see")
    asked = workers(options)
    if not asked and options.engine is None:
        return nullcontext()
    return shared_out(asked, options.shared)


def _records(path: str) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Yield the line number and the JSON object of each line that is not blank; None for a line that is no object."""
    with _opened(path) as lines:
        for place, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                data = json.loads(line)
            except (ValueError, RecursionError):
                data = None
            yield place, data if isinstance(data, dict) else None


@contextmanager
def _opened(path: str) -> Iterator[Iterable[str]]:
    if path == "-":
        yield sys.stdin
        return
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            yield file
    except OSError as error:
        raise RecordError(f"{path}: {error.strerror}; give a file that onrecord extract wrote") from error
