"""A batch is added whole or not at all, and nothing is added twice."""

from dataclasses import replace

import pytest

from extract.errors import StoreError
from extract.model import Failure, Span
from extract.store import Store, open_store, queries, write
from tests.store.corpus import ITEMS, LEDGER, POST, item

TABLES = ("articles", "documents", "outlets", "attributions", "claims", "failures")
BROKEN = Failure(uri="broken.txt", cause="the file is empty", remedy="write something into it")


def counts(store: Store) -> list[int]:
    return [store.one(f"SELECT count(*) FROM {table}") for table in TABLES]


def test_the_same_articles_twice_change_nothing(empty: Store) -> None:
    assert write.add(empty, [*ITEMS, POST]) == write.Added(new=4, known=1, failed=0)
    before, revision = counts(empty), queries.revision(empty)
    assert write.add(empty, ITEMS) == write.Added(new=0, known=4, failed=0)
    assert (counts(empty), queries.revision(empty)) == (before, revision)


def test_every_batch_that_adds_something_raises_the_revision(empty: Store) -> None:
    seen = [queries.revision(empty)]
    for batch in ([POST], [LEDGER]):
        write.add(empty, batch)
        seen.append(queries.revision(empty))
    assert seen == [0, 1, 2]


def test_a_batch_that_fails_midway_leaves_nothing(empty: Store) -> None:
    document, extraction = LEDGER
    nameless = replace(extraction.attributions[0], rule=None)  # type: ignore[arg-type]
    with pytest.raises(StoreError, match=r"onrecord\.db: NOT NULL constraint failed: attributions\.rule"):
        write.add(empty, [POST, (document, replace(extraction, attributions=(nameless,)))], [BROKEN])
    assert counts(empty) == [0] * len(TABLES)
    assert queries.revision(empty) == 0
    assert write.add(empty, [POST, LEDGER]).new == 2


def test_an_exception_inside_a_transaction_leaves_nothing(empty: Store) -> None:
    def interrupted() -> None:
        with empty.writing():
            empty.raise_revision()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    with open_store(empty.path, readonly=True) as other:
        assert queries.revision(other) == 0


def test_an_article_reads_back_as_it_was_written(store: Store) -> None:
    for document, extraction in ITEMS:
        view = queries.article(store, extraction.article.id)
        assert view is not None
        assert (view.text, view.zones, view.document_uri) == (
            extraction.article.text,
            extraction.article.zones,
            document.uri,
        )
        assert view.metadata == document.metadata
        assert [quote.content for quote in view.attributions] == [quote.content for quote in extraction.attributions]
        assert [claim.span for claim in view.claims] == [claim.quantity.span for claim in extraction.claims]


def test_a_lone_surrogate_moves_no_span(empty: Store) -> None:
    odd = item("Ada \ud800 said “the quay is closed\udfff”.\x00", said=["the quay is closed\udfff"])
    write.add(empty, [odd])
    view = queries.article(empty, odd[1].article.id)
    assert view is not None
    assert len(view.text) == len(odd[1].article.text)
    assert view.attributions[0].content[0].of(view.text) == view.attributions[0].text == "the quay is closed\ufffd"


def test_the_parts_of_a_split_quote_are_joined_for_reading_and_plain_for_matching(empty: Store) -> None:
    document, extraction = item("Ada said “the quay”, she said, “is closed”.", said=["the quay"])
    parts = (Span(10, 18), Span(32, 41))
    split = replace(extraction, attributions=(replace(extraction.attributions[0], content=parts),))
    write.add(empty, [(document, split)])
    view = queries.article(empty, extraction.article.id)
    assert view is not None
    assert view.attributions[0].text == "the quay … is closed"
    assert [quote.text for quote in queries.quotes(empty)] == ["the quay is closed"]


def test_a_failure_is_kept_once_with_its_cause_remedy_and_time(empty: Store) -> None:
    elsewhere = replace(BROKEN, place="row 7")
    write.add(empty, [], [BROKEN, elsewhere], time="2026-05-03T10:00:00+00:00")
    revision = queries.revision(empty)
    write.add(empty, [], [BROKEN], time="2026-05-04T10:00:00+00:00")
    assert queries.revision(empty) == revision
    assert {stored.failure for stored in queries.failures(empty)} == {BROKEN, elsewhere}
    assert {stored.time for stored in queries.failures(empty)} == {"2026-05-03T10:00:00+00:00"}


def test_a_source_that_gives_an_article_at_last_is_no_failure_any_more(empty: Store) -> None:
    row = replace(BROKEN, place="row 7")
    write.add(empty, [], [BROKEN, row])
    write.add(empty, [item("Ada said that the quay is closed.", uri=BROKEN.uri)])
    assert [stored.failure for stored in queries.failures(empty)] == [row]


def test_a_source_that_gives_articles_and_fails_all_the_same_stays_a_failure(empty: Store) -> None:
    write.add(empty, [item("Ada said that the quay is closed.", uri=BROKEN.uri)], [BROKEN])
    assert [stored.failure for stored in queries.failures(empty)] == [BROKEN]


def test_the_context_of_a_quote_is_its_sentence_bounded(empty: Store) -> None:
    text = "Before it. Ada said that the quay is closed. After it. " + "x" * 5000 + " the fog " + "y" * 5000
    found = item(text, said=["the quay is closed", "the fog"])
    whole = [replace(quote, source=()) for quote in found[1].attributions]
    write.add(empty, [(found[0], replace(found[1], attributions=tuple(whole)))])
    view = queries.article(empty, found[1].article.id)
    assert view is not None
    assert view.attributions[0].context == "Ada said that the quay is closed."
    assert len(view.attributions[1].context) < 600
    for quote in view.attributions:
        assert view.text[quote.context_start :].startswith(quote.context)
        assert quote.text in quote.context


def test_a_failure_that_is_taken_off_the_list_comes_back_when_it_fails_again(empty: Store) -> None:
    row = replace(BROKEN, place="row 7")
    write.add(empty, [], [BROKEN, row])
    revision = queries.revision(empty)
    assert write.drop_failures(empty, [BROKEN]) == 1
    assert queries.revision(empty) > revision
    assert write.drop_failures(empty, [BROKEN]) == 0
    assert [stored.failure for stored in queries.failures(empty)] == [row]
    write.add(empty, [], [BROKEN])
    assert {stored.failure for stored in queries.failures(empty)} == {BROKEN, row}
