"""Which pairs of wordings are worth aligning: those that share a rare pair or triple of words.

Every wording stores all its word bi- and trigrams and asks for its rarest only, so that a short fragment finds the long
quote it was cut from. Rare means rare in the background tables, and keys are hashes of the project's own, so that
every machine and engine agrees. Which pairs a set of wordings has does not depend on the order in which they came.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extract.matching.wordings import Hashes, Ints, Wordings, mixed, spans

ASKED = 10
"""Keys that a wording asks for."""

KEY_BITS = 4.0
"""Bits of the rarest word of a key, at least: runs of the commonest words are in every text."""

CROWD, LEADERS = 500, 4
"""Pairs that one key may give: it is asked for by as many of its askers as this allows, but by four at least.

Who comes first is told by the fingerprints of the wordings. In a crowd of like wordings all are then paired with the
same few, which hold the crowd together.
"""

BLOCK = 20_000
"""Wordings whose pairs are made at once."""

Rows = NDArray[np.int32]
Bools = NDArray[np.bool_]
SIDE = np.uint64(32)


@dataclass(frozen=True, slots=True)
class Postings:
    """Keys in order, and the row of a wording with each; a wording has a key once."""

    keys: Hashes
    rows: Rows

    def ranges(self, keys: Hashes) -> tuple[Ints, Ints]:
        """Return where each key begins, and how many wordings have it."""
        starts = np.searchsorted(self.keys, keys, "left")
        return starts, np.searchsorted(self.keys, keys, "right") - starts


@dataclass(frozen=True, slots=True)
class Segment:
    """Who holds the keys of one batch, and who asks for them."""

    holders: Postings
    askers: Postings


@dataclass(frozen=True, slots=True)
class Leaders:
    """For each of some keys, in order: `rows[starts : starts + counts]` are those for whom it is asked."""

    keys: Hashes
    starts: Ints
    counts: Ints
    rows: Rows

    def each(self) -> Hashes:
        """Return one number for each key (its place) and leader."""
        places = np.repeat(np.arange(len(self.keys)), self.counts)
        return (places.astype(np.uint64) << SIDE) | self.rows.astype(np.uint64)


class Index:
    """Who holds each key and who asks for it; grows by batches of wordings."""

    def __init__(self) -> None:
        self.segments: list[Segment] = []

    def add(self, wordings: Wordings, rows: Ints) -> tuple[Iterator[tuple[Ints, Ints]], Ints]:
        """Add new wordings; return blocks of the pairs (a < b) that they make with all, and who leads less than before.

        A pair may come in two blocks. Pairs of those who lead less may be pairs no more (`still_paired`).
        """
        self._merge()
        owners, keys, asked = grams(wordings, rows[np.argsort(wordings.prints[rows])])
        order = np.argsort(keys, kind="stable")  # under each key the fingerprints stay in order
        holders = Postings(keys[order], owners[order])
        size = len(keys)
        del keys  # there are forty of a quote
        chosen = asked[order]
        askers = Postings(holders.keys[chosen], holders.rows[chosen])
        del asked, chosen
        old = list(self.segments)
        self.segments.append(Segment(holders, askers))
        wanted = _distinct(askers.keys)
        if old:
            touched = _distinct(holders.keys)
            known = sum(segment.askers.ranges(touched)[1] for segment in old)
            wanted = np.union1d(wanted, touched[known > 0])
        leaders = _leaders(self.segments, wanted, wordings.prints)
        demoted = np.zeros(0, dtype=np.int64)
        if old:
            before = _leaders(old, wanted, wordings.prints)
            gone = np.setdiff1d(before.each(), leaders.each())
            demoted = np.unique((gone & np.uint64(0xFFFFFFFF)).astype(np.int64))
        places = np.full(size, -1, dtype=np.int32)
        starts, counts = holders.ranges(wanted)
        places[order[spans(starts, counts)]] = np.repeat(np.arange(len(wanted)), counts)
        return _pairs(leaders, owners, places, old, rows), demoted

    def still_paired(self, wordings: Wordings, a: Ints, b: Ints) -> Bools:
        """Return which pairs share a key that is asked for one of the two."""
        rows = np.unique(np.append(a, b))
        owners, keys, _ = grams(wordings, rows)
        distinct, places = np.unique(keys, return_inverse=True)
        leads = np.unique(_leaders(self.segments, distinct, wordings.prints).each())
        held = np.sort((places.astype(np.uint64) << SIDE) | owners.astype(np.uint64))
        starts = np.searchsorted(owners, rows)
        counts = np.searchsorted(owners, rows, "right") - starts
        found = np.zeros(len(a), dtype=np.bool_)
        for one, other in ((a, b), (b, a)):
            row = np.searchsorted(rows, one)
            pair = np.repeat(np.arange(len(a)), counts[row])
            key = places[spans(starts[row], counts[row])].astype(np.uint64) << SIDE
            leading = _among(key | one[pair].astype(np.uint64), leads)
            shared = _among(key | other[pair].astype(np.uint64), held)
            found[pair[leading & shared]] = True
        return found

    def _merge(self) -> None:
        """Put batches of like size together, so that there are few."""
        while len(self.segments) > 1 and 2 * _size(self.segments[-1]) >= _size(self.segments[-2]):
            last, before = self.segments.pop(), self.segments.pop()
            self.segments.append(
                Segment(_merged(before.holders, last.holders), _merged(before.askers, last.askers)),
            )


def _size(segment: Segment) -> int:
    return len(segment.holders.keys)


def _merged(one: Postings, other: Postings) -> Postings:
    keys = np.append(one.keys, other.keys)
    order = np.argsort(keys, kind="stable")
    return Postings(keys[order], np.append(one.rows, other.rows)[order])


def _distinct(ordered: Hashes) -> Hashes:
    found: Hashes = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
    return found


def _among(values: Hashes, ordered: Hashes) -> Bools:
    """Return which values are among others that are in order."""
    if not len(ordered):
        return np.zeros(len(values), dtype=np.bool_)
    found: Bools = ordered[np.searchsorted(ordered, values).clip(max=len(ordered) - 1)] == values
    return found


def _leaders(segments: Sequence[Segment], keys: Hashes, prints: Hashes) -> Leaders:
    """Return for whom each key is asked, among these segments."""
    held = np.zeros(len(keys), dtype=np.int64)
    places, rows = [], []
    for segment in segments:
        held += segment.holders.ranges(keys)[1]
        starts, counts = segment.askers.ranges(keys)
        places.append(np.repeat(np.arange(len(keys)), counts))
        rows.append(segment.askers.rows[spans(starts, counts)])
    place, row = np.concatenate(places), np.concatenate(rows)
    if len(segments) > 1 or not _ordered(place, prints[row]):
        order = np.lexsort((prints[row], place))
        place, row = place[order], row[order]
    counts = np.bincount(place, minlength=len(keys))
    standing = np.arange(len(place)) - np.repeat(np.cumsum(counts) - counts, counts)
    # A key that one wording holds alone leads nowhere.
    most = np.where(held > 1, np.maximum(LEADERS, CROWD // np.maximum(held, 1)), 0)
    leading = standing < most[place]
    counts = np.minimum(counts, most)
    return Leaders(keys, np.cumsum(counts) - counts, counts, row[leading])


def _ordered(places: Ints, prints: Hashes) -> bool:
    return bool(np.all((places[1:] > places[:-1]) | (prints[1:] >= prints[:-1])))


def _pairs(
    leaders: Leaders, owners: Rows, places: Rows, old: Sequence[Segment], new: Ints
) -> Iterator[tuple[Ints, Ints]]:
    """Yield blocks of pairs: what new wordings hold with who leads, and new leaders with what older ones hold."""
    useful = places >= 0
    owners, places = owners[useful], places[useful]
    starts = np.append(np.flatnonzero(np.append(True, owners[1:] != owners[:-1])[: len(owners)]), len(owners))
    for first in range(0, len(starts) - 1, BLOCK):
        block = slice(starts[first], starts[min(first + BLOCK, len(starts) - 1)])
        counts = leaders.counts[places[block]]
        yield _distinct_pairs(
            np.repeat(owners[block], counts), leaders.rows[spans(leaders.starts[places[block]], counts)]
        )
    if not old:
        return
    fresh = np.flatnonzero(np.isin(leaders.rows, new))
    keys = np.repeat(np.arange(len(leaders.keys)), leaders.counts)[fresh]
    order = np.argsort(leaders.rows[fresh], kind="stable")
    fresh, keys = fresh[order], keys[order]
    for first in range(0, len(fresh), BLOCK):
        one, other = [], []
        for segment in old:
            begins, counts = segment.holders.ranges(leaders.keys[keys[first : first + BLOCK]])
            one.append(np.repeat(leaders.rows[fresh[first : first + BLOCK]], counts))
            other.append(segment.holders.rows[spans(begins, counts)])
        yield _distinct_pairs(np.concatenate(one), np.concatenate(other))


def _distinct_pairs(one: Rows, other: Rows) -> tuple[Ints, Ints]:
    """Return the pairs of two different rows, each once, the smaller row first."""
    apart = one != other
    one, other = one[apart], other[apart]
    low, high = np.minimum(one, other).astype(np.uint64), np.maximum(one, other).astype(np.uint64)
    both = _distinct(np.sort((low << SIDE) | high))
    return (both >> SIDE).astype(np.int64), (both & np.uint64(0xFFFFFFFF)).astype(np.int64)


GRAMS_AT_ONCE = 1 << 15
FINE = 100
"""Steps to a bit in which keys are ordered by rarity."""


def grams(wordings: Wordings, rows: Ints) -> tuple[Rows, Hashes, Bools]:
    """Return the keys of the wordings, in their order: the row, the key, and whether it is one of those asked for."""
    most = 2 * int(wordings.lengths[rows].sum())
    found = np.empty(most, dtype=np.int32), np.empty(most, dtype=np.uint64), np.empty(most, dtype=np.bool_)
    end = 0
    for start in range(0, len(rows), GRAMS_AT_ONCE):
        part = _grams(wordings, rows[start : start + GRAMS_AT_ONCE])
        for column, values in zip(found, part, strict=True):
            column[end : end + len(values)] = values
        end += len(part[0])
    owners, keys, asked = found
    return owners[:end], keys[:end], asked[:end]


def _grams(wordings: Wordings, rows: Ints) -> tuple[Rows, Hashes, Bools]:
    lengths = wordings.lengths[rows]
    ids = wordings.ids[spans(wordings.starts[rows], lengths)]
    owners = np.repeat(np.arange(len(rows)), lengths)
    marks, bits = wordings.marks[ids], wordings.bits[ids]
    found: list[tuple[Ints, Hashes, NDArray[np.float64]]] = []
    for size in (2, 3):
        last = max(len(ids) - size + 1, 0)
        key = marks[:last]
        worth, rarest = np.zeros(last), np.zeros(last)
        for step in range(size):
            part = slice(step, last + step)
            key = mixed(key + marks[part] * np.uint64(2 * step + 1))
            worth, rarest = worth + bits[part], np.maximum(rarest, bits[part])
        inside = (owners[:last] == owners[size - 1 : size - 1 + last]) & (rarest >= KEY_BITS)
        found.append((owners[:last][inside], key[inside], worth[inside]))
    owner, key, worth = (np.concatenate(columns) for columns in zip(*found, strict=True))
    rank = (4095 - np.minimum(worth * FINE, 4095)).astype(np.uint64)
    order = np.argsort((owner.astype(np.uint64) << np.uint64(44)) | (rank << SIDE) | (key >> SIDE))
    owner, key = owner[order], key[order]
    distinct = np.append(True, (owner[1:] != owner[:-1]) | (key[1:] != key[:-1]))[: len(owner)]
    owner, key = owner[distinct], key[distinct]
    counts = np.bincount(owner, minlength=len(rows))
    standing = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    return rows[owner].astype(np.int32), key, standing < ASKED
