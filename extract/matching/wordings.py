"""The words of many texts in flat arrays, one number for each word of a language: what matching in bulk computes with.

Numbers depend on what was read first; fingerprints do not: they are hashes of the project's own, so that every machine
and engine agrees, and the order of the texts changes nothing.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from extract.matching.normal import CONTENT_BITS, Normal, rarity, stem

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]
Floats = NDArray[np.float64]
Number = TypeVar("Number", np.float64, np.uint64)

BATCH = 50_000


def mixed(hashes: Hashes) -> Hashes:
    """Return the hashes with every bit depending on every other (the finaliser of MurmurHash3; Appleby 2011)."""
    hashes = hashes ^ (hashes >> np.uint64(33))
    hashes = hashes * np.uint64(0xFF51AFD7ED558CCD)
    hashes = hashes ^ (hashes >> np.uint64(33))
    hashes = hashes * np.uint64(0xC4CEB9FE1A85EC53)
    return hashes ^ (hashes >> np.uint64(33))


def word_hash(word: str, language: str | None) -> int:
    """Return 64 bits of the BLAKE2b hash of a word of a language."""
    return int.from_bytes(hashlib.blake2b(f"{language}\x1f{word}".encode(), digest_size=8).digest(), "big")


def spans(starts: Ints, lengths: Ints) -> Ints:
    """Return the places of all spans, one span behind the other."""
    ends = np.cumsum(lengths)
    places: Ints = np.arange(ends[-1] if len(ends) else 0) + np.repeat(starts - (ends - lengths), lengths)
    return places


class _Numbers(dict[str, int]):
    """The number of each word of one language; a new word gets the next one."""

    def __init__(self, language: str | None, known: "Wordings") -> None:
        super().__init__()
        self.language = language
        self.known = known

    def __missing__(self, word: str) -> int:
        found = self[word] = len(self.known.words)
        self.known.words.append((word, self.language))
        return found


class Wordings:
    """Distinct wordings, each a row: `ids[starts[row] : starts[row] + lengths[row]]` are the numbers of its words.

    `marks`, `bits` and `stems` tell of each number the word's hash, its rarity and the number of its stem.
    """

    def __init__(self) -> None:
        self.words: list[tuple[str, str | None]] = []
        self.marks: Hashes = np.zeros(0, dtype=np.uint64)
        self.bits: Floats = np.zeros(0)
        self.stems = np.zeros(0, dtype=np.int32)
        self.ids = np.zeros(0, dtype=np.int32)
        self.starts: Ints = np.zeros(0, dtype=np.int64)
        self.lengths: Ints = np.zeros(0, dtype=np.int64)
        self.weights: Floats = np.zeros(0)
        self.prints: Hashes = np.zeros(0, dtype=np.uint64)
        self._numbers: dict[str | None, _Numbers] = {}
        self._stem_numbers: dict[str, int] = {}
        self._sorted: Ints = np.zeros(0, dtype=np.int64)

    def __len__(self) -> int:
        return len(self.prints)

    def add(self, texts: Sequence[Normal], weight: float, content: float) -> Ints:
        """Return the row of each text, new or known; -1 for one that holds fewer bits than it takes to prove anything.

        `weight` is what a text needs in all, `content` in words that say what it is about.
        """
        parts = (texts[start : start + BATCH] for start in range(0, len(texts), BATCH))
        return np.concatenate([np.zeros(0, dtype=np.int64), *(self._add(part, weight, content) for part in parts)])

    def arrays(self, since: int = 0, words: int = 0) -> dict[str, NDArray[Any]]:
        """Return all that `restore` needs, or what comes behind the first rows and words."""
        spelt = "".join(f"{language or ''}\t{word}\n" for word, language in self.words[words:])
        start = self.starts[since] if since < len(self) else len(self.ids)
        return {
            "words": np.frombuffer(spelt.encode("utf-8", "surrogatepass"), dtype=np.uint8),
            "ids": self.ids[start:],
            "lengths": self.lengths[since:],
            "weights": self.weights[since:],
            "prints": self.prints[since:],
        }

    def restore(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        """Take over what another's `arrays` hold."""
        for line in arrays["words"].tobytes().decode("utf-8", "surrogatepass").split("\n")[:-1]:
            language, _, word = line.partition("\t")
            self._of(language or None)[word]
        self._learn()
        self.ids, self.lengths = arrays["ids"], arrays["lengths"]
        self.starts = np.cumsum(self.lengths) - self.lengths
        self.weights, self.prints = arrays["weights"], arrays["prints"]
        self._sorted = np.argsort(self.prints)

    def spelt(self, row: int) -> list[str]:
        """Return the words of a row."""
        start = self.starts[row]
        return [self.words[number][0] for number in self.ids[start : start + self.lengths[row]].tolist()]

    def ordered(self, a: Ints, b: Ints) -> tuple[Ints, Ints]:
        """Return the pairs of rows with the shorter text first, of two as long the one whose words come first."""
        swapped = self.lengths[a] > self.lengths[b]
        for place in np.flatnonzero((self.lengths[a] == self.lengths[b]) & (a != b)).tolist():
            swapped[place] = self.spelt(a[place]) > self.spelt(b[place])
        return np.where(swapped, b, a), np.where(swapped, a, b)

    def rows(self, prints: Hashes) -> Ints:
        """Return the row of each fingerprint, -1 where there is none."""
        if not len(self):
            return np.full(len(prints), -1)
        places = np.searchsorted(self.prints, prints, sorter=self._sorted).clip(max=len(self) - 1)
        found = self._sorted[places]
        return np.where(self.prints[found] == prints, found, -1)

    def _add(self, texts: Sequence[Normal], weight: float, content: float) -> Ints:
        numbered: list[int] = []
        for text in texts:
            numbered.extend(map(self._of(text.language).__getitem__, text.words))
        self._learn()
        lengths = np.array([len(text.words) for text in texts], dtype=np.int64)
        ids = np.array(numbered, dtype=np.int32)
        bits = self.bits[ids]
        weights = _sums(bits, lengths)
        able = (weights >= weight) & (_sums(np.where(bits >= CONTENT_BITS, bits, 0.0), lengths) >= content)
        starts = np.cumsum(lengths) - lengths
        prints = self._fingerprints(ids, starts, lengths)
        _, first = np.unique(prints, return_index=True)
        new = np.sort(first[able[first] & (self.rows(prints[first]) < 0)])
        self._append(ids, starts[new], lengths[new], weights[new], prints[new])
        return np.where(able, self.rows(prints), -1)

    def _of(self, language: str | None) -> _Numbers:
        if language not in self._numbers:
            self._numbers[language] = _Numbers(language, self)
        return self._numbers[language]

    def _learn(self) -> None:
        """Bring the tables of words up to date."""
        new = self.words[len(self.marks) :]
        stems = [self._stem_numbers.setdefault(stem(word), len(self._stem_numbers)) for word, _ in new]
        self.marks = np.append(self.marks, np.array([word_hash(*word) for word in new], dtype=np.uint64))
        self.bits = np.append(self.bits, [rarity(*word) for word in new])
        self.stems = np.append(self.stems, np.array(stems, dtype=np.int32))

    def _fingerprints(self, ids: NDArray[np.int32], starts: Ints, lengths: Ints) -> Hashes:
        places = (np.arange(len(ids)) - np.repeat(starts, lengths)).astype(np.uint64)
        each = mixed(self.marks[ids] + places * np.uint64(0x9E3779B97F4A7C15))
        return mixed(_sums(each, lengths) + lengths.astype(np.uint64))

    def _append(self, ids: NDArray[np.int32], starts: Ints, lengths: Ints, weights: Floats, prints: Hashes) -> None:
        self.starts = np.append(self.starts, len(self.ids) + np.cumsum(lengths) - lengths)
        self.ids = np.append(self.ids, ids[spans(starts, lengths)])
        self.lengths = np.append(self.lengths, lengths)
        self.weights = np.append(self.weights, weights)
        order = np.argsort(prints)
        places = np.searchsorted(self.prints, prints[order], sorter=self._sorted)
        self._sorted = np.insert(self._sorted, places, len(self) + order)
        self.prints = np.append(self.prints, prints)


def _sums(values: NDArray[Number], lengths: Ints) -> NDArray[Number]:
    """Return the sum of each run of values; 0 where a run is empty."""
    found = np.zeros(len(lengths), dtype=values.dtype)
    filled = lengths > 0
    if filled.any():
        found[filled] = np.add.reduceat(values, (np.cumsum(lengths) - lengths)[filled])
    return found
