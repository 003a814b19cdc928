"""What it costs to derive a store again: `python -m tests.benchmarks.deriving [ATTRIBUTIONS …]`.

A made-up store (`corpus.py`) is derived twice, each time in a process of its own: first all wordings, bodies and texts
are new; then nothing is, which is what a judgement or a round of news costs an archive. The peer does less: it reads
the same quotes and matches their words alone, without vectors, speakers, numbers, copied texts, and writes nothing.
"""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from extract.store import open_store, queries

ATTRIBUTIONS = (10_000, 100_000)


def first(path: Path) -> None:
    """Derive a store."""
    from extract import pipeline

    with open_store(path) as store:
        pipeline.derive(store)


def words_alone(path: Path) -> None:
    """Match the quotes of a store by their words alone."""
    from extract.matching.link import statements

    with open_store(path, readonly=True) as store:
        statements(list(queries.quotes(store)))


ROADS: dict[str, Callable[[Path], None]] = {"first": first, "again": first, "words alone": words_alone}


def cost(road: str, path: Path) -> dict[str, float]:
    """Go one of the roads in this process, and return its seconds and its peak of memory, in MB."""
    wall, cpu = time.perf_counter(), time.process_time()
    ROADS[road](path)
    return {
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def report(attributions: int, path: Path) -> None:
    """Print what each road costs on a store of so many attributions."""
    from tests.benchmarks.corpus import build

    build(path, attributions)
    found: dict[str, dict[str, float]] = {}
    for road in ROADS:
        command = [sys.executable, "-m", "tests.benchmarks.deriving", road, str(path)]
        done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
        found[road] = one = json.loads(done.stdout)
        print(
            f"  {road:12}{one['cpu']:8.1f} CPU s  {one['wall']:8.1f} s by the clock  peak {one['peak']:6,.0f} MB",
            flush=True,
        )
    peer = found["words alone"]
    print(
        "  of the peer's CPU: " + ", ".join(f"{road} {one['cpu'] / peer['cpu']:.1f} ×" for road, one in found.items())
    )


def main() -> None:
    for attributions in map(int, sys.argv[1:] or ATTRIBUTIONS):
        with TemporaryDirectory() as folder:
            report(attributions, Path(folder) / "made.db")


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in ROADS:
        print(json.dumps(cost(sys.argv[1], Path(sys.argv[2]))))
    else:
        main()
