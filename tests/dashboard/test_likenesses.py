"""Why a name is a speaker's, in the words of the page."""

import pytest

from dashboard import words
from dashboard.components import likenesses


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        ("the same name", "the same name"),
        (
            "spelled maron / marron (+2.5); both lock keeper (+1)",
            "spelled maron / marron (+2.5); both lock keeper (+1)",
        ),
        ("12 years apart (-1.5)", "12 years apart (−1.5)"),
        ("Mina judged so on 2026-03-02: Maron / Marron", "Mina judged so on 2026-03-02"),
        ("in en and fr", "in English and French"),
        ("<b>odd</b>", '<span lang="en">&lt;b&gt;odd&lt;/b&gt;</span>'),
        ("", ""),
    ],
)
def test_evidence_is_said_anew(evidence, said):
    assert likenesses.said(evidence) == said


def test_evidence_is_said_in_french(monkeypatch):
    monkeypatch.setattr(words, "interface", lambda: "fr")
    assert likenesses.said("12 years apart (-1.5); in en and fr") == (
        "à 12 ans d’écart (−1,5)\u202f; en anglais et français"
    )


def test_a_semicolon_in_the_words_of_an_article_parts_no_reason():
    assert likenesses.said("the same A; B; C (+1.5)") == '<span lang="en">the same A; B; C</span> (+1.5)'
    assert likenesses.said("a; the same name; b; c").count("<span") == 2
