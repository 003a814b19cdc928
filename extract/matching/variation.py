"""How one wording differs from another: the word diff, its name, and what a reader should be told of it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from extract.matching.alignment import Alignment, align
from extract.matching.encoder import Encoder
from extract.matching.normal import Normal, normal
from extract.matching.nuances import agent_changed, cut_flags, denials, hedges
from extract.matching.openings import without_opening

_WORD = re.compile(r"\w+(?:['’.,-]\w+)*")
_BLANK = re.compile(r"\s+")
_ELLIPSIS = re.compile(r"\[\s*(?:…|\.\s?\.\s?\.)\s*\]|\(\s*(?:…|\.\s?\.\s?\.)\s*\)|…|\.\s?\.\s?\.(?:\s?\.)?")
_BRACKETS = re.compile(r"\[[^\[\]]{1,200}\]")
_OUTER = " \t\n\"'“”«»‘’‹›.,;:!?…-–—"
_CLAUSE_END = re.compile(r"(?<=[.;:!?…])\s+|(?<=,)\s+|(?<!\s)\s+[–—-]+\s+")

DIFF_WORDS = 20_000
"""Words of either text above which a diff is one replacement: nobody would read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A stretch of the diff; `op` is equal, insert, delete or replace. An equal stretch may differ in its marks."""

    op: str
    base: str
    other: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Variation:
    """How a wording stands to a base; `relation` and `flags` are those of `model.Member`."""

    relation: str
    flags: tuple[str, ...] = ()


def word_diff(base: str, other: str) -> tuple[Edit, ...]:
    """Return the edits that turn the words of `base` into those of `other`.

    Case, punctuation and quotation marks are no change of words. The `base` of all edits, joined, is the base text,
    and their `other` the other text.
    """
    old, new = _pieces(base), _pieces(other)
    if not old or not new or max(len(old), len(new)) > DIFF_WORDS:
        return _whole(base, other)
    before, after = [_plain(piece) for piece in old], [_plain(piece) for piece in new]
    edits: list[Edit] = []
    for step in Levenshtein.opcodes(before, after):
        gone, come = "".join(old[step.src_start : step.src_end]), "".join(new[step.dest_start : step.dest_end])
        edits.append(Edit(op=step.tag, base=gone, other=come))
    return tuple(edits)


def _whole(base: str, other: str) -> tuple[Edit, ...]:
    if not base and not other:
        return ()
    if _plain(base) == _plain(other):
        return (Edit(op="equal", base=base, other=other),)
    return (Edit(op="replace" if base and other else "delete" if base else "insert", base=base, other=other),)


def _pieces(text: str) -> list[str]:
    """Cut a text into pieces of one word each, with the marks and blanks around it; none where it has no word."""
    starts: list[int] = []
    end = 0
    for word in _WORD.finditer(text):
        gap = _BLANK.search(text, end, word.start())
        starts.append(gap.end() if gap else word.start())
        end = word.end()
    if not starts:
        return []
    starts[0] = 0
    return [text[start:stop] for start, stop in zip(starts, [*starts[1:], len(text)], strict=True)]


def _plain(piece: str) -> str:
    return "".join(letter for letter in piece.casefold().replace("’", "'") if letter.isalnum() or letter == "'").strip(
        "'"
    )


def compare(
    base: str,
    other: str,
    base_language: str | None = None,
    other_language: str | None = None,
    base_kind: str | None = None,
    other_kind: str | None = None,
    shared: Alignment | None = None,
) -> Variation:
    """Return how `other` stands to `base`, and what a reader should be told of the difference.

    `shared` is what `align` says of their words, where that is known already. The word that leads into what is told at
    second hand ("that", "to") is no difference.
    """
    base = without_opening(base, base_kind, base_language)
    other = without_opening(other, other_kind, other_language)
    old, new = normal(base, base_language), normal(other, other_language)
    return varied(base, other, old, new, base_kind, other_kind, shared)


def varied(
    base: str,
    other: str,
    old: Normal,
    new: Normal,
    base_kind: str | None = None,
    other_kind: str | None = None,
    shared: Alignment | None = None,
) -> Variation:
    """Return the same of two texts without openings whose words are read already."""
    flags = list(_kind_flags(base_kind, other_kind))
    if old.language != new.language:
        return Variation(relation="translation", flags=(*_far_flags(old, new), *flags))
    if old.words == new.words:
        relation = "exact" if _trimmed(base) == _trimmed(other) else "punctuation"
        return Variation(relation=relation, flags=tuple(flags))
    shared = shared or align(old, new)
    relation = _relation(base, other, old, new, shared)
    retold = bool(base_kind and other_kind) and (base_kind in REPORTED) != (other_kind in REPORTED)
    near = _far_flags(old, new) if relation == "paraphrase" else _near_flags(old, new, shared, retold)
    if relation == "edited" and not {base_kind, other_kind} & set(REPORTED) and agent_changed(old, new):
        flags.append("agent changed")
    elided = _ends(_ELLIPSIS.split(other), old) if relation == "ellipsis" else ()
    cut = cut_flags(old, new, shared, elided) if relation in CUT and shared.a_end else ()
    return Variation(relation=relation, flags=(*near, *cut, *flags))


REPORTED = ("indirect", "free_indirect")
CUT = ("truncated", "ellipsis", "edited")


def _relation(base: str, other: str, old: Normal, new: Normal, shared: Alignment) -> str:
    pieces = _ELLIPSIS.split(other)
    if len(pieces) > 1 and _in_order([normal(piece, new.language).words for piece in pieces], old.words):
        return "ellipsis"
    if _fits_brackets(other, old, new.language) or _fits_brackets(base, new, old.language):
        return "bracketed"
    if _place(new.words, old.words, 0) is not None:
        return "truncated"
    return "edited" if shared.coverage >= EDITED else "paraphrase"


EDITED = 0.5
"""Share of the lighter wording's bits that an edited wording keeps; below it is a paraphrase."""


def _trimmed(text: str) -> str:
    return " ".join(text.replace("’", "'").split()).strip(_OUTER).replace("“", '"').replace("”", '"')


def _place(part: Sequence[str], whole: Sequence[str], start: int) -> int | None:
    """Return where the words of `part` stand together in `whole`, from `start` on, or None."""
    size = len(part)
    for place in range(start, len(whole) - size + 1):
        if whole[place] == part[0] and tuple(whole[place : place + size]) == tuple(part):
            return place
    return None


def _in_order(pieces: Sequence[Sequence[str]], whole: Sequence[str]) -> bool:
    """Return whether all pieces stand in `whole`, one after the other."""
    return _ends_of(pieces, whole) is not None


def _ends_of(pieces: Sequence[Sequence[str]], whole: Sequence[str]) -> list[int] | None:
    """Return where each piece ends in `whole`, one after the other; None where one is not there, or there is none."""
    ends: list[int] = []
    for piece in (piece for piece in pieces if piece):
        place = _place(piece, whole, ends[-1] if ends else 0)
        if place is None:
            return None
        ends.append(place + len(piece))
    return ends or None


def _ends(pieces: Sequence[str], whole: Normal) -> Sequence[int]:
    return _ends_of([normal(piece, whole.language).words for piece in pieces], whole.words) or ()


def _fits_brackets(text: str, whole: Normal, language: str | None) -> bool:
    """Return whether what stands outside the square brackets of `text` stands, in order, in `whole`."""
    inside = [found.group()[1:-1] for found in _BRACKETS.finditer(text)] if "[" in text else ()
    if not any(len(words.strip(" .…")) > 1 for words in inside):
        return False
    return _in_order([normal(piece, language).words for piece in _BRACKETS.split(text)], whole.words)


def _kind_flags(base: str | None, other: str | None) -> Iterator[str]:
    direct = ("direct", "mixed")
    if base in direct and other in REPORTED:
        yield "direct became indirect"
    if base in REPORTED and other in direct:
        yield "indirect became direct"


def _far_flags(old: Normal, new: Normal) -> Iterator[str]:
    """Yield what differs between two wordings that share few words; a part is not blamed for what it leaves out."""
    if new.numbers - old.numbers and old.numbers - new.numbers:
        yield "number changed"
    elif old.numbers != new.numbers:
        yield "number dropped" if old.numbers - new.numbers else "number added"
    alike = 0.5 <= (len(new.words) + 1) / (len(old.words) + 1) <= 2.0
    if alike and bool(denials(old)) != bool(denials(new)):
        yield "negation changed"


def _near_flags(old: Normal, new: Normal, shared: Alignment, retold: bool) -> Iterator[str]:
    """Yield what differs inside the stretch that two wordings share; `retold`: one is direct and one indirect."""
    if not shared.a_end:
        return
    before, after = _stretch(old, new, shared)
    if before.words == after.words:
        return
    if set(before.numbers) ^ set(after.numbers):
        yield "number changed"
    if before.negations != after.negations:
        yield "negation changed"
    lost, won = (hedges(side.words, old.language, shift=retold) for side in (before, after))
    if lost > won:
        yield "hedge dropped"
    if won > lost:
        yield "hedge added"


def _stretch(old: Normal, new: Normal, shared: Alignment) -> tuple[Normal, Normal]:
    """Return the two wordings from the first to the last word that they share."""
    a, b = old.words[shared.a_start : shared.a_end], new.words[shared.b_start : shared.b_end]
    return Normal("", old.language, a), Normal("", new.language, b)


def clauses(text: str) -> tuple[str, ...]:
    """Return the clauses of a text, of four words at least, in order; joined by blanks they are the text."""
    found: list[str] = []
    for part in _CLAUSE_END.split(text):
        if not part.strip():
            continue
        if found and (len(found[-1].split()) < 4 or len(part.split()) < 4):
            found[-1] += " " + part.strip()
        else:
            found.append(part.strip())
    return tuple(found)


MOST_CLAUSES = 60
"""Clauses of either text above which whole stands beside whole."""


def aligned(base: str, other: str, encoder: Encoder | None = None) -> tuple[tuple[str, str], ...]:
    """Return the clauses of a text beside those of its translation, in order; whole beside whole without an encoder."""
    old, new = clauses(base), clauses(other)
    if encoder is None or not 2 <= min(len(old), len(new)) <= max(len(old), len(new)) <= MOST_CLAUSES:
        return ((base, other),)
    blocks = _blocks(old), _blocks(new)
    vectors = [dict(zip(found, encoder.encode(list(found.values())), strict=True)) for found in blocks]
    best: dict[tuple[int, int], tuple[float, int, int]] = {(0, 0): (0.0, 0, 0)}
    for row in range(len(old) + 1):
        for column in range(len(new) + 1):
            for down, right in ((1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1)):
                start = (row - down, column - right)
                if start not in best:
                    continue
                alike = float(vectors[0][start[0], row] @ vectors[1][start[1], column])
                gain = best[start][0] + alike * (down + right)
                if gain > best.get((row, column), (-1e9, 0, 0))[0]:
                    best[row, column] = (gain, *start)
    return _walked(old, new, best) or ((base, other),)


def _blocks(parts: Sequence[str]) -> dict[tuple[int, int], str]:
    """Return runs of one to three clauses by their start and end."""
    return {
        (start, end): " ".join(parts[start:end])
        for start in range(len(parts))
        for end in range(start + 1, min(start + 3, len(parts)) + 1)
    }


def _walked(
    old: Sequence[str], new: Sequence[str], best: dict[tuple[int, int], tuple[float, int, int]]
) -> tuple[tuple[str, str], ...]:
    pairs: list[tuple[str, str]] = []
    row, column = len(old), len(new)
    while (row, column) != (0, 0):
        if (row, column) not in best:
            return ()
        _, above, left = best[row, column]
        pairs.append((" ".join(old[above:row]), " ".join(new[left:column])))
        row, column = above, left
    return tuple(reversed(pairs))
