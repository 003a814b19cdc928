"""The figures of the numbers on the development data; a floor is lowered by an explicit act only."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from extract import lang, nlp
from extract.claims import claims
from extract.jsonlines import extraction_to_json
from extract.model import Article, Extraction, Span, Zone
from tests.shared import SHARED, needs_shared, rows

# Measured 94.3, 89.4, 91.2, 77.0 and 86.5; the issue asks for 91, 86, 88, 76 and 83.
NEWSQUANT = {"value": 93.5, "+unit": 88.5, "+approx": 90.0, "+thing_partial": 76.3}
ROW_EXACT = 85.5
# Recall of the value and of value with unit. The French currency gold lost its decimal commas ("2,75 $" is 275 there),
# and its units are spelt in French, which the scorer does not know: 13 values and 14 units are out of reach.
SPECS = {
    "en_AgeModel": (94.0, 88.0), "en_PercentModel": (99.0, 99.0), "en_CurrencyModel": (96.0, 92.0),
    "fr_AgeModel": (94.0, 94.0), "fr_PercentModel": (87.0, 87.0), "fr_CurrencyModel": (86.0, 75.0),
}  # fmt: skip


def score(gold: Path, tmp_path: Path, *options: str) -> dict[str, Any]:
    extracted, predicted = tmp_path / "extracted.jsonl", tmp_path / "predicted.jsonl"
    with extracted.open("w", encoding="utf-8") as lines:
        for row in rows(gold):
            text, language = row["sentence"], lang.load("fr" if row["id"].startswith("fr_") else "en")
            body = (Zone(kind="body", span=Span(0, len(text))),)
            article = Article(id=row["id"], document_id="", uri="", text=text, zones=body, language=language.code)
            read = claims(article, nlp.parse(text, article.body, language), language, ())
            lines.write(json.dumps(extraction_to_json(Extraction(article=article, claims=read))) + "\n")
    run = [sys.executable, str(SHARED / "score/to_pred.py"), "claims", str(extracted)]
    predicted.write_bytes(subprocess.run(run, check=True, capture_output=True).stdout)
    run = [sys.executable, str(SHARED / "score/claims.py"), str(gold), str(predicted), "--json", *options]
    counted: dict[str, Any] = json.loads(subprocess.run(run, check=True, capture_output=True).stdout)
    return counted


@needs_shared
def test_newsquant_is_read_as_well_as_measured(tmp_path: Path) -> None:
    counted = score(SHARED / "gold/claims/newsquant_dev.jsonl", tmp_path)
    missed = {name: counted[name]["F1"] for name, floor in NEWSQUANT.items() if counted[name]["F1"] < floor}
    assert not missed
    assert counted["row_exact"] >= ROW_EXACT


@needs_shared
@pytest.mark.parametrize("spec", sorted(SPECS))
def test_the_recognizers_specs_are_read_as_well_as_measured(spec: str, tmp_path: Path) -> None:
    counted = score(SHARED / f"gold/claims/recognizers_{spec}.jsonl", tmp_path, "--spans")
    assert counted["value"]["R"] >= SPECS[spec][0]
    assert counted["+unit"]["R"] >= SPECS[spec][1]
