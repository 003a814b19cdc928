"""Files, folders, uploads and standard input → documents."""

import io
import os
from pathlib import Path
from types import SimpleNamespace

import pytest

from extract.model import Document, Failure, content_id
from extract.readers import READERS, read, read_bytes
from extract.readers.options import Options


def test_a_folder_is_read_in_sorted_order_with_its_subfolders(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("c.txt", "a.txt", "b/z.txt"):
        (tmp_path / name).write_text(f"The text of {name}.", encoding="utf-8")
    assert [Path(found.uri).name for found in read([tmp_path])] == ["a.txt", "z.txt", "c.txt"]


def test_what_clearly_is_no_source_is_passed_over_and_the_rest_is_named(tmp_path: Path) -> None:
    for name in ("README.md", ".hidden.txt", "picture.xyz"):
        (tmp_path / name).write_text("Text.", encoding="utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config.txt").write_text("Text.", encoding="utf-8")
    (failure,) = read([tmp_path])
    assert isinstance(failure, Failure)
    assert Path(failure.uri).name == "picture.xyz"
    assert ".txt" in failure.remedy


def test_what_in_a_folder_is_no_file_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text.", encoding="utf-8")
    (tmp_path / "round").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    failure, document = read([tmp_path])
    assert isinstance(failure, Failure)
    assert "3 of its entries" in failure.cause
    assert "pipe.txt" in failure.cause
    assert isinstance(document, Document)


def test_a_pipe_that_nobody_writes_to_does_not_stop_a_run(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (failure,) = read([tmp_path / "pipe.txt"])
    assert isinstance(failure, Failure)
    assert "pipe" in failure.cause


def test_the_remedy_for_an_unknown_kind_names_one_of_each_kind_that_is_read() -> None:
    (failure,) = read_bytes("picture.xyz", b"\x89PNG\x00\x01")
    assert isinstance(failure, Failure)
    assert all(kind in failure.remedy for kind in (".txt", ".html", ".pdf", ".csv", ".zip"))
    assert len(failure.remedy) < 100


@pytest.mark.parametrize("source", ["no/such/file.txt", "ftp://example.org/article", "name\x00.txt", "x" * 5_000, ""])
def test_a_source_that_is_not_there_is_a_failure_with_a_remedy(source: str) -> None:
    (failure,) = read([source])
    assert isinstance(failure, Failure)
    assert failure.cause
    assert failure.remedy


def test_an_empty_folder_is_said_to_be_empty(tmp_path: Path) -> None:
    (failure,) = read([tmp_path])
    assert isinstance(failure, Failure)
    assert "no file" in failure.cause


def test_one_bad_file_does_not_stop_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\x00\x01\x02")
    (tmp_path / "b.txt").write_text("The bridge is shut.", encoding="utf-8")
    bad, good = read([tmp_path])
    assert isinstance(bad, Failure)
    assert isinstance(good, Document)


def test_a_dash_is_json_lines_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    line = b'{"id": "1", "text": "The bridge is shut."}\n'
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(line)))
    (document,) = read(["-"])
    assert isinstance(document, Document)
    assert document.metadata.article_id == "1"


def test_an_id_is_a_hash_of_the_address_and_the_content() -> None:
    (document,) = read_bytes("a.txt", b"Text.", Options(outlet="The Ledger"))
    assert isinstance(document, Document)
    assert document.id == content_id("document", "a.txt", "Text.")
    assert document.metadata.outlet == "The Ledger"


@pytest.mark.parametrize("suffix", READERS)
@pytest.mark.parametrize("data", [b"", b" \n", b"\x00" * 1000, b"\xff" * 1000, b"\x80\xa4\xb1\x00\n" * 50, b'"' * 1001])
def test_no_upload_makes_a_reader_raise(suffix: str, data: bytes) -> None:
    found = list(read_bytes(f"upload{suffix}", data))
    assert found
    assert all(isinstance(thing, Document | Failure) for thing in found)


def test_an_upload_of_another_type_is_a_failure() -> None:
    (failure,) = read_bytes("harbour.dwg", b"AC1015")
    assert isinstance(failure, Failure)
    assert ".dwg" in failure.cause
