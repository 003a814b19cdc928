"""The stages composed: a document to what was found, many to what they share, all to a store."""

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import pipeline, readers
from extract.errors import ModelError
from extract.matching.flat import flatten
from extract.model import Document, Extraction, Failure, Metadata, Quote, Span, content_id
from extract.store import open_store, queries
from tests.shared import ROOT

ENGLISH = (
    "The harbour master, Ada Brunel, said on Monday that the ferry would sail again in two weeks. "
    '"Every lifeboat has been tested," she said. About 800 passengers are waiting.'
)
FRENCH = (
    "La capitaine du port, Ada Brunel, a déclaré lundi que le ferry reprendrait la mer dans deux semaines. "
    "« Chaque canot de sauvetage a été testé », a-t-elle dit. Environ 800 passagers attendent."
)
GERMAN = "Die Hafenmeisterin erklärte am Montag, dass die Fähre in zwei Wochen wieder fahren werde. Das ist gut so."


def document(text: str, name: str = "a.txt", outlet: str | None = None) -> Document:
    return Document(
        id=content_id("document", name, text),
        uri=name,
        media_type="text/plain",
        content=text,
        metadata=Metadata(outlet=outlet, clean=True),
    )


def spans_of(extraction: Extraction) -> list[Span]:
    found = [span for item in extraction.attributions for span in (*item.content, *item.cue, *item.source)]
    found += [mention.span for item in extraction.attributions for mention in item.resolution]
    found += [span for claim in extraction.claims for span in (claim.quantity.span, claim.sentence)]
    return found + [zone.span for zone in extraction.article.zones]


@pytest.mark.parametrize(("text", "language"), [(ENGLISH, "en"), (FRENCH, "fr")])
def test_quotes_speakers_and_claims_are_found_in_both_languages(text: str, language: str) -> None:
    found = pipeline.extract_document(document(text))
    assert found.article.language == language
    assert {item.kind for item in found.attributions} == {"indirect", "direct"}
    assert {item.speaker.name for item in found.attributions if item.speaker} == {"Ada Brunel"}
    assert [claim.quantity.value for claim in found.claims if claim.entity and claim.entity.startswith("pass")]
    assert found.note is None


def test_a_language_that_is_not_supported_is_kept_and_says_so() -> None:
    found = pipeline.extract_document(document(GERMAN))
    assert found.article.text == GERMAN
    assert found.attributions == ()
    assert found.note == "its language (de) is not supported yet; quotes are found in English and French"


MARKS = "“”\"«»‘’'‹›()—:,.;?! \n"
FRAGMENTS = st.lists(
    st.sampled_from(
        [*"“”\"«»‘’'‹›()—:,.;?! \n", "said", "a déclaré", "selon", "he", "1,000", "Mr. Vane", "\n\n", "20 %"]
    )
    | st.text(max_size=6),
    max_size=40,
).map(" ".join)


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(FRAGMENTS, st.sampled_from(["en", "fr"]))
def test_no_text_makes_it_raise_and_every_span_lies_inside(text: str, language: str) -> None:
    metadata = Metadata(language=language, clean=True)
    found = pipeline.extract_document(
        Document(id="d", uri="u", media_type="text/plain", content=text, metadata=metadata)
    )
    assert all(span.end <= len(found.article.text) for span in spans_of(found))
    assert len({item.id for item in found.attributions}) == len(found.attributions)
    assert len({claim.id for claim in found.claims}) == len(found.claims)


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_zoning_loses_no_character(text: str) -> None:
    article = pipeline.article_from(Document(id="d", uri="u", media_type="text/plain", content=text))
    covered = "".join(zone.span.of(article.text) for zone in article.zones)
    assert article.text == text
    assert [c for c in covered if not c.isspace()] == [c for c in text if not c.isspace()]


def test_a_very_long_body_is_searched_up_to_the_limit_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "SEARCHED", 20)
    found = pipeline.extract_document(document(ENGLISH))
    assert found.note == "very long: only the first 20 words and marks were searched for quotes"
    assert [item.kind for item in found.attributions] == ["indirect"]


def test_a_text_too_long_for_an_article_is_a_failure_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "LONGEST", 100)
    (failure,) = pipeline.extract_all([document(ENGLISH)])
    assert "a.txt: 170 characters are no article; split it" in str(failure)


def test_a_date_that_is_none_is_left_out_and_said_so() -> None:
    told = Metadata(published_at="2026-13-45", clean=True)
    found = pipeline.extract_document(
        Document(id="d", uri="u", media_type="text/plain", content=ENGLISH, metadata=told)
    )
    assert found.article.published_at is None
    assert found.note == "its date '2026-13-45' is not one that can be read, and was left out"


def test_one_article_that_fails_is_named_and_the_rest_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(article: object, *_: object) -> tuple[()]:
        if getattr(article, "uri", "") == "bad.txt":
            raise ZeroDivisionError("boom")
        return ()

    monkeypatch.setattr(pipeline, "attributions", broken)
    bad, good = pipeline.extract_all([document(ENGLISH, "bad.txt"), document(ENGLISH, "good.txt")])
    assert isinstance(bad, Failure)
    assert "bad.txt: the extractor failed on it (ZeroDivisionError: boom)" in str(bad)
    assert not isinstance(good, Failure)


def test_a_missing_model_is_a_failure_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> None:
        raise ModelError("the spaCy model x is not installed; run: pip install onrecord")

    monkeypatch.setattr(pipeline.nlp, "parse", missing)
    (failure,) = pipeline.extract_all([document(ENGLISH)])
    assert "run: pip install onrecord" in str(failure)


def test_the_order_of_articles_does_not_matter_to_matching() -> None:
    texts = [(ENGLISH, "a"), (FRENCH, "b"), (ENGLISH.replace("800", "950"), "c")]
    found = [pipeline.extract_document(document(text, f"{name}.txt", outlet=name)) for text, name in texts]
    assert pipeline.match(found) == pipeline.match(reversed(found))


def test_the_same_words_in_two_outlets_are_one_statement_by_one_speaker() -> None:
    found = [pipeline.extract_document(document(ENGLISH, outlet=name)) for name in ("Daily Quay", "Estuary Post")]
    matching = pipeline.match(found)
    assert [speaker.name for speaker in matching.speakers] == ["Ada Brunel"]
    assert sorted(len(statement.members) for statement in matching.statements) == [2, 2]


def test_bare_quotes_are_matched_without_articles() -> None:
    said = "We will not reopen the old ferry until every lifeboat has been tested"
    quotes = [Quote(id=name, text=said, outlet=name, language="en", speaker="Ada Brunel") for name in "ab"]
    matching = pipeline.match_quotes(quotes)
    assert [len(statement.members) for statement in matching.statements] == [2]
    assert matching.speakers[0].attributions == ("a", "b")


@pytest.fixture
def article_file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(ENGLISH, encoding="utf-8")
    return path


def test_ingesting_twice_changes_nothing(tmp_path: Path, article_file: Path) -> None:
    store = tmp_path / "store.db"
    first = pipeline.ingest(store, [article_file])
    with open_store(store) as opened:
        revision = queries.revision(opened)
    second = pipeline.ingest(store, [article_file])
    with open_store(store) as opened:
        assert queries.revision(opened) == revision
    assert (first.count("new"), second.count("new"), second.count("known")) == (1, 0, 1)


def test_what_fails_is_told_and_what_does_not_is_kept(tmp_path: Path, article_file: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    told: list[str] = []
    report = pipeline.ingest(
        tmp_path / "store.db",
        [empty, article_file],
        uploads=[("up.txt", ENGLISH.replace("Monday", "Friday").encode())],
        progress=lambda result: told.append(result.status),
    )
    assert sorted(told) == ["failed", "new", "new"]
    (failed,) = (result for result in report.results if result.status == "failed")
    assert "empty.txt" in failed.message


def test_the_store_gives_the_same_claims_for_matching_as_the_extraction(tmp_path: Path) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path, text in zip(paths, (ENGLISH, FRENCH), strict=True):
        path.write_text(f"The ferry of Port Marlune\n\n{text}\n", encoding="utf-8")
    pipeline.ingest(tmp_path / "s.db", [str(path) for path in paths])
    with open_store(tmp_path / "s.db") as store:
        stored = list(queries.reported_claims(store))
    found = [one for one in pipeline.extract_all(readers.read([str(path) for path in paths])) if isinstance(one, tuple)]
    flat = [claim for _, extraction in found for claim in flatten(extraction)[2]]
    assert {one.claim.id: one for one in stored} == {one.claim.id: one for one in flat}
    assert all(one.topic and "ferry" in one.topic for one in flat)


def test_two_texts_with_one_id_are_both_kept(tmp_path: Path) -> None:
    for name, text in (("north", ENGLISH), ("south", ENGLISH.replace("800", "950"))):
        path = tmp_path / f"{name}.jsonl"
        path.write_text(json.dumps({"id": "1", "text": text, "outlet": name}), encoding="utf-8")
    store = tmp_path / "store.db"
    sources = [tmp_path / "north.jsonl", tmp_path / "south.jsonl"]
    assert pipeline.ingest(store, sources).count("new") == 2
    assert pipeline.ingest(store, reversed(sources)).count("known") == 2
    with open_store(store) as opened:
        assert queries.summary(opened).articles == 2


def test_what_a_stopped_run_left_underived_the_next_run_derives(
    tmp_path: Path, article_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(_: object) -> None:
        raise KeyboardInterrupt

    store = tmp_path / "store.db"
    with monkeypatch.context() as patched:
        patched.setattr(pipeline, "derive", stopped)
        with pytest.raises(KeyboardInterrupt):
            pipeline.ingest(store, [article_file])
    pipeline.ingest(store, [article_file])
    with open_store(store) as opened:
        assert queries.summary(opened).statements == 2


def test_the_whole_sample_is_known_as_invented_and_an_article_of_another_outlet_is_not(tmp_path: Path) -> None:
    store = tmp_path / "store.db"
    sample = ROOT / "data/sample"
    pages = tmp_path / "pages"
    pages.mkdir()
    for path in sample.glob("*.txt"):
        (pages / path.name).write_bytes(path.read_bytes())
    first = (sample / "articles.jsonl").read_text(encoding="utf-8").splitlines()
    outlets = {json.loads(line)["outlet"]: line for line in first}
    (tmp_path / "one-each.jsonl").write_text("\n".join(outlets.values()), encoding="utf-8")
    pipeline.ingest(store, [tmp_path / "one-each.jsonl", pages])
    with open_store(store) as opened:
        assert queries.summary(opened).invented_articles == queries.summary(opened).articles == 7
    pipeline.ingest(store, [], uploads=[("mine.txt", ENGLISH.encode())], outlet="A True Paper")
    with open_store(store) as opened:
        assert queries.summary(opened).invented_articles == 7


def test_a_store_that_grew_holds_what_one_ingest_would_give_and_encodes_no_text_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (ROOT / "data/sample/articles.jsonl").read_text(encoding="utf-8").splitlines()[:8]
    encoder, asked = pipeline.default_encoder(), list[str]()
    assert encoder is not None
    encode = encoder.encode
    monkeypatch.setattr(encoder, "encode", lambda texts: asked.extend(texts) or encode(texts))
    for name, batches in (("whole", [lines]), ("grown", [lines[5:], lines[:3], lines[3:5]])):
        asked.clear()
        for number, batch in enumerate(batches):
            source = tmp_path / f"{name}-{number}.jsonl"
            source.write_text("\n".join(batch), encoding="utf-8")
            pipeline.ingest(tmp_path / f"{name}.db", [source])
        assert len(asked) == len(set(asked))
    assert statements_of(tmp_path / "grown.db") == statements_of(tmp_path / "whole.db")


def statements_of(store: Path) -> list[tuple[object, ...]]:
    sql = """SELECT st.id, st.canonical, t.id, m.relation, m.score, m.flags FROM members m
        JOIN statements st ON st.row = m.statement JOIN attributions t ON t.row = m.attribution ORDER BY 1, 3"""
    with open_store(store) as opened:
        return [tuple(row) for row in opened.rows(sql)]
