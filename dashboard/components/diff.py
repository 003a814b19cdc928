"""How one wording differs from another, word by word, legible without colour and heard by a screen reader."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from dashboard.components.text import escape, lang, marks


class Edit(Protocol):
    """A step of `extract.word_diff`: `op` is equal, insert, delete or replace; white space belongs to the words."""

    @property
    def op(self) -> str: ...

    @property
    def base(self) -> str: ...

    @property
    def other(self) -> str: ...


KEY = (
    '<p class="key"><span><ins>new</ins> in this wording, not in the base</span>'
    "<span><del>gone</del> in the base, not in this wording</span></p>"
)


def changes(edits: Iterable[Edit], language: str | None, kind: str) -> str:
    """Return a wording as HTML, with what is new in it underlined and what is gone struck through."""
    opening, closing = marks(language) if kind == "direct" else ("", "")
    inner = "".join(_step(edit) for edit in edits)
    return f'<q class="wording"{lang(language)} dir="auto">{opening}{inner}{closing}</q>'


def _step(edit: Edit) -> str:
    if edit.op == "equal":
        return escape(edit.other)
    return _part("del", "gone", edit.base) + _part("ins", "new", edit.other)


def _part(tag: str, word: str, text: str) -> str:
    if not text.strip():
        return escape(text)
    # A line under the blank between two words would join them to one stroke.
    inner = f'<span class="hidden">[{word}: </span>{escape(text.strip())}<span class="hidden">]</span>'
    return f"{_blank(text[: len(text) - len(text.lstrip())])}<{tag}>{inner}</{tag}> "


def _blank(text: str) -> str:
    return " " if text else ""


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
