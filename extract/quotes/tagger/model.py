"""The tagger's model at run time: ONNX Runtime and tokenizers, checked by hash when it loads, no torch, no pickle."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from extract.errors import ModelError
from extract.quotes.tagger.decode import Scores
from extract.quotes.tagger.pieces import PAD, Pieces, Window, columns, windows

FOLDER = Path(__file__).with_name("attribution")
NETWORK, TOKENIZER, MANIFEST = "network.onnx", "tokenizer.json", "manifest.json"
INPUTS = ("ids", "tags", "rules", "groups", "quoted", "mask")
OUTPUTS = ("tag", "pointers", "stance")
FILLERS = (PAD, 0, 0, 0, 0, 0)
# Windows that are read at once: more would cost memory and win no time.
BATCH = 8


@dataclass(frozen=True)
class Model:
    """A loaded network with its tokenizer."""

    session: Any
    tokenizer: Any
    manifest: dict[str, Any]

    def read(self, pieces: Pieces) -> Iterator[tuple[Window, Scores]]:
        """Yield each window of the pieces with its scores, in order; memory is bounded by a batch."""
        waiting: list[Window] = []
        for window in windows(pieces):
            waiting.append(window)
            if len(waiting) == BATCH:
                yield from self._read(pieces, waiting)
                waiting = []
        if waiting:
            yield from self._read(pieces, waiting)

    def _read(self, pieces: Pieces, batch: Sequence[Window]) -> Iterator[tuple[Window, Scores]]:
        read = [columns(pieces, window) for window in batch]
        lengths = [len(one[0]) for one in read]
        shape = (len(read), max(lengths))
        fed = {name: np.full(shape, filler, np.int64) for name, filler in zip(INPUTS, FILLERS, strict=True)}
        for row, one in enumerate(read):
            for name, column in zip(INPUTS, one, strict=False):
                fed[name][row, : len(column)] = column
            fed["mask"][row, : lengths[row]] = 1
        tags, pointers, stances = self.session.run(list(OUTPUTS), fed)
        for row, (window, length) in enumerate(zip(batch, lengths, strict=True)):
            yield window, Scores(tags[row, :length], pointers[row, :length, :length], stances[row, :length])


@cache
def load(folder: Path = FOLDER) -> Model:
    """Load the model of a folder; raises `ModelError` where a file is missing, cut short or changed."""
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = {name: (folder / name).read_bytes() for name in (NETWORK, TOKENIZER)}
    except (OSError, ValueError) as error:
        raise ModelError(f"the attribution model cannot be read ({error}); {REMEDY}") from error
    for name, data in files.items():
        if hashlib.sha256(data).hexdigest() != manifest["sha256"][name]:
            raise ModelError(f"{folder / name} is not the file that its manifest names; {REMEDY}")
    try:
        import onnxruntime
        from tokenizers import Tokenizer
    except ImportError as error:
        raise ModelError(f"the attribution model needs a package that is missing ({error.name}); {REMEDY}") from error
    options = onnxruntime.SessionOptions()
    # One thread a process: the engine decides how many processes there are.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(files[NETWORK], options, providers=["CPUExecutionProvider"])
    return Model(session, Tokenizer.from_str(files[TOKENIZER].decode()), manifest)


REMEDY = "run: pip install --force-reinstall onrecord"
