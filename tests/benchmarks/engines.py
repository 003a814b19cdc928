"""What engines gain: `python -m tests.benchmarks.engines [PART …]`, the parts being extraction, matching, vectors.

Extraction: `onrecord extract` of polnear_dev as whole commands, models cold, with one process, two, and a Dask cluster
of this machine, in turn. Matching: the comparison of 100,000 made-up quotes (`synthetic.py`), which this process alone
does in memory, and workers through Parquet. Vectors: texts encoded by this process and by workers. What comes out is
compared byte for byte. On a machine with other work the clock says little: "idle" is the processor time of the first
process and of the busiest of those that it began, which is what the clock would show if nobody else worked.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import psutil

from tests.shared import SHARED, rows

GOLD = SHARED / "gold/quotes/polnear_dev.jsonl"
ENGINES = {
    "one process": ("--processes", "1"),
    "two processes": ("--processes", "2"),
    "Dask, two": ("--engine", "dask"),
}
ROUNDS = 3
QUOTES = 100_000
TEXTS = 8_000


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds on the clock, of the processor in all processes, and of the first and the busiest other one."""

    clock: float
    processor: float
    idle: float

    def __str__(self) -> str:
        return f"{self.clock:7.1f} {self.processor:9.1f} {self.idle:6.1f}"


def watched(run: Callable[[], Any], first: psutil.Process, going_on: Callable[[], bool]) -> Spent:
    """Return the time that a process and those that it begins take, from now until `run` has returned and it ends."""
    seconds: dict[int, float] = {}
    before, clock = _seconds(first), time.perf_counter()
    run()
    while going_on():
        _look(first, seconds)
        time.sleep(0.05)
    own = seconds.pop(first.pid, before) - before
    return Spent(time.perf_counter() - clock, own + sum(seconds.values()), own + max(seconds.values(), default=0.0))


def _seconds(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system)


def _look(first: psutil.Process, seconds: dict[int, float]) -> None:
    try:
        for process in (first, *first.children(recursive=True)):
            try:
                seconds[process.pid] = max(_seconds(process), seconds.get(process.pid, 0.0))
            except psutil.Error:  # it has just ended
                continue
    except psutil.Error:
        return


def command(articles: Path, options: Sequence[str], out: Path) -> Spent:
    """Return what one run of `onrecord extract` takes."""
    with out.open("wb") as file:
        process = subprocess.Popen([sys.executable, "-m", "extract", "extract", str(articles), *options], stdout=file)
        found = watched(lambda: None, psutil.Process(process.pid), lambda: process.poll() is None)
    if process.returncode:
        raise SystemExit(f"onrecord extract {' '.join(options)} ended with {process.returncode}")
    return found


def extraction() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = folder / "articles.jsonl"
        lines = (json.dumps({"id": row["doc"], "text": row["text"]}) + "\n" for row in rows(GOLD))
        articles.write_text("".join(lines), encoding="utf-8")
        spent: dict[str, list[Spent]] = {name: [] for name in ENGINES}
        texts = set()
        for _ in range(ROUNDS):
            for name, options in ENGINES.items():
                spent[name].append(command(articles, options, folder / "out"))
                texts.add((folder / "out").read_bytes())
    print(f"extraction of polnear_dev, median of {ROUNDS}: seconds on the clock, of the processor, idle")
    for name, found in spent.items():
        middle = (statistics.median(getattr(one, figure) for one in found) for figure in ("clock", "processor", "idle"))
        print(f"{name:15} {Spent(*middle)}")
    _ratio("two processes against one (floor 1.7)", spent["one process"], spent["two processes"])
    _ratio("Dask's cluster against two processes (floor 0.85)", spent["two processes"], spent["Dask, two"])
    print("output byte for byte the same" if len(texts) == 1 else "OUTPUTS DIFFER")


def _ratio(what: str, one: Sequence[Spent], other: Sequence[Spent]) -> None:
    clock, idle = (
        statistics.median(getattr(a, figure) / getattr(b, figure) for a, b in zip(one, other, strict=True))
        for figure in ("clock", "idle")
    )
    print(f"{what}: {clock:.2f} by the clock, {idle:.2f} idle (median of the pairs)")


def measured(run: Callable[[], Any]) -> tuple[Any, Spent]:
    """Return what a call returns, and what it takes in this process and those that it begins."""
    from threading import Thread

    found: list[Any] = []
    thread = Thread(target=lambda: found.append(run()))
    spent = watched(thread.start, psutil.Process(os.getpid()), thread.is_alive)
    thread.join()
    return found[0], spent


def _engines() -> dict[str, Any]:
    from extract.engines.usual import Cluster

    return {"one process": 1, "two processes": 2, "Dask, two": Cluster(processes=2)}


def matching(size: int = QUOTES) -> None:
    from extract.engines.shuffle import written
    from extract.engines.usual import begun
    from extract.matching.archive import Archive
    from extract.matching.report import plain_words
    from extract.matching.spread import SpreadArchive
    from extract.pipeline import _compare
    from tests.benchmarks.synthetic import quotes

    texts = [plain_words(quote) for quote in quotes(size)[0]]
    Archive().among(texts[:200])  # what is loaded once
    alone, spent = measured(lambda: Archive().among(texts))
    print(f"comparison of {size:,} quotes, start of the workers included: seconds on the clock, of the processor, idle")
    print(f"{'in memory':15} {spent}   {len(alone.a):,} pairs")
    for name, workers in _engines().items():
        with tempfile.TemporaryDirectory() as folder:

            def shared_out(workers: Any = workers, place: Path = Path(folder)) -> Any:
                with closing(begun(workers)) as engine:
                    return SpreadArchive(partial(_compare, engine, place)).among(texts)

            found, spent = measured(shared_out)
            size_of = written(Path(folder))
        told = "the same" if same(alone, found) else "NOT THE SAME"
        print(
            f"{name:15} {spent}   {told}; "
            + ", ".join(f"{kind} {size / 1e6:,.0f} MB" for kind, size in size_of.items())
        )


def same(one: Any, other: Any) -> bool:
    """Return whether two sets of pairs are one, bit by bit."""
    from extract.matching.alignment import FIGURES

    columns = [(one.a, other.a), (one.b, other.b)]
    columns += [(getattr(one.shared, name), getattr(other.shared, name)) for name in FIGURES]
    return all(a.tobytes() == b.tobytes() for a, b in columns)


def vectors(size: int = TEXTS) -> None:
    from extract.engines.usual import begun
    from extract.matching.encoder import default_encoder
    from extract.matching.spread import SpreadEncoder
    from tests.benchmarks.synthetic import quotes

    encoder = default_encoder()
    if encoder is None:
        print("vectors: the encoder's package is not installed")
        return
    texts = [quote.text for quote in quotes(size)[0]]
    alone, spent = measured(lambda: encoder.encode(texts))
    print(f"vectors of {size:,} texts, loading the encoder included: seconds on the clock, of the processor, idle")
    print(f"{'in memory':15} {spent}")
    for name, workers in _engines().items():

        def shared_out(workers: Any = workers) -> Any:
            with closing(begun(workers)) as engine:
                return SpreadEncoder(encoder, engine.map).encode(texts)

        found, spent = measured(shared_out)
        print(f"{name:15} {spent}   {'the same' if found.tobytes() == alone.tobytes() else 'NOT THE SAME'}")


PARTS = {"extraction": extraction, "matching": matching, "vectors": vectors}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
