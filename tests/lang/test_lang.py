"""Languages are data: every file loads, and a missing one says what there is."""

import pytest

from extract import lang
from extract.errors import LanguageError


@pytest.mark.parametrize("code", lang.supported())
def test_every_language_file_loads_with_a_name_a_model_and_sections(code: str) -> None:
    language = lang.load(code)
    assert language.code == code
    assert language.name
    assert language.model
    assert {"article", "quotes", "speakers", "numbers"} <= set(language.sections)


def test_english_and_french_are_there() -> None:
    assert {"en", "fr"} <= set(lang.supported())


def test_the_languages_have_the_same_sections_with_the_same_keys() -> None:
    """A contributor sees from one file what another needs."""
    first, *others = (lang.load(code) for code in lang.supported())
    for other in others:
        assert set(other.sections) == set(first.sections)


def test_an_unknown_language_names_those_there_are() -> None:
    with pytest.raises(LanguageError, match=r"'xx' is not supported.*en, fr"):
        lang.load("xx")


def test_an_unknown_section_names_the_file() -> None:
    with pytest.raises(LanguageError, match=r"extract/lang/en.toml: no section \[nonsense\]"):
        lang.load("en").section("nonsense")
