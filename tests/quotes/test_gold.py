"""Floors on the development gold beside the checkout, with its own scorer; lowering one is an explicit act."""

import sys
from typing import Any

import pytest

from extract.lang import load
from extract.model import Attribution
from extract.quotes import attributions
from tests.quotes.texts import article_of, parse_of
from tests.shared import SHARED, needs_shared, rows


def flat(one: Attribution) -> dict[str, Any]:
    spans = {"content": one.content, "speaker": one.source}
    return {"kind": one.kind, **{name: [[s.start, s.end] for s in found] for name, found in spans.items()}}


def predicted(text: str, code: str) -> list[dict[str, Any]]:
    found = attributions(article_of(text, code), parse_of(text, code), load(code))
    return [flat(one) for one in found if one.stance == "speech"]


@needs_shared
@pytest.mark.parametrize(
    ("gold", "code", "figure", "floor"),
    [("polnear_dev", "en", "joint", 73.5), ("ntrex_fr_dev", "fr", "match50", 87.0)],
)
def test_the_figure_on_the_development_gold_holds(
    gold: str, code: str, figure: str, floor: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(SHARED / "score")])
    scorer = pytest.importorskip("quotes", reason="the scorer of quotes is not beside the checkout")
    documents = rows(SHARED / "gold" / "quotes" / f"{gold}.jsonl")
    predictions = {document["doc"]: predicted(document["text"], code) for document in documents}
    assert scorer.score(documents, predictions)[figure]["total"]["F1"] >= floor
