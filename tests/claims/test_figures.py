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
from extract.model import Article, Claim, Extraction, Span, Zone
from tests.shared import SHARED, needs_shared, rows

# Measured 94.3, 89.4, 91.2, 77.0 and 86.5; the issue asks for 91, 86, 88, 76 and 83.
NEWSQUANT = {"value": 93.5, "+unit": 88.5, "+approx": 90.0, "+thing_partial": 76.3}
ROW_EXACT = 85.5
# Recall of the value and of value with unit; the issue asks for 92 and 80. French currency and percent end below it: in
# 15 of 111 and 3 of 31 rows the spec lost its decimal comma ("2,75 $" is 275 there, "4,800 %" 48; one is a power),
# and 12 units are spelt in French, which the scorer does not know. What the specs leave is tested below.
SPECS = {
    "en_AgeModel": (94.0, 88.0), "en_PercentModel": (99.0, 99.0), "en_CurrencyModel": (97.0, 93.0),
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


def lost_its_comma(row: dict[str, Any], read: list[Claim]) -> bool:
    """Whether a spec's value has the digits of what stands there without its decimal mark: 275 for "2,75 $"."""
    values = [one.quantity.value for one in read if one.quantity.span.overlaps(Span(*row["span"]))]
    digits = {f"{value.normalize():f}".replace(".", "") for value in values if value is not None and value % 1}
    return f"{row['value']:.0f}" in digits


@needs_shared
@pytest.mark.parametrize(("spec", "lost", "floor"), [("CurrencyModel", 15, 100.0), ("PercentModel", 2, 93.0)])
def test_every_french_figure_that_kept_its_comma_is_read(spec: str, lost: int, floor: float) -> None:
    language, gone, found, kept = lang.load("fr"), 0, 0, 0
    for row in rows(SHARED / f"gold/claims/recognizers_fr_{spec}.jsonl"):
        text = row["sentence"]
        body = (Zone(kind="body", span=Span(0, len(text))),)
        article = Article(id="a", document_id="", uri="", text=text, zones=body, language="fr")
        read = list(claims(article, nlp.parse(text, article.body, language), language, ()))
        for wanted in row["quantities"]:
            right = any(float(one.quantity.value or 0) == wanted["value"] for one in read)
            gone += not right and lost_its_comma(wanted, read)
            found += right
            kept += right or not lost_its_comma(wanted, read)
    assert (gone, 100 * found / kept >= floor) == (lost, True)
