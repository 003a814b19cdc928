"""The hand-written cases of tests/cases/<lang>/quotes.toml: content, cue, source, kind and stance, word for word."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from extract.lang import load
from extract.model import Span
from extract.quotes import attributions
from tests.quotes.texts import article_of, parse_of

CASES = Path(__file__).parents[1] / "cases"


def cases() -> list[Any]:
    found = []
    for path in sorted(CASES.glob("*/quotes.toml")):
        language = path.parent.name
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            gap = [pytest.mark.xfail(reason=case["gap"], strict=True)] if "gap" in case else []
            found.append(pytest.param(language, case, id=f"{language}: {case['name']}", marks=gap))
    return found


def read(text: str, spans: tuple[Span, ...]) -> str:
    return " … ".join(span.of(text).replace("\n", " ") for span in spans)


@pytest.mark.parametrize(("language", "case"), cases())
def test_quotes_are_found_as_a_reader_finds_them(language: str, case: dict[str, Any]) -> None:
    text = case["text"]
    parsed = parse_of(text, language, join_lines=case.get("join_lines", False))
    found = attributions(article_of(text, language), parsed, load(language))
    got = [(read(text, a.content), read(text, a.cue), read(text, a.source), a.kind, a.stance) for a in found]
    expected = [
        (
            " … ".join(quote["content"]).replace("\n", " "),
            quote.get("cue", ""),
            quote.get("source", ""),
            quote["kind"],
            quote.get("stance", "speech"),
        )
        for quote in case["quotes"]
    ]
    assert got == expected
