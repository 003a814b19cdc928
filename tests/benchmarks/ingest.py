"""What it costs to read, zone and store many small articles: `python -m tests.benchmarks.ingest [ARTICLES]`.

The articles are made, of some 600 and some 3,000 characters, as JSON Lines. They are stored with `--no-extract`: read,
zoned, their language told, their versions looked for, indexed for searching. The peer does less: pandas reads the lines
in chunks and writes their columns into a table of SQLite, without zones, language, versions or index. Each runs in a
process of its own, which reports its memory after a tenth of the articles and at the end.
"""

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks.memory import resident

ARTICLES = 100_000
SEED = 20261122
WORDS = """harbour ferry lifeboat quay council minister budget storm passengers union talks report said warned planned
    after before during the a of in on and to for with against port city region hospital school roads bridge tests weeks
    tide lock captain engine fog night morning repair crew pilot island market fish nets price rope anchor"""
OUTLETS = ("Daily Quay", "Estuary Post", "Morning Ledger", "Canal Times")
SIZES = {"some 600 characters": (30, 25), "some 3,000 characters": (70,) * 7}


def write_articles(path: Path, count: int, sizes: tuple[int, ...]) -> None:
    """Write so many articles as JSON Lines."""
    dice = random.Random(SEED)

    def prose(words: int) -> str:
        return f"{' '.join(dice.choices(WORDS.split(), k=words)).capitalize()}."

    with path.open("w", encoding="utf-8") as out:
        for n in range(count):
            said = f'"Every lifeboat of quay {n} was tested," said Ada Brunel, the harbour master, on Monday.'
            text = "\n\n".join([said, *map(prose, sizes), f"About {n + 2} passengers are waiting in Marlune."])
            day = f"2026-05-{1 + n % 28:02}"
            row = {"id": f"a{n}", "text": text, "outlet": dice.choice(OUTLETS), "title": prose(6), "published_at": day}
            out.write(json.dumps(row) + "\n")


def ours(lines: Path, store: Path, count: int) -> list[float]:
    """Store the articles, and return the memory after a tenth and at the end."""
    from extract.intake import ingest

    seen: list[float] = []
    ingest(
        store, [lines], search=False, steps=lambda _, done, __: seen.append(resident()) if done == count // 10 else None
    )
    return [*seen, resident()]


def pandas(lines: Path, store: Path, count: int) -> list[float]:
    """Let pandas store the articles, and return the memory after a tenth and at the end."""
    import sqlite3

    import pandas as pd

    seen = []
    with sqlite3.connect(store) as connection:
        for chunk in pd.read_json(lines, lines=True, chunksize=max(1, count // 10)):
            chunk.to_sql("articles", connection, if_exists="append", index=False)
            seen.append(resident())
    return [seen[0], resident()]


ROADS: dict[str, Callable[[Path, Path, int], list[float]]] = {"onrecord": ours, "pandas": pandas}


def measured(road: str, lines: Path, store: Path, count: int) -> dict[str, float]:
    """Run one of the roads in this process, after its imports, and return its cost."""
    warm = lines.with_name("warm.jsonl")
    with lines.open(encoding="utf-8") as first:
        warm.write_text(first.readline(), encoding="utf-8")
    ROADS[road](warm, store.with_name(f"{road}-warm.db"), 1)
    wall, cpu = time.perf_counter(), time.process_time()
    early, late = ROADS[road](lines, store, count)
    return {
        "wall": time.perf_counter() - wall,
        "cpu": time.process_time() - cpu,
        "early": early,
        "late": late,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "size": store.stat().st_size / 2**20,
    }


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    for name, sizes in SIZES.items():
        with TemporaryDirectory() as folder:
            lines = Path(folder) / "articles.jsonl"
            write_articles(lines, count, sizes)
            size = lines.stat().st_size / 2**20
            print(f"{count:,} articles of {name}, {size:,.0f} MB of JSON Lines")
            found = {}
            for road in ROADS:
                command = [sys.executable, "-m", "tests.benchmarks.ingest", road, str(lines), folder, str(count)]
                done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
                cost = found[road] = json.loads(done.stdout)
                print(
                    f"  {road:10}{count / cost['wall']:8,.0f} a second  {count / cost['cpu']:8,.0f} a CPU-second  "
                    f"memory after a tenth {cost['early']:5,.0f} MB, at the end {cost['late']:5,.0f} MB, "
                    f"peak {cost['peak']:5,.0f} MB  store {cost['size']:6,.0f} MB"
                )
            print(f"  CPU of ours: {found['onrecord']['cpu'] / found['pandas']['cpu']:.1f} × the peer's")


if __name__ == "__main__":
    if len(sys.argv) > 2:
        print(
            json.dumps(
                measured(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]) / f"{sys.argv[1]}.db", int(sys.argv[4]))
            )
        )
    else:
        main()
