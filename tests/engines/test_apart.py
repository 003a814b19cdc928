"""What begins beside the thread that wants it is not reached by Ctrl-C, and its errors are told."""

import signal

import pytest

from extract.engines.apart import apart


def masked() -> set[int]:
    return set(signal.pthread_sigmask(signal.SIG_BLOCK, []))


def test_what_it_begins_does_not_see_ctrl_c_and_whoever_waits_does() -> None:
    assert signal.SIGINT in apart(masked).result()
    assert signal.SIGINT not in masked()


def test_what_is_raised_there_is_raised_here() -> None:
    made = apart(lambda: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        made.result()
