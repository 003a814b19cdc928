"""How much is to come: told where a look tells it, and never guessed."""

from pathlib import Path

import pytest

from extract.intake.amount import amount
from extract.intake.sources import Sources
from extract.model import Failure
from extract.readers.options import DEFAULT


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [("a.txt", b"", 1), ("a.HTML", b"<p>", 1), ("a.jsonl", b"{}\n{}\n{}", 3), ("a.csv", b"text\na\nb\n", None)],
)
def test_a_file_is_one_article_or_as_many_as_it_has_lines(
    tmp_path: Path, name: str, content: bytes, expected: int | None
) -> None:
    (tmp_path / name).write_bytes(content)
    assert amount(tmp_path / name) == expected


def test_a_long_file_of_lines_is_estimated_from_its_beginning(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_bytes((b"x" * 99 + b"\n") * 50_000)
    assert amount(tmp_path / "a.jsonl") == 50_000


def test_a_folder_is_the_sum_of_its_files_unless_one_cannot_be_told(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("a.txt", "sub/b.txt", ".hidden.csv"):
        (tmp_path / name).touch()
    assert amount(tmp_path) == 2
    (tmp_path / "c.zip").touch()
    assert amount(tmp_path) is None


@pytest.mark.parametrize("source", ["https://example.org/feed", "-"])
def test_what_must_be_read_to_be_counted_is_not_counted(source: str) -> None:
    assert amount(source) is None


def test_what_was_expected_is_put_right_by_what_came(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text\nIt rains.\nIt pours.\n", encoding="utf-8")
    sources = Sources([str(tmp_path / "a.csv"), str(tmp_path / "gone.txt")], [("up.txt", b"It snows.")], DEFAULT)
    assert sources.expected is None
    assert len(list(sources)) == sources.expected == 4


def test_a_reader_that_breaks_costs_its_own_source_alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from extract import readers

    def broken(*_: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setitem(readers.READERS, ".csv", broken)
    first, second = Sources([], [("a.csv", b"text\nx"), ("b.txt", b"It rains.")], DEFAULT)
    assert isinstance(first, Failure)
    assert "a.csv: its reader failed (ZeroDivisionError: boom)" in str(first)
    assert not isinstance(second, Failure)
