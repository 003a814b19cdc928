"""What people decided leaves as lines that bring it back, and as a table for people."""

import json
from dataclasses import asdict, replace

import pytest

from extract.errors import JudgementError
from extract.export.judgement_lines import COLUMNS, from_lines, rows, to_lines
from extract.model import Anchor, Judgement, Span

ANCHOR = Anchor(
    attribution="q1", article_id="a1", uri="a.txt", content=(Span(3, 9), Span(12, 20)), text="l’écluse … fermée"
)
GIVEN = Judgement(
    left="q1", right="q2", verdict="same", evidence="one speech", author="Ève", created_at="2026-05-09T10:00:00+00:00",
    about="statement", left_at=ANCHOR,
)  # fmt: skip
UNDONE = replace(GIVEN, deleted_at="2026-05-10T10:00:00+00:00", left_at=None, right_at=ANCHOR)


def test_a_history_comes_back_as_it_was() -> None:
    data = b"".join(to_lines([GIVEN, UNDONE]))
    assert data.count(b"\n") == 2
    assert "Ève" in data.decode()
    assert from_lines(data) == (GIVEN, UNDONE)
    assert from_lines("\ufeff\n".encode() + data + b"\n  \n") == (GIVEN, UNDONE)


def test_a_text_without_utf_8_stops_no_history() -> None:
    data = b"".join(to_lines([replace(GIVEN, evidence="a\ud800")]))
    assert from_lines(data)[0].evidence == "a?"


@pytest.mark.parametrize(
    "wrong",
    [
        {"left": 3}, {"author": None}, {"created_at": []}, {"deleted_at": 5}, {"left_at": "q1"}, {"left_at": []},
        {"left_at": {**asdict(ANCHOR), "uri": 4}}, {"left_at": {**asdict(ANCHOR), "content": 4}},
        {"left_at": {**asdict(ANCHOR), "content": [{"start": 9, "end": 3}]}},
    ],
)  # fmt: skip
def test_what_is_no_judgement_is_named_by_its_line(wrong: dict[str, object]) -> None:
    line = json.dumps({**asdict(GIVEN), **wrong}).encode()
    with pytest.raises(JudgementError, match=r"^line 3 is no judgement .*; give a file of decisions"):
        from_lines(b"".join(to_lines([GIVEN])) + b"\n" + line)


@pytest.mark.parametrize("name", ["left", "right", "verdict", "evidence", "author", "created_at", "about"])
def test_what_a_judgement_cannot_do_without_must_be_there(name: str) -> None:
    data = {key: value for key, value in asdict(GIVEN).items() if key != name}
    with pytest.raises(JudgementError, match="line 1"):
        from_lines(json.dumps(data).encode())


def test_a_table_shows_what_was_judged_in_words() -> None:
    first, second = rows([GIVEN, UNDONE])
    assert list(first) == [column.name for column in COLUMNS]
    assert first | {"left_text": 0, "right_text": 0} == {
        "created_at": GIVEN.created_at, "author": "Ève", "about": "statement", "verdict": "same", "left": "q1",
        "left_text": 0, "right": "q2", "right_text": 0, "evidence": "one speech", "deleted_at": None,
    }  # fmt: skip
    assert (first["left_text"], first["right_text"]) == (ANCHOR.text, None)
    assert (second["left_text"], second["right_text"], second["deleted_at"]) == (None, ANCHOR.text, UNDONE.deleted_at)
