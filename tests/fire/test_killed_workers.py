"""`kill -9` of an ingest that searches with processes of its own, by the command and the models that people use."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fire.articles import write_articles
from tests.fire.killing import check_sound
from tests.fire.logical import by_article, logical

ROOT = Path(__file__).parents[2]
ARTICLES, PATIENCE = 20, 60.0


@pytest.mark.long
def test_its_workers_end_and_the_next_run_goes_on(tmp_path: Path) -> None:
    sources = write_articles(tmp_path / "sources", range(ARTICLES))
    command = [sys.executable, "-m", "extract", "ingest", str(sources), "--json", "--processes", "2", "--store"]
    there = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    undisturbed = tmp_path / "whole.db"
    subprocess.run([*command, str(undisturbed)], env=there, check=True, capture_output=True)
    expected = logical(undisturbed)
    for number in range(2):
        store = tmp_path / f"{number}.db"
        running = subprocess.Popen([*command, str(store)], env=there, stdout=subprocess.PIPE, text=True)
        assert running.stdout is not None
        told = [json.loads(running.stdout.readline())["article"] for _ in range(random.randrange(1, ARTICLES))]
        workers = children(running.pid)
        running.kill()
        running.wait()
        running.stdout.close()
        assert len(workers) >= 2
        assert gone(workers)
        kept = by_article(logical(store))
        assert set(told) <= set(kept)
        assert all(by_article(expected)[id] == lines for id, lines in kept.items())
        subprocess.run([*command, str(store)], env=there, check=True, capture_output=True)
        assert [line for line in logical(store) if line[0] != "redirects"] == [
            line for line in expected if line[0] != "redirects"
        ]
        check_sound(store, f"after {len(told)}")


def children(process: int) -> list[Path]:
    """Return the processes that a process has begun."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [Path("/proc", number) for number in found]


def gone(processes: list[Path]) -> bool:
    """Return whether processes end of themselves."""
    end = time.monotonic() + PATIENCE
    while any(process.exists() for process in processes) and time.monotonic() < end:
        time.sleep(0.1)
    return not any(process.exists() for process in processes)
