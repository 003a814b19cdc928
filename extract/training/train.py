"""Trains the tagger from annotated quotes to the files that the package carries."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from extract import lang, nlp
from extract.quotes import attributions
from extract.quotes.tagger.model import Model, load
from extract.training.base import Base, load_base
from extract.training.calibrate import Scored, right, table
from extract.training.examples import Example, annotated, examples_of, read_clean, read_pieces
from extract.training.export import export, write_manifest
from extract.training.fit import Settings, fit
from extract.training.network import Network
from extract.training.vocabulary import kept, tokenizer_of

Progress = Callable[[str, int, int], None]
TRAINING, LANGUAGE = "polnear_train.jsonl", "en"
STATE = "training.state"
# One document in so many is kept out of the fitting, so that confidence is measured on what was not seen.
HELD_OUT = 20
# Languages whose words decide which word pieces are kept.
LANGUAGES = ("en", "fr")


def train(data: Path, out: Path, layers: int, settings: Settings, progress: Progress) -> dict[str, Any]:
    """Train on the annotated quotes of a folder and write the model to another; return its manifest.

    A run that was stopped goes on from its last whole epoch. Raises `TrainingError` where something is missing.
    """
    base = load_base()
    documents = list(annotated(data / TRAINING))
    fitted = [one for one in documents if not held_out(one["doc"])]
    out.mkdir(parents=True, exist_ok=True)
    progress("choosing word pieces", 0, 1)
    chosen = kept(base, (line for one in documents for line in one["text"].splitlines()), _words())
    tokenizer = tokenizer_of([base.pieces[i] for i in chosen], base.scores[chosen], base.unknown)
    network = new_network(base, layers, chosen, settings.seed)
    examples = list(_examples(fitted, tokenizer, progress))
    fit(network, examples, settings, out / STATE, lambda step: progress("training", step.done, step.total))
    manifest = {
        "data": {TRAINING: hashlib.sha256((data / TRAINING).read_bytes()).hexdigest()},
        "documents": len(fitted),
        "layers": layers,
        "settings": repr(settings),
    }
    export(network, tokenizer, out, manifest)
    scored = list(_scored([one for one in documents if held_out(one["doc"])], load(out), progress))
    manifest["calibration"] = table(scored)
    write_manifest(out, manifest)
    return manifest


def held_out(name: str) -> bool:
    """Whether a document is kept out of the fitting; its name alone decides."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % HELD_OUT == 0


def new_network(base: Base, layers: int, chosen: Any, seed: int) -> Network:
    """Return a network that starts from the base, with its new parts drawn by the seed."""
    torch.manual_seed(seed)
    return Network(base, layers, torch.from_numpy(base.arrays["emb.word"][chosen]))


def _words() -> Iterator[str]:
    for code in LANGUAGES:
        yield from nlp.vocabulary(lang.load(code))


def _examples(documents: Sequence[dict[str, Any]], tokenizer: Tokenizer, progress: Progress) -> Iterator[Example]:
    for number, one in enumerate(documents, 1):
        article, parse = read_clean(one["text"], LANGUAGE)
        yield from examples_of(read_pieces(article, parse, LANGUAGE, tokenizer), one["quotes"])
        progress("reading articles", number, len(documents))


def _scored(documents: Sequence[dict[str, Any]], model: Model, progress: Progress) -> Iterator[Scored]:
    for number, one in enumerate(documents, 1):
        article, parse = read_clean(one["text"], LANGUAGE)
        for found in attributions(article, parse, lang.load(LANGUAGE), model):
            if found.rule.startswith("tagger"):
                yield found.confidence, right(found, one["quotes"])
        progress("measuring how sure it is", number, len(documents))
