"""Sentence vectors: rows of length one, in the order of the texts, and a reason where there are none."""

from collections.abc import Iterator, Sequence

import numpy as np
import pytest

from extract import pipeline
from extract.errors import ModelError
from extract.matching import encoder
from extract.model import Quote


def test_rows_have_length_one_and_keep_the_order_of_the_texts() -> None:
    found = encoder.default_encoder()
    assert found is not None
    texts = ["The harbour will be closed for two weeks, the mayor said.", "", "Le port sera fermé deux semaines."]
    rows = found.encode(texts)
    assert rows.shape == (3, 512)
    assert np.allclose(np.linalg.norm(rows, axis=1), 1, atol=1e-3)
    assert np.allclose(found.encode(texts[::-1])[::-1], rows, atol=1e-3)
    assert rows[0] @ rows[2] > 0.5


def test_no_text_gives_no_row() -> None:
    found = encoder.default_encoder()
    assert found is not None
    assert found.encode([]).shape == (0, 512)


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    yield
    encoder._named.cache_clear()


def test_a_missing_package_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "PACKAGE", "no_such_package_here")
    encoder._named.cache_clear()
    assert encoder.default_encoder() is None
    assert "pip install" in (encoder.reason_missing() or "")


def test_without_vectors_english_and_french_match_within_each_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "PACKAGE", "no_such_package_here")
    encoder._named.cache_clear()
    found = pipeline.match_quotes([*quotes("en", HERONS), *quotes("fr", GREVE)]).statements
    assert sorted(len(statement.members) for statement in found) == [2, 2]


HERONS = "The dredging of the northern channel waits until the herons have left the marsh"
GREVE = "Le dragage du chenal nord attendra que les hérons aient quitté le marais"


def quotes(language: str, text: str) -> list[Quote]:
    said = ((f"{language}1", text), (f"{language}2", " ".join(text.split()[3:])))
    return [Quote(id=id, text=words, language=language, speaker="Ilse Marrow", outlet=id) for id, words in said]


class OwnEncoder:
    """Somebody's own: three dimensions, by what a text is about."""

    def encode(self, texts: Sequence[str]) -> encoder.Vectors:
        rows = [[1.0, 0.0, 0.0] if "heron" in text or "héron" in text else [0.0, 1.0, 0.0] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), 3)


def test_another_encoder_may_be_plugged_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_ENCODER", "tests.matching.test_encoder:OwnEncoder")
    assert isinstance(encoder.default_encoder(), OwnEncoder)
    assert encoder.reason_missing() is None
    found = pipeline.match_quotes([quotes("en", HERONS)[0], quotes("fr", GREVE)[0]]).statements
    assert [len(statement.members) for statement in found] == [2]


@pytest.mark.parametrize("name", ["no_such_module_here:make", "tests.matching.test_encoder:nothing", "json", ":"])
def test_a_name_that_leads_to_no_encoder_says_what_to_do(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv("ONRECORD_ENCODER", name)
    with pytest.raises(ModelError, match="name a callable"):
        encoder.default_encoder()
