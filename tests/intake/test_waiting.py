"""Articles that were stored first are searched later, and none holds up the others."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extract import pipeline
from extract.intake import Result, ingest
from extract.model import Failure
from extract.store import open_store, queries


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store of five articles, a to e, that wait."""
    rows = [{"id": id, "text": f"The quay {id} is closed, said Ada Brunel.", "language": "en"} for id in "abcde"]
    (tmp_path / "five.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    ingest(tmp_path / "s.db", [tmp_path / "five.jsonl"], search=False)
    return tmp_path / "s.db"


def later(store: Path, **asked: Any) -> list[tuple[str, str]]:
    told: list[Result] = []
    ingest(store, [], progress=told.append, **asked)
    return sorted((result.uri, result.status) for result in told)


def waiting(store: Path) -> list[str]:
    with open_store(store) as opened:
        return [held.article.id for held in queries.unsearched(opened, 99)]


def test_all_that_wait_are_searched(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 2)
    assert later(store) == [(id, "searched") for id in "abcde"]
    assert waiting(store) == []


def test_what_fails_goes_on_waiting_and_holds_nothing_up(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = pipeline.extract_safely

    def failing(document: Any, article: Any) -> Any:
        if document.uri in "ac":
            return Failure(uri=document.uri, cause="no model", remedy="install it")
        return found(document, article)

    monkeypatch.setattr(pipeline, "BATCH", 1)
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "extract_safely", failing)
        assert [status for _, status in later(store)] == ["failed", "searched", "failed", "searched", "searched"]
    assert waiting(store) == ["a", "c"]
    assert later(store) == [("a", "searched"), ("c", "searched")]


def test_what_the_store_refuses_costs_no_other(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = pipeline.extract_safely

    def odd(document: Any, article: Any) -> Any:
        told, extraction = found(document, article)  # type: ignore[misc]
        if document.uri != "b":
            return told, extraction
        return told, replace(extraction, attributions=tuple(replace(one, rule=None) for one in extraction.attributions))

    monkeypatch.setattr(pipeline, "extract_safely", odd)
    assert dict(later(store)) == {"a": "searched", "b": "failed", "c": "searched", "d": "searched", "e": "searched"}


def test_a_stopped_search_goes_on_where_it_was(store: Path) -> None:
    told: list[Result] = []
    ingest(store, [], progress=told.append, stop=iter([False, False, True]).__next__)
    assert [result.uri for result in told] == ["a", "b"]
    assert waiting(store) == ["c", "d", "e"]


def test_what_a_reader_should_know_of_an_article_stays_when_it_is_searched(tmp_path: Path) -> None:
    row = {"id": "a", "text": "The quay is closed, said Ada Brunel.", "language": "en", "published_at": "soon"}
    store = tmp_path / "s.db"
    ingest(store, [], uploads=[("a.jsonl", json.dumps(row).encode())], search=False)
    ingest(store, [])
    with open_store(store) as opened:
        found = queries.article(opened, "a")
    assert found is not None
    assert found.card.note == "its date 'soon' is not one that can be read, and was left out"
