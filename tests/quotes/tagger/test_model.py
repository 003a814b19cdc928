"""The model that the package carries: whole, checked, and replaced by the rules where it is not."""

import shutil
from pathlib import Path

import pytest

from extract import pipeline
from extract.errors import ModelError
from extract.model import Document, Extraction, Metadata
from extract.quotes.tagger.model import FOLDER, MANIFEST, NETWORK, TOKENIZER, load

MEGABYTE = 1_000_000
TEXT = "“The dam held through the night,” said Anna Bright, the mayor of Port Larne."


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "attribution"))


def extracted(text: str) -> Extraction:
    told = Metadata(clean=True, language="en")
    return pipeline.extract_document(Document(id="d", uri="d", media_type="text/plain", content=text, metadata=told))


def test_the_package_carries_a_model_that_loads() -> None:
    assert load().manifest["layers"] > 0
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 45 * MEGABYTE


def test_nothing_in_the_model_is_a_pickle() -> None:
    assert {path.suffix for path in FOLDER.iterdir()} == {".onnx", ".json"}


@pytest.mark.parametrize("name", [NETWORK, TOKENIZER, MANIFEST])
def test_a_file_that_is_missing_is_named_with_its_remedy(copied: Path, name: str) -> None:
    (copied / name).unlink()
    with pytest.raises(ModelError, match=rf"{name}.*run: pip install"):
        load(copied)


@pytest.mark.parametrize("name", [NETWORK, TOKENIZER])
@pytest.mark.parametrize("change", ["cut", "changed"])
def test_a_file_that_is_cut_or_changed_is_refused(copied: Path, name: str, change: str) -> None:
    data = (copied / name).read_bytes()
    (copied / name).write_bytes(data[: len(data) // 2] if change == "cut" else data[:-1] + b"\x00")
    with pytest.raises(ModelError, match=rf"{name} is not the file.*run: pip install"):
        load(copied)


@pytest.mark.parametrize("manifest", ["", "{}", "[]", '{"sha256": {}}'])
def test_a_manifest_that_tells_nothing_is_refused(copied: Path, manifest: str) -> None:
    (copied / MANIFEST).write_text(manifest, encoding="utf-8")
    with pytest.raises(ModelError, match="run: pip install"):
        load(copied)


def test_a_surer_score_is_never_less_likely_right() -> None:
    shares = [load().confidence(score / 100) for score in range(101)]
    assert shares == sorted(shares)
    assert 0 < shares[0] < shares[-1] < 1


def test_without_the_model_the_rules_serve_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing() -> None:
        raise ModelError("the attribution model cannot be read; run: pip install --force-reinstall onrecord")

    monkeypatch.setattr(pipeline, "load_tagger", missing)
    pipeline._tagger.cache_clear()
    try:
        found = extracted(TEXT)
    finally:
        pipeline._tagger.cache_clear()
    assert [one.rule for one in found.attributions] == ["quote-cue-after"]
    assert found.note is not None
    assert "rules alone" in found.note
    assert "pip install" in found.note


def test_with_the_model_nothing_needs_to_be_said() -> None:
    found = extracted(TEXT)
    assert found.note is None
    assert [one.speaker.name for one in found.attributions if one.speaker] == ["Anna Bright"]


@pytest.mark.parametrize(
    "text",
    ["", "\x00" * 5_000, "“" * 3_000, "漢字" * 5_000, "a" * 50_000, "She said. " * 800, "«»" * 1_500],
    ids=["empty", "NULs", "marks", "Han", "one word", "one line", "empty quotations"],
)
def test_strange_text_gives_a_result(text: str) -> None:
    found = extracted(text)
    assert all(span.of(text).strip() for one in found.attributions for span in one.content)
