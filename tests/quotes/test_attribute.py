"""What holds of every attribution in whatever text."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.lang import load
from extract.model import Attribution, attribution_id
from extract.quotes import attributions
from tests.quotes.texts import article_of, parse_of

SHARED = ["“", "”", "'", "’", ":", ",", ".", "?", "—", "(", ")", "\n", "\n\n"]
ENGLISH = [
    '"',
    "''",
    "We leave",
    "the dam held",
    "said",
    "he",
    "Anna Bright",
    "told",
    "that",
    "according to",
    "called on",
]
ENGLISH += ["adding", "This was stated by", "BRIGHT", "and", "would"]
FRENCH = ["«", "»", "Nous partons", "le barrage tient", "a-t-il dit", "dit-elle", "a déclaré", "Anne Dubreuil", "que"]
FRENCH += ["selon", "a exhorté", "C'est ce qu'a dit", "et", "faudrait"]
PIECES = {"en": SHARED + ENGLISH, "fr": SHARED + FRENCH}
TEXTS = st.sampled_from(["en", "fr"]).flatmap(
    lambda code: st.tuples(st.just(code), st.lists(st.sampled_from(PIECES[code]), max_size=30).map(" ".join))
)
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def found_in(text: str, code: str) -> tuple[Attribution, ...]:
    return attributions(article_of(text, code), parse_of(text, code), load(code))


def holds(text: str, code: str) -> None:
    previous = -1
    for one in found_in(text, code):
        assert one.content
        assert one.content[0].start >= previous
        previous = one.content[0].start
        assert one.id == attribution_id("a", one.content)
        assert 0 <= one.confidence <= 1
        for span in (*one.content, *one.cue, *one.source):
            assert span.of(text).strip()
            assert span.end <= len(text)
        for content in one.content:
            assert not any(content.overlaps(other) for other in (*one.cue, *one.source))
        assert not any(a.overlaps(b) for a in one.content for b in one.content if a is not b)


@SETTINGS
@given(TEXTS)
def test_every_span_reads_back_and_contents_keep_clear_of_cue_and_source(case: tuple[str, str]) -> None:
    code, text = case
    holds(text, code)


@SETTINGS
@given(st.text(max_size=80))
def test_no_text_makes_it_raise(text: str) -> None:
    holds(text, "en")


@pytest.mark.parametrize("mark", ["“", "”", '"', "«", "»", "''", "'"])
def test_an_odd_mark_loses_nothing_else(mark: str) -> None:
    text = f"The dam is old {mark} and grey.\n\n“We will leave,” said Anna Bright."
    assert [one.content[0].of(text) for one in found_in(text, "en")] == ["We will leave"]


def test_an_empty_text_has_no_attributions() -> None:
    assert found_in("", "en") == ()


def test_ids_are_the_same_on_every_reading() -> None:
    text = "“We will leave,” said Anna Bright."
    assert found_in(text, "en") == found_in(text, "en")


def test_no_two_attributions_share_words() -> None:
    text = "Bright said Osten had told the council that the dam was old, according to the Harbour Post."
    taken = [index for one in found_in(text, "en") for span in one.content for index in range(span.start, span.end)]
    assert taken
    assert len(taken) == len(set(taken))
