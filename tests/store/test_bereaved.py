"""What people made of an article that is taken out stays where it has other words, and loses the article's."""

from dataclasses import replace

import pytest

from extract import pipeline
from extract.errors import BusyError
from extract.model import Judgement, Speaker, Statement
from extract.store import Store, dossiers, judgements, open_store, queries, write
from extract.store.takedown import take_down
from extract.store.verify import problems
from tests.store.corpus import COURRIER, ITEMS, LEDGER, MATCHING, POST, SHARED, Item, item, quote_ids

AT = "2026-05-09T10:00:00+00:00"


@pytest.fixture(autouse=True)
def _no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentence vectors say nothing here, and take a second to load."""
    monkeypatch.setattr(pipeline, "default_encoder", lambda: None)


def said(outlet: str, name: str, words: str) -> Item:
    document, extraction = item(f"{name} said that {words} on Monday.", outlet=outlet, said=[words], date="2026-05-03")
    speaker = Speaker(id=f"local {name}", name=name, kind="person")
    return document, replace(extraction, attributions=(replace(extraction.attributions[0], speaker=speaker),))


def without(statement: Statement, gone: Item, id: str) -> Statement:
    members = tuple(member for member in statement.members if member.attribution not in quote_ids(gone))
    return replace(statement, id=id, canonical="they would not sail before both lifeboats were tested", members=members)


def test_a_statement_that_others_report_is_found_under_its_old_address(store: Store) -> None:
    take_down(store, "outlet", "The Estuary Post")
    alone = MATCHING.statements[1]
    write.replace_derived(
        store, replace(MATCHING, speakers=(), measures=(), statements=(without(SHARED, POST, "left"), alone))
    )
    view = queries.statement(store, "shared")
    assert view is not None
    assert (view.card.id, view.redirected_from) == ("left", "shared")


def test_a_dossier_keeps_a_statement_with_what_the_others_say(store: Store) -> None:
    folder = dossiers.make(store, "Boats", "Ada", AT)
    row = dossiers.add(store, folder, "statement", "shared", AT)
    dossiers.annotate(store, row, "ask the harbour master")
    take_down(store, "outlet", "The Estuary Post")
    kept = store.one("SELECT kept FROM dossier_items")
    assert "every lifeboat" not in kept
    entry = queries.dossier(store, folder).entries[0]
    assert entry.text == "they would not sail before both lifeboats were tested"
    assert [source.outlet for source in entry.sources] == ["Morning Ledger", "Le Courrier du Port"]
    assert entry.note == "ask the harbour master"


def test_a_dossier_loses_what_nobody_else_reports_and_nothing_else(store: Store) -> None:
    folder = dossiers.make(store, "Boats", "Ada", AT)
    claims = [found.claims[0].id for _, found in (POST, LEDGER)]
    for claim in claims:
        dossiers.add(store, folder, "claim", claim, AT)
    short = replace(COURRIER[1].article, id="0", uri="0")  # its id is part of many other words
    write.add(store, [(COURRIER[0], replace(COURRIER[1], article=short, attributions=(), claims=()))])
    take_down(store, "article", "0")
    take_down(store, "outlet", "The Estuary Post")
    assert [thing for (thing,) in store.rows("SELECT thing FROM dossier_items")] == [claims[1]]


def test_a_dossier_forgets_a_name_that_only_the_article_gave(store: Store) -> None:
    folder = dossiers.make(store, "Boats", "Ada", AT)
    dossiers.add(store, folder, "statement", "shared", AT)
    dossiers.add(store, folder, "statement", "alone", AT)
    texts = {POST: "Ada Brunel", LEDGER: "Brunel", COURRIER: "Brunel", ITEMS[3]: "Brunel"}
    for (_, found), name in texts.items():
        sql = "UPDATE articles SET text = replace(text, 'Ada Brunel', ?) WHERE id = ?"
        store.connection.execute(sql, (name, found.article.id))
    take_down(store, "outlet", "Le Courrier du Port")
    assert all('"speaker":"Ada Brunel"' in kept for (kept,) in store.rows("SELECT kept FROM dossier_items"))
    take_down(store, "outlet", "The Estuary Post")
    assert not any('"speaker":"Ada Brunel"' in kept for (kept,) in store.rows("SELECT kept FROM dossier_items"))


def test_a_speaker_stays_who_people_said_though_the_quote_that_stood_for_the_name_goes(empty: Store) -> None:
    reports = [
        said("Post", "Ada Brunel", "the quay is closed"),
        said("Ledger", "Ada Brunel", "the ferry will wait"),
        said("Courier", "A. Brunell-Moss", "nobody was hurt"),
    ]
    write.add(empty, reports)
    pipeline.derive(empty)
    ada, moss = (speaker_of(empty, found) for found in (reports[0], reports[2]))
    judged = Judgement(
        left=ada, right=moss, verdict="same", evidence="", author="Mina", created_at=AT, about="speaker"
    )  # fmt: skip
    pipeline.judge(empty, judged)
    anchor = judgements.history(empty)[0][1].left_at
    assert anchor is not None
    standing = next(found for found in reports if anchor.attribution in quote_ids(found))
    assert standing is not reports[2]
    pipeline.forget(empty, "article", standing[1].article.id)
    left = next(found for found in reports[:2] if found is not standing)
    assert speaker_of(empty, left) == speaker_of(empty, reports[2])
    assert list(problems(empty)) == []


def test_a_judgement_of_a_name_that_nobody_reports_any_more_goes(empty: Store) -> None:
    reports = [said("Post", "Ada Brunel", "the quay is closed"), said("Courier", "A. Moss", "nobody was hurt")]
    write.add(empty, reports)
    pipeline.derive(empty)
    ids = [speaker_of(empty, found) for found in reports]
    pipeline.judge(
        empty, Judgement(left=ids[0], right=ids[1], verdict="same", evidence="", author="Mina", created_at=AT)
    )
    pipeline.forget(empty, "outlet", "Post")
    assert judgements.history(empty) == ()


def speaker_of(store: Store, found: Item) -> str:
    sql = """SELECT s.id FROM spoken p JOIN speakers s ON s.row = p.speaker
        JOIN attributions t ON t.row = p.attribution WHERE t.id = ?"""
    return str(store.one(sql, quote_ids(found)))


def test_what_is_left_is_matched_though_somebody_reads_on(store: Store) -> None:
    write.add(store, ITEMS)
    with open_store(store.path, readonly=True) as reader, reader.snapshot():
        queries.summary(reader)
        store.connection.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(BusyError, match="still stands in its log; end it, then: onrecord compact"):
            pipeline.forget(store, "outlet", "The Estuary Post")
    assert not queries.underived(store)
    assert queries.summary(store).statements > 0
