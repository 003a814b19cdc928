"""`onrecord watch`: rounds, their news on stdout, and an end."""

import io
import json
from pathlib import Path

import pytest

from extract.cli import main

SAID = "Ada Brunel, the harbour master, said on Monday that the ferry would sail again."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(SAID, encoding="utf-8")
    return tmp_path / "in"


def test_one_round_writes_its_news_and_ends(folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["watch", str(folder), "--once", "--speaker", "Ada Brunel", "--store", str(tmp_path / "s.db")]
    assert [main(asked) for _ in range(2)] == [0, 0]
    told = capsys.readouterr()
    (news,) = map(json.loads, told.out.splitlines())
    assert (news["type"], news["kind"], news["text"]) == ("news", "speaker", "that the ferry would sail again")
    assert [line.split("  ")[1] for line in told.err.splitlines()] == [
        "1 new, 0 known, 0 failed",
        "0 new, 1 known, 0 failed",
    ]


def test_it_waits_between_rounds_until_it_is_stopped(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 2:
            raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", sleep)
    assert main(["watch", str(folder), "--every", "2h", "--store", str(tmp_path / "s.db")]) == 0
    assert slept == [7200, 7200]
    assert "what was told is not told again" in capsys.readouterr().err


def test_news_reach_who_reads_them_from_a_pipe_before_the_next_round(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe, read = io.BytesIO(), []
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(pipe, encoding="utf-8"))

    def sleep(seconds: float) -> None:
        read.append(pipe.getvalue())
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", sleep)
    assert main(["watch", str(folder), "--speaker", "Ada Brunel", "--store", str(tmp_path / "s.db")]) == 0
    assert json.loads(read[0])["type"] == "news"


def test_a_round_that_fails_does_not_end_the_watch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def sleep(_: float) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("time.sleep", sleep)
    assert main(["watch", str(tmp_path / "gone"), "--store", str(tmp_path / "s.db")]) == 1
    assert "gone: there is no such file or folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    "wrong", [["--every", "soon"], ["--every", "0m"], ["--every", "-5m"], ["--run", ""], ["--run", "'open"]]
)
def test_what_is_no_time_or_no_command_is_wrong_usage(wrong: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["watch", "in", *wrong])
    assert stopped.value.code == 2
