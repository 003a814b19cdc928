"""Runs the product over the sample."""

from functools import cache
from pathlib import Path

from extract import pipeline, readers
from extract.model import Extraction, Failure
from tests.gold.agreement import Agreement, agreement
from tests.gold.figures import Figures, figures
from tests.gold.reading import SAMPLE


@cache
def measured() -> tuple[dict[str, Extraction], Agreement, Figures]:
    """Run the product over the sample, once a process: the extractions by gold id, the agreement, the figures."""
    extractions: dict[str, Extraction] = {}
    for found in pipeline.extract_all(readers.read([str(SAMPLE)])):
        if isinstance(found, Failure):
            raise AssertionError(str(found))
        extractions[_gold_id(found[1].article.uri)] = found[1]
    agreed = agreement(extractions)
    return extractions, agreed, figures(extractions, agreed, pipeline.match(extractions.values()))


def _gold_id(uri: str) -> str:
    return uri.removeprefix("sample:") if uri.startswith("sample:") else Path(uri).name
