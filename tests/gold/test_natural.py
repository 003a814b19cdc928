"""Of the pairs that matching joined by itself across outlets, how many are right."""

from tests.gold.natural import READINGS, RIGHT, labels, measured
from tests.gold.reading import rows
from tests.shared import needs_shared


@needs_shared
def test_of_the_pairs_joined_across_outlets_more_than_nine_in_ten_are_right() -> None:
    found = measured()
    assert found.joined >= 80
    assert found.by_both / found.joined >= 0.95
    assert found.by_all / found.joined >= 0.89
    assert found.word_for_word / found.joined >= 0.88
    assert found.again >= 2
    assert found.repeated - found.again <= 3


def test_the_blind_readings_differ_seldom_and_every_wrong_pair_has_its_reason() -> None:
    pairs = rows("natural.jsonl")
    assert len(pairs) >= 130
    assert sum((pair["sixth"] in RIGHT) != (pair["seventh"] in RIGHT) for pair in pairs) <= 3
    assert all(pair["why"] for pair in pairs if not set(labels(pair)) <= RIGHT)


def test_no_text_of_the_articles_stands_in_the_labels() -> None:
    for pair in rows("natural.jsonl"):
        assert set(pair) <= {*READINGS, "a", "b", "why"}
        for side in (pair["a"], pair["b"]):
            assert set(side) == {"doc", "content", "cue", "kind", "speaker", "speaker_kind", "sha256"}
