"""The comparison of an archive in parts that know nothing of each other, so that many processes can share it.

Four steps, each a pure function over tables (columns of one length): texts to wordings and their keys; all that hold a
key to pairs; pairs to pairs with the words of the one; these, with the words of the other, to what they share. Between
them rows are brought together by hashes: keys, and the fingerprints of wordings. What comes out is what `Archive.grow`
finds, number by number, however the texts were batched and parted.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from extract.errors import ModelError
from extract.matching.alignment import FIGURES, Shared
from extract.matching.archive import Archive, Pairs, between, no_pairs, possible_pairs
from extract.matching.candidates import Postings, Segment, grams, pairs_within
from extract.matching.encoder import MISSING, TOGETHER, Encoder, Vectors, default_encoder
from extract.matching.normal import Normal
from extract.matching.score import CONTENT, SPOKEN
from extract.matching.wordings import Hashes, Ints, Wordings

Table = Mapping[str, NDArray[Any]]
Tables = Mapping[str, Table]

TEXTS = 5_000
"""Texts of which a process makes keys at once."""

AT_ONCE = 100_000
"""Pairs whose words are looked at at once."""


def written(text: Normal) -> str:
    """Return the language and the words of a text as one line."""
    return " ".join((text.language or "", *text.words))


def _read(line: str) -> Normal:
    language, *words = line.split(" ")
    return Normal("", language or None, tuple(words))


def keys(lines: Sequence[str]) -> tuple[Tables, list[Hashes]]:
    """Return the `wordings` of texts and the `keys` they hold; and the prints of the texts, 0 where one has none.

    A text that could prove nothing is no wording.
    """
    wordings = Wordings()
    rows = wordings.add([_read(line) for line in lines], SPOKEN.total, CONTENT)
    able, first = np.unique(rows, return_index=True)
    first = first[able >= 0]
    columns = [np.concatenate(part) for part in zip(*grams(wordings, np.arange(len(wordings))), strict=True)]
    owners, hashes, asked = columns
    prints = np.append(wordings.prints, np.uint64(0))
    tables = {
        "wordings": {"print": wordings.prints, "words": _texts([lines[place] for place in first.tolist()])},
        "keys": {"key": hashes, "print": wordings.prints[owners], "asked": asked},
    }
    return tables, [prints[rows]]


def candidates(held: Table) -> tuple[Tables, list[Table]]:
    """Return the `pairs` of wordings that keys make, of all who hold these keys; the first has the smaller print."""
    prints, rows = np.unique(held["print"], return_inverse=True)
    # A wording that stands in two batches has each of its keys twice.
    once = _each_once(held["key"], rows)
    segment = Segment(*(_postings(held["key"], rows, places) for places in (once, once[held["asked"][once]])))
    a, b = _behind(list(pairs_within(segment, prints)))
    return {"pairs": {"a": prints[a], "b": prints[b]}}, []


def with_words(pairs: Table, wordings: Table) -> tuple[Tables, list[Table]]:
    """Return the pairs, each once, with the words of the first one, as `halves`."""
    once = _each_once(pairs["a"], pairs["b"])
    a, b = pairs["a"][once], pairs["b"][once]
    return {"halves": {"a": a, "b": b, "words": _words(wordings, a)}}, []


def verified(halves: Table, wordings: Table) -> tuple[Tables, list[Table]]:
    """Return the pairs that could be one utterance, and what they share: `a`, `b` and the figures of `Shared`."""
    known = Wordings()
    _, first = np.unique(halves["a"], return_index=True)
    seconds = np.unique(halves["b"])
    lines = [*halves["words"][first].tolist(), *_words(wordings, seconds).tolist()]
    known.add([_read(line) for line in lines], 0.0, 0.0)
    a, b = known.rows(halves["a"]), known.rows(halves["b"])
    parts = (slice(start, start + AT_ONCE) for start in range(0, len(a), AT_ONCE))
    return {}, [_table(known, possible_pairs(known, a[part], b[part])) for part in parts]


def _table(known: Wordings, pairs: Pairs) -> Table:
    figures = {name: getattr(pairs.shared, name) for name in FIGURES}
    return {"a": known.prints[pairs.a], "b": known.prints[pairs.b], **figures}


def _words(wordings: Table, prints: Hashes) -> NDArray[np.object_]:
    """Return the words of wordings, each of which the table has at least once."""
    order = np.argsort(wordings["print"], kind="stable")
    found: NDArray[np.object_] = wordings["words"][order[np.searchsorted(wordings["print"], prints, sorter=order)]]
    return found


def _texts(lines: Sequence[str]) -> NDArray[np.object_]:
    found = np.empty(len(lines), dtype=object)
    found[:] = lines
    return found


def _each_once(one: NDArray[Any], other: NDArray[Any]) -> Ints:
    """Return the places of distinct pairs of values, ordered by them."""
    order = np.lexsort((other, one))
    one, other = one[order], other[order]
    new = np.append(True, (one[1:] != one[:-1]) | (other[1:] != other[:-1]))[: len(order)]
    places: Ints = order[new]
    return places


def _postings(keys: Hashes, rows: Ints, places: Ints) -> Postings:
    return Postings(keys[places], rows[places].astype(np.int32))


def _behind(parts: Sequence[tuple[Ints, Ints]]) -> tuple[Ints, Ints]:
    none = np.zeros(0, dtype=np.int64)
    a, b = (np.concatenate([none, *column]) for column in zip((none, none), *parts, strict=True))
    return a, b


Compared = tuple[Sequence[Hashes], Sequence[Table]]
"""What the first step and the last one return, each part by part."""


class SpreadArchive(Archive):
    """An archive that is filled once, by whoever runs the four steps on batches of lines."""

    def __init__(self, compare: Callable[[Sequence[Sequence[str]]], Compared]) -> None:
        super().__init__()
        self._compare = compare

    def among(self, texts: Sequence[Normal]) -> Pairs:
        """Return the pairs of texts (their places) that could be one utterance, as `Archive` does."""
        lines = [written(text) for text in texts]
        parts, found = self._compare([lines[start : start + TEXTS] for start in range(0, max(len(lines), 1), TEXTS)])
        prints = np.concatenate([np.zeros(0, dtype=np.uint64), *parts])
        known = np.unique(prints[prints > 0])
        rows = np.where(prints > 0, np.searchsorted(known, prints), -1)
        self.pairs = _numbered(known, found)
        return between(texts, rows, self.pairs, len(known))


Parts = Sequence[Sequence[str]]
Run = Callable[[Callable[[Parts], list[Vectors]], Iterable[Parts]], Iterator[list[Vectors]]]
"""Runs a function on batches, and yields its lists in their order."""


class SpreadEncoder:
    """An encoder that shares many texts out; where they are few, or come one by one, it encodes them itself."""

    def __init__(self, encoder: Encoder, run: Run) -> None:
        self._encoder, self._run = encoder, run

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the rows that the encoder itself would return, bit by bit."""
        if len(texts) <= TOGETHER:
            return self._encoder.encode(texts)
        parts = ([texts[start : start + TOGETHER]] for start in range(0, len(texts), TOGETHER))
        return np.concatenate([rows for found in self._run(encoded, parts) for rows in found])


def encoded(parts: Parts) -> list[Vectors]:
    """Return the vectors of some parts of many texts, by the default encoder."""
    encoder = default_encoder()
    if encoder is None:
        raise ModelError(MISSING)
    return [encoder.encode(part) for part in parts]


def _numbered(known: Hashes, found: Sequence[Table]) -> Pairs:
    """Return pairs of prints as pairs of their places, in order."""
    if not found:
        return no_pairs()
    columns = {name: np.concatenate([table[name] for table in found]) for name in ("a", "b", *FIGURES)}
    a, b = (np.searchsorted(known, columns[name]) for name in ("a", "b"))
    pairs = Pairs(a, b, Shared(*(columns[name] for name in FIGURES)))
    return pairs.only(np.argsort(pairs.codes()))
