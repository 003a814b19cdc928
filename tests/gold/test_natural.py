"""Of the pairs that matching joined by itself across outlets, how many are right."""

from tests.gold.natural import RIGHT, labels, measured
from tests.gold.reading import rows
from tests.shared import needs_shared


@needs_shared
def test_of_the_pairs_joined_across_outlets_nine_in_ten_are_right() -> None:
    found = measured()
    assert found.joined >= 70
    assert found.right / found.joined >= 0.92
    assert found.strictly / found.joined >= 0.85
    assert found.blind / found.joined >= 0.88
    assert found.by_all / found.joined >= 0.87


def test_pairs_that_were_read_twice_and_differ_are_told_with_a_reason() -> None:
    pairs = rows("natural.jsonl")
    twice = [pair for pair in pairs if pair["second"]]
    differing = [pair for pair in twice if pair["first"] != pair["second"]]
    assert len(twice) >= 76
    assert len(differing) <= 3
    assert all(pair["why"] for pair in pairs if not {*labels(pair), pair["third"]} <= set(RIGHT))


def test_no_text_of_the_articles_stands_in_the_labels() -> None:
    for pair in rows("natural.jsonl"):
        assert set(pair) <= {"first", "second", "third", "a", "b", "why"}
        for side in (pair["a"], pair["b"]):
            assert set(side) == {"doc", "content", "cue", "kind", "speaker", "speaker_kind", "sha256"}
