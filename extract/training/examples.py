"""Training examples: windows of annotated articles with the labels of each place."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from tokenizers import Tokenizer

from extract import lang, nlp
from extract.article import article_from, paragraphs
from extract.errors import TrainingError
from extract.model import Article, Document, Metadata, Span, content_id
from extract.nlp import Parse
from extract.quotes.reading import read
from extract.quotes.rules import by_rules
from extract.quotes.tagger.pieces import (
    Columns,
    Ints,
    Pieces,
    columns,
    covered,
    pieces_of,
    places,
    positions,
    tag,
    windows,
)

IGNORED = -100
ROLE_KEYS = ("content", "cue", "speaker")
# Where an attribution is anchored: at its cue, else at its source, else at its content.
ANCHOR_ORDER = (1, 2, 0)
SPEECH, OTHER = 0, 1


@dataclass(frozen=True, slots=True)
class Example:
    """One window: the columns that the network reads, and the labels (or `IGNORED`) of tag, anchor, source and stance.

    Anchors and sources are places in the window; the place of a source that there is none of is 0.
    """

    columns: Columns
    tags: Ints
    anchors: Ints
    sources: Ints
    stances: Ints

    def __len__(self) -> int:
        return len(self.tags)


def annotated(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the annotated documents of a file: {"doc", "text", "quotes": [{"content", "cue", "speaker", "speech"}]}."""
    try:
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())
    except (OSError, ValueError) as error:
        raise TrainingError(f"{path}: cannot be read ({error}); give the folder of the annotated quotes") from error


def read_clean(text: str, code: str) -> tuple[Article, Parse]:
    """Return a clean text as an article, parsed."""
    told = Metadata(clean=True, language=code)
    article = article_from(Document(id=content_id(text), uri="", media_type="text/plain", content=text, metadata=told))
    return article, nlp.parse(text, paragraphs(article), lang.load(code))


def read_pieces(article: Article, parse: Parse, code: str, tokenizer: Tokenizer) -> Pieces:
    """Return the pieces of an article with what the rules find in it."""
    reading = read(parse)
    return pieces_of(reading, by_rules(article, reading, lang.load(code)), tokenizer)


def examples_of(pieces: Pieces, quotes: Sequence[dict[str, Any]]) -> Iterator[Example]:
    """Yield the windows of a document with what its annotators marked."""
    tags, owners = labels_of(pieces, quotes)
    stances = np.array([IGNORED] + [SPEECH if quote["speech"] else OTHER for quote in quotes])
    anchors = np.array([-1] + [_anchor(tags, owners, number) for number in range(1, len(quotes) + 1)])
    sources = np.array([-1] + [_source(pieces, quote) for quote in quotes])
    sourceless = np.array([False] + [not quote["speaker"] and quote.get("source_marked", True) for quote in quotes])
    for window in windows(pieces):
        at = positions(pieces, window)
        owner = np.where(at >= 0, owners[at], 0)
        yield Example(
            columns=columns(pieces, window),
            tags=np.where(at >= 0, tags[at], IGNORED),
            anchors=_places(at, anchors[owner]),
            sources=np.where(sourceless[owner], 0, _places(at, sources[owner])),
            stances=stances[owner],
        )


def labels_of(pieces: Pieces, quotes: Sequence[dict[str, Any]]) -> tuple[Ints, Ints]:
    """Return the tag of each piece, and the number (from 1, 0: none) of the annotation that it belongs to."""
    tags, owners = (np.zeros(len(pieces), dtype=np.int64) for _ in range(2))
    starts, ends = pieces.starts.tolist(), pieces.ends.tolist()
    for number, quote in enumerate(quotes, 1):
        for role, key in enumerate(ROLE_KEYS):
            for start, end in quote[key] or ():
                first, last = covered(starts, ends, Span(start, end))
                if first < last and not tags[first:last].any():
                    tag(tags, role, first, last)
                    owners[first:last] = number
    return tags, owners


def _anchor(tags: Ints, owners: Ints, number: int) -> int:
    """Return the first piece of an annotation's cue, else of its source, else of its content; -1 where it has none."""
    for role in ANCHOR_ORDER:
        first = np.flatnonzero((owners == number) & (tags == 2 * role + 1))
        if len(first):
            return int(first[0])
    return -1


def _source(pieces: Pieces, quote: dict[str, Any]) -> int:
    """Return the first piece of an annotation's source, which may serve another one too; -1 where it has none."""
    for start, end in quote["speaker"] or ():
        first, last = covered(pieces.starts.tolist(), pieces.ends.tolist(), Span(start, end))
        if first < last:
            return first
    return -1


def _places(at: Ints, wanted: Ints) -> Ints:
    """Return where in a window the wanted pieces stand; `IGNORED` for -1 and for what lies outside."""
    place_of = places(at)
    return np.array([place_of.get(int(piece), IGNORED) for piece in wanted], dtype=np.int64)
