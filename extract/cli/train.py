"""`train`: the attribution model."""

import argparse
from pathlib import Path
from typing import Any

from extract.cli.bars import bars
from extract.cli.commands import command
from extract.cli.printing import say
from extract.errors import TrainingError


def add(commands: Any) -> None:
    """Add the command."""
    parser = command(commands, "train", train, "train the attribution model (needs the extra train)")
    parser.add_argument("data", metavar="FOLDER", help="where polnear_train.jsonl lies")
    parser.add_argument("--own", default="data/training", metavar="FOLDER", help="the project's own marked articles")
    parser.add_argument("--out", default="build/attribution", metavar="FOLDER", help="where the model is written")
    parser.add_argument("--layers", type=int, default=8, help="layers of the base to keep (default: 8)")
    parser.add_argument("--epochs", type=int, default=5, help="how often each article is read (default: 5)")
    parser.add_argument("--seed", type=int, default=7, help="what chance starts from (default: 7)")


def train(options: argparse.Namespace) -> int:
    """Train the attribution model anew: an hour or two on two cores, minutes with a GPU; a stopped run goes on."""
    try:
        from extract.training.fit import Settings
        from extract.training.train import train as run
    except ImportError as error:
        raise TrainingError(f"{error.name} is not installed; run: pip install 'onrecord[train]'") from error
    settings = Settings(epochs=options.epochs, seed=options.seed)
    with bars() as advance:
        told = run(Path(options.data), Path(options.own), Path(options.out), options.layers, settings, advance)
    say(f"trained on {sum(told['data'].values())} articles; the model is in {options.out}")
    return 0
