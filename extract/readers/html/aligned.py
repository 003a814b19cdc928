"""Which blocks of a page stand in a text that was taken out of it, whatever was done to its spacing on the way."""

import re
import unicodedata
from collections.abc import Mapping, Sequence

from extract.readers.html.blocks import Block

_OTHER = re.compile(r"[\W_]+")
# From this many letters on a block is found by itself; a shorter one only between two that are.
_TELLING = 25
# The share of a block's runs of four words that a text must have, where it has not all of it.
_MOST = 0.7
# How many letters are looked through for blocks that a text does not have.
_SOUGHT = 1_000_000_000


def letters(text: str) -> str:
    """Return the letters and digits of a text alone, in one case and one form."""
    return _OTHER.sub("", unicodedata.normalize("NFKC", text).lower())


def standing_in(found: Sequence[Block], text: str) -> list[bool]:
    """Return for each block whether it stands in the text; of several that read the same, the one among the others."""
    bare = letters(text)
    keys = [letters(block.text) for block in found]
    places = _places(keys, bare)
    _part_rivals(keys, places, bare)
    _place_most(found, keys, places, text)
    kept = [place >= 0 for place in places]
    _place_short(keys, places, kept, bare)
    return kept


def _places(keys: Sequence[str], bare: str) -> list[int]:
    """Return where each long key first stands in the text, or -1; none is sought once that would take too long."""
    places, budget = [], _SOUGHT
    for key in keys:
        place = bare.find(key) if len(key) >= _TELLING and budget > 0 else -1
        budget -= len(bare) if place < 0 and len(key) >= _TELLING else max(place, 0)
        places.append(place)
    return places


def _part_rivals(keys: Sequence[str], places: list[int], bare: str) -> None:
    """Leave a place in the text to that of several blocks whose neighbours on the page are its neighbours there."""
    claims: dict[int, list[int]] = {}
    for index, place in enumerate(places):
        if place >= 0:
            claims.setdefault(place, []).append(index)
    sure = {index: place for place, rivals in claims.items() if len(rivals) == 1 for index in rivals}
    for place, rivals in claims.items():
        if len(rivals) > 1:
            standing = bare.count(keys[rivals[0]], place)
            best = sorted(rivals, key=lambda index: -_company(index, place, sure))[:standing]
            for index in set(rivals).difference(best):
                places[index] = -1


def _company(index: int, place: int, sure: Mapping[int, int]) -> float:
    """Return how much company a block at a place of the text has there of those that stand near it on the page."""
    near = ((at, sure.get(at)) for at in range(index - 5, index + 6) if at != index)
    return sum(1 / abs(at - index) for at, other in near if other is not None and abs(other - place) < 1500)


def _place_most(found: Sequence[Block], keys: Sequence[str], places: list[int], text: str) -> None:
    """Give those a place of which the text has most, though not all of it as it stands."""
    missing = [index for index, key in enumerate(keys) if places[index] < 0 and len(key) >= 2 * _TELLING]
    read_alike = {key for index, key in enumerate(keys) if places[index] >= 0}
    runs = _runs(text) if missing else set()
    last = 0
    for index in range(len(keys)):
        if places[index] >= 0:
            last = places[index] + len(keys[index])
        elif len(keys[index]) >= 2 * _TELLING and keys[index] not in read_alike:
            own = _runs(found[index].text)
            if len(own & runs) >= _MOST * len(own):
                places[index] = last


def _place_short(keys: Sequence[str], places: Sequence[int], kept: list[bool], bare: str) -> None:
    """Find the short blocks in what the text has between the long ones around them."""
    start, index = 0, 0
    while index < len(keys):
        if places[index] >= 0:
            start, index = max(places[index] + len(keys[index]), 0), index + 1
            continue
        stop = index
        while stop < len(keys) and places[stop] < 0:
            stop += 1
        end = places[stop] if stop < len(keys) else len(bare)
        between = bare[start:end] if end - start < 2000 else bare[start : start + 200] + "\n" + bare[end - 200 : end]
        at = 0
        for short in range(index, stop):
            key = keys[short]
            where = between.find(key, at) if 0 < len(key) < _TELLING else -1
            if where >= 0:
                kept[short] = True
                at = where + len(key)
        index = stop


def _runs(text: str) -> set[str]:
    words = _OTHER.sub(" ", unicodedata.normalize("NFKC", text).lower()).split()
    return {" ".join(words[at : at + 4]) for at in range(max(len(words) - 3, 1))} if words else set()
