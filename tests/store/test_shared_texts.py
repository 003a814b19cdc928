"""The groups of articles that share a text are written, read back whole, and emptied with the next matching."""

from dataclasses import replace

import pytest

from extract.errors import StoreError
from extract.model import SharedPassage, SharedText, Span
from extract.store import Store, queries, write
from tests.store.corpus import ITEMS, LEDGER, MATCHING, POST, SHARED

POST_ID, LEDGER_ID = POST[1].article.id, LEDGER[1].article.id
PASSAGE = SharedPassage(article=LEDGER_ID, span=Span(0, 10), source_span=Span(0, 10), words=2)
TEXT = SharedText(id="wire", source=POST_ID, articles=(POST_ID, LEDGER_ID), passages=(PASSAGE,), credit="Reuters")
COPIED = replace(MATCHING, shared_texts=(TEXT,))


def test_a_group_is_read_back_from_a_statement_and_from_an_article(store: Store) -> None:
    write.replace_derived(store, COPIED)
    found = queries.statement(store, SHARED.id)
    article = queries.article(store, LEDGER_ID)
    assert found is not None
    assert article is not None
    assert found.shared_texts == article.shared_texts
    (text,) = found.shared_texts
    assert [one.outlet for one in text.articles] == ["The Estuary Post", "Morning Ledger"]
    assert text.passages[LEDGER_ID][0].text == "Ada Brunel"
    assert text.credit == "Reuters"


def test_the_next_matching_replaces_the_groups(store: Store) -> None:
    write.replace_derived(store, COPIED)
    write.replace_derived(store, MATCHING)
    found = queries.statement(store, SHARED.id)
    assert found is not None
    assert found.shared_texts == ()


def test_a_group_of_an_article_that_is_not_there_changes_nothing(store: Store) -> None:
    with pytest.raises(StoreError, match="which the store does not hold"):
        write.replace_derived(store, replace(COPIED, shared_texts=(replace(TEXT, source="nowhere"),)))
    assert queries.statement(store, SHARED.id) is not None


def test_bodies_read_back_as_they_were_extracted(store: Store) -> None:
    found = {body.article_id: body for body in queries.bodies(store)}
    assert set(found) == {extraction.article.id for _, extraction in ITEMS}
    post = found[POST_ID]
    assert post.spans == POST[1].article.body
    assert [span.of(post.text) for span in post.quoted] == ["we will not sail before every lifeboat is tested"]


def test_independent_reports_stand_on_the_card(store: Store) -> None:
    statements = tuple(replace(one, independent=2) for one in MATCHING.statements)
    write.replace_derived(store, replace(MATCHING, statements=statements))
    found = queries.statement(store, SHARED.id)
    assert found is not None
    assert found.card.independent == 2
