"""Compared in parts that know nothing of each other, wordings make the pairs that they make together."""

import random
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.engines.serial import SerialEngine
from extract.matching import encoder, spread
from extract.matching.alignment import FIGURES
from extract.matching.archive import Archive, Pairs
from extract.matching.normal import Normal, normal
from extract.matching.spread import SpreadArchive, SpreadEncoder
from extract.pipeline import _compare

WORDS = ("harbour", "ferry", "quota", "trawler", "mackerel", "licence", "subsidy", "auction", "crane")
WORDS += ("the", "of", "and", "we", "will", "not", "12")


def bits(pairs: Pairs) -> list[bytes]:
    return [pairs.a.tobytes(), pairs.b.tobytes(), *(getattr(pairs.shared, name).tobytes() for name in FIGURES)]


def said(seed: int, size: int) -> list[Normal]:
    """Return texts of which many share runs of words, some all of them, some nothing."""
    chance = random.Random(seed)
    texts = [" ".join(chance.choices(WORDS, k=chance.randint(1, 14))) for _ in range(size)]
    cut = [" ".join(chance.choice(texts).split()[chance.randint(0, 4) :]) for _ in range(size)]
    return [normal(text, chance.choice(("en", "en", "fr", None))) for text in (*texts, *cut)]


@settings(max_examples=25)
@given(seed=st.integers(0, 2**32), size=st.integers(0, 60), together=st.integers(1, 50))
def test_the_pairs_are_those_of_an_archive_bit_by_bit(tmp_path_factory, seed: int, size: int, together: int) -> None:
    texts = said(seed, size)

    def compare(batches: Sequence[Sequence[str]]) -> spread.Compared:
        lines = [line for batch in batches for line in batch]
        parts = [lines[start : start + together] for start in range(0, max(len(lines), 1), together)]
        return _compare(SerialEngine(), tmp_path_factory.mktemp("tables"), parts)

    assert bits(SpreadArchive(compare).among(texts)) == bits(Archive().among(texts))


def test_a_text_is_one_line_and_is_read_back_from_it() -> None:
    for text in (normal("The U.S. won't pay 10 000 euros, l’État paiera", "fr"), normal("“…”", None)):
        read = spread._read(spread.written(text))
        assert (read.words, read.language) == (text.words, text.language)


class Counting:
    """An encoder whose rows tell what stood beside a text."""

    def encode(self, texts: Sequence[str]) -> encoder.Vectors:
        return np.array([[len(text), len(texts)] for text in texts], dtype=np.float32).reshape(-1, 2)


def test_texts_are_shared_out_where_the_encoder_cuts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "TOGETHER", 3)
    monkeypatch.setattr(spread, "default_encoder", Counting)
    shared: list[int] = []

    def run(function, batches: Iterable[spread.Parts]) -> Iterator[list[encoder.Vectors]]:
        for batch in batches:
            shared.append(len(batch))
            yield function(batch)

    one = SpreadEncoder(Counting(), run)
    assert one.encode(["a", "bb", "ccc", "d", "ee"]).tolist() == [[1, 3], [2, 3], [3, 3], [1, 2], [2, 2]]
    assert one.encode(["a", "b"]).tolist() == [[1, 2], [1, 2]]
    assert shared == [1, 1]
