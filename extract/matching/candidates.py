"""Which pairs of wordings are worth aligning: those that share a rare pair or triple of words.

Every wording stores all its word bi- and trigrams and asks for its rarest only, so that a short fragment finds the long
quote it was cut from. Rare means rare in the background tables, and keys are hashes of the project's own, so that
every machine and engine agrees. Which pairs a set of wordings has does not depend on the order in which they came.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce

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

KEPT = 42
"""Bits of a key: with a wording's place or a rarity beside it, it is one number, and numbers are sorted fast."""

PLACE = np.uint64(64 - KEPT)
MOST = 1 << (64 - KEPT)
"""Wordings that are laid in order at once."""


@dataclass(frozen=True, slots=True)
class Postings:
    """Keys in order, and the row of a wording with each; a wording has a key once."""

    keys: Hashes
    rows: Rows

    def ranges(self, keys: Hashes) -> tuple[Ints, Ints]:
        """Return where each key begins, and how many wordings have it."""
        starts = np.searchsorted(self.keys, keys, "left")
        counts = np.zeros(len(keys), dtype=np.int64)
        held = np.flatnonzero(_among(keys, self.keys, starts))  # most keys of a batch are nowhere else
        counts[held] = np.searchsorted(self.keys, keys[held], "right") - starts[held]
        return starts, counts


@dataclass(frozen=True, slots=True)
class Segment:
    """Who holds the keys of one batch, and who asks for them."""

    holders: Postings
    askers: Postings


@dataclass(frozen=True, slots=True)
class Found:
    """Where some keys stand in a segment: their ranges among its holders and its askers."""

    segment: Segment
    held: tuple[Ints, Ints]
    asked: tuple[Ints, Ints]

    def holders(self, keys: Ints) -> tuple[Rows, Ints]:
        """Return who holds some of the keys (their places), and how many hold each."""
        starts, counts = (values[keys] for values in self.held)
        return self.segment.holders.rows[spans(starts, counts)], counts


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
        new = segment(wordings, rows)
        old = list(self.segments)
        self.segments.append(new)
        wanted = _distinct(new.askers.keys)
        if old:
            touched = _distinct(new.holders.keys)
            known = sum(segment.askers.ranges(touched)[1] for segment in old)
            wanted = np.union1d(wanted, touched[known > 0])
        found = _found(self.segments, wanted)
        leaders = _leaders(found, wanted, wordings.prints)
        demoted = np.zeros(0, dtype=np.int64)
        if old:
            before = _leaders(found[:-1], wanted, wordings.prints)
            gone = np.setdiff1d(before.each(), leaders.each())
            demoted = np.unique((gone & np.uint64(0xFFFFFFFF)).astype(np.int64))
        return _pairs(leaders, found, rows), demoted

    def still_paired(self, wordings: Wordings, a: Ints, b: Ints) -> Bools:
        """Return which pairs share a key that is asked for one of the two."""
        rows = np.unique(np.append(a, b))
        parts = [(owners, keys) for owners, keys, _ in grams(wordings, rows)]
        owners, keys = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        owners = rows[owners]
        distinct, places = np.unique(keys, return_inverse=True)
        leads = np.unique(_leaders(_found(self.segments, distinct), distinct, wordings.prints).each())
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
            self.segments.append(_joined(before, last))


def pairs_within(segment: Segment, prints: Hashes) -> Iterator[tuple[Ints, Ints]]:
    """Yield blocks of the pairs that the keys of a segment make: all pairs, where it holds all who have these keys.

    `prints` are the fingerprints of its rows.
    """
    wanted = _distinct(segment.askers.keys)
    found = _found([segment], wanted)
    return _pairs(_leaders(found, wanted, prints), found, np.zeros(0, dtype=np.int64))


def _size(segment: Segment) -> int:
    return len(segment.holders.keys)


def _merged(one: Postings, other: Postings) -> Postings:
    keys = np.append(one.keys, other.keys)
    order = np.argsort(keys, kind="stable")
    return Postings(keys[order], np.append(one.rows, other.rows)[order])


def _distinct(ordered: Hashes) -> Hashes:
    found: Hashes = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
    return found


def _among(values: Hashes, ordered: Hashes, places: Ints | None = None) -> Bools:
    """Return which values are among others that are in order; `places` are where they would stand."""
    if not len(ordered):
        return np.zeros(len(values), dtype=np.bool_)
    places = np.searchsorted(ordered, values) if places is None else places
    found: Bools = ordered[places.clip(max=len(ordered) - 1)] == values
    return found


def _found(segments: Sequence[Segment], keys: Hashes) -> Sequence[Found]:
    return [Found(segment, segment.holders.ranges(keys), segment.askers.ranges(keys)) for segment in segments]


def _leaders(found: Sequence[Found], keys: Hashes, prints: Hashes) -> Leaders:
    """Return for whom each key is asked, among these segments."""
    held = np.zeros(len(keys), dtype=np.int64)
    places, rows = [], []
    for one in found:
        held += one.held[1]
        starts, counts = one.asked
        places.append(np.repeat(np.arange(len(keys)), counts))
        rows.append(one.segment.askers.rows[spans(starts, counts)])
    place, row = np.concatenate(places), np.concatenate(rows)
    if len(found) > 1 or not _ordered(place, prints[row]):
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


def _pairs(leaders: Leaders, found: Sequence[Found], rows: Ints) -> Iterator[tuple[Ints, Ints]]:
    """Yield blocks of pairs: what new wordings hold with who leads, and new leaders with what older ones hold."""
    *old, new = found
    useful = np.flatnonzero(leaders.counts)
    holders, counts = new.holders(useful)
    held = np.sort((holders.astype(np.uint64) << SIDE) | np.repeat(useful.astype(np.uint64), counts))
    owners, places = (held >> SIDE).astype(np.int32), (held & np.uint64(0xFFFFFFFF)).astype(np.int64)
    starts = np.append(np.flatnonzero(np.append(True, owners[1:] != owners[:-1])[: len(owners)]), len(owners))
    for first in range(0, len(starts) - 1, BLOCK):
        block = slice(starts[first], starts[min(first + BLOCK, len(starts) - 1)])
        counts = leaders.counts[places[block]]
        yield _distinct_pairs(
            np.repeat(owners[block], counts), leaders.rows[spans(leaders.starts[places[block]], counts)]
        )
    if not old:
        return
    fresh = np.flatnonzero(np.isin(leaders.rows, rows))
    keys = np.repeat(np.arange(len(leaders.keys)), leaders.counts)[fresh]
    order = np.argsort(leaders.rows[fresh], kind="stable")
    fresh, keys = fresh[order], keys[order]
    for first in range(0, len(fresh), BLOCK):
        one, other = [], []
        for segment in old:
            holders, counts = segment.holders(keys[first : first + BLOCK])
            one.append(np.repeat(leaders.rows[fresh[first : first + BLOCK]], counts))
            other.append(holders)
        yield _distinct_pairs(np.concatenate(one), np.concatenate(other))


def _distinct_pairs(one: Rows, other: Rows) -> tuple[Ints, Ints]:
    """Return the pairs of two different rows, each once, the smaller row first."""
    apart = one != other
    one, other = one[apart], other[apart]
    low, high = np.minimum(one, other).astype(np.uint64), np.maximum(one, other).astype(np.uint64)
    both = _distinct(np.sort((low << SIDE) | high))
    return (both >> SIDE).astype(np.int64), (both & np.uint64(0xFFFFFFFF)).astype(np.int64)


AT_ONCE = 1 << 10
FINE = 100
"""Steps to a bit in which keys are ordered by rarity."""

MOST_FINE = (1 << 12) - 1


def segment(wordings: Wordings, rows: Ints) -> Segment:
    """Return who holds keys and who asks for them."""
    rows = rows[np.argsort(wordings.prints[rows])]
    parts = [_segment(wordings, rows[start : start + MOST]) for start in range(0, max(len(rows), 1), MOST)]
    return reduce(_joined, parts)


def _joined(one: Segment, other: Segment) -> Segment:
    return Segment(_merged(one.holders, other.holders), _merged(one.askers, other.askers))


def _segment(wordings: Wordings, rows: Ints) -> Segment:
    """Return the same of wordings in the order of their fingerprints, `MOST` of them at most."""
    held = np.empty(2 * int(wordings.lengths[rows].sum()), dtype=np.uint64)
    wanted = np.empty(ASKED * len(rows), dtype=np.uint64)
    end = last = 0
    for places, keys, asked in grams(wordings, rows):
        both = (keys << PLACE) | places.astype(np.uint64)
        held[end : (end := end + len(both))] = both
        both = both[asked]
        wanted[last : (last := last + len(both))] = both
    return Segment(_postings(held[:end], rows), _postings(wanted[:last], rows))


def _postings(both: Hashes, rows: Ints) -> Postings:
    """Return keys with the places of wordings among some rows, laid in order; under each key the places stay so."""
    both.sort()
    owners = rows[(both & np.uint64(MOST - 1)).astype(np.int64)].astype(np.int32)
    return Postings(both >> PLACE, owners)


def grams(wordings: Wordings, rows: Ints) -> Iterator[tuple[Ints, Hashes, Bools]]:
    """Yield the keys of wordings, part by part in order: the place among the rows, the key, and whether it is asked."""
    for start in range(0, max(len(rows), 1), AT_ONCE):
        owners, keys, asked = _grams(wordings, rows[start : start + AT_ONCE])
        yield owners + start, keys, asked


def _grams(wordings: Wordings, rows: Ints) -> tuple[Ints, Hashes, Bools]:
    lengths = wordings.lengths[rows]
    ids = wordings.ids[spans(wordings.starts[rows], lengths)]
    owners = np.repeat(np.arange(len(rows), dtype=np.uint64), lengths)
    marks, bits = wordings.marks[ids], wordings.bits[ids]
    found: list[Hashes] = []
    for size in (2, 3):
        last = max(len(ids) - size + 1, 0)
        key = marks[:last]
        worth, rarest = np.zeros(last), np.zeros(last)
        for step in range(size):
            part = slice(step, last + step)
            key = mixed(key + marks[part] * np.uint64(2 * step + 1))
            worth, rarest = worth + bits[part], np.maximum(rarest, bits[part])
        inside = (owners[:last] == owners[size - 1 : size - 1 + last]) & (rarest >= KEY_BITS)
        rank = (MOST_FINE - np.minimum(worth[inside] * FINE, MOST_FINE)).astype(np.uint64)
        found.append((owners[:last][inside] << np.uint64(54)) | (rank << np.uint64(KEPT)) | (key[inside] >> PLACE))
    ordered = _distinct(np.sort(np.concatenate(found)))
    owner = (ordered >> np.uint64(54)).astype(np.int64)
    counts = np.bincount(owner, minlength=len(rows))
    standing = np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)
    return owner, ordered & np.uint64((1 << KEPT) - 1), standing < ASKED
