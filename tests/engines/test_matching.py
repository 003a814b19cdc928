"""Matching gives the same bytes wherever it runs."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from extract.cli import main
from extract.engines.serial import SerialEngine
from extract.engines.usual import Cluster, Workers
from extract.jsonlines import statement_to_json
from extract.model import Quote
from extract.pipeline import match_quotes, shared_out

SPEAKERS = ("Ines Okafor", "Jakob Lindqvist", "minister Tamsin Vale")
SAID = (
    "the harbour will not be sold while I sit in this office",
    "mackerel quotas were cut by half and nobody on the coast was asked about it",
    "we found twelve cracked girders under the ferry bridge before Easter",
    "le port ne sera pas vendu tant que je siège dans ce bureau",
)


def quotes() -> Sequence[Quote]:
    """Return reports of the same words, whole, cut and edited, by several outlets."""
    cuts = (slice(None), slice(4, None), slice(0, -5), slice(2, -2))
    return [
        Quote(
            id=f"{place}-{copy}",
            text=" ".join(text.split()[cut]) + ("." if copy % 2 else ""),
            speaker=SPEAKERS[place % 3] if copy else None,
            outlet=f"Gazette {copy}",
            date=f"2031-04-{10 + copy}",
            language="fr" if place == 3 else "en",
            kind="direct",
        )
        for place, text in enumerate(SAID)
        for copy, cut in enumerate((*cuts, *cuts))
    ]


@pytest.fixture(scope="module")
def alone() -> list[str]:
    found = match_quotes(quotes())
    assert max(len(statement.members) for statement in found.statements) == 16  # the French one is a translation
    return [json.dumps(statement_to_json(one)) for one in found.statements]


@pytest.mark.parametrize("workers", [0, 2, Cluster()], ids=["serial", "two processes", "dask"])
def test_statements_are_the_same_on_every_engine(workers: Workers, alone: list[str]) -> None:
    with shared_out(workers) as memory:
        found = match_quotes(quotes(), memory)
    assert [json.dumps(statement_to_json(one)) for one in found.statements] == alone


def test_the_command_line_says_the_same_with_and_without_workers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = (json.dumps({"id": one.id, "text": one.text, "language": one.language}) + "\n" for one in quotes())
    (tmp_path / "quotes.jsonl").write_text("".join(lines), encoding="utf-8")
    told = []
    for options in ([], ["--processes", "1", "--shared", str(tmp_path)], ["--engine", "local", "--processes", "0"]):
        assert main(["match", str(tmp_path / "quotes.jsonl"), *options]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1] == told[2] != ""
    assert [file.name for file in tmp_path.iterdir()] == ["quotes.jsonl"]


def test_workers_end_before_the_folder_that_they_write_to_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    there: list[int] = []

    class Engine(SerialEngine):
        def close(self) -> None:
            there.append(len(list(tmp_path.iterdir())))

    monkeypatch.setattr("extract.pipeline.begun", lambda workers: Engine())
    with shared_out(2, tmp_path):
        pass
    assert there == [1]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--scheduler", "tcp://127.0.0.1:1", "--engine", "local"], "give one of the two"),
        (["--scheduler", ""], "--scheduler names no address"),
        (["--processes", "1", "--shared", "/no/such/folder"], "/no/such/folder"),
    ],
)
def test_what_cannot_be_had_is_said(
    options: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "quotes.jsonl").write_text('{"id": "a", "text": "We will pay."}\n', encoding="utf-8")
    assert main(["match", str(tmp_path / "quotes.jsonl"), *options]) == 1
    assert said in capsys.readouterr().err
