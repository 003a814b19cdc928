"""What a person asked for beyond the sources themselves; one value, handed to every reader."""

from dataclasses import dataclass, field

from extract.readers.allowance import Allowance


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How sources are to be read: `outlet` is that of every document that names none itself.

    `columns` are pairs (field, column) that a person gave for tables, as in `--map text=body,date=pubdate`.
    `depth` counts the files around the one that is read (an archive, a message); `allowance` is what they leave it.
    """

    outlet: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    depth: int = 0
    allowance: Allowance | None = field(default=None, compare=False)


DEFAULT = Options()
