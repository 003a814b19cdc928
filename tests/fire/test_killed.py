"""`kill -9` of an ingest at random points: nothing told is lost, nothing is there in part or twice, and it goes on."""

import random
from pathlib import Path

import pytest

from tests.fire.killing import killed_at, whole


@pytest.mark.parametrize(("points", "options"), [(6, ["--no-extract"]), (2, [])])
def test_an_ingest_killed_anywhere_goes_on_to_the_same_store(tmp_path: Path, points: int, options: list[str]) -> None:
    assert len(burn(tmp_path, 40, points, options)) == points


@pytest.mark.long
@pytest.mark.parametrize(("points", "options"), [(140, ["--no-extract"]), (60, [])])
def test_an_ingest_killed_at_many_points(tmp_path: Path, points: int, options: list[str]) -> None:
    kept = burn(tmp_path, 240, points, options)
    assert sum(0 < some < 240 for some in kept) > points // 2  # they were killed in the midst of it


def burn(folder: Path, articles: int, points: int, options: list[str]) -> list[int]:
    """Kill an ingest at so many points, and return how many articles were kept at each."""
    seed = random.randrange(2**32)
    expected = whole(folder, articles, *options)
    kills = expected.kills(random.Random(seed), points)
    outcomes = [killed_at(kill, expected, folder / str(number)) for number, kill in enumerate(kills)]
    print(f"seed {seed}; told and kept: {outcomes}")
    return [kept for _, kept in outcomes]
