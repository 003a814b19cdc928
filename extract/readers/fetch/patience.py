"""Sites that do not answer, or want no more requests, are left alone for the rest of a run."""

from collections import Counter

from extract.readers.fetch.errors import FetchError

STRIKES = 3
"""How often in a row a host may fail before it is left alone; a feed of a dead site would take half an hour else."""


class Patience:
    """Counts what of each host failed in a row."""

    def __init__(self) -> None:
        self._failed: Counter[str] = Counter()
        self._busy: set[str] = set()

    def check(self, host: str) -> None:
        """Raise `FetchError` where a host is to be left alone."""
        if host in self._busy:
            raise FetchError(f"{host} has had too many requests, and was not asked again; try again later")
        if self._failed[host] >= STRIKES:
            raise FetchError(
                f"{host} did not answer {STRIKES} times in a row, and was not asked again; try again later"
            )

    def answered(self, host: str, status: int) -> None:
        """Note that a host answered; one that has had too many requests gets no more."""
        self._failed[host] = 0
        if status == 429:
            self._busy.add(host)

    def failed(self, host: str) -> None:
        """Note that a host gave no answer that can be read."""
        self._failed[host] += 1
