"""The nearest reports of one time, found a part of the calendar at once, are those that looking at each finds."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.matching.calendar import LATE, Calendar, Nearest

DAYS = st.one_of(st.none(), st.integers(738_000, 738_060))


def looked_for(row: int, columns: list[int], vectors: np.ndarray, days: np.ndarray) -> list[float]:
    """Return the cosines of the others of a row's time, the highest first, one by one."""
    then = [other for other in columns if not abs(days[row] - days[other]) > LATE]
    return sorted((float(vectors[row] @ vectors[other]) for other in then), reverse=True)


@given(st.lists(DAYS, min_size=1, max_size=30), st.lists(DAYS, max_size=90), st.integers(0, 9))
def test_the_nearest_are_those_of_all_that_is_near_in_time(one: list, other: list, seed: int) -> None:
    days = np.array([np.nan if day is None else day for day in one + other], dtype=np.float64)
    vectors = np.random.default_rng(seed).normal(size=(len(days), 8)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    rows, columns = list(range(len(one))), list(range(len(one), len(days)))
    nearest = Nearest(Calendar(rows, days), Calendar(columns, days), vectors, days)
    for row in rows:
        found = list(nearest.of(row))
        assert [cosine for _, cosine in found] == pytest.approx(looked_for(row, columns, vectors, days), abs=1e-6)
        assert all(cosine == pytest.approx(float(vectors[row] @ vectors[it]), abs=1e-6) for it, cosine in found)
