"""What every engine promises: the function's lists, in order, as if one process had made them."""

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

import pytest

from extract.engines.base import Engine, batched
from extract.engines.dask import DaskEngine
from extract.engines.local import LocalEngine
from extract.engines.serial import SerialEngine
from extract.engines.usual import usual
from tests.engines import functions

ENGINES = {
    "serial": SerialEngine,
    "one process": lambda: LocalEngine(1),
    "two processes": LocalEngine,
    "dask": lambda: DaskEngine(patience=60),
}


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    engine = ENGINES[request.param]()
    yield engine
    engine.close()


@pytest.fixture
def guarded(engine: Engine) -> Engine:
    if isinstance(engine, SerialEngine):
        pytest.skip("it would end this process: nothing guards the serial engine, as it says")
    return engine


def test_the_lists_come_in_the_order_of_the_batches(engine: Engine) -> None:
    found = list(engine.map(functions.doubled_slowly, batched(range(23), 4)))
    assert found == [functions.doubled(batch) for batch in batched(range(23), 4)]


def test_nothing_gives_nothing_and_an_engine_serves_again(engine: Engine) -> None:
    assert list(engine.map(functions.doubled, [])) == []
    assert list(engine.map(functions.doubled, [[1]])) == [[2]]


def test_what_the_function_raises_is_raised_here(engine: Engine) -> None:
    with pytest.raises(ValueError, match="refused 5"):
        list(engine.map(functions.refused, [[5], [6]]))


def test_an_item_that_no_process_survives_costs_itself_alone(guarded: Engine) -> None:
    found = guarded.map(functions.crashes_at_seven, batched(range(12), 4), lambda item, cause: [-item])
    assert [result for results in found for result in results] == [-7 if item == 7 else 2 * item for item in range(12)]


@pytest.mark.parametrize(
    "function", [functions.exits_at_seven, functions.interrupted_at_seven, functions.unsendable_at_seven]
)
def test_an_item_that_would_end_the_run_costs_itself_alone(
    guarded: Engine, function: Callable[[Sequence[int]], list[int]]
) -> None:
    found = guarded.map(function, batched(range(12), 4), lambda item, cause: [-item])
    assert [result for results in found for result in results] == [-7 if item == 7 else 2 * item for item in range(12)]


def test_an_error_that_cannot_be_sent_is_told_in_words(guarded: Engine) -> None:
    with pytest.raises(RuntimeError, match="MadeOfTwoError: salt and water"):
        list(guarded.map(functions.raises_what_cannot_be_made_again, [[1]]))


def test_a_worker_that_is_killed_in_the_middle_changes_nothing(guarded: Engine) -> None:
    results = guarded.map(functions.doubled_slowly, batched(range(60), 3))
    found = [next(results)]
    for number in guarded.workers:  # type: ignore[attr-defined]
        os.kill(number, signal.SIGKILL)
    found += results
    assert found == [functions.doubled(batch) for batch in batched(range(60), 3)]


def test_no_more_is_read_than_is_soon_worked_on(engine: Engine) -> None:
    read = 0

    def source() -> Iterator[list[int]]:
        nonlocal read
        for number in range(1000):
            read += 1
            yield [number]

    found = engine.map(functions.doubled, source())
    assert next(found) == [0]
    assert read <= 10
    del found


@pytest.mark.parametrize(("batches", "here"), [(1, True), (2, False)])
def test_processes_begin_for_more_than_one_batch(batches: int, here: bool) -> None:
    engine, lists = usual(None, [[1]] * batches)
    with closing(engine):
        found = {pid for results in engine.map(functions.process, lists) for pid in results}
    assert (found == {os.getpid()}) == here
