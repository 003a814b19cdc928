"""The tagger's model at run time: ONNX Runtime and tokenizers, checked by hash when it loads, no torch, no pickle."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from extract.errors import ModelError
from extract.quotes.tagger.decode import Scores
from extract.quotes.tagger.pieces import Pieces, Window, columns, windows

FOLDER = Path(__file__).with_name("attribution")
NETWORK, TOKENIZER, MANIFEST = "network.onnx", "tokenizer.json", "manifest.json"
INPUTS = ("ids", "tags", "rules", "groups", "quoted")
OUTPUTS = ("tag", "anchors", "sources", "stance")


@dataclass(frozen=True)
class Model:
    """A loaded network with its tokenizer."""

    session: Any
    tokenizer: Any
    manifest: dict[str, Any]

    def confidence(self, score: float) -> float:
        """Return the share that was right of what had such a score among articles that training did not see."""
        steps = self.manifest.get("calibration") or [[0.0, score]]
        known = [share for least, share in steps if score >= least]
        return float(known[-1] if known else steps[0][1])

    def read(self, pieces: Pieces) -> Iterator[tuple[Window, Scores]]:
        """Yield each window of the pieces with its scores, in order.

        One at a time: a batch would cost memory, and time for what pads it.
        """
        for window in windows(pieces):
            fed = dict(zip(INPUTS, (column[None] for column in columns(pieces, window)), strict=True))
            yield window, Scores(*(scores[0] for scores in self.session.run(list(OUTPUTS), fed)))


def checked(folder: Path = FOLDER) -> tuple[dict[str, Any], dict[str, bytes]]:
    """Return the manifest of a model and its files, as the manifest names them, without loading the network.

    Raises `ModelError` where a file is missing, cut short or changed, or a package that loads it is not installed.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        files = {name: (folder / name).read_bytes() for name in (NETWORK, TOKENIZER)}
    except (OSError, ValueError) as error:
        raise ModelError(f"the attribution model cannot be read ({error}); {REMEDY}") from error
    hashes = manifest.get("sha256") if isinstance(manifest, dict) else None
    for name, data in files.items():
        if not isinstance(hashes, dict) or hashlib.sha256(data).hexdigest() != hashes.get(name):
            raise ModelError(f"{folder / name} is not the file that its manifest names; {REMEDY}")
    for name in ("onnxruntime", "tokenizers"):
        if find_spec(name) is None:
            raise ModelError(f"the attribution model needs a package that is missing ({name}); {REMEDY}")
    return manifest, files


@cache
def load(folder: Path = FOLDER) -> Model:
    """Load the model of a folder; raises `ModelError` as `checked` does."""
    manifest, files = checked(folder)
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    # One thread a process: the engine decides how many processes there are.
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(files[NETWORK], options, providers=["CPUExecutionProvider"])
    return Model(session, Tokenizer.from_str(files[TOKENIZER].decode()), manifest)


REMEDY = "run: pip install --force-reinstall onrecord"
