"""What ends a command from outside, or refuses it: one line, a status, and no half file."""

import errno
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from extract.cli import main
from extract.cli.stopping import stoppable
from extract.store import backup as backups
from tests.export.filled import filled

LONG = "a" * 5000


@pytest.fixture
def store(tmp_path: Path) -> str:
    with filled(tmp_path) as store:
        return str(store.path)


def test_a_command_that_is_told_to_end_ends_as_with_ctrl_c_and_leaves_no_half_file(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def told_to_end(path: Path) -> None:
        with stoppable():  # where signals cannot be taken, this test must not end the tests
            if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:
                pytest.skip("not in the main thread")
            signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(backups, "_to_disk", told_to_end)
    before = signal.getsignal(signal.SIGTERM)
    assert main(["backup", str(tmp_path / "b.db"), "--store", store]) == 1
    assert capsys.readouterr().err == "onrecord: stopped\n"
    assert not list(tmp_path.glob("*b.db*"))
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.parametrize(
    "command",
    [
        ["verify", "--store", LONG],
        ["ingest", "--store", LONG],
        ["export", "quotes", "--store", LONG],
        ["restore", LONG, "--store", "new.db"],
        ["match", LONG],
    ],
)
def test_a_name_that_no_file_can_have_is_one_line(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(command) == 1
    told = capsys.readouterr().err
    assert told.count("\n") == 1
    assert "File name too long" in told


def test_an_export_below_a_file_is_one_line(store: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "quotes", "--store", store, "--output", f"{store}/quotes.csv"]) == 1
    assert "Not a directory; choose a file that can be written" in capsys.readouterr().err


def test_what_the_system_refuses_is_named_with_its_file(
    store: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> int:
        raise PermissionError(errno.EACCES, "Permission denied", "/closed/saved.db")

    monkeypatch.setattr(backups, "backup", refused)
    assert main(["backup", "saved.db", "--store", store]) == 1
    assert capsys.readouterr().err.startswith("onrecord: /closed/saved.db: Permission denied; check")


def test_data_for_a_closed_output_is_not_lost_in_silence(store: str) -> None:
    run = f"{sys.executable} -m extract export quotes --store {store} >&-"
    ended = subprocess.run(["sh", "-c", run], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr.count("\n") == 1
    assert "standard output is closed" in ended.stderr


def test_a_closed_input_agrees_to_nothing(store: str) -> None:
    run = f"{sys.executable} -m extract forget 'The Estuary Post' --store {store} <&-"
    ended = subprocess.run(["sh", "-c", run], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (1, "nothing was taken out; --yes says so beforehand\n")
