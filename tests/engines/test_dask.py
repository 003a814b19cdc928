"""Dask's workers may be somebody else's, and go away."""

from collections.abc import Iterator

import pytest

from extract.engines.base import batched
from extract.engines.dask import DaskEngine
from extract.engines.usual import Cluster, begun
from extract.errors import EngineError
from tests.engines import functions


@pytest.fixture
def theirs() -> Iterator[DaskEngine]:
    with DaskEngine(processes=1) as engine:
        yield engine


def test_a_scheduler_that_runs_already_serves_stays_and_is_missed(theirs: DaskEngine) -> None:
    address = theirs._cluster.scheduler_address
    for _ in range(2):
        engine = begun(Cluster(address))
        assert list(engine.map(functions.doubled, [[1], [2, 3]])) == [[2], [4, 6]]
        engine.close()
    with DaskEngine(address) as engine:
        results = engine.map(functions.doubled_slowly, batched(range(90), 1))
        assert next(results) == [0]
        theirs.close()
        with pytest.raises(EngineError, match="scheduler is gone"):
            list(results)


@pytest.mark.long
def test_one_item_that_hangs_costs_itself_alone(theirs: DaskEngine) -> None:
    theirs.patience = 2.0
    found = theirs.map(functions.hangs_at_seven, [[6, 7]], lambda item, cause: [-item])
    assert list(found) == [[12, -7]]


def test_an_address_where_nobody_answers_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.engines.dask.ANSWER", 1)
    with pytest.raises(EngineError, match="no Dask scheduler answers at tcp://127"):
        DaskEngine("tcp://127.0.0.1:9")


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.engines.usual.find_spec", lambda name: None)
    with pytest.raises(EngineError, match=r"pip install 'onrecord\[dask\]'"):
        begun(Cluster())
