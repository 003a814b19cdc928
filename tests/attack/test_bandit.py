"""What bandit asks about is answered beside it."""

import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ANSWERED = "B101,B608"
"""Assertions tell the type checker what holds and guard nothing; SQL is composed of our own words alone, with every
value bound (`test_sql.py` tries a hundred thousand)."""


def test_every_exception_says_why() -> None:
    lines = [
        line
        for package in ("extract", "dashboard")
        for path in (ROOT / package).rglob("*.py")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "nosec" in line
    ]
    assert lines
    assert [line for line in lines if not re.search(r"# nosec B\d{3} - \w.{15,}", line)] == []


@pytest.mark.long
@pytest.mark.skipif(importlib.util.find_spec("bandit") is None, reason="bandit is not installed: pip install bandit")
def test_bandit_finds_nothing() -> None:
    command = [sys.executable, "-m", "bandit", "-q", "-r", "extract", "dashboard", "--skip", ANSWERED]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")
