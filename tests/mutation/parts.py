"""What is mutated, and the tests that should see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class Part:
    """`sources` are patterns below `extract`; `tests` files or folders below `tests`."""

    sources: Sequence[str]
    tests: Sequence[str]

    def files(self) -> list[Path]:
        return sorted({path for pattern in self.sources for path in (ROOT / "extract").glob(pattern)})


PARTS = {
    "numbers": Part(["claims/numbers.py"], ["claims/test_numbers.py"]),
    "grammar": Part(
        [f"claims/{name}.py" for name in ("numerals", "digits", "words", "shares", "lexemes")],
        ["claims/test_numbers.py", "claims/test_digits.py"],
    ),
    "export": Part(["export/*.py"], ["export"]),
    "store": Part(
        ["store/*.py", "store/queries/*.py"],
        ["store", "intake/test_watch.py", "export/test_kept.py", "export/test_package.py", "export/test_formats.py"],
    ),
}
# What starts processes, or goes by chance: it would be slow to say the same of each mutant.
LEFT_OUT = ("test_concurrency.py", "test_machine.py", "test_power.py", "test_kill.py", "test_full.py")
