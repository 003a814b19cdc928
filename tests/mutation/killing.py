"""Runs in the mutated copy: which test reaches which function, then the tests of each mutant in a fork.

Everything that takes long (models, parses) is loaded once, before the forks.
"""

import functools
import gc
import json
import os
import signal
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import mutmut.mutation.trampoline as trampoline
import pytest
from hypothesis import settings

QUIET = [
    "-n",
    "0",
    "-q",
    "-x",
    "-p",
    "no:randomly",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:timeout",
    "--no-header",
    "--tb=no",
    "-W",
    "ignore",
]
# Of the time that its tests take: a mutant that takes so many times as long goes round in circles.
PATIENCE, AT_LEAST = 10.0, 30.0
# Seconds of tests that a mutant is tried by: more would kill more, so that what is said is rather too little.
BUDGET = 15.0


def forget_caches() -> None:
    """Empty the caches of what is mutated and of its tests: they hold what other code has answered."""
    for thing in gc.get_objects():
        if isinstance(thing, functools._lru_cache_wrapper):
            module = getattr(thing, "__module__", "") or ""
            if module.startswith(("extract.claims", "extract.export", "extract.store", "tests.")):
                thing.cache_clear()


def parse_once() -> None:
    """Let a text be parsed once for all mutants: what spaCy says does not change with them."""
    from extract import nlp

    nlp.parse = functools.cache(nlp.parse)


class Reached:
    """By function, the tests that reach it; and how long each test takes."""

    def __init__(self) -> None:
        self.tests: dict[str, set[str]] = defaultdict(set)
        self.seconds: dict[str, float] = {}
        self.here: set[str] = set()
        self.failed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.add(report.nodeid)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        forget_caches()
        self.here.clear()
        began = time.process_time()
        result = yield
        self.seconds[item.nodeid] = time.process_time() - began
        if item.nodeid not in self.failed:
            for function in self.here:
                self.tests[function].add(item.nodeid)
        return result

    def quickest(self, function: str) -> list[str]:
        """Return the tests that reach a function, the quickest first, as many as the budget of time allows."""
        left, chosen = BUDGET, []
        for test in sorted(self.tests[function], key=lambda one: self.seconds[one]):
            left -= self.seconds[test]
            if left < 0 and chosen:
                break
            chosen.append(test)
        return chosen

    def note(self, function: str, caller: str | None = None) -> None:
        self.here.add(function)


class Chosen:
    """Runs the tests that reach the mutant, the quickest first."""

    def __init__(self, order: Sequence[str]) -> None:
        self.order = {test: place for place, test in enumerate(order)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted((one for one in items if one.nodeid in self.order), key=lambda one: self.order[one.nodeid])


def survives(mutant: str, order: Sequence[str], seconds: float) -> bool:
    """Return whether all tests pass with this mutant, in a fork of its own."""
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        signal.alarm(int(AT_LEAST + PATIENCE * seconds))
        trampoline.set_mutant_under_test(mutant)
        forget_caches()
        files = sorted({test.partition("::")[0] for test in order})
        code = 1
        try:
            code = int(pytest.main([*files, *QUIET], plugins=[Chosen(order)]))
        finally:
            os._exit(0 if code == 0 else 1)
    _, status = os.waitpid(child, 0)
    return status == 0


def main() -> None:
    asked: dict[str, Any] = json.loads(Path("asked.json").read_text())
    sys.path.insert(0, os.getcwd())
    settings.register_profile("mutants", database=None, derandomize=True, deadline=None)
    os.environ["HYPOTHESIS_PROFILE"] = "mutants"
    settings.load_profile("mutants")
    parse_once()
    reached = Reached()
    trampoline.record_trampoline_hit = reached.note  # type: ignore[assignment]
    trampoline.set_mutant_under_test("stats")
    code = pytest.main([*asked["tests"], *(one for one in QUIET if one != "-x")], plugins=[reached])
    if code > 1 or len(reached.failed) > len(reached.seconds) / 10:
        sys.exit(f"the tests fail without a mutant ({code})")
    print(f"left out, since they fail without a mutant: {sorted(reached.failed)}" if reached.failed else "", flush=True)
    killed, survivors = 0, []
    with Path("results.jsonl").open("w") as results:
        for number, mutant in enumerate(asked["mutants"], 1):
            tests = reached.quickest(mutant.rpartition("__mutmut_")[0])
            lives = not tests or survives(mutant, tests, sum(reached.seconds[one] for one in tests))
            killed += not lives
            if lives:
                survivors.append(mutant)
            results.write(json.dumps({"mutant": mutant, "survives": lives, "tests": len(tests)}) + "\n")
            results.flush()
            if number % 20 == 0:
                print(f"{number} of {len(asked['mutants'])}: {killed} killed", flush=True)
    print(json.dumps({"killed": killed, "survivors": survivors}))


if __name__ == "__main__":
    main()
