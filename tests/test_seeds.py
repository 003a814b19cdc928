"""The five real articles the project started from, end to end, against the floors of their scorer."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared import ROOT, SHARED, needs_shared

pytestmark = needs_shared


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[float]]:
    """Return the numbers of each line that the scorer prints, by the line's first word."""
    folder = tmp_path_factory.mktemp("seeds")
    seeds = sorted(str(path) for path in (SHARED / "seeds").glob("*.txt"))
    write(folder / "extracted.jsonl", "extract", *seeds)
    write(folder / "matched.jsonl", "match", str(folder / "extracted.jsonl"))
    command = [sys.executable, "seeds.py", folder / "extracted.jsonl", folder / "matched.jsonl"]
    done = subprocess.run(command, cwd=SHARED / "score", capture_output=True, text=True, check=True, timeout=120)
    lines = [line.split(maxsplit=1) for line in done.stdout.splitlines() if line.strip()]
    return {name: [float(number) for number in re.findall(r"\d+(?:\.\d+)?", rest)] for name, rest in lines}


def write(path: Path, *arguments: str) -> None:
    with path.open("wb") as out:
        subprocess.run([sys.executable, "-m", "extract", *arguments], stdout=out, cwd=ROOT, check=True, timeout=300)


def test_quotes_and_their_speakers(figures: dict[str, list[float]]) -> None:
    found, _, speaker, _, false, _ = figures["quotes"]
    assert found >= 33
    assert speaker >= 31
    assert false <= 4


def test_numeric_claims(figures: dict[str, list[float]]) -> None:
    found, _, false = figures["claims"]
    assert found >= 9
    assert false <= 3


def test_the_same_statement(figures: dict[str, list[float]]) -> None:
    same, _, different, _, extra = figures["statements"]
    assert same >= 12
    assert different <= 1
    assert extra <= 3


def test_one_speaker_for_every_spelling(figures: dict[str, list[float]]) -> None:
    one, _, merged = figures["aliases"]
    assert one >= 6
    assert merged == 0


def test_relations_of_claims(figures: dict[str, list[float]]) -> None:
    right, _, conflict, _, _, _, false = figures["relations"]
    assert right >= 8
    assert conflict == 1
    assert false <= 1


def test_zones(figures: dict[str, list[float]]) -> None:
    recall, precision = figures["zones"]
    assert recall >= 0.99
    assert precision >= 0.95


def test_no_date_is_guessed_and_every_language_is_told(figures: dict[str, list[float]]) -> None:
    null, _, languages, _ = figures["dates"]
    assert null == 5
    assert languages == 5
