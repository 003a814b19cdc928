"""What one fetch may take, and where it may go."""

from collections.abc import Callable
from dataclasses import dataclass

from extract.readers.fetch.errors import FetchError

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`seconds` are for all of one fetch; `head` bytes for headers, `packed` for a body as sent, `plain` as read."""

    seconds: float = 30.0
    redirects: int = 5
    packed: int = 10_000_000
    plain: int = 50_000_000
    head: int = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """Which ports may be asked, and which addresses although they are not public (for tests on one machine)."""

    ports: frozenset[int] = frozenset({80, 443})
    addresses: frozenset[str] = frozenset()


class Deadline:
    """The end of one fetch with all that belongs to it, on a monotonic clock."""

    def __init__(self, seconds: float, clock: Clock) -> None:
        self.seconds, self._clock, self._end = seconds, clock, clock() + seconds

    def left(self) -> float:
        """Return the seconds that are left, more than 0; raises `FetchError` where there are none."""
        left = self._end - self._clock()
        if left <= 0:
            raise late(self.seconds)
        return left

    def extend(self, seconds: float) -> None:
        """Move the end for a time that we waited of our own will."""
        self._end += seconds


def late(seconds: float) -> FetchError:
    """Return the error of a fetch that took too long."""
    return FetchError(f"it was not there within {seconds:g} seconds; try again later")
