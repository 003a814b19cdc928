"""What is promised of reliability, each with its figure: `python -m tests.benchmarks.reliability [WORD …]`.

Runs the long tests and the benchmarks of the table in README.md one after the other (hours in all; with words, only the
rows that hold one of them), and writes what each showed into that table, with the machine and the day. A row that does
not hold says so in the table, and the exit status is 1. Fuzzing needs `pip install atheris`.
"""

import os
import platform
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tests.fuzz.targets import TARGETS

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- reliability -->", "<!-- /reliability -->"
HEAD = "| what | asked | seen | command | when |\n| --- | --- | --- | --- | --- |\n"
TESTS = "pytest -m long -q -n 0"
LIMIT = 3 * 3_600


@dataclass(frozen=True, slots=True)
class Row:
    """A promise: what is asked of it, the Python module that shows it, and what of its output is the figure.

    Without a pattern the command only has to succeed, and the figure is how many tests did.
    """

    what: str
    asked: str
    module: str
    figure: str = r"(\d+ passed)"


ROWS = (
    Row("an ingest killed (`kill -9`) at random points, and run again", "200 points, nothing lost, half or twice",
        f"{TESTS} tests/fire/test_killed.py"),
    Row("compact, restore and forget killed at random points", "the store of before or of after",
        f"{TESTS} tests/fire/test_killed_upkeep.py"),
    Row("an ingest killed with models and workers", "its workers end, the next run goes on",
        f"{TESTS} tests/fire/test_killed_workers.py"),
    Row("full disks of random sizes", "20, a clear error, whole articles only", f"{TESTS} tests/fire/test_full.py"),
    Row("four ingests at once of overlapping inputs, and a reader", "the store of four in a row, whole states",
        f"{TESTS} tests/fire/test_together.py"),
    Row("whatever people do, in any order, beside a model of the store", "no difference",
        f"{TESTS} tests/store/test_machine.py"),
    Row("stores of every schema that was released", "all open, with all that was in them",
        "pytest -q -n 0 tests/store/test_released.py"),
    Row("cells of CSV and XLSX, opened in LibreOffice in each way", "100,000, no formula",
        f"{TESTS} tests/attack/test_formulas.py"),
    Row("hostile words to search, filters and addresses", "100,000, no error", f"{TESTS} tests/attack/test_sql.py"),
    Row("names of files in uploads and archives", "100, nothing written", "pytest -q -n 0 tests/attack/test_paths.py"),
    Row("every regular expression before texts of two megabytes that almost fit", "at most 2.5 × a doubling",
        f"{TESTS} tests/attack/test_patterns.py"),
    Row("zones, quotation marks and numbers of one and two megabytes", "at most 2.5 × a doubling",
        f"{TESTS} tests/attack/test_stages.py"),
    Row("pickles, in sources, in files that come along, and while reading", "none",
        "pytest -q -n 0 -m 'long or not long' tests/attack/test_pickles.py"),
    Row("bandit over extract and dashboard", "clean", f"{TESTS} tests/attack/test_bandit.py"),
    Row("logins, proxies and the server", "nothing without the login, localhost alone",
        "pytest -q -n 0 -m 'long or not long' tests/attack/test_login.py tests/attack/test_proxy.py "
        "tests/attack/test_server.py"),
    Row("hostile articles, 40 payloads on every page in two looks", "0 requests to others, 0 drawn otherwise",
        f"{TESTS} tests/browser/test_hostile.py"),
    *(
        Row(f"{target}, fuzzed", "ten minutes, no finding", f"tests.fuzz {target} --seconds 600",
            r"(\d[\d,]* inputs[^\n]*)")
        for target in sorted(TARGETS)
    ),
    Row("ten thousand articles with broken files among them, killed and resumed; read again by another version",
        "flat memory, a rate, each broken file counted, no judgement or true id lost", "tests.benchmarks.soak",
        r"(?s)(lost of .*)"),
    Row("mutants of claims/numbers.py", "85 % killed", "tests.mutation numbers", r"(\d+ of \d+ killed[^\n]*)"),
    Row("mutants of export, a sample", "85 % killed", "tests.mutation export --sample 170 --seed 7",
        r"(\d+ of \d+ killed[^\n]*)"),
    Row("mutants of store, a sample", "85 % killed", "tests.mutation store --sample 150 --seed 7",
        r"(\d+ of \d+ killed[^\n]*)"),
    Row("two processes and Dask's cluster, extraction of PolNeAR dev", "1.7 × one process; 0.85 × the local engine",
        "tests.benchmarks.engines extraction", r"(?s)(.*)"),
)  # fmt: skip


def shown(row: Row) -> tuple[str, bool]:
    """Run what shows a row, and return its figure and whether it held."""
    command = [sys.executable, "-m", *shlex.split(row.module)]
    began = time.monotonic()
    ended = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT)
    found = re.search(row.figure, ended.stdout)
    minutes = (time.monotonic() - began) / 60
    if ended.returncode or not found:
        last = (ended.stdout + ended.stderr).strip().splitlines()[-1:]
        return f"**does not hold**: {' '.join(last)[:200]}", False
    return f"{'; '.join(found[1].split(chr(10))).strip('; ')} ({minutes:,.1f} min)", True


def table(before: str, rows: Iterable[Row]) -> tuple[str, bool]:
    """Return the table with these rows shown anew, the others as they stood; and whether all held."""
    lines = {line.split(" | ")[0].removeprefix("| "): line for line in before.splitlines() if line.startswith("| ")}
    held = True
    for row in rows:
        figure, well = shown(row)
        held &= well
        when = datetime.now(UTC).strftime("%Y-%m-%d")
        cells = (row.what, row.asked, figure.replace("|", "/"), f"`python -m {row.module}`", when)
        lines[row.what] = f"| {' | '.join(cells)} |"
        print(lines[row.what], flush=True)
    return HEAD + "".join(f"{lines[row.what]}\n" for row in ROWS if row.what in lines), held


def machine() -> str:
    """Return what this machine is, in a line."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} cores, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}"


def main(words: list[str]) -> int:
    """Show the rows that hold one of the words, all without any, and write the table."""
    rows = [row for row in ROWS if not words or any(word in f"{row.what} {row.module}" for word in words)]
    text = README.read_text(encoding="utf-8")
    head, _, rest = text.partition(BEGIN)
    before, _, tail = rest.partition(END)
    made, held = table(before, rows)
    note = f"{machine()}; others used the machine, too."
    README.write_text(f"{head}{BEGIN}\n{note}\n\n{made}{END}{tail}", encoding="utf-8")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
