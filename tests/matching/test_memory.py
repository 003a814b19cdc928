"""What matching remembers changes nothing but the time: archives and vectors come back as they were."""

from collections.abc import Sequence

import numpy as np
import pytest

from extract.matching import candidates
from extract.matching import memory as memories
from extract.matching.encoder import Vectors
from extract.matching.link import statements
from extract.matching.memory import Memory, Remembering, vectors_version, version
from extract.matching.packing import pack, unpack, unpacked
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


@pytest.mark.parametrize("most", [2, 24])
def test_an_archive_comes_back_piece_by_piece_and_grows_on(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memories, "MOST_PIECES", most)
    monkeypatch.setattr(candidates, "CROWD", 4)  # crowds cost earlier pairs
    quotes, _ = made(700)
    parts: list[bytes] = []
    sizes = []
    for size in (300, 400, 410, 450, 700):
        memory = Memory(None, parts)
        assert statements(quotes[:size], archive=memory.archive) == statements(quotes[:size])
        learned = memory.new_archive()
        assert learned is not None
        parts = [*([] if learned.anew else parts), learned.data[:1000], learned.data[1000:]]
        sizes.append(len(parts))
    assert sizes == ([2, 4, 2, 4, 2] if most == 2 else [2, 4, 6, 8, 2])


def test_what_comes_later_is_kept_beside_what_was() -> None:
    quotes, _ = made(600)
    memory = Memory(None)
    statements(quotes[:500], archive=memory.archive)
    first = memory.new_archive()
    assert first is not None
    assert first.anew
    memory = Memory(None, [first.data])
    statements(quotes[:510], archive=memory.archive)
    more = memory.new_archive()
    assert more is not None
    assert not more.anew
    assert len(more.data) < len(first.data) / 10


def test_of_two_runs_that_learned_at_once_the_later_one_is_forgotten_and_nothing_else() -> None:
    quotes, _ = made(600)
    first = Memory(None)
    one: list[bytes] = []
    other: list[bytes] = []
    statements(quotes[:400], archive=first.archive)
    base = first.new_archive()
    assert base is not None
    for learned, new in ((one, quotes[:450]), (other, quotes[:500])):
        memory = Memory(None, [base.data])
        statements(new, archive=memory.archive)
        more = memory.new_archive()
        assert more is not None
        learned.append(more.data)
    torn = Memory(None, [base.data, *one, *other])
    assert statements(quotes, archive=torn.archive) == statements(quotes)
    again = torn.new_archive()
    assert again is not None
    assert again.anew


def test_what_did_not_grow_is_not_packed_again() -> None:
    quotes = [Quote(id="1", text="the heron colony leaves the dredging of the orchard in October", language="en")]
    memory = Memory(None)
    assert memory.new_archive() is None
    statements(quotes, archive=memory.archive)
    learned = memory.new_archive()
    assert learned is not None
    again = Memory(None, [learned.data])
    statements(quotes, archive=again.archive)
    assert again.new_archive() is None


def test_an_empty_archive_can_be_packed() -> None:
    assert len(unpack(list(unpacked(pack(Memory(None).archive)))).wordings) == 0


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


def test_vectors_are_of_one_encoder_and_of_the_package_that_carries_it(monkeypatch: pytest.MonkeyPatch) -> None:
    own = vectors_version(None)
    assert own == vectors_version(None) != vectors_version(Counting())
    monkeypatch.setattr(memories, "carried", lambda: "another package 2.0")
    assert vectors_version(None) != own


def test_other_rules_forget_no_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    vectors, rules = vectors_version(None), version()
    monkeypatch.setattr(memories, "_sources", lambda: "rules of tomorrow")
    assert (vectors_version(None), version() == rules) == (vectors, False)
