"""`onrecord ingest`: what it tells, to whom, and what a stopped or a tried run leaves."""

import io
import json
import sqlite3
from pathlib import Path

import pytest

from extract import pipeline
from extract.cli import main
from extract.errors import StoreError
from extract.store import open_store, queries, write
from extract.store.migrations import APPLICATION, MIGRATIONS

SAID = 'The ferry of quay {n} sank. "Every lifeboat was tested," said Ada Brunel, the harbour master, on Monday.'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three articles, and a file that is none."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.txt").write_text(SAID.format(n=n), encoding="utf-8")
    (folder / "empty.txt").touch()
    return folder


def articles_in(store: Path) -> int:
    with open_store(store, readonly=True) as opened:
        return queries.summary(opened).articles


def test_the_sum_stands_at_the_end_with_the_causes_of_failure(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ingest", str(folder), "--store", str(tmp_path / "s.db")]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    lines = [" ".join(line.split()) for line in told.err.splitlines()]
    assert lines[0].startswith(f"{folder}/empty.txt: the file is empty;")
    assert lines[1:4] == ["3 new added", "1 failed each named above", "1 × the file is empty"]


def test_programs_get_one_object_a_source_and_a_summary(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", str(folder / "0.txt"), "--store", str(tmp_path / "s.db")])
    capsys.readouterr()
    assert main(["ingest", str(folder), "--json", "--store", str(tmp_path / "s.db")]) == 1
    *results, summary = map(json.loads, capsys.readouterr().out.splitlines())
    told = {Path(result["uri"]).name: (result["status"], result["quotes"], result["cause"]) for result in results}
    assert told == {
        "0.txt": ("known", None, None),
        "1.txt": ("new", 1, None),
        "2.txt": ("new", 1, None),
        "empty.txt": ("failed", None, "the file is empty"),
    }
    assert [summary[name] for name in ("type", "new", "known", "failed")] == ["summary", 2, 1, 1]
    assert summary["causes"] == [{"cause": "the file is empty", "count": 1}]


def test_a_dry_run_says_what_would_become_of_each_and_makes_no_store(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "new" / "s.db"
    assert main(["ingest", str(folder), str(folder / "1.txt"), "--dry-run", "--json", "--store", str(store)]) == 1
    *results, summary = map(json.loads, capsys.readouterr().out.splitlines())
    assert sorted(result["status"] for result in results) == ["failed", "known", "new", "new", "new"]
    assert summary["dry_run"]
    assert not store.parent.exists()


def test_a_dry_run_leaves_a_store_as_it_is(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "s.db"
    main(["ingest", str(folder / "0.txt"), "--store", str(store)])
    before = store.read_bytes()
    capsys.readouterr()
    main(["ingest", str(folder), "--dry-run", "--store", str(store)])
    assert "2 new       would be added" in capsys.readouterr().err
    assert store.read_bytes() == before


def test_an_interrupted_run_keeps_what_it_reported_and_a_second_one_goes_on(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    store, found = tmp_path / "s.db", pipeline.extract_safely

    def interrupted(document: object, article: object) -> object:
        if str(getattr(document, "uri", "")).endswith("2.txt"):
            raise KeyboardInterrupt
        return found(document, article)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "extract_safely", interrupted)
        patched.setattr(pipeline, "BATCH", 2)
        assert main(["ingest", str(folder), "--json", "--processes", "0", "--store", str(store)]) == 1
    told = capsys.readouterr()
    assert "stopped; what was reported is kept" in told.err
    *results, summary = map(json.loads, told.out.splitlines())
    assert summary["stopped"]
    assert articles_in(store) == len([result for result in results if result["status"] == "new"]) == 2
    main(["ingest", str(folder), "--json", "--store", str(store)])
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["new"] == 1
    with open_store(store) as opened:
        assert not queries.underived(opened)


def test_a_full_disk_is_said_after_what_was_kept(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    add, calls = write.add, list[int]()

    def full(*arguments: object, **named: object) -> object:
        calls.append(1)
        if len(calls) > 1:
            raise StoreError("s.db: the disk is full; free some space, then try again")
        return add(*arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(write, "add", full)
    monkeypatch.setattr(pipeline, "BATCH", 2)
    assert main(["ingest", str(folder), "--store", str(tmp_path / "s.db")]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[-1] == "onrecord: s.db: the disk is full; free some space, then try again"
    assert any(line.split() == ["2", "new", "added"] for line in lines)


def test_articles_stored_unsearched_say_so_and_are_searched_by_the_next_run(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "s.db"
    main(["ingest", str(folder), "--no-extract", "--store", str(store)])
    with open_store(store) as opened:
        assert (queries.summary(opened).articles, queries.waiting(opened)) == (3, 3)
        cards = queries.articles(opened, queries.Filters())[1]
        assert all("not searched for quotes yet" in (card.note or "") for card in cards)
    capsys.readouterr()
    main(["ingest", str(folder / "0.txt"), "--json", "--store", str(store)])
    assert json.loads(capsys.readouterr().out.splitlines()[-1])["searched"] == 3
    with open_store(store) as opened:
        assert (queries.summary(opened).statements, queries.waiting(opened)) == (1, 0)
        assert not any(card.note for card in queries.articles(opened, queries.Filters())[1])


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_shows_a_bar_and_data_stays_on_stdout(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    main(["ingest", str(folder), "--json", "--store", str(tmp_path / "s.db")])
    shown = terminal.getvalue()
    assert "4/4" in shown
    assert "1 failed" in shown
    assert "matching" in shown
    assert [json.loads(line)["type"] for line in capsys.readouterr().out.splitlines()] == ["result"] * 4 + ["summary"]


@pytest.mark.parametrize("given", ["text", "text=", "=body", "text=body,,"])
def test_a_map_of_columns_that_is_none_is_wrong_usage(given: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["ingest", "a.csv", "--map", given])
    assert stopped.value.code == 2
    assert "text=body,date=pubdate" in capsys.readouterr().err


def test_columns_of_a_table_are_mapped(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table, store = tmp_path / "t.csv", tmp_path / "s.db"
    table.write_text(f'said,when\n"{SAID.replace(chr(34), chr(34) * 2)}",2026-05-03\n', encoding="utf-8")
    assert main(["ingest", str(table), "--map", "text=said,date=when", "--store", str(store)]) == 0
    with open_store(store) as opened:
        assert queries.articles(opened, queries.Filters())[1][0].date == "2026-05-03"


@pytest.mark.parametrize(("allowed", "why"), [((), "port"), (("--allow-port", "8080"), "public")])
def test_another_port_is_asked_where_allowed_and_a_private_address_never(
    allowed: tuple[str, ...], why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["ingest", "http://127.0.0.1:8080/page", *allowed, "--json", "--dry-run", "--store", str(tmp_path / "s.db")]
    assert main(asked) == 1
    assert why in json.loads(capsys.readouterr().out.splitlines()[0])["cause"]


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "²"])
def test_what_is_no_port_is_wrong_usage(port: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["ingest", "https://quay.example/", f"--allow-port={port}"])
    assert stopped.value.code == 2


def test_without_a_source_a_store_is_brought_up_to_date_and_none_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = tmp_path / "s.db"
    assert main(["ingest", "--store", str(store)]) == 2
    assert "no source is named" in capsys.readouterr().err
    assert not store.exists()
    with sqlite3.connect(store) as older:
        older.executescript(";\n".join(MIGRATIONS[0]))
        older.executescript(f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = 1")
    with pytest.raises(StoreError, match="of an older version"):
        open_store(store, readonly=True)
    assert main(["ingest", "--store", str(store)]) == 0
    with open_store(store, readonly=True) as there:
        assert queries.summary(there).articles == 0
