"""What `extract` writes, `match` reads back whole."""

import json
from decimal import Decimal
from typing import Any

import pytest

from extract.errors import RecordError
from extract.jsonlines import (
    extraction_from_json,
    extraction_to_json,
    number,
    outlet_named,
    quote_from_json,
)
from extract.model import Article, Attribution, Claim, Extraction, Quantity, Role, Span, Speaker, Zone, content_id

TEXT = "Menu\nThe ferry is late by 20 minutes, Ada Brunel said."


def example() -> Extraction:
    speaker = Speaker(
        id=content_id("speaker", "a1", "person", "Ada Brunel"),
        name="Ada Brunel",
        kind="person",
        roles=(Role(text="harbour master", articles=("a1",)),),
    )
    attribution = Attribution(
        id="q1",
        article_id="a1",
        kind="indirect",
        content=(Span(5, 36),),
        cue=(Span(49, 53),),
        source=(Span(38, 48),),
        speaker=speaker,
        confidence=0.8,
        rule="parenthetical",
    )
    quantity = Quantity(span=Span(26, 36), kind="duration", value=Decimal("20"), unit="minute")
    claim = Claim(
        id="c1",
        article_id="a1",
        quantity=quantity,
        sentence=Span(5, 54),
        attribution_id="q1",
        speaker=speaker,
        entity="ferry",
    )
    article = Article(
        id="a1",
        document_id=content_id("document", "file.txt"),
        uri="file.txt",
        text=TEXT,
        zones=(Zone(kind="body", span=Span(5, 54)),),
        outlet=outlet_named("Daily Quay"),
        language="en",
    )
    return Extraction(article=article, attributions=(attribution,), claims=(claim,))


def test_an_extraction_comes_back_as_it_went() -> None:
    assert extraction_from_json(json.loads(json.dumps(extraction_to_json(example())))) == example()


def test_the_documented_fields_are_written_in_their_order() -> None:
    written = extraction_to_json(example())
    assert list(written) == [
        *("id", "uri", "outlet", "title", "author", "published_at", "dateline_date", "language", "text", "body"),
        *("attributions", "claims"),
    ]
    assert written["claims"][0]["value"] == 20
    assert written["attributions"][0]["source_text"] == "Ada Brunel"


@pytest.mark.parametrize("missing", ["text", "body", "attributions", "claims"])
def test_a_line_without_a_field_is_refused_with_the_field(missing: str) -> None:
    data = extraction_to_json(example())
    del data[missing]
    with pytest.raises(RecordError, match=rf"article 'a1': no field '{missing}'; extract it again"):
        extraction_from_json(data)


@pytest.mark.parametrize(
    ("where", "value", "told"),
    [
        (("text",), 5, "text is no string"),
        (("language",), [1], "language is no string"),
        (("attributions", 0, "speaker"), "Ada Brunel", "not of its documented form"),
        (("attributions", 0, "speaker", "name"), "", "a speaker's name is empty"),
        (("attributions", 0, "content"), [[0, 10**9]], r"the span \[0, 1000000000\] does not lie in the text"),
        (("claims", 0, "value"), "many", "value is no number"),
        (("claims", 0, "value"), float("nan"), "value is no number"),
        (("claims", 0, "entity"), 5, "entity is no string"),
        (("claims", 0, "id"), 5, "id is no string"),
        (("claims",), None, "not of its documented form"),
    ],
)
def test_a_damaged_field_is_named(where: tuple[str | int, ...], value: object, told: str) -> None:
    data = extraction_to_json(example())
    *path, last = where
    inner: Any = data
    for step in path:
        inner = inner[step]
    inner[last] = value
    with pytest.raises(RecordError, match=f"article 'a1'.*{told}; extract it again"):
        extraction_from_json(data)


@pytest.mark.parametrize("data", [{}, {"id": 1, "text": "a"}, {"id": "a"}, {"id": "a", "text": None}])
def test_a_bare_quote_needs_an_id_and_a_text(data: dict[str, object]) -> None:
    with pytest.raises(RecordError, match="needs a string id and a string text"):
        quote_from_json(data)


def test_a_bare_quote_keeps_what_it_says_and_no_more() -> None:
    quote = quote_from_json({"id": "q", "text": "We won", "outlet": "Daily Quay", "speaker": None})
    assert (quote.outlet, quote.speaker, quote.date) == ("Daily Quay", None, None)


@pytest.mark.parametrize(
    ("value", "written"), [("20", 20), ("20.0", 20), ("2.5", 2.5), ("1E+6", 1_000_000), (None, None)]
)
def test_numbers_are_json_numbers(value: str | None, written: float | None) -> None:
    made = number(None if value is None else Decimal(value))
    assert made == written
    assert type(made) is type(written)
