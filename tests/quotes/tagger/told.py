"""A network that says what a test tells it to, and a tokenizer of whole words and marks."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers

from extract.quotes.tagger.decode import Scores
from extract.quotes.tagger.pieces import TAGS, Ints, Pieces, Window, places, positions, windows

SURE = 8.0
ROLE = {"content": 0, "cue": 1, "source": 2}

Told = Mapping[str, Sequence[str]]


def word_tokenizer() -> Tokenizer:
    """Cut at white space and marks; every word is the unknown one, since nothing here reads it."""
    made = Tokenizer(models.WordLevel({"<unk>": 3}, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.Whitespace()
    return made


class ToldModel:
    """Finds the attributions that it was told: each names its content, cue and source by their words in the text."""

    def __init__(self, text: str, attributions: Sequence[Told], *, speech: bool = True, size: int = 64) -> None:
        self.text, self.told, self.speech, self.size = text, attributions, speech, size
        self.tokenizer = word_tokenizer()

    def confidence(self, score: float) -> float:
        return score

    def read(self, pieces: Pieces) -> Iterator[tuple[Window, Scores]]:
        tags, anchors, sources = self._labels(pieces)
        for window in windows(pieces, self.size):
            at = positions(pieces, window)
            yield window, _scores(at, tags, anchors, sources, self.speech)

    def _labels(self, pieces: Pieces) -> tuple[Ints, Ints, Ints]:
        tags = np.zeros(len(pieces), dtype=np.int64)
        anchors, sources = (np.full(len(pieces), -1, dtype=np.int64) for _ in range(2))
        for one in self.told:
            ranges = [(ROLE[role], *self._range(pieces, words)) for role in one for words in one[role]]
            anchor = min(first for role, first, _ in ranges if role == max(r for r, *_ in ranges if r < 2))
            source = next((first for role, first, _ in ranges if role == ROLE["source"]), -1)
            for role, first, last in ranges:
                tags[first:last] = 2 * role + 2
                tags[first] = 2 * role + 1
                anchors[first:last] = anchor
                sources[first:last] = source
        return tags, anchors, sources

    def _range(self, pieces: Pieces, words: str) -> tuple[int, int]:
        start = self.text.index(words)
        inside = np.flatnonzero((pieces.starts >= start) & (pieces.ends <= start + len(words)))
        return int(inside[0]), int(inside[-1]) + 1


def _scores(at: Ints, tags: Ints, anchors: Ints, sources: Ints, speech: bool) -> Scores:
    place_of = places(at)
    tag = np.zeros((len(at), TAGS), dtype=np.float32)
    anchor, source = (np.zeros((len(at), len(at)), dtype=np.float32) for _ in range(2))
    stance = np.zeros((len(at), 2), dtype=np.float32)
    stance[:, 0 if speech else 1] = SURE
    for place, piece in enumerate(at):
        tag[place, tags[piece] if piece >= 0 else 0] = SURE
        if piece >= 0 and int(anchors[piece]) in place_of:
            anchor[place, place_of[int(anchors[piece])]] = SURE
        source[place, place_of.get(int(sources[piece]), 0) if piece >= 0 else 0] = SURE
    return Scores(tag, anchor, source, stance)
