"""The word that leads into what is reported at second hand ("that", "to", "de"): it belongs to the cue as much.

One outlet's "warned that the bridge …" and another's "the bridge …, he warned" are the same words.
"""

import re

from extract.matching.lexicon import lexicon

_FIRST = re.compile(r"[\W_]*([^\W\d_]+(?:['’](?=\w))?)\s*(?=\S)")
_WORD = re.compile(r"[^\W\d_]+")

SPOKEN = ("direct", "mixed")

LEAST = 2
"""Words that have to be left: "to resign" is too short to lose one."""

AGAIN = 3
"""Words within which an opening does not come again: "as long as" is no opening."""


def without_opening(text: str, kind: str | None, language: str | None) -> str:
    """Return a text at second hand without the word that leads into it; any other text as it is."""
    first = _opening(text, kind, language)
    return text[first.end() :] if first else text


def opens_clause(text: str, kind: str | None, language: str | None) -> bool:
    """Return whether a text at second hand begins with a word behind which only a clause can stand."""
    first = _opening(text, kind, language)
    return first is not None and _plain(first) in lexicon(language).clause_openings


def as_clause(text: str, kind: str | None, language: str | None) -> str:
    """Return a text at second hand as a clause of its own: "that the weir leaks" is "The weir leaks"."""
    if not opens_clause(text, kind, language):
        return text
    bare = without_opening(text, kind, language)
    return bare[:1].upper() + bare[1:]


def _opening(text: str, kind: str | None, language: str | None) -> re.Match[str] | None:
    first = None if kind is None or kind in SPOKEN else _FIRST.match(text)
    known = lexicon(language)
    # A capital begins a sentence, and is no opening: "As many as 40 …", "To win we must …".
    if first is None or _plain(first) not in known.clause_openings | known.openings:
        return None
    behind = _WORD.findall(text[first.end() : first.end() + 100])
    return first if len(behind) >= LEAST and _plain(first) not in behind[:AGAIN] else None


def _plain(first: re.Match[str]) -> str:
    return first.group(1).replace("’", "'")
