"""A worker that crashes, hangs or fills the memory costs one item, and a worker that is killed costs none."""

import errno
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import psutil
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


def test_what_a_library_prints_is_no_output(capfd: pytest.CaptureFixture[str]) -> None:
    with LocalEngine(1) as engine:
        assert list(engine.map(functions.prints, [[1]])) == [[2]]
    told = capfd.readouterr()
    assert told.out == ""
    assert "chatter" in told.err
    assert "C code" in told.err


def test_processes_that_cannot_begin_are_no_fault_of_the_items(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONHOME", "/nowhere")  # no Python begins so
    causes.clear()
    with LocalEngine(2) as engine, pytest.raises(EngineError, match="no process can begin on this machine"):
        list(engine.map(functions.doubled, TWENTY, lost))
    assert causes == []


def test_a_system_that_lets_no_more_processes_begin_is_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(memory: int | None) -> None:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    monkeypatch.setattr("extract.engines.local.Worker", refused)
    with LocalEngine(2) as engine, pytest.raises(EngineError, match=r"temporarily unavailable.*--processes 0"):
        list(engine.map(functions.doubled, TWENTY))


def run(script: Path) -> subprocess.Popen[str]:
    here = Path(__file__).parents[2]
    paths = {**os.environ, "PYTHONPATH": str(here)}
    return subprocess.Popen([sys.executable, script], stdout=subprocess.PIPE, text=True, env=paths)


@pytest.mark.parametrize("engine", ["local import LocalEngine", "dask import DaskEngine"])
def test_a_script_needs_no_guard_and_is_not_run_again_by_its_workers(engine: str, tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(
        f"from extract.engines.{engine} as Engine\n"
        "from tests.engines import functions\n"
        "print('begun', flush=True)\n"
        "with Engine(processes=1) as engine:\n"
        "    print(list(engine.map(functions.crashes_at_seven, [[1], [7]], lambda item, why: [-7])), flush=True)\n",
        encoding="utf-8",
    )
    assert run(tmp_path / "script.py").communicate(timeout=60)[0] == "begun\n[[2], [-7]]\n"


def test_a_worker_that_heeds_nothing_ends_with_the_one_that_asked(tmp_path: Path) -> None:
    (tmp_path / "script.py").write_text(
        "import signal\n"
        "from extract.engines.worker import Worker\n"
        "from tests.engines import functions\n"
        "worker = Worker(None)\n"
        "worker.begin(functions.heeds_nothing, [7], 60)\n"
        "worker.answer()\n"
        "print(worker.pid, flush=True)\n"
        "signal.pause()\n",
        encoding="utf-8",
    )
    asking = run(tmp_path / "script.py")
    assert asking.stdout is not None
    worker = psutil.Process(int(asking.stdout.readline()))
    asking.kill()
    asking.communicate()
    assert psutil.wait_procs([worker], timeout=30)[1] == []
