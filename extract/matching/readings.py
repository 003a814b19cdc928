"""What bodies of articles share, remembered: a text is read once, and two texts are laid side by side once.

Both follow from the texts alone, so that what an earlier run learned saves a later one the work and changes nothing.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from extract.matching.packing import packed, unpacked
from extract.matching.prose import SHINGLE, Hashes, Prose, Run, fingerprints, prose, runs
from extract.model import Body, Span


@dataclass(frozen=True, slots=True)
class Reading:
    """How many words of a text stand outside all quotes, and its fingerprints."""

    size: int
    prints: Hashes


class Readings:
    """Texts that were read, and what was found when two of them were laid side by side."""

    def __init__(self, learned: Sequence[bytes] = ()) -> None:
        self._known: dict[bytes, Reading] = {}
        self._shared: dict[tuple[bytes, bytes], tuple[Run, ...]] = {}
        for arrays in unpacked(b"".join(learned)):
            ends = np.cumsum(arrays["counts"])
            prints = np.split(arrays["prints"], ends[:-1]) if len(ends) else []
            read = map(Reading, arrays["sizes"].tolist(), prints)
            self._known |= dict(zip(arrays["texts"].tolist(), read, strict=True))
            pairs = list(zip(arrays["a"].tolist(), arrays["b"].tolist(), strict=True))
            laid: dict[tuple[bytes, bytes], tuple[Run, ...]] = dict.fromkeys(pairs, ())
            found = (Run(Span(*row[:2]), Span(*row[2:4]), *row[4:]) for row in arrays["runs"].tolist())
            for place, run in zip(arrays["of"].tolist(), found, strict=True):
                laid[pairs[place]] += (run,)
            self._shared |= laid  # two runs at once may have learned the same
        self._prose: dict[bytes, Prose] = {}
        self._old = len(self._known), len(self._shared)

    def read(self, body: Body) -> Reading:
        """Return the reading of a body."""
        name = _name(body)
        if name not in self._known:
            text = self._of(name, body)
            self._known[name] = Reading(text.size, fingerprints(text))
        return self._known[name]

    def shared(self, a: Body, b: Body) -> tuple[Run, ...]:
        """Return the stretches that two texts share, of as many words outside all quotes as a fingerprint has."""
        names = _name(a), _name(b)
        if names not in self._shared:
            found = runs(self._of(names[0], a), self._of(names[1], b))
            self._shared[names] = tuple(run for run in found if run.own >= SHINGLE)
        return self._shared[names]

    def learned(self) -> Iterator[bytes]:
        """Yield what was learned since it was made, as bytes."""
        texts, pairs = list(self._known)[self._old[0] :], list(self._shared)[self._old[1] :]
        if not texts and not pairs:
            return
        read = [self._known[name] for name in texts]
        found = [(place, run) for place, pair in enumerate(pairs) for run in self._shared[pair]]
        rows = [(run.a.start, run.a.end, run.b.start, run.b.end, run.same, run.own) for _, run in found]
        yield packed(
            {
                "texts": _names(texts),
                "sizes": np.array([one.size for one in read], dtype=np.int64),
                "counts": np.array([len(one.prints) for one in read], dtype=np.int64),
                "prints": np.concatenate([np.zeros(0, dtype=np.uint64), *(one.prints for one in read)]),
                "a": _names([a for a, _ in pairs]),
                "b": _names([b for _, b in pairs]),
                "of": np.array([place for place, _ in found], dtype=np.int64),
                "runs": np.array(rows, dtype=np.int64).reshape(-1, 6),
            }
        )

    def _of(self, name: bytes, body: Body) -> Prose:
        if name not in self._prose:
            self._prose[name] = prose(body)
        return self._prose[name]


def _names(names: Sequence[bytes]) -> np.ndarray[tuple[int], np.dtype[np.void]]:
    return np.frombuffer(b"".join(names), dtype="V16")


def _name(body: Body) -> bytes:
    """Return a hash of all that the reading of a body follows from."""
    places = ",".join(f"{span.start}-{span.end}" for span in (*body.spans, Span(0, 0), *body.quoted))
    return hashlib.blake2b(f"{places}\n{body.text}".encode("utf-8", "surrogatepass"), digest_size=16).digest()
