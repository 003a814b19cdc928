"""A page of a PDF → runs: stretches of letters on one line, with the place where they stand."""

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

HYPHEN = "\x02"
"""What a hyphen at the end of a line is in a run: one that the word may or may not have."""

# A page of a broadsheet has 20,000 characters; what has more is a table or a map.
PAGE_CHARACTERS = 200_000
_HYPHENS = ("\x02", "\xad", "\u2010", "\ufffe")
_SPACES = 0.55  # of the size of the letters: a wider gap is between columns, or in a justified line
_WORD = 0.2  # of the size: a wider gap without a space is one that the file does not write
_SMALL = 0.92  # of the size of the letters before: marks of notes, indices
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Letter:
    """One character: `x0` to `x1` along the line, `y` its base line downwards, all in points; `angle` in quarters."""

    text: str
    x0: float
    x1: float
    y: float
    size: float
    angle: int


@dataclass(slots=True)
class Run:
    """Letters that follow each other on one base line; `size` is that of most of them."""

    text: str
    x0: float
    x1: float
    y: float
    size: float


def runs(page: Any) -> tuple[list[Run], int]:
    """Return the runs of a page in the order of the file, and how many of its characters cannot be told."""
    letters = list(_letters(page))
    unknown = sum(_is_unknown(letter.text) for letter in letters)
    turned = Counter(letter.angle for letter in letters if not letter.text.isspace()).most_common(1)
    angle = turned[0][0] if turned else 0
    # What stands across the rest is a stamp or a label of an axis.
    found = list(_runs(_turned(letter, angle) for letter in letters if letter.angle == angle or letter.text.isspace()))
    return [run for run in found if run.text.strip()], unknown


def _letters(page: Any) -> Iterator[Letter]:
    import pypdfium2.raw as raw  # with the first PDF, not before

    text = page.get_textpage()
    handle = text.raw
    box, matrix, x, y = raw.FS_RECTF(), raw.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    try:
        for index in range(min(text.count_chars(), PAGE_CHARACTERS)):
            code = raw.FPDFText_GetUnicode(handle, index)
            if code in (0, 10, 13):
                continue
            raw.FPDFText_GetLooseCharBox(handle, index, box)
            raw.FPDFText_GetCharOrigin(handle, index, x, y)
            size = raw.FPDFText_GetFontSize(handle, index)
            angle = round(raw.FPDFText_GetCharAngle(handle, index) / (math.pi / 2)) % 4
            # A font of size 1 may be drawn at any scale.
            scaled = raw.FPDFText_GetMatrix(handle, index, matrix)
            size *= math.hypot(matrix.c, matrix.d) if scaled else 1.0
            base = y.value if angle % 2 == 0 else x.value
            yield from _placed(_character(code), box, base, size, angle)
    finally:
        text.close()


def _placed(character: str, box: Any, base: float, size: float, angle: int) -> Iterator[Letter]:
    values = (box.left, box.right, box.bottom, box.top, base, size)
    if all(map(math.isfinite, values)) and size > 0:
        x0, x1 = (box.left, box.right) if angle % 2 == 0 else (box.bottom, box.top)
        yield Letter(character, min(x0, x1), max(x0, x1), base, size, angle)


def _turned(letter: Letter, angle: int) -> Letter:
    """Return a letter as it stands when the page is held so that its line is level, y downwards."""
    if angle == 0:
        return replace(letter, y=-letter.y)
    if angle == 1:
        return letter
    x0, x1 = -letter.x1, -letter.x0
    return replace(letter, x0=x0, x1=x1, y=letter.y if angle == 2 else -letter.y)


def _character(code: int) -> str:
    character = chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"
    if character in _HYPHENS:
        return HYPHEN
    # Ligatures are a matter of type: "ﬁ" reads "fi".
    return unicodedata.normalize("NFKC", character) if "\ufb00" <= character <= "\ufb06" else character


def _is_unknown(character: str) -> bool:
    return character == "\ufffd" or unicodedata.category(character[0]) in ("Co", "Cn") or "\x03" <= character < " "


def _runs(letters: Iterable[Letter]) -> Iterator[Run]:
    part: list[tuple[str, Letter]] = []
    space = False
    for letter in letters:
        if letter.text.isspace():
            space = True
            continue
        if part and not _follows(part[0][1], part[-1][1], letter):
            yield _run(part)
            part = []
        part.append((_written(part, letter, space), letter))
        space = False
    if part:
        yield _run(part)


def _run(part: Sequence[tuple[str, Letter]]) -> Run:
    letters = [letter for _, letter in part]
    size = Counter(round(letter.size, 1) for letter in letters).most_common(1)[0][0]
    x1 = max(letter.x1 for letter in letters)
    return Run("".join(text for text, _ in part), letters[0].x0, x1, letters[0].y, size)


def _follows(first: Letter, last: Letter, letter: Letter) -> bool:
    """Whether a letter stands behind the last one of a run, or is another part of the same type ("fi")."""
    if (letter.x0, letter.x1, letter.y) == (last.x0, last.x1, last.y):
        return True
    if not -0.6 * first.size < letter.x0 - last.x1 < _SPACES * first.size:
        return False
    if abs(letter.y - first.y) <= 0.1 * first.size:
        return True
    return letter.size < _SMALL * first.size and abs(letter.y - first.y) < 0.6 * first.size


def _written(part: Sequence[tuple[str, Letter]], letter: Letter, space: bool) -> str:
    if not part:
        return letter.text
    first, last = part[0][1], part[-1][1]
    gap = letter.x0 - last.x1
    before = " " if (space or gap > _WORD * first.size) and letter.x0 > last.x0 else ""
    raised = letter.size < _SMALL * first.size and first.y - letter.y > 0.1 * first.size
    # The mark of a note is no digit of the number before it.
    return before + (letter.text.translate(_SUPERSCRIPT) if raised else letter.text)
