"""Arrays as bytes and back: one pack behind the other, each a line that names its arrays, then the arrays as they lie.

Nothing is compressed and nothing copied on the way back, for an archive is read whole with every run.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.matching.alignment import FIGURES, Shared
from extract.matching.archive import Archive, Pairs
from extract.matching.candidates import Postings, Segment, segment
from extract.matching.wordings import Hashes, Ints

Arrays = dict[str, NDArray[Any]]


def packed(arrays: Arrays) -> bytes:
    """Return arrays as bytes, which may be put behind those of another pack."""
    kinds = {name: (values.dtype.str, values.shape) for name, values in arrays.items()}
    return b"".join([json.dumps(kinds).encode(), b"\n", *(values.tobytes() for values in arrays.values())])


def unpacked(data: bytes) -> Iterator[Arrays]:
    """Yield the arrays of each pack, which cannot be written to; raises `ValueError` where the bytes are none."""
    place = 0
    while place < len(data):
        end = data.index(b"\n", place)
        kinds = json.loads(data[place:end])
        place, found = end + 1, {}
        for name, (kind, shape) in kinds.items():
            size = prod(shape)
            found[name] = np.frombuffer(data, kind, size, place).reshape(shape) if size else np.zeros(shape, kind)
            place += found[name].nbytes
        yield found


SIDES = ("holders", "askers")


def pack(archive: Archive, wordings: int = 0, words: int = 0, gone: Ints | None = None) -> bytes:
    """Return an archive as bytes, or what it has beyond its first wordings and words; `gone` are pairs it had of these.

    The pieces of an archive, one behind the other, are the archive.
    """
    first = int(np.searchsorted(archive.pairs.b, wordings))
    arrays: Arrays = {"before": _state(archive.wordings.prints[:wordings], words)}
    arrays |= {f"pairs.{name}": getattr(archive.pairs.shared, name)[first:] for name in FIGURES}
    arrays |= {"pairs.a": archive.pairs.a[first:], "pairs.b": archive.pairs.b[first:]}
    arrays["pairs.gone"] = np.zeros(0, dtype=np.int64) if gone is None else gone
    arrays |= {f"wordings.{name}": values for name, values in archive.wordings.arrays(wordings, words).items()}
    new = segment(archive.wordings, np.arange(wordings, len(archive.wordings)))
    for side in SIDES:
        arrays |= {f"{side}.{name}": getattr(getattr(new, side), name) for name in ("keys", "rows")}
    return packed(arrays)


def fitting(packs: Iterable[Arrays]) -> list[Arrays]:
    """Return the pieces up to the first that does not continue those before it, as where two runs learned at once."""
    found: list[Arrays] = []
    prints, words = np.zeros(0, dtype=np.uint64), 0
    for piece in packs:
        if not np.array_equal(piece["before"], _state(prints, words)):
            break
        found.append(piece)
        prints = np.append(prints, piece["wordings.prints"])
        words += int(np.count_nonzero(piece["wordings.words"] == ord("\n")))
    return found


def _state(prints: Hashes, words: int) -> Hashes:
    return np.array([len(prints), words, prints.sum(dtype=np.uint64)], dtype=np.uint64)


def unpack(pieces: Sequence[Arrays]) -> Archive:
    """Return the archive whose pieces were packed, which fit."""
    archive = Archive()
    if not pieces:
        return archive
    whole = {
        name: _whole([piece[name] for piece in pieces])
        for name in pieces[0]
        if name.startswith(("wordings.", "pairs."))
    }
    prefix = "wordings."
    archive.wordings.restore({name.removeprefix(prefix): whole[name] for name in whole if name.startswith(prefix)})
    pairs = Pairs(whole["pairs.a"], whole["pairs.b"], Shared(*(whole[f"pairs.{name}"] for name in FIGURES)))
    gone = whole["pairs.gone"]
    archive.pairs = pairs.only(~np.isin(pairs.codes(), gone)) if len(gone) else pairs
    for piece in pieces:
        sides = (Postings(piece[f"{side}.keys"], piece[f"{side}.rows"]) for side in SIDES)
        archive.index.segments.append(Segment(*sides))
    return archive


def _whole(parts: list[NDArray[Any]]) -> NDArray[Any]:
    return parts[0] if len(parts) == 1 else np.concatenate(parts)
