"""Lines that stand in several documents of one outlet: menus, appeals, "about us"; no article says them twice."""

from collections import Counter
from collections.abc import Iterable
from hashlib import blake2b

from extract.article.blocks import blocks
from extract.dates import fold

FEWEST = 3
"""Documents of an outlet that must have a line, beside `SHARE` of them, before it is furniture."""
SHARE = 0.25
# Short lines with a letter are menu entries; a line without one ("* * *", "3") says nothing of where it stands.
LONGEST = 1_000


def chrome_lines(texts: Iterable[str]) -> frozenset[str]:
    """Return the keys of the lines that stand in several of the texts of an outlet; texts that are equal count once."""
    documents = [line_keys(text) for text in dict.fromkeys(texts)]
    counts = Counter(key for keys in documents for key in keys)
    least = max(FEWEST, SHARE * len(documents))
    return frozenset(key for key, count in counts.items() if count >= least)


def line_keys(text: str) -> frozenset[str]:
    """Return the keys of the lines of a text that hold a letter."""
    return frozenset(line_key(block.text) for block in blocks(text) if _telling(block.text))


def line_key(line: str) -> str:
    """Return what two spellings of a line have in common: white space and case aside, 16 hexadecimal digits."""
    words = " ".join(fold(line[:LONGEST]).split())
    return blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


def _telling(line: str) -> bool:
    return any(character.isalpha() for character in line[:LONGEST])
