"""Which pairs of reports their vectors lead to: those that looking at each pair finds, however they are parted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.matching import calendar, meaning
from extract.matching.meaning import Meanings, nearest
from extract.matching.report import reports
from extract.model import Quote

COSINES = st.lists(st.sampled_from([-0.5, 0.1, 0.3, 0.5, 0.5, 0.9]), max_size=30)


@given(COSINES, st.integers(1, 8), st.randoms(use_true_random=False))
def test_the_nearest_are_the_first_of_all_in_order(cosines: list[float], most: int, chance: object) -> None:
    then = np.array(sorted(range(len(cosines)), key=lambda _: chance.random()), dtype=np.int64)  # type: ignore[attr-defined]
    able = [place for place, cosine in enumerate(cosines) if cosine >= 0.2]
    expected = sorted(able, key=lambda place: (-cosines[place], then[place]))[:most]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meaning, "MOST_NEAR", most)
        found = nearest(np.array(cosines), then, 0.2)
    assert found.tolist() == sorted(expected)


class Topics:
    """An encoder that knows what a text is about: the first of its words, a little of the others."""

    def encode(self, texts: list[str]) -> np.ndarray:
        rows = [np.random.default_rng(sum(map(ord, text.split()[0]))).normal(size=8) for text in texts]
        rows = [
            row + 0.1 * np.random.default_rng(len(text)).normal(size=8) for row, text in zip(rows, texts, strict=True)
        ]
        return np.array([row / np.linalg.norm(row) for row in rows], dtype=np.float32)


def said() -> list[Quote]:
    """Return what two people say in two languages on ten days, some of it without a day."""
    topics = ["harbour boats cranes", "school roof repair", "winter wheat harvest", "bridge toll lorries"]
    return [
        Quote(
            id=f"q{number}",
            text=f"{topics[number % 4]} {'quay dredging' if number % 3 else 'dredging quay'} {number % 5}",
            kind="direct",
            speaker="Maren Osk" if number % 2 else "Tilda Brandt",
            speaker_id=f"p{number % 2}",
            language="fr" if number % 7 == 0 else "en",
            article_id=f"a{number}",
            date=None if number % 11 == 0 else f"2031-03-{1 + number % 10:02d}",
        )
        for number in range(60)
    ]


def test_tables_cut_small_lead_to_the_same_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    found = reports(said())
    kin = list(range(len(found)))
    whole = Meanings(found, Topics())
    pairs = sorted((pair.a, pair.b) for pair in whole.same_language())
    across = sorted((pair.a, pair.b) for pair in whole.translations(kin))
    assert pairs
    monkeypatch.setattr(calendar, "CELLS", 16)
    parted = Meanings(found, Topics())
    assert sorted((pair.a, pair.b) for pair in parted.same_language()) == pairs
    assert sorted((pair.a, pair.b) for pair in parted.translations(kin)) == across
