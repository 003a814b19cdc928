"""What a terminal shows of a long command."""

import io
from collections.abc import Callable

import pytest

from extract.cli.bars import bars, time_words


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Callable[[], Terminal]:
    """Return a function that puts a terminal in place of stderr; pytest has its own there until a test begins."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "140")

    def put() -> Terminal:
        shown = Terminal()
        monkeypatch.setattr("sys.stderr", shown)
        return shown

    return put


def test_a_bar_shows_pace_time_left_and_failures(terminal: Callable[[], Terminal]) -> None:
    shown = terminal()
    with bars(clock=iter([0.0, 10.0, 10.0]).__next__) as advance:
        advance("reading", 0, 620)
        advance("reading", 20, 620, 3)
    for words in ("20/620", "2.0 a second", "5:00 left", "3 failed"):
        assert words in shown.getvalue()


def test_what_cannot_be_counted_has_a_pace_and_no_end(terminal: Callable[[], Terminal]) -> None:
    shown = terminal()
    with bars(clock=iter([0.0, 0.0, 4.0]).__next__) as advance:
        advance("reading", 0, None)
        advance("reading", 8, None)
    assert "8 so far" in shown.getvalue()
    assert "left" not in shown.getvalue()


def test_a_pipe_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    with bars() as advance:
        advance("reading", 1, 2)
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("seconds", "words"), [(0.4, "0:00"), (59.6, "1:00"), (245, "4:05"), (3723, "1:02:03")])
def test_times_read_as_on_a_clock(seconds: float, words: str) -> None:
    assert time_words(seconds) == words
