"""What an article tells of a quote around its words: its sentence without what is quoted, and those that lead to it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extract.model import Span

BEFORE, AFTER = 400, 250
"""Characters before and behind a quote that may tell where it was said."""

CUE_AT, CLAUSE = 80, 90
"""Characters behind a quote that its cue stands in, and those that may tell of the occasion."""

# A sentence's end; "Gov." and "U.S." are none.
_END = re.compile(
    r"(?<!\b[A-Z])(?<!\b[A-Z][a-z])(?<!\b[A-Z][a-z]{2})[.!?…]{1,9}[\"'”’»)\]]{0,3}\s+(?=[\"'“‘«(\[\w])|\n\s*"
)
_CLOSED = re.compile(r"[.!?…](?:\s*[\"'”’»)\]]{1,3})?\s*$")
_BRACKETS = re.compile(r"\([^()]*(?:\)|$)")
_MARKS = "\"'“”‘’«» \t\r"


@dataclass(frozen=True, slots=True)
class Scene:
    """The words that the sentence of a quote has around it, and the sentences of the paragraph before it."""

    own: str
    before: tuple[str, ...]


def struck(text: str, quoted: Iterable[Span]) -> str:
    """Return a text, as long as it was, with blanks for what is quoted in it."""
    parts, end = [], 0
    for span in sorted(quoted):
        if span.end > end:
            parts += [text[end : span.start], " " * (span.end - max(span.start, end))]
            end = span.end
    return "".join([*parts, text[end:]])


def scene_of(text: str, plain: str, span: Span, cue: str | None, *, direct: bool) -> Scene:
    """Return what stands around a span of a text; `plain` is the text with its quotes struck.

    Inside a direct quote that is split stands its cue; inside what is told at second hand, nothing that could be told
    from it. What follows a quote counts where its cue does: else it is about something else.
    """
    ahead = plain[max(span.start - BEFORE, 0) : span.start]
    ends = [found.end() for found in _END.finditer(ahead)]
    opening = ends[-1] if ends else 0
    lead, within = _bare(ahead[opening:]), _bare(plain[span.start : span.end])[:AFTER] if direct else ""
    rest = _bare(_rest(text, plain, span))
    if not _holds(rest, cue) and (lead + within).strip(_MARKS + ","):
        rest = ""
    lines = [line for line in ahead[:opening].split("\n") if line.strip(_MARKS)]
    before = map(_bare, _END.split(lines[-1] + " ")) if lines else ()
    return Scene(" ".join(filter(None, (lead, within, rest))), tuple(filter(None, before)))


def _holds(rest: str, cue: str | None) -> bool:
    """Return whether a cue, which may be in several parts, stands near the beginning of the words behind a quote."""
    return any(_bare(part) in rest[:CUE_AT] for part in (cue or "").split("…") if part.strip())


def _bare(text: str) -> str:
    """Return a text without what is in brackets, white space folded."""
    return " ".join(_BRACKETS.sub(" ", text).split())


def _rest(text: str, plain: str, span: Span) -> str:
    """Return the rest of the sentence that a quote stands in, nothing where the quote ends it."""
    behind = plain[span.end : span.end + AFTER]
    bare = behind.lstrip(_MARKS + ".!?…")
    closed = _CLOSED.search(text[: span.end][-10:]) or behind.lstrip(_MARKS)[:1] in (".", "!", "?", "…")
    if bare[:1] == "\n" or (closed and bare[:1].isupper()):
        return ""
    found = _END.search(bare)
    rest = bare[: found.start() + 1] if found else bare
    return rest if len(rest) <= CLAUSE else rest[:CLAUSE].rpartition(" ")[0]
