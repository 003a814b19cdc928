"""Pairs that matching joined across outlets by itself, read and labelled three times: what share of them is right.

The texts are not ours: `data/gold/natural.jsonl` names a document of PolNeAR's training part and where in it the words,
the cue and the speaker's name stand, with the first half of the SHA-256 of the words. "part" is another sentence of the
same utterance, which the canonical wording holds too. The third reading was blind: whoever gave it had seen no label of
a pair, and not which pairs are joined no more.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from extract.matching.encoder import default_encoder
from extract.matching.link import statements
from extract.model import Quote, Span, read_spans
from tests.gold.reading import Row, rows
from tests.shared import SHARED

TRAIN = SHARED / "gold/quotes/polnear_train.jsonl"
RIGHT = ("same", "part")


@dataclass(frozen=True)
class Natural:
    """How many labelled pairs are joined, and how many of these are right by two readings, by the third, by all."""

    joined: int
    right: int
    strictly: int
    blind: int
    by_all: int


def measured(train: Path = TRAIN) -> Natural:
    """Join the labelled quotes anew; raises `ValueError` where a text is not the one that was labelled."""
    pairs = rows("natural.jsonl")
    text = texts(train, {pair[side]["doc"] for pair in pairs for side in "ab"})
    quotes = {name(pair[side]): quote(pair[side], text) for pair in pairs for side in "ab"}
    found = statements(list(quotes.values()), default_encoder())
    together = {frozenset(two) for one in found for two in combinations([m.attribution for m in one.members], 2)}
    joined = [pair for pair in pairs if frozenset((name(pair["a"]), name(pair["b"]))) in together]
    return Natural(
        joined=len(joined),
        right=sum(set(labels(pair)) <= set(RIGHT) for pair in joined),
        strictly=sum(set(labels(pair)) == {"same"} for pair in joined),
        blind=sum(pair["third"] in RIGHT for pair in joined),
        by_all=sum({*labels(pair), pair["third"]} <= set(RIGHT) for pair in joined),
    )


def labels(pair: Row) -> list[str]:
    """Return the first two labels of a pair; the second reading left out a pair that is joined no more."""
    return [label for label in (pair["first"], pair["second"]) if label]


def name(side: Row) -> str:
    return f"{side['doc']} {side['content']}"


def texts(train: Path, wanted: set[str]) -> dict[str, tuple[str, str]]:
    """Return outlet and text of the documents."""
    with train.open(encoding="utf-8") as lines:
        documents = map(json.loads, lines)
        return {one["doc"]: (one["outlet"], one["text"]) for one in documents if one["doc"] in wanted}


def quote(side: Row, text: Mapping[str, tuple[str, str]]) -> Quote:
    """Return one side of a pair as matching reads it."""
    outlet, whole = text[side["doc"]]
    words = read_spans(whole, [Span(*span) for span in side["content"]])
    if hashlib.sha256(words.encode()).hexdigest()[:16] != side["sha256"]:
        raise ValueError(f"{name(side)}: not the text that was labelled")
    return Quote(
        id=name(side),
        text=words,
        article_id=side["doc"],
        outlet=outlet,
        language="en",
        date=side["doc"].split("_")[1],
        speaker=Span(*side["speaker"]).of(whole) if side["speaker"] else None,
        speaker_kind=side["speaker_kind"],
        kind=side["kind"],
        cue=read_spans(whole, [Span(*span) for span in side["cue"]], " … ") or None,
    )


if __name__ == "__main__":
    print(measured())
