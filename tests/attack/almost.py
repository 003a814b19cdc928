"""Texts that a pattern almost matches, at any length: made of its own letters, prefixes and repeats."""

import re
from collections.abc import Iterator
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

REPEATS = {op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT}
CLASSES = {
    op.CATEGORY_DIGIT: "1",
    op.CATEGORY_NOT_DIGIT: "a",
    op.CATEGORY_SPACE: " ",
    op.CATEGORY_NOT_SPACE: "a",
    op.CATEGORY_WORD: "a",
    op.CATEGORY_NOT_WORD: " ",
}
PLAIN = ("a", " ", "\n", "1", '"', "“", "A ", "a b", "1,", ". ", "<", "([", "A.", "-", "\t ", "é’")
TRIED = " aA1_-\"'.,\n\t<>/:;()«»“”é\u00a0$%@&#|"
MANY = 4  # a repeat that may be longer than this is one


def texts(pattern: "re.Pattern[Any]") -> Iterator[tuple[str, str, str]]:
    """Yield (beginning, what is repeated after it, end) of texts fit to slow a pattern down, each once."""
    source = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    flags = pattern.flags & ~re.UNICODE if isinstance(pattern.pattern, bytes) else pattern.flags
    tree = parser.parse(source, flags)
    whole = _word(tree)
    found = [("", plain, "") for plain in PLAIN]
    for before, unit in _repeats(tree, ""):
        found += [("", unit, ""), (before, unit, "\0"), ("", before + unit, "\0"), ("", unit, whole[-1:] + "\0")]
        found += [(before, unit + other, "\0") for other, _ in zip(" a", range(2), strict=True) if other != unit]
    found += [("", whole[: len(whole) - cut], "\0") for cut in range(min(len(whole), 6)) if len(whole) > cut]
    found += [("", f"{whole} ", ""), ("", f"{whole}\n", "")]
    yield from dict.fromkeys(one for one in found if one[1])


def _repeats(tree: Any, before: str) -> Iterator[tuple[str, str]]:
    """Yield what stands before each long repeat, and what it repeats."""
    for code, value in tree:
        if code in REPEATS:
            _, most, inner = value
            if most == op.MAXREPEAT or most > MANY:
                yield before, _word(inner)
                yield from ((before, one) for one in _members(inner))
            yield from _repeats(inner, before)
        elif code is op.SUBPATTERN:
            yield from _repeats(value[3], before)
        elif code is op.BRANCH:
            for branch in value[1][:8]:
                yield from _repeats(branch, before)
        elif code in (op.ASSERT, op.ASSERT_NOT):
            yield from _repeats(value[1], before)
        elif code is op.ATOMIC_GROUP:
            yield from _repeats(value, before)
        before += _item(code, value)


def _members(inner: Any) -> Iterator[str]:
    """Yield a few more characters that a repeated class holds: what one item may eat, the next may too."""
    if len(inner) == 1 and inner[0][0] in (op.IN, op.ANY, op.NOT_LITERAL):
        one = re.compile("|".join(re.escape(character) for character in TRIED))
        del one
        taken = [character for character in TRIED if _takes(inner[0], character)]
        yield from taken[:4]


def _takes(item: Any, character: str) -> bool:
    code, value = item
    if code is op.ANY:
        return character != "\n"
    if code is op.NOT_LITERAL:
        return ord(character) != value
    return character in _set(value)


def _set(members: Any) -> str:
    negated = any(code is op.NEGATE for code, _ in members)
    held = [one for one in TRIED if any(_member(code, value, one) for code, value in members)]
    return "".join(one for one in TRIED if (one in held) is not negated)


def _member(code: Any, value: Any, character: str) -> bool:
    if code is op.LITERAL:
        return ord(character) == value
    if code is op.RANGE:
        return bool(value[0] <= ord(character) <= value[1])
    if code is op.CATEGORY:
        kinds = {
            op.CATEGORY_DIGIT: str.isdigit,
            op.CATEGORY_SPACE: str.isspace,
            op.CATEGORY_WORD: lambda one: one.isalnum() or one == "_",
            op.CATEGORY_NOT_DIGIT: lambda one: not one.isdigit(),
            op.CATEGORY_NOT_SPACE: lambda one: not one.isspace(),
            op.CATEGORY_NOT_WORD: lambda one: not (one.isalnum() or one == "_"),
        }
        return bool(kinds[value](character))
    return False


def _word(tree: Any) -> str:
    """Return a short text that the pattern matches, or nearly."""
    return "".join(_item(code, value) for code, value in tree)


def _item(code: Any, value: Any) -> str:
    if code is op.LITERAL:
        return chr(value)
    if code is op.NOT_LITERAL:
        return "b" if value == ord("a") else "a"
    if code is op.ANY:
        return "a"
    if code is op.CATEGORY:
        return CLASSES[value]
    if code is op.IN:
        literal = next((chr(one) for kind, one in value if kind is op.LITERAL), "")
        low = next((chr(one[0]) for kind, one in value if kind is op.RANGE), "")
        negated = any(kind is op.NEGATE for kind, _ in value)
        return _set(value)[:1] or ("" if negated else literal or low)
    if code is op.BRANCH:
        return _word(value[1][0])
    if code is op.SUBPATTERN:
        return _word(value[3])
    if code is op.ATOMIC_GROUP:
        return _word(value)
    if code in REPEATS:
        least, most, inner = value
        return _word(inner) * min(max(least, 1), 40 if least > 1 else 1) if most else ""
    return ""
