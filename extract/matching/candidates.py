"""Which pairs of texts are worth aligning: those that share a rare pair or triple of words.

Every text stores all its word bi- and trigrams and asks for its rarest only, so that a short fragment finds the long
quote it was cut from. Rare means rare in the background tables, and keys are hashes of the project's own, so that
every machine and engine agrees.
"""

import hashlib
from collections.abc import Iterator, Sequence
from itertools import combinations

from extract.matching.normal import Normal

ASKED = 10
"""Keys that a text asks for."""

KEY_BITS = 4.0
"""Bits of the rarest word of a key, at least: runs of the commonest words are in every text."""

CROWD = 100
"""Texts under one key above which each is paired with its neighbours in order only."""

NEIGHBOURS = 20


def key(words: Sequence[str]) -> int:
    """Return 64 bits of the BLAKE2b hash of the words."""
    return int.from_bytes(hashlib.blake2b("\x1f".join(words).encode(), digest_size=8).digest(), "big")


def grams(text: Normal) -> dict[int, float]:
    """Return the keys of a text with the bits of each; one word alone where the text is so short."""
    found: dict[int, float] = {}
    for size in (2, 3):
        for start in range(len(text.words) - size + 1):
            bits = sum(text.bits[start : start + size])
            if max(text.bits[start : start + size]) >= KEY_BITS:
                found[key(text.words[start : start + size])] = bits
    if not found and text.words:
        found[key(text.words)] = text.weight
    return found


def candidates(texts: Sequence[Normal]) -> Iterator[tuple[int, int]]:
    """Yield index pairs (smaller first), each once, of texts of one language that share a rare key.

    The texts come in an order of meaning (by date, say): under a crowded key only neighbours are paired.
    """
    stored = [grams(text) for text in texts]
    asked: dict[tuple[str | None, int], list[int]] = {}
    askers: list[set[int]] = []
    for text, found in zip(texts, stored, strict=True):
        chosen = sorted(found, key=lambda gram: (-found[gram], gram))[:ASKED]
        askers.append(set(chosen))
        asked.update({(text.language, gram): [] for gram in chosen})
    for index, (text, found) in enumerate(zip(texts, stored, strict=True)):
        for gram in found:
            if (text.language, gram) in asked:
                asked[text.language, gram].append(index)
    seen: set[tuple[int, int]] = set()
    for (_, gram), holders in asked.items():
        for a, b in _pairs(holders):
            if (gram in askers[a] or gram in askers[b]) and (a, b) not in seen:
                seen.add((a, b))
                yield a, b


def _pairs(holders: Sequence[int]) -> Iterator[tuple[int, int]]:
    if len(holders) <= CROWD:
        yield from combinations(holders, 2)
        return
    for place, a in enumerate(holders):
        for b in holders[place + 1 : place + 1 + NEIGHBOURS]:
            yield a, b
