"""Sources into a store: nothing twice, nothing lost, and what fails is told."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from extract import __version__, pipeline, readers
from extract.errors import OnRecordError
from extract.intake import Result, ingest
from extract.matching.flat import flatten
from extract.model import Article, Document
from extract.store import connection, open_store, queries
from tests.shared import ROOT
from tests.test_pipeline import ENGLISH, FRENCH


@pytest.fixture
def article_file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(ENGLISH, encoding="utf-8")
    return path


def test_ingesting_twice_changes_nothing(tmp_path: Path, article_file: Path) -> None:
    store = tmp_path / "store.db"
    first = ingest(store, [article_file])
    with open_store(store) as opened:
        revision = queries.revision(opened)
    second = ingest(store, [article_file])
    with open_store(store) as opened:
        assert queries.revision(opened) == revision
    assert (first.count("new"), second.count("new"), second.count("known")) == (1, 0, 1)


def test_what_fails_is_told_and_what_does_not_is_kept(tmp_path: Path, article_file: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_bytes(b"")
    told: list[Result] = []
    report = ingest(
        tmp_path / "store.db",
        [empty, article_file],
        uploads=[("up.txt", ENGLISH.replace("Monday", "Friday").encode())],
        progress=told.append,
    )
    assert sorted(result.status for result in told) == ["failed", "new", "new"]
    assert (report.count("new"), report.worst()) == (2, [("the file is empty", 1)])
    (failed,) = (result for result in told if result.status == "failed")
    assert "empty.txt" in failed.message


def test_the_store_gives_the_same_claims_for_matching_as_the_extraction(tmp_path: Path) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path, text in zip(paths, (ENGLISH, FRENCH), strict=True):
        path.write_text(f"The ferry of Port Marlune\n\n{text}\n", encoding="utf-8")
    ingest(tmp_path / "s.db", [str(path) for path in paths])
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
    assert ingest(store, sources).count("new") == 2
    assert ingest(store, reversed(sources)).count("known") == 2
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
            ingest(store, [article_file])
    ingest(store, [article_file])
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
    ingest(store, [tmp_path / "one-each.jsonl", pages])
    with open_store(store) as opened:
        assert queries.summary(opened).invented_articles == queries.summary(opened).articles == 7
    ingest(store, [], uploads=[("mine.txt", ENGLISH.encode())], outlet="A True Paper")
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
            ingest(tmp_path / f"{name}.db", [source])
        assert len(asked) == len(set(asked))
    assert statements_of(tmp_path / "grown.db") == statements_of(tmp_path / "whole.db")


def statements_of(store: Path) -> list[tuple[object, ...]]:
    sql = """SELECT st.id, st.canonical, t.id, m.relation, m.score, m.flags FROM members m
        JOIN statements st ON st.row = m.statement JOIN attributions t ON t.row = m.attribution ORDER BY 1, 3"""
    with open_store(store) as opened:
        return [tuple(row) for row in opened.rows(sql)]


def lines_of(tmp_path: Path, count: int) -> Path:
    """Return a file of so many articles."""
    path = tmp_path / "many.jsonl"
    rows = ({"id": str(n), "text": f"Quay {n} is closed.", "language": "en", "outlet": "Post"} for n in range(count))
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def test_a_run_that_is_told_to_stop_keeps_what_it_has_reported_and_derives_it(tmp_path: Path) -> None:
    told: list[Result] = []
    source, store = lines_of(tmp_path, 40), tmp_path / "store.db"
    report = ingest(store, [source], progress=told.append, stop=lambda: len(told) > 0)
    assert report.stopped
    with open_store(store) as opened:
        assert 0 < queries.summary(opened).articles == len(told) < 40
        assert not queries.underived(opened)
    assert ingest(store, [source]).count("new") == 40 - len(told)


def test_a_batch_that_the_store_refuses_costs_the_one_article_that_is_the_cause(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    extract_safely = pipeline.extract_safely

    def odd(document: Document, article: Article) -> object:
        found = extract_safely(document, article)
        if document.uri == "3" and isinstance(found, tuple):
            return document, replace(found[1], article=replace(article, text=None))  # type: ignore[arg-type]
        return found

    monkeypatch.setattr(pipeline, "extract_safely", odd)
    told: list[Result] = []
    ingest(tmp_path / "store.db", [lines_of(tmp_path, 5)], progress=told.append)
    assert sorted((result.uri, result.status) for result in told) == [
        *((str(n), "new") for n in range(3)), ("3", "failed"), ("4", "new")
    ]  # fmt: skip
    with open_store(tmp_path / "store.db") as opened:
        assert queries.summary(opened).articles == 4
        assert [stored.failure.uri for stored in queries.failures(opened)] == ["3"]


def test_each_article_notes_which_rules_and_which_model_read_it(tmp_path: Path, article_file: Path) -> None:
    told: list[Result] = []
    ingest(tmp_path / "store.db", [article_file], progress=told.append)
    with open_store(tmp_path / "store.db") as opened:
        found = queries.provenance(opened, told[0].article or "")
    assert found is not None
    assert (found.onrecord, len(found.model or "")) == (__version__, 64)
    assert found.read_at is not None


def test_two_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    source, store = lines_of(tmp_path, 60), tmp_path / "store.db"
    with ThreadPoolExecutor(2) as threads:
        reports = list(threads.map(lambda _: ingest(store, [source], search=False), range(2)))
    assert sum(report.count("new") for report in reports) == 60
    assert all(report.count("new") + report.count("known") == 60 for report in reports)


def test_the_second_writer_says_that_it_waits(
    tmp_path: Path, article_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "TURN_SECONDS", 0.01)
    store = tmp_path / "store.db"
    ingest(store, [])
    with open_store(store) as other:
        other.connection.execute("BEGIN IMMEDIATE")
        waited: list[bool] = []

        def told() -> None:
            waited.append(True)
            other.connection.execute("COMMIT")

        assert ingest(store, [article_file], waiting=told).count("new") == 1
    assert waited == [True]


def test_another_version_of_an_article_is_new_and_counted_as_such(tmp_path: Path) -> None:
    said = " ".join(f"Lock {n} of the canal stays shut until the tide has turned." for n in range(12))
    for name, more in (("early", ""), ("late", " It opened on Monday.")):
        row = {"id": name, "uri": "https://quay.example/lock", "outlet": "Quay", "text": said + more, "language": "en"}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(row), encoding="utf-8")
    assert ingest(tmp_path / "s.db", [tmp_path / "early.jsonl"]).versions == 0
    report = ingest(tmp_path / "s.db", [tmp_path / "late.jsonl"])
    assert (report.count("new"), report.versions) == (1, 1)


def test_a_defect_in_matching_is_one_line_and_the_articles_are_kept(
    tmp_path: Path, article_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise ZeroDivisionError("boom")

    monkeypatch.setattr(pipeline, "derive", broken)
    with pytest.raises(OnRecordError, match=r"could not be found \(ZeroDivisionError: boom\); please report it"):
        ingest(tmp_path / "store.db", [article_file])
    with open_store(tmp_path / "store.db") as opened:
        assert queries.summary(opened).articles == 1
