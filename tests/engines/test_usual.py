"""Which engine serves is what was asked for, where the machine bears it."""

import pytest

from extract.engines.local import LocalEngine
from extract.engines.serial import SerialEngine
from extract.engines.usual import Cluster, able, begun, cores
from extract.errors import EngineError


@pytest.mark.parametrize("workers", [100_000, Cluster(processes=100_000)])
def test_more_processes_than_a_machine_bears_are_refused(workers: int | Cluster) -> None:
    with pytest.raises(EngineError, match=r"100,000 processes are too many .* give at most"):
        begun(workers)


def test_as_many_as_were_asked_for_serve() -> None:
    assert isinstance(begun(0), SerialEngine)
    engine = begun(3)
    assert isinstance(engine, LocalEngine)
    assert engine.processes == 3


def test_one_core_has_one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 1 <= able() <= 2
    monkeypatch.setattr("os.sched_getaffinity", lambda process: {3}, raising=False)
    assert cores() == able() == 1
