"""How one wording differs from another, word by word, legible without colour and heard by a screen reader."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from dashboard.components.text import escape, lang, marks
from dashboard.words import N_, _


class Edit(Protocol):
    """A step of `extract.word_diff`: `op` is equal, insert, delete or replace; white space belongs to the words."""

    @property
    def op(self) -> str: ...

    @property
    def base(self) -> str: ...

    @property
    def other(self) -> str: ...


WORDS = {"del": N_("gone"), "ins": N_("new")}


def key() -> str:
    """Return what the two marks of a difference mean."""
    new = _("<ins>new</ins> in this wording, not in the base")
    gone = _("<del>gone</del> in the base, not in this wording")
    return f'<p class="key"><span>{new}</span><span>{gone}</span></p>'


def changes(edits: Iterable[Edit], language: str | None, kind: str) -> str:
    """Return a wording as HTML, with what is new in it underlined and what is gone struck through."""
    opening, closing = marks(language) if kind == "direct" else ("", "")
    inner, last = "", ("equal", " ")
    for tag, text in _stretches(edits):
        beside_gone = "del" in (tag, last[0])
        # What is gone is no part of the wording: nothing but a blank of ours parts it from its neighbours.
        apart = last[1][-1:].isspace() or text[:1].isspace()
        inner += (" " if beside_gone and not apart else "") + _tagged(tag, text)
        last = (tag, text)
    return f'<q class="wording"{lang(language)} dir="auto">{opening}{inner.strip()}{closing}</q>'


def _stretches(edits: Iterable[Edit]) -> Iterator[tuple[str, str]]:
    """Yield equal, del or ins with the words, as they follow each other on the page."""
    for edit in edits:
        if edit.op == "equal":
            yield "equal", edit.other
            continue
        if edit.base.strip():
            yield "del", edit.base
        if edit.other.strip():
            yield "ins", edit.other


def _tagged(tag: str, text: str) -> str:
    """Return a stretch as HTML; the blanks at its ends stay outside, for a line under them would join two strokes."""
    if tag == "equal":
        return escape(text)
    core = text.strip()
    start, end = text[: text.index(core)], text[text.index(core) + len(core) :]
    word = _(WORDS[tag])
    inner = f'<span class="hidden">[{word}: </span>{escape(core)}<span class="hidden">]</span>'
    return f"{escape(start)}<{tag}>{inner}</{tag}>{escape(end)}"


def shared(edits: Sequence[Edit]) -> float:
    """Return the share of the shorter side's letters that stand in both wordings, 0 to 1."""
    same = sum(len(edit.other) for edit in edits if edit.op == "equal")
    base = same + sum(len(edit.base) for edit in edits if edit.op != "equal")
    other = same + sum(len(edit.other) for edit in edits if edit.op != "equal")
    return same / max(1, min(base, other))


def clauses(pairs: Iterable[tuple[str, str]], base_language: str | None, language: str | None) -> str:
    """Return two wordings in two languages as HTML, clause beside clause; a translation is no change."""
    cells = "".join(
        f'<span{lang(language)} dir="auto">{escape(other)}</span><span class="quiet"{lang(base_language)} dir="auto">'
        f"{escape(base)}</span>"
        for base, other in pairs
    )
    return f'<div class="clauses">{cells}</div>'
