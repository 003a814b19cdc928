"""Floors on the development gold beside the checkout, with its own scorer; lowering one is an explicit act."""

import sys
from functools import cache
from typing import Any

import pytest

from extract.lang import load
from extract.model import Attribution
from extract.quotes import attributions
from extract.quotes.tagger.model import load as load_model
from tests.quotes.texts import article_of, parse_of
from tests.shared import SHARED, needs_shared, rows


def flat(one: Attribution) -> dict[str, Any]:
    spans = {"content": one.content, "speaker": one.source}
    return {"kind": one.kind, **{name: [[s.start, s.end] for s in found] for name, found in spans.items()}}


@cache
def predicted(gold: str, code: str, tagger: bool) -> dict[str, list[dict[str, Any]]]:
    """Return what is found in each document of a gold file, with the tagger or by the rules alone."""
    model = load_model() if tagger else None
    found = {}
    for document in documents(gold):
        text = document["text"]
        made = attributions(article_of(text, code), parse_of(text, code), load(code), model)
        found[document["doc"]] = [flat(one) for one in made if one.stance == "speech"]
    return found


@cache
def documents(gold: str) -> list[dict[str, Any]]:
    return rows(SHARED / "gold" / "quotes" / f"{gold}.jsonl")


@needs_shared
@pytest.mark.parametrize(
    ("gold", "code", "tagger", "figure", "kind", "floor"),
    [
        ("polnear_dev", "en", False, "joint", "total", 73.5),
        ("ntrex_fr_dev", "fr", False, "match50", "total", 87.0),
        ("polnear_dev", "en", True, "joint", "total", 78.0),
        ("polnear_dev", "en", True, "joint", "direct", 86.0),
        ("polnear_dev", "en", True, "joint", "indirect", 73.0),
        ("polnear_dev", "en", True, "joint", "mixed", 74.0),
        ("polnear_dev", "en", True, "token", "total", 93.0),
        ("ntrex_fr_dev", "fr", True, "match50", "total", 88.0),
        ("ntrex_fr_dev", "fr", True, "joint", "total", 77.0),
    ],
)
def test_the_figure_on_the_development_gold_holds(
    gold: str, code: str, tagger: bool, figure: str, kind: str, floor: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(SHARED / "score")])
    scorer = pytest.importorskip("quotes", reason="the scorer of quotes is not beside the checkout")
    figures = scorer.score(documents(gold), predicted(gold, code, tagger))
    assert figures[figure][kind]["F1"] >= floor
