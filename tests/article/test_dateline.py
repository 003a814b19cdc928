"""The dateline that opens a report."""

import pytest

from extract.article.dateline import dateline


@pytest.mark.parametrize(
    "head",
    [
        "ISLAND CITY, Sept 10: ",
        "PORT MARLOW (AFP) — ",
        "Lyon, le 3 mai 2026 – ",
        "BANTARA, 17 février (AFP) - ",
        "BANTARA, May 3 (Reuters) - ",
        "KESSARA, 9 March – ",
        "(Port Marlow, May 3, 2026) – ",
        "GENEVA, Switzerland -- ",
        "Bantara – ",
    ],
)
def test_a_place_with_a_date_an_agency_or_a_dash_is_a_dateline(head: str) -> None:
    text = "\n" + head + "The bridge is shut."
    found = dateline(text, 0, len(text))
    assert found is not None
    assert found.of(text) == head


@pytest.mark.parametrize(
    "text",
    [
        "ADJANI: They are free.",
        "The bridge – all of it – is shut.",
        "Smith – who was thirty – left.",
        "On 3 May the council said: nothing.",
        "Bridge shut: what we know",
        "",
        "   ",
        "-",
    ],
)
def test_a_speaker_or_a_sentence_is_no_dateline(text: str) -> None:
    assert dateline(text, 0, len(text)) is None
