"""Pairs that matching joined across outlets by itself, read and labelled up to five times: what share of them is right.

The texts are not ours: `data/gold/natural.jsonl` names a document of PolNeAR's training part and where in it the words,
the cue and the speaker's name stand, with the first half of the SHA-256 of the words. A pair is "same" (one utterance),
"part" (another sentence of the same utterance, which the canonical wording holds too), "beside" (two sentences of one
utterance, neither of which holds the other: right where they are joined, since the canonical wording then holds both),
"again" (the same line on another occasion) or "different". The first three readings are of the pairs that were joined
before occasions were told apart; the fourth and the fifth, of all that was joined then, are by who wrote the rules. The
sixth and the seventh are by two readers who saw a sheet of all pairs in random order and nothing else: no other label,
not which pairs are joined, neither each other nor the rules. All readers were language models.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from extract.matching.encoder import default_encoder
from extract.matching.link import statements
from extract.model import Body, Quote, Span, Statement, read_spans
from extract.quotes.marks import quotations
from tests.gold.reading import Row, rows
from tests.shared import SHARED

TRAIN = SHARED / "gold/quotes/polnear_train.jsonl"
RIGHT = frozenset(("same", "part", "beside"))
READINGS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh")


@dataclass(frozen=True)
class Natural:
    """How many labelled pairs are joined, and how many of these are right by the two blind readings, and by all.

    `word_for_word` counts of these only pairs of which one report holds the other.
    `repeated` pairs are joined too, and one of the two is told to be of another occasion: `again` of them are.
    """

    joined: int
    by_sixth: int
    by_seventh: int
    by_both: int
    word_for_word: int
    by_all: int
    repeated: int
    again: int


def measured(train: Path = TRAIN) -> Natural:
    """Join the labelled quotes anew; raises `ValueError` where a text is not the one that was labelled."""
    pairs = rows("natural.jsonl")
    text = texts(train, {pair[side]["doc"] for pair in pairs for side in "ab"})
    quotes = {name(pair[side]): quote(pair[side], text) for pair in pairs for side in "ab"}
    found = statements(list(quotes.values()), default_encoder(), bodies=[body(doc, text[doc]) for doc in sorted(text)])
    together, later = _pairs(found, repeated=False), _pairs(found, repeated=True)
    joined = [pair for pair in pairs if _key(pair) in together]
    repeated = [pair for pair in pairs if _key(pair) in later]
    return Natural(
        joined=len(joined),
        by_sixth=sum(pair["sixth"] in RIGHT for pair in joined),
        by_seventh=sum(pair["seventh"] in RIGHT for pair in joined),
        by_both=sum({pair["sixth"], pair["seventh"]} <= RIGHT for pair in joined),
        word_for_word=sum({pair["sixth"], pair["seventh"]} <= RIGHT - {"beside"} for pair in joined),
        by_all=sum(set(labels(pair)) <= RIGHT for pair in joined),
        repeated=len(repeated),
        again=sum(pair["sixth"] == pair["seventh"] == "again" for pair in repeated),
    )


def _pairs(found: Sequence[Statement], *, repeated: bool) -> set[frozenset[str]]:
    """Return the pairs of reports of one statement, of one occasion or of two."""
    return {
        frozenset((a.attribution, b.attribution))
        for one in found
        for a, b in combinations(one.members, 2)
        if ("repeated" in (a.relation, b.relation)) == repeated
    }


def _key(pair: Row) -> frozenset[str]:
    return frozenset((name(pair["a"]), name(pair["b"])))


def labels(pair: Row) -> list[str]:
    """Return what was said of a pair; not every reading had every pair."""
    return [pair[reading] for reading in READINGS if pair[reading]]


def name(side: Row) -> str:
    return f"{side['doc']} {side['content']}"


def texts(train: Path, wanted: set[str]) -> dict[str, tuple[str, str]]:
    """Return outlet and text of the documents."""
    with train.open(encoding="utf-8") as lines:
        documents = map(json.loads, lines)
        return {one["doc"]: (one["outlet"], one["text"]) for one in documents if one["doc"] in wanted}


def body(doc: str, told: tuple[str, str]) -> Body:
    """Return an article as matching reads it; what stands between quotation marks is quoted."""
    outlet, whole = told
    lines = [Span(*found.span()) for found in re.finditer(r"[^\n]+", whole)]
    marked = quotations(whole, lines)
    return Body(
        article_id=doc,
        text=whole,
        spans=(Span(0, len(whole)),),
        quoted=tuple(one.inside for one in marked if one.closed),
        outlet=outlet,
        language="en",
        date=doc.split("_")[1],
    )


def quote(side: Row, text: Mapping[str, tuple[str, str]]) -> Quote:
    """Return one side of a pair as matching reads it."""
    outlet, whole = text[side["doc"]]
    content = [Span(*span) for span in side["content"]]
    words = read_spans(whole, content)
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
        span=Span(content[0].start, content[-1].end),
    )


if __name__ == "__main__":
    print(measured())
