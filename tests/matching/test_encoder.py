"""Sentence vectors: rows of length one, in the order of the texts, and a reason where there are none."""

import numpy as np
import pytest

from extract.matching import encoder


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


def test_a_missing_package_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "PACKAGE", "no_such_package_here")
    encoder.default_encoder.cache_clear()
    assert encoder.default_encoder() is None
    assert "pip install" in (encoder.reason_missing() or "")
    encoder.default_encoder.cache_clear()
