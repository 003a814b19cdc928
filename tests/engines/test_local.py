"""A worker that crashes, hangs or fills the memory costs one item, and a worker that is killed costs none."""

import os
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.engines.base import batched
from extract.engines.local import LocalEngine
from extract.errors import EngineError
from tests.engines import functions

TWENTY = list(batched(range(20), 4))


@given(st.lists(st.integers()), st.integers(1, 9))
def test_batches_hold_every_item_once_and_in_order(items: list[int], size: int) -> None:
    batches = list(batched(items, size))
    assert [item for batch in batches for item in batch] == items
    assert all(len(batch) == size for batch in batches[:-1])


def lost(item: int, cause: str) -> list[int]:
    causes.append((item, cause))
    return [-1]


causes: list[tuple[int, str]] = []


@pytest.mark.parametrize(
    ("function", "cause", "patience", "memory"),
    [
        (functions.crashes_at_seven, "its process was killed by signal 11 (SIGSEGV)", 60.0, None),
        (functions.hangs_at_seven, "it took longer than 0.6 seconds", 0.6, None),
        (functions.fills_memory_at_seven, "its process needs more memory than it may have", 60.0, 1 << 29),
        (functions.aborts_without_memory_at_seven, "its process was killed by signal 11 (SIGSEGV)", 60.0, 1 << 29),
    ],
)
def test_the_one_item_is_found_and_all_others_are_done(
    function: Callable[[Sequence[int]], list[int]], cause: str, patience: float, memory: int | None
) -> None:
    causes.clear()
    with LocalEngine(2, patience, memory) as engine:
        found = [result for results in engine.map(function, TWENTY, lost) for result in results]
    assert found == [-1 if item == 7 else 2 * item for item in range(20)]
    assert causes == [(7, cause)]


def test_without_a_place_for_it_a_lost_item_is_an_error_that_says_why() -> None:
    with LocalEngine(1) as engine, pytest.raises(EngineError, match="SIGSEGV"):
        list(engine.map(functions.crashes_at_seven, TWENTY))


def test_two_processes_work_and_both_end() -> None:
    with LocalEngine(2) as engine:
        workers = {pid for results in engine.map(functions.process, batched(range(12), 1)) for pid in results}
        assert workers == set(engine.workers)
    assert len(workers) == 2
    assert os.getpid() not in workers
    for pid in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_whoever_goes_away_in_the_middle_leaves_no_work_behind() -> None:
    with LocalEngine(2) as engine:
        results = engine.map(functions.doubled_slowly, batched(range(60), 3))
        next(results)
        results.close()  # type: ignore[attr-defined]
        assert list(engine.map(functions.doubled, [[1, 2]])) == [[2, 4]]
