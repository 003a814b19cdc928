"""A new version reads the archive again, and loses no judgement and no id that is still true."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from extract import pipeline
from extract.intake import Result, ingest, reading, waiting
from extract.model import Article, Attribution, Document, Extraction, Failure, Judgement, Span
from extract.store import Store, dossiers, judgements, open_store, queries
from extract.store.provenance import Reading
from extract.store.queries import Filters

AT = "2026-05-04T09:00:00+00:00"
TEXTS = {
    "Daily Quay": '"Frankly we would rather have an angry driver than a drowned one," said Ida Blum.\n\n'
    "At least 63 passengers were waiting on the quay, Ida Blum said on Monday.\n",
    "Estuary Post": "Ida Blum, the harbour master, told reporters: "
    '"Frankly we would rather have an angry driver than a drowned one."\n\nThe council said 1,200 people live there.\n',
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    rows = [
        {"id": name, "text": text, "outlet": name, "language": "en", "published_at": "2026-05-04"}
        for name, text in TEXTS.items()
    ]
    ingest(tmp_path / "s.db", [], uploads=[("a.jsonl", "\n".join(map(json.dumps, rows)).encode())])
    return tmp_path / "s.db"


def again(path: Path, **asked: Any) -> list[str]:
    told: list[Result] = []
    ingest(path, [], again=True, progress=told.append, **asked)
    return [result.status for result in told]


def changed(monkeypatch: pytest.MonkeyPatch, how: Callable[[Extraction], Extraction]) -> None:
    """Let another model read from here on."""
    found = pipeline.extract_safely

    def otherwise(document: Document, article: Article | None = None) -> pipeline.Found | Failure:
        told = found(document, article)
        return told if isinstance(told, Failure) else (document, how(told[1]))

    monkeypatch.setattr(pipeline, "extract_safely", otherwise)
    for module in (reading, waiting):
        monkeypatch.setattr(module, "reading", lambda: Reading(onrecord="9.9", model="f" * 64))


def shifted(extraction: Extraction) -> Extraction:
    """Leave the first word of each quote out, so that every quote has another id."""
    quotes = tuple(_shorter(one, extraction) for one in extraction.attributions)
    claims = tuple(replace(one, attribution_id=_other(one.attribution_id)) for one in extraction.claims)
    return replace(extraction, attributions=quotes, claims=claims)


def _other(id: str | None) -> str | None:
    return id and f"{id[:-2]}zz"


def _shorter(one: Attribution, extraction: Extraction) -> Attribution:
    (first, *rest), text = one.content, extraction.article.text
    start = text.index(" ", first.start) + 1
    return replace(one, id=f"{one.id[:-2]}zz", content=(Span(start, first.end), *rest))


def dump(store: Store) -> list[tuple[Any, ...]]:
    tables = ("attributions", "claims", "statements", "members", "speakers", "spoken", "measures", "redirects")
    return [tuple(row) for table in tables for row in store.rows(f"SELECT * FROM {table} ORDER BY 1, 2")]


def test_what_this_version_read_is_not_read_again(path: Path) -> None:
    assert again(path) == []


def test_the_same_findings_change_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(path) as store:
        before = dump(store)
    changed(monkeypatch, lambda extraction: extraction)
    assert again(path) == ["searched", "searched"]
    with open_store(path) as store:
        assert dump(store) == before
        assert not queries.underived(store)
    assert again(path) == []


def test_a_judgement_holds_though_every_quote_has_another_id(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(path) as store:
        left, right = (quote.id for quote in queries.quotes(store) if "angry" in quote.text)
        answer = {"left": left, "right": right, "verdict": "different", "about": "statement"}
        pipeline.judge(store, Judgement(**answer, evidence="", author="Jo", created_at=AT))
        assert {card.outlet_count for card in queries.statement_cards(store, Filters(words="drowned"))[1]} == {1}
    changed(monkeypatch, shifted)
    again(path)
    with open_store(path) as store:
        apart = [quote.id for quote in queries.quotes(store) if "angry" in quote.text]
        assert not {left, right} & set(apart)
        (kept,) = judgements.active(store)
        assert {kept.left, kept.right} == set(apart)
        assert {card.outlet_count for card in queries.statement_cards(store, Filters(words="drowned"))[1]} == {1}


def test_the_address_of_a_statement_leads_to_it_though_its_quotes_are_drawn_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(path) as store:
        ((_, (card,))) = queries.statement_cards(store, Filters(words="drowned"))
        dossier = dossiers.make(store, "Quays", "Jo", AT)
        dossiers.add(store, dossier, "statement", card.id, AT)
    changed(monkeypatch, shifted)
    again(path)
    with open_store(path) as store:
        now = queries.statement(store, card.id)
        assert now is not None
        assert now.card.id != card.id
        assert now.card.canonical == "we would rather have an angry driver than a drowned one"
        assert queries.statement_cards(store, Filters(words="frankly"))[0] == 0


def test_what_is_found_no_more_goes_with_all_that_hung_on_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(monkeypatch, lambda extraction: replace(extraction, attributions=(), claims=()))
    again(path)
    with open_store(path) as store:
        assert list(queries.quotes(store)) == []
        assert queries.statement_cards(store, Filters(words="drowned"))[0] == 0
        assert store.one("SELECT count(*) FROM speakers") == 0


def test_an_article_that_cannot_be_read_again_keeps_what_was_found(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(path) as store:
        before = dump(store)
    changed(monkeypatch, lambda extraction: extraction)
    monkeypatch.setattr(pipeline, "extract_safely", lambda document, article: Failure(uri="x", cause="no", remedy="y"))
    assert again(path) == ["failed", "failed"]
    with open_store(path) as store:
        assert dump(store) == before
        assert queries.outdated(store, Reading(onrecord="9.9", model="f" * 64)) == 2


def test_a_run_that_was_stopped_goes_on_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    changed(monkeypatch, lambda extraction: extraction)
    monkeypatch.setattr(pipeline, "BATCH", 1)
    assert again(path, stop=iter([False, True]).__next__) == ["searched"]
    assert again(path) == ["searched"]
