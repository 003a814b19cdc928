"""Every input that once broke a promise keeps it now; `python -m tests.fuzz TARGET` looks for more."""

from pathlib import Path

import pytest

from tests.fuzz.findings import broken_by
from tests.fuzz.targets import TARGETS, regressions


@pytest.mark.parametrize(("name", "path"), regressions(), ids=[f"{name}/{path.name}" for name, path in regressions()])
def test_what_fuzzing_found_is_mended(name: str, path: Path) -> None:
    assert broken_by(TARGETS[name].check, path.read_bytes()) is None


@pytest.mark.parametrize("name", TARGETS)
def test_what_mutations_start_from_keeps_every_promise(name: str) -> None:
    seeds = TARGETS[name].seeds()
    assert seeds
    assert [broken for data in seeds[:40] if (broken := broken_by(TARGETS[name].check, data))] == []


def test_a_broken_promise_is_seen() -> None:
    def check(data: bytes) -> None:
        assert b"x" not in data, "an x"

    assert broken_by(check, b"abc") is None
    assert "an x" in (broken_by(check, b"axc") or "")
