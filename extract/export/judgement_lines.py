"""The history of judgements as files: JSON Lines that can be replayed, and a table for people."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict

from extract.errors import JudgementError
from extract.export.columns import Column
from extract.model import Anchor, Judgement, Span

COLUMNS: tuple[Column, ...] = (
    Column("created_at", "when it was given"),
    Column("author", "who judged"),
    Column("about", "what was asked: speaker, statement, spoken, quote, span or claim"),
    Column("verdict", "same (yes), different (no) or unsure"),
    Column("left", "id of the quote, speaker or claim asked about"),
    Column("left_text", "what it says"),
    Column("right", "id beside it, or a name, or spans"),
    Column("right_text", "what that says"),
    Column("evidence", "why, in the judge's words"),
    Column("deleted_at", "when it was withdrawn; empty while it stands"),
)


def rows(judgements: Iterable[Judgement]) -> Iterator[Mapping[str, object]]:
    """Yield the judgements as rows of `COLUMNS`."""
    for one in judgements:
        texts = {
            "left_text": one.left_at.text if one.left_at else None,
            "right_text": one.right_at.text if one.right_at else None,
        }
        yield {column.name: texts.get(column.name, getattr(one, column.name, None)) for column in COLUMNS}


def to_lines(judgements: Iterable[Judgement]) -> Iterator[bytes]:
    """Yield a line of JSON for each judgement, with all that replaying it needs."""
    for one in judgements:
        yield json.dumps(asdict(one), ensure_ascii=False).encode("utf-8", "replace") + b"\n"


def from_lines(data: bytes) -> tuple[Judgement, ...]:
    """Return the judgements of a file that `to_lines` wrote; raises `JudgementError` with the line that is none."""
    found = []
    for number, line in enumerate(data.decode("utf-8-sig", "replace").splitlines(), 1):
        if line.strip():
            try:
                found.append(_judgement(json.loads(line)))
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
                cause = f"line {number} is no judgement as On Record writes it"
                raise JudgementError(f"{cause}; give a file of decisions that was downloaded here") from error
    return tuple(found)


def _judgement(data: dict[str, object]) -> Judgement:
    names = ("left", "right", "verdict", "evidence", "author", "created_at", "about")
    plain = {name: data[name] for name in names}
    deleted = data.get("deleted_at")
    if not all(isinstance(value, str) for value in plain.values()) or not isinstance(deleted, str | None):
        raise TypeError("a judgement is made of texts")
    anchors = {name: _anchor(data.get(name)) for name in ("left_at", "right_at")}
    # That all of them are texts was asked above; the type of a dictionary cannot say it.
    return Judgement(**plain, deleted_at=deleted, **anchors)  # type: ignore[arg-type]


def _anchor(data: object) -> Anchor | None:
    if data is None:
        return None
    if not isinstance(data, dict):
        raise TypeError("an anchor is an object")
    names = ("attribution", "article_id", "uri", "text")
    plain = {name: data[name] for name in names}
    if not all(isinstance(value, str) for value in plain.values()):
        raise TypeError("an anchor is made of texts")
    spans = tuple(Span(int(one["start"]), int(one["end"])) for one in data["content"])
    return Anchor(**plain, content=spans)
