"""Several processes make the same store as one, and an article that none survives costs itself alone."""

import sqlite3
from pathlib import Path

import pytest

from extract import pipeline
from extract.intake import ingest
from extract.store import open_store, queries
from tests.intake import dying

SAID = (
    "The harbour opens on day {n}, said Ada Brunel, the harbour master, who counted {n} boats. “We wait,” she added.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(3, 10):
        (folder / f"{n}.txt").write_text(SAID.format(n=n), encoding="utf-8")
    return folder


def dumped(path: Path) -> list[str]:
    """Return all rows but for when they were written."""
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE readings SET time = ''")
        return list(connection.iterdump())


def test_two_processes_make_the_same_store_as_this_one(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 2)
    for processes in (0, 2):
        report = ingest(tmp_path / f"{processes}.db", [folder], processes=processes)
        assert report.count("new") == 7
    assert dumped(tmp_path / "2.db") == dumped(tmp_path / "0.db")
    with open_store(tmp_path / "2.db", readonly=True) as store:
        assert queries.summary(store).statements > 7


def test_the_article_that_ends_its_process_is_a_failure_and_all_others_are_kept(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 4)
    monkeypatch.setattr(pipeline, "extract_read", dying.extract_read)
    (folder / "5.txt").write_text("This is poison for the process that reads it, said nobody.\n", encoding="utf-8")
    report = ingest(tmp_path / "s.db", [folder], processes=2)
    assert (report.count("new"), report.count("failed")) == (6, 1)
    with open_store(tmp_path / "s.db", readonly=True) as store:
        (failure,) = (one.failure for one in queries.failures(store))
    assert failure.uri.endswith("5.txt")
    assert "did not survive it: its process was killed by signal 11 (SIGSEGV)" in failure.cause


def test_two_texts_under_one_id_are_both_kept_though_they_are_read_ahead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 1)
    lines = "".join(f'{{"id": "one", "text": "{SAID.format(n=n).strip()}"}}\n' for n in (3, 4, 3))
    (tmp_path / "a.jsonl").write_text(lines, encoding="utf-8")
    report = ingest(tmp_path / "s.db", [tmp_path / "a.jsonl"], processes=1)
    assert (report.count("new"), report.count("known")) == (2, 1)


def test_a_stop_leaves_whole_articles_and_a_second_run_completes(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 1)
    monkeypatch.setattr(pipeline, "extract_read", dying.extract_read)
    told: list[str] = []
    first = ingest(
        tmp_path / "s.db", [folder], processes=2, progress=lambda one: told.append(one.uri), stop=lambda: len(told) >= 2
    )
    assert first.stopped
    second = ingest(tmp_path / "s.db", [folder], processes=2)
    assert second.count("known") == len(told)
    assert second.count("new") + len(told) == 7
