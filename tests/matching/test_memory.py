"""What matching remembers changes nothing but the time: archives and vectors come back as they were."""

from collections.abc import Sequence

import numpy as np

from extract.matching.encoder import Vectors
from extract.matching.link import statements
from extract.matching.memory import Memory, Remembering, pack, unpack, version
from extract.model import Quote
from tests.benchmarks.synthetic import quotes as made


class Counting:
    """An encoder that tells what it was asked for; its vectors are made of lengths."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked += texts
        angles = np.array([len(text) / 7 for text in texts])
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_an_archive_comes_back_and_grows_on() -> None:
    quotes, _ = made(600)
    expected = statements(quotes)
    memory = Memory(None)
    statements(quotes[:400], archive=memory.archive)
    packed = memory.new_archive()
    assert packed is not None
    again = Memory(None, [packed[:1000], packed[1000:]])
    assert statements(quotes, archive=again.archive) == expected


def test_what_did_not_grow_is_not_packed_again() -> None:
    quotes = [Quote(id="1", text="the heron colony leaves the dredging of the orchard in October", language="en")]
    memory = Memory(None)
    assert memory.new_archive() is None
    statements(quotes, archive=memory.archive)
    again = Memory(None, [memory.new_archive() or b""])
    statements(quotes, archive=again.archive)
    assert again.new_archive() is None


def test_an_empty_archive_can_be_packed() -> None:
    assert len(unpack(pack(Memory(None).archive)).wordings) == 0


def test_no_text_is_encoded_twice_not_even_in_a_later_run() -> None:
    encoder = Counting()
    first = Remembering(encoder)
    rows = first.encode(["one", "three", "one", "\ud800"])
    later = Remembering(encoder, list(first.learned()))
    assert (later.encode(["three", "\ud800", "one"]) == rows[[1, 3, 0]]).all()
    assert encoder.asked == ["one", "three", "\ud800"]
    assert list(later.learned()) == []


def test_no_texts_give_no_rows() -> None:
    assert Remembering(Counting()).encode(["a"]).shape == (1, 2)


def test_the_version_tells_encoders_apart() -> None:
    assert version() != version(Counting())
    assert version() == version(None)
