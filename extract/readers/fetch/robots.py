"""What a site lets programs read (RFC 9309), asked once a run."""

from collections.abc import Callable

from protego import Protego

from extract.readers.fetch.errors import FetchError
from extract.readers.fetch.target import Target

AGENT = "OnRecord"
"""The name that robots.txt may call us by."""

Ask = Callable[[str], tuple[int, bytes]]


class Robots:
    """The rules of each site, by its origin; what could not be asked stays so for the run."""

    def __init__(self) -> None:
        self._known: dict[str, Protego | FetchError] = {}

    def refuse(self, target: Target, ask: Ask) -> float | None:
        """Raise `FetchError` where a page must not be read; else return the seconds that the site wants between two.

        `ask` brings status and body of an address.
        """
        if target.origin not in self._known:
            try:
                self._known[target.origin] = _rules(target, ask)
            except FetchError as error:
                self._known[target.origin] = error
        rules = self._known[target.origin]
        if isinstance(rules, FetchError):
            raise rules
        if not rules.can_fetch(target.url, AGENT):
            raise FetchError(
                "the site's robots.txt asks programs not to read it; save the page and give its file", lasting=True
            )
        delay = rules.crawl_delay(AGENT)
        return float(delay) if delay is not None else None


def _rules(target: Target, ask: Ask) -> Protego:
    """Return the rules of a site: none where it has no such file, all closed (an error) where it cannot be told."""
    status, body = ask(f"{target.origin}/robots.txt")
    if status == 429 or status >= 500:
        raise FetchError(f"the site's robots.txt cannot be read now (status {status}); try again later")
    return Protego.parse(body.decode("utf-8", errors="replace") if status < 300 else "")
