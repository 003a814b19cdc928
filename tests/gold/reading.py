"""Reads the sample and the gold of data/, with the standard library alone."""

import hashlib
import json
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[2] / "data"
SAMPLE, GOLD = DATA / "sample", DATA / "gold"

Row = dict[str, Any]


def rows(name: str) -> list[Row]:
    """Return the rows of a file of data/gold."""
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf-8").splitlines()]


def languages() -> tuple[str, ...]:
    """Return the languages that have a gold file."""
    return tuple(sorted(path.stem for path in GOLD.glob("??.jsonl")))


def annotated(kind: str) -> list[Row]:
    """Return the annotation of every language that is of this kind, "quote" or "claim"."""
    return [row | {"language": code} for code in languages() for row in rows(f"{code}.jsonl") if row["type"] == kind]


def texts() -> dict[str, str]:
    """Return the text of every article of the sample by the id that the gold uses."""
    lines = (SAMPLE / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    pages = {path.name: path.read_text(encoding="utf-8") for path in sorted(SAMPLE.glob("*.txt"))}
    return {article["id"]: article["text"] for article in map(json.loads, lines)} | pages


def fingerprints() -> dict[str, str]:
    """Return the SHA-256 of every file that the figures rest on, by its path inside data."""
    files = sorted([*SAMPLE.iterdir(), *GOLD.glob("*.jsonl")])
    return {str(path.relative_to(DATA)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def same_pairs(quotes: Sequence[Row]) -> set[frozenset[str]]:
    """Return the pairs of quotes, of two articles, that the gold holds to be one statement."""
    article = {row["id"]: row["article"] for row in quotes}
    groups = [row["quotes"] for row in rows("same.jsonl") if row["verdict"] == "same"]
    return {frozenset(p) for group in groups for p in combinations(group, 2) if article[p[0]] != article[p[1]]}
