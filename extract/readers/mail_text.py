"""The text of an e-mail: its lines put together (RFC 3676), and what in it is not its own told apart."""

import re

from extract.model import Span, Zone

_QUOTED = re.compile(r"^\s?(?:>\s?)+")
# RFC 3676, 4.3: what follows is the sender's signature.
_SIGNATURE = re.compile(r"^-- ?$")
# What Outlook puts over the message that is answered: a rule, then its head.
_RULE = re.compile(r"^\s*(?:_{10,}|-{6,}|-{3,}+[^-]{1,60}-{3,})\s*$")
_HEAD = re.compile(r"^\s*\*?[A-ZÀ-Ý][\w .-]{1,20}\s?:\*?\s\S")
# No rule is longer; and a line of ten million dashes is not looked through again from each of them.
_LONGEST = 200
# Lines after the rule in which the head is looked for, and how many it has at least.
_NEAR, _HEADS = 8, 3
# "On Sunday, Ada Brack <ada@wexel.example> wrote:" may be wrapped, not longer.
_INTRODUCED = 3


def unflowed(text: str, delete_space: bool = False) -> str:
    """Return a text of "format=flowed" with the lines joined that end in a space, quoted ones by their depth."""
    found: list[list[str]] = []
    open_depth: int | None = None
    for line in text.split("\n"):
        words = line.lstrip(">")
        depth = len(line) - len(words)
        words = words.removeprefix(" ")
        signature = words == "-- "
        if open_depth != depth or signature:
            found.append([">" * depth + (" " if depth else "")])
        flows = words.endswith(" ") and not signature
        found[-1].append(words[:-1] if flows and delete_space else words)
        open_depth = depth if flows else None
    joined = ("".join(parts) for parts in found)
    return "\n".join(line if line == "-- " else line.rstrip(" ") for line in joined)


def zones(text: str) -> tuple[Zone, ...]:
    """Return what is the message's own as body, and replies quoted and the signature as chrome.

    Nothing where all is its own, or where all is quoted: then what the text looks like tells more.
    """
    lines = text.split("\n")
    chrome = _chrome(lines)
    own = any(line.strip() for line, other in zip(lines, chrome, strict=True) if not other)
    if not any(chrome) or not own:
        return ()
    found: list[Zone] = []
    at = 0
    for line, other in zip(lines, chrome, strict=True):
        end = min(at + len(line) + 1, len(text))
        kind = "chrome" if other else "body"
        if found and (found[-1].kind == kind or not line.strip()):
            found[-1] = Zone(kind=found[-1].kind, span=Span(found[-1].span.start, end))
        elif end > at:
            found.append(Zone(kind=kind, span=Span(at, end)))
        at = end
    return tuple(found)


def _chrome(lines: list[str]) -> list[bool]:
    """Return for each line whether it is none of the message's own."""
    chrome = [bool(_QUOTED.match(line)) for line in lines]
    for index, line in enumerate(lines):
        if _SIGNATURE.match(line) or _is_answered(lines, index):
            return [*chrome[:index], *([True] * (len(lines) - index))]
        if chrome[index] and not (index and chrome[index - 1]):
            for before in _introduction(lines, index):
                chrome[before] = True
    return chrome


def _is_answered(lines: list[str], index: int) -> bool:
    if len(lines[index]) > _LONGEST or not _RULE.match(lines[index]):
        return False
    near = lines[index + 1 : index + 1 + _NEAR]
    return sum(_HEAD.match(line) is not None for line in near) >= _HEADS


def _introduction(lines: list[str], index: int) -> range:
    """Return the lines that say whose words are quoted from a line on; none where the line before ends no such."""
    last = index - 1
    while last >= 0 and not lines[last].strip():
        last -= 1
    if last < 0 or not lines[last].rstrip().endswith(":"):
        return range(0)
    first = last
    while first > 0 and lines[first - 1].strip() and last - first + 1 < _INTRODUCED:
        first -= 1
    # A paragraph that ends with a colon is the message's own.
    own = (first > 0 and lines[first - 1].strip()) or sum(len(line) for line in lines[first : last + 1]) > 250
    return range(last, last + 1) if own else range(first, last + 1)
