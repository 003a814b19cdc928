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


def field(row: dict[str, str], name: str, want: dict[str, str]) -> str:
    """Return a field; of `head`, a word of the entity, that word where the entity holds it, else the whole entity."""
    if name != "head":
        return row[name]
    return want["head"] if want["head"].lower() in row["entity"].lower() else row["entity"]


@pytest.mark.parametrize(("code", "text", "expected"), list(cases()))
def test_every_number_of_a_text_is_read_as_a_person_reads_it(
    code: str, text: str, expected: list[dict[str, str]]
) -> None:
    rows = [as_row(claim, text) for claim in found(code, text)]
    read = [{name: field(row, name, want) for name in want} for row, want in zip(rows, expected, strict=False)]
    assert (len(rows), read) == (len(expected), expected), rows


def test_the_tables_are_as_large_as_they_claim_to_be() -> None:
    listed = [case.values[0] for case in cases()]
    assert (len(listed), listed.count("fr")) >= (235, 110)


def forms() -> Iterator[Any]:
    for path in sorted(CASES.glob("*/numbers.toml")):
        for form in tomllib.loads(path.read_text(encoding="utf-8"))["forms"]:
            yield pytest.param(path.parent.name, form, id=f"{path.parent.name}: {form}")


@pytest.mark.parametrize(("code", "form"), list(forms()))
def test_every_form_that_is_promised_stands_in_a_case(code: str, form: str) -> None:
    assert any(form in case.values[1] or form in case.values[1].lower() for case in cases() if case.values[0] == code)
