"""Dask's workers may be somebody else's, and go away."""

import socket
from collections.abc import Iterator
from pathlib import Path

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


def test_workers_of_another_release_are_refused_by_name(theirs: DaskEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.engines.remote.__version__", "0.0.0")
    with pytest.raises(EngineError, match=r"worker tcp://.* has onrecord .*, and this is onrecord 0\.0\.0 .*; install"):
        DaskEngine(theirs._cluster.scheduler_address)


def test_workers_that_are_gone_for_good_end_the_run(theirs: DaskEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.engines.dask.ABANDONED", 0.2)
    monkeypatch.setattr("extract.engines.dask.LOOK", 0.1)
    with DaskEngine(theirs._cluster.scheduler_address) as engine:
        results = engine.map(functions.doubled_slowly, batched(range(90), 1))
        assert next(results) == [0]
        theirs._cluster.scale(0)
        with pytest.raises(EngineError, match="no workers any more; start some"):
            list(results)


def test_a_cluster_of_our_own_leaves_neither_output_nor_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with DaskEngine(processes=1) as engine:
        assert list(engine.map(functions.prints, [[1]])) == [[2]]
    assert capfd.readouterr().out == ""
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("failures", [1, 2])
def test_a_cluster_that_does_not_begin_is_tried_once_more(failures: int, monkeypatch: pytest.MonkeyPatch) -> None:
    begun, tries = object(), list(range(failures))

    def cluster(**settings: object) -> object:
        if tries:
            tries.pop()
            raise RuntimeError("Nanny failed to start.")
        return begun

    def client(address: object, named: str | None) -> object:
        raise EngineError(f"asked for the cluster that began: {address is begun}")

    monkeypatch.setattr("extract.engines.dask.LocalCluster", cluster)
    monkeypatch.setattr("extract.engines.dask._client", client)
    told = {1: "asked for the cluster that began: True", 2: r"no Dask cluster can begin on this machine .Nanny failed"}
    with pytest.raises(EngineError, match=told[failures]):
        DaskEngine(processes=1)
    assert tries == []


def test_where_something_else_listens_no_scheduler_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.engines.dask.ANSWER", 1)
    with socket.create_server(("127.0.0.1", 0)) as other, pytest.raises(EngineError, match="no Dask scheduler answers"):
        DaskEngine(f"tcp://127.0.0.1:{other.getsockname()[1]}")


@pytest.mark.parametrize("address", ["head", "tls://127.0.0.1:9", "ucx://127.0.0.1:9", "http://127.0.0.1:9", "tcp://"])
def test_what_is_no_address_is_said_in_one_line(address: str) -> None:
    with pytest.raises(EngineError, match=f"no Dask scheduler answers at {address} ") as told:
        DaskEngine(address)
    assert "\n" not in str(told.value)


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
