"""An article keeps what it was taken from, and says who read it and when."""

import hashlib
from dataclasses import replace

from extract.store import Store, found, queries, write
from extract.store.provenance import Reading
from tests.store.corpus import LEDGER, POST, Item, item

PAGE = b"<html><body>Ada said that the quay is closed.</body></html>" * 50
BY = Reading(onrecord="9.9", model="f" * 64)


def of_page(found: Item, page: bytes = PAGE) -> Item:
    document, extraction = found
    return replace(document, original=page, media_type="text/html", fetched_at="2026-05-03T10:00:00+00:00"), extraction


def id_of(found: Item) -> str:
    return found[1].article.id


def test_the_bytes_of_a_page_read_back_and_are_kept_once_for_all_that_share_them(empty: Store) -> None:
    write.add(empty, [of_page(POST), of_page(LEDGER)])
    assert queries.original(empty, id_of(POST)) == queries.original(empty, id_of(LEDGER)) == PAGE
    kept = list(empty.rows("SELECT sha256, size, length(data) FROM originals"))
    assert [tuple(row)[:2] for row in kept] == [(hashlib.sha256(PAGE).hexdigest(), len(PAGE))]
    assert kept[0][2] < len(PAGE) / 10


def test_a_text_that_is_all_there_was_has_no_original(empty: Store) -> None:
    write.add(empty, [POST])
    assert queries.original(empty, id_of(POST)) is None
    assert queries.original(empty, "nobody") is None


def test_an_article_says_where_it_came_from_and_by_what_it_was_read(empty: Store) -> None:
    write.add(empty, [of_page(POST)], time="2026-05-04T09:00:00+00:00", reading=BY)
    found = queries.provenance(empty, id_of(POST))
    assert found is not None
    assert (found.uri, found.media_type, found.fetched_at) == (POST[0].uri, "text/html", "2026-05-03T10:00:00+00:00")
    assert (found.original, found.original_size) == (hashlib.sha256(PAGE).hexdigest(), len(PAGE))
    assert (found.read_at, found.onrecord, found.model) == ("2026-05-04T09:00:00+00:00", "9.9", "f" * 64)
    assert queries.provenance(empty, "nobody") is None


def test_what_was_not_noted_is_not_known(empty: Store) -> None:
    write.add(empty, [POST])
    found = queries.provenance(empty, id_of(POST))
    assert found is not None
    assert (found.read_at, found.onrecord, found.model, found.original) == (None, None, None, None)


def test_an_article_that_waits_is_searched_later_and_once(empty: Store) -> None:
    document, extraction = item("Ada said that the quay is closed.", outlet="Post", said=["the quay is closed"])
    write.add(empty, [(document, replace(extraction, attributions=(), note="waits"))], waiting=True, reading=BY)
    article = queries.unsearched(empty, 9)[0].article
    assert article == extraction.article
    provenance = queries.provenance(empty, article.id)
    assert provenance is not None
    assert (provenance.waiting, provenance.read_at) == (True, None)
    found.read_again(empty, [extraction, extraction], BY, time="2026-05-04T09:00:00+00:00")
    assert [quote.text for quote in queries.quotes(empty)] == ["the quay is closed"]
    provenance = queries.provenance(empty, article.id)
    assert provenance is not None
    assert (provenance.waiting, provenance.onrecord, queries.waiting(empty)) == (False, "9.9", 0)
    assert queries.article(empty, article.id).card.note is None  # type: ignore[union-attr]
