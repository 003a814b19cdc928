"""The case tables of speakers across articles, in both languages."""

import tomllib
from typing import Any

import pytest

from extract.model import SpeakerMention
from extract.speakers.across import cluster
from tests.speakers.cases import CASES


def read(language: str) -> list[Any]:
    """Return the cases of a language as pytest parameters; a known gap is a strict xfail with its cause."""
    cases = tomllib.loads((CASES / language / "across.toml").read_text(encoding="utf-8"))["case"]
    return [
        pytest.param(
            case,
            language,
            id=f"{language}: {case['claim']}",
            marks=[pytest.mark.xfail(reason=case["gap"], strict=True)] if "gap" in case else [],
        )
        for case in cases
    ]


def mention(number: int, row: str, language: str) -> SpeakerMention:
    """Return the mention that a row of a case describes."""
    name, article, roles, date, kind, code = (part.strip() for part in (row + "|" * 5).split("|")[:6])
    return SpeakerMention(
        attribution_id=f"{number}",
        article_id=article,
        name=name,
        kind=kind or "person",
        roles=tuple(role.strip() for role in roles.split(";") if role.strip()),
        language=code or language,
        outlet=f"outlet of {article}",
        date=date or None,
    )


@pytest.mark.parametrize(("case", "language"), [*read("en"), *read("fr")])
def test_who_is_one_speaker(case: dict[str, Any], language: str) -> None:
    found = cluster([mention(number, row, language) for number, row in enumerate(case["mentions"])])
    assert sorted(sorted(map(int, speaker.attributions)) for speaker in found) == sorted(case["speakers"])
