"""Whether speakers agree is asked once for each two voices, and says of each pair what asking for it alone says."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.matching import voices
from extract.matching.report import Report, reports, speakers_agree
from extract.matching.voices import UNKNOWN, Voices
from extract.model import Quote

SPEAKERS = st.sampled_from(
    [
        (None, None, None),
        ("p1", "Maren Osk", "person"),
        ("p2", "Osk", "person"),
        ("p3", "Maren Oske", "person"),
        ("p4", "Tilda Brandt", "person"),
        (None, "Brandt", "person"),
        ("o1", "Harbour Board", "organisation"),
        ("g1", "residents", "group"),
        ("g2", "Residents of Quillon", "group"),
        (None, "they", "group"),
    ]
)


def said(speakers: Sequence[tuple[str | None, str | None, str | None]]) -> list[Report]:
    """Return a report for each speaker, of words of its own."""
    return reports(
        [
            Quote(
                id=f"q{number}",
                text=f"We counted {number} boats in the harbour",
                kind="direct",
                speaker_id=id,
                speaker=name,
                speaker_kind=kind,
                language="en",
            )
            for number, (id, name, kind) in enumerate(speakers)
        ]
    )


@given(st.lists(SPEAKERS, min_size=1, max_size=12))
def test_voices_agree_where_their_speakers_do(speakers: list[tuple[str | None, str | None, str | None]]) -> None:
    found = said(speakers)
    a, b = (side.ravel() for side in np.indices((len(found), len(found))))
    expected = [speakers_agree(found[one], found[two]) for one, two in zip(a.tolist(), b.tolist(), strict=True)]
    told = Voices(found).agree(a, b).tolist()
    assert told == [UNKNOWN if agreed is None else int(agreed) for agreed in expected]


def test_no_pairs_have_no_answers() -> None:
    none = np.zeros(0, dtype=np.int64)
    assert len(Voices([]).agree(none, none)) == 0


def test_forgetting_answers_changes_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voices, "KEPT", 1)
    found = said([("p1", "Maren Osk", "person"), ("p2", "Osk", "person"), ("p4", "Tilda Brandt", "person")])
    asked, a, b = Voices(found), np.array([0, 0, 1]), np.array([1, 2, 2])
    assert asked.agree(a, b).tolist() == asked.agree(a, b).tolist() == Voices(found).agree(a, b).tolist()
