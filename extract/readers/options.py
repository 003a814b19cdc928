"""What a person asked for beyond the sources themselves; one value, handed to every reader."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from extract.readers.allowance import Allowance

if TYPE_CHECKING:
    from extract.readers.fetch import Fetcher
    from extract.readers.seen import Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How sources are to be read: `outlet` is that of every document that names none itself.

    `columns` are pairs (field, column) that a person gave for tables, as in `--map text=body,date=pubdate`.
    `depth` counts the files around the one that is read (an archive, a message); `allowance` is what they leave it.
    `fetcher` brings what lies on the web, one for all sources of a run; without one, feeds give what they hold
    themselves. `seen` knows what of feeds and sitemaps was read before.
    """

    outlet: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    depth: int = 0
    allowance: Allowance | None = field(default=None, compare=False)
    fetcher: Fetcher | None = field(default=None, compare=False)
    seen: Seen | None = field(default=None, compare=False)

    @property
    def on_the_web(self) -> Fetcher | None:
        """Return the fetcher where links may be followed: not from inside an archive or a message."""
        return None if self.depth else self.fetcher


DEFAULT = Options()
