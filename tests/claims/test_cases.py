"""The hand-written cases of numbers, a language each, through the whole of the package."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extract import lang, nlp
from extract.claims import claims
from extract.model import Article, Claim, Span, Zone

CASES = Path(__file__).parents[1] / "cases"


def cases() -> Iterator[Any]:
    for path in sorted(CASES.glob("*/numbers.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            code = path.parent.name
            marks = [pytest.mark.xfail(reason=case["xfail"])] if "xfail" in case else []
            yield pytest.param(code, case["text"], case["claims"], marks=marks, id=f"{code}: {case['text'][:60]}")


@cache
def found(code: str, text: str) -> tuple[Claim, ...]:
    language = lang.load(code)
    zones = (Zone(kind="body", span=Span(0, len(text))),)
    article = Article(id="case", document_id="case", uri="case", text=text, zones=zones, language=code)
    return claims(article, nlp.parse(text, article.body, language), language, ())


def as_row(claim: Claim, text: str) -> dict[str, str]:
    """Return the fields of a claim as the tables write them; "" stands for None."""
    quantity = claim.quantity
    row = {
        "span": quantity.span.of(text),
        "value": quantity.value,
        "low": quantity.low,
        "high": quantity.high,
        "comparator": quantity.comparator,
        "modifier": quantity.modifier,
        "unit": quantity.unit,
        "kind": quantity.kind,
        "source": claim.source_text,
    }
    row |= {
        name: getattr(claim, name) for name in ("entity", "predicate", "rate", "period", "place", "scope", "reason")
    }
    return {name: "" if value is None else str(value) for name, value in row.items()}


@pytest.mark.parametrize(("code", "text", "expected"), list(cases()))
def test_every_number_of_a_text_is_read_as_a_person_reads_it(
    code: str, text: str, expected: list[dict[str, str]]
) -> None:
    rows = [as_row(claim, text) for claim in found(code, text)]
    read = [{name: row[name] for name in want} for row, want in zip(rows, expected, strict=False)]
    assert (len(rows), read) == (len(expected), expected), rows


def test_the_tables_are_as_large_as_they_claim_to_be() -> None:
    assert len(list(cases())) >= 120
