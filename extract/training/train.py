"""Trains the tagger from annotated quotes to the files that the package carries."""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer

from extract import lang, nlp
from extract.quotes.attribute import by_tagger
from extract.quotes.reading import read as read_marks
from extract.quotes.rules import by_rules
from extract.quotes.tagger.model import Model, load
from extract.training.base import Base, load_base
from extract.training.calibrate import Scored, right, table
from extract.training.examples import Example, annotated, examples_of, read_clean, read_pieces
from extract.training.export import export, write_manifest
from extract.training.fit import Settings, fit
from extract.training.marked import marked
from extract.training.network import Network
from extract.training.vocabulary import kept, tokenizer_of

Progress = Callable[[str, int, int], None]
Document = dict[str, Any]
# In the folder of annotated quotes; and in the project, whose own articles are read this often for each epoch, because
# they are all the French that there is.
ANNOTATED, ANNOTATED_LANGUAGE = "polnear_train.jsonl", "en"
OWN = {"fr": 3}
# Where it is there, it tells too how sure is sure: training does not see it, only what was chosen did.
CHOSEN_ON = "polnear_dev.jsonl"
STATE = "training.state"
# One document in so many is kept out of the fitting, so that confidence is measured on what was not seen.
HELD_OUT = 20


@dataclass(frozen=True, slots=True)
class Corpus:
    """Annotated documents of one language, each of them read `times` an epoch."""

    language: str
    documents: tuple[Document, ...]
    times: int = 1

    def part(self, *, held: bool) -> tuple[Document, ...]:
        return tuple(one for one in self.documents if held_out(one["doc"]) == held)


def train(data: Path, own: Path, out: Path, layers: int, settings: Settings, progress: Progress) -> dict[str, Any]:
    """Train on the annotated quotes of a folder and on the project's own, and write the model; return its manifest.

    A run that was stopped goes on from its last whole epoch. Raises `TrainingError` where something is missing.
    """
    base = load_base()
    read = corpora(data, own)
    out.mkdir(parents=True, exist_ok=True)
    progress("choosing word pieces", 0, 1)
    chosen = vocabulary_of(base, read)
    tokenizer = tokenizer_of([base.pieces[i] for i in chosen], base.scores[chosen], base.unknown)
    network = new_network(base, layers, chosen, settings.seed)
    examples = [one for corpus in read for one in _examples(corpus, tokenizer, progress)]
    fit(network, examples, settings, out / STATE, lambda step: progress("training", step.done, step.total))
    manifest: dict[str, Any] = {
        "data": {corpus.language: len(corpus.part(held=False)) for corpus in read},
        "data_sha256": hashlib.sha256((data / ANNOTATED).read_bytes()).hexdigest(),
        "layers": layers,
        "settings": repr(settings),
    }
    export(network, tokenizer, out, manifest)
    unseen = [(corpus, corpus.part(held=True)) for corpus in read]
    if (data / CHOSEN_ON).exists():
        unseen.append((read[0], tuple(annotated(data / CHOSEN_ON))))
    scored = [one for corpus, documents in unseen for one in _scored(corpus, documents, load(out), progress)]
    manifest["calibration"] = table(scored)
    write_manifest(out, manifest)
    return manifest


def corpora(data: Path, own: Path) -> tuple[Corpus, ...]:
    """Read what there is to train on."""
    written = {code: [one for path in sorted((own / code).glob("*.txt")) for one in marked(path)] for code in OWN}
    given = Corpus(ANNOTATED_LANGUAGE, tuple(annotated(data / ANNOTATED)))
    return (given, *(Corpus(code, tuple(documents), OWN[code]) for code, documents in written.items() if documents))


def vocabulary_of(base: Base, read: Sequence[Corpus]) -> NDArray[np.int64]:
    """Return the word pieces to keep: what the documents use, and what the words of their languages need."""
    lines = (line for corpus in read for one in corpus.documents for line in one["text"].splitlines())
    return kept(base, lines, (word for corpus in read for word in nlp.vocabulary(lang.load(corpus.language))))


def held_out(name: str) -> bool:
    """Whether a document is kept out of the fitting; its name alone decides."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % HELD_OUT == 0


def new_network(base: Base, layers: int, chosen: NDArray[np.int64], seed: int) -> Network:
    """Return a network that starts from the base, with its new parts drawn by the seed."""
    torch.manual_seed(seed)
    return Network(base, layers, torch.from_numpy(base.arrays["emb.word"][chosen]))


def _examples(corpus: Corpus, tokenizer: Tokenizer, progress: Progress) -> Iterator[Example]:
    documents = corpus.part(held=False)
    for number, one in enumerate(documents, 1):
        article, parse = read_clean(one["text"], corpus.language)
        made = list(examples_of(read_pieces(article, parse, corpus.language, tokenizer), one["quotes"]))
        yield from made * corpus.times
        progress(f"reading articles ({corpus.language})", number, len(documents))


def _scored(corpus: Corpus, documents: Sequence[Document], model: Model, progress: Progress) -> Iterator[Scored]:
    for number, one in enumerate(documents, 1):
        article, parse = read_clean(one["text"], corpus.language)
        language, reading = lang.load(corpus.language), read_marks(parse)
        for found in by_tagger(article, reading, language, by_rules(article, reading, language), model):
            yield found.confidence, right(found, one["quotes"])
        progress(f"measuring how sure it is ({corpus.language})", number, len(documents))
