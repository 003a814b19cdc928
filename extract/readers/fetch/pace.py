"""No more than one request a second to a host."""

from collections.abc import Callable
from threading import Lock

from extract.readers.fetch.limits import Clock

SLOWEST = 10.0
"""Seconds between requests that we wait at most, where a site asks for more."""


class Pace:
    """Keeps requests to one host apart, on a monotonic clock; several threads may share it."""

    def __init__(self, clock: Clock, sleep: Callable[[float], None], seconds: float = 1.0) -> None:
        self._clock, self._sleep, self._seconds = clock, sleep, seconds
        self._next: dict[str, float] = {}
        self._apart: dict[str, float] = {}
        self._lock = Lock()

    def slow(self, host: str, seconds: float) -> None:
        """Keep requests to a host further apart than others, as it asked for."""
        self._apart[host] = min(max(seconds, self._seconds), SLOWEST)

    def wait(self, host: str) -> float:
        """Wait for the turn of a host, and return how many seconds that took by the clock."""
        with self._lock:
            now = self._clock()
            turn = max(now, self._next.get(host, now))
            self._next[host] = turn + self._apart.get(host, self._seconds)
        if turn > now:
            self._sleep(turn - now)
        return self._clock() - now
