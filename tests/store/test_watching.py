"""What a watch hears: what somebody said, where words were said or counted, figures that contradict each other."""

import pytest

from extract.model import Judgement
from extract.store import Store, judgements, queries
from extract.store.queries import watching
from extract.store.same import plain_address
from tests.store.corpus import COURRIER, LEDGER, POST, quote_ids

ALL = ["every lifeboat is tested", "both lifeboats were tested", "chaque canot", "quay is closed"]


def heard(found: object) -> list[str]:
    return [one.text for one in found]  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", ["Ada Brunel", "ADA  brunel", "Áda Brunel"])
def test_a_speaker_is_heard_by_name_however_it_is_written(store: Store, name: str) -> None:
    assert [
        words for words, text in zip(ALL, heard(watching.said_by(store, name)), strict=True) if words in text
    ] == ALL
    assert heard(watching.said_by(store, "Carl Weiss")) == []


def test_a_quote_is_told_with_all_that_is_known_of_it(store: Store) -> None:
    (found,) = watching.said(store, "sail before every")
    assert found == watching.Heard(
        text="we will not sail before every lifeboat is tested", kind="direct", speaker="Ada Brunel",
        article_id=POST[1].article.id, uri="The Estuary Post.txt", title=POST[1].article.title,
        outlet="The Estuary Post", language="en", date="2026-05-03",
    )  # fmt: skip


@pytest.mark.parametrize("phrase", ["sail every before", "we sail", '" OR "x'])
def test_words_in_another_order_are_not_the_phrase(store: Store, phrase: str) -> None:
    assert heard(watching.said(store, phrase)) == []


def test_what_a_person_took_out_is_not_heard_any_more(store: Store) -> None:
    verdict = Judgement(
        left=quote_ids(COURRIER)[0], right="", verdict="different", evidence="", author="Eve", created_at="2026-06-01",
        about="quote",
    )  # fmt: skip
    judgements.record(store, verdict)
    assert len(heard(watching.said_by(store, "Ada Brunel"))) == 3
    assert heard(watching.said(store, "essai de chaque canot")) == []


def test_a_figure_is_heard_by_the_words_of_its_sentence_in_any_order(store: Store) -> None:
    assert [one.outlet for one in watching.counted(store, "wait passengers")] == ["The Estuary Post", "Morning Ledger"]
    assert [one.kind for one in watching.counted(store, "lifeboats")] == [None]
    assert heard(watching.counted(store, "fishermen")) == []


def test_a_conflict_is_told_with_the_other_figure_and_why(store: Store) -> None:
    (found,) = watching.conflicts(store)
    assert (found.article_id, found.why) == (POST[1].article.id, "800 and 1,150 do not meet")
    assert found.other is not None
    assert (found.other.article_id, found.other.other, found.other.why) == (LEDGER[1].article.id, None, None)


def test_a_preview_is_the_beginning_of_the_table_and_says_how_long_it_is(store: Store) -> None:
    for table, rows, all_of_it in (("quotes", queries.quote_rows, 4), ("claims", queries.claim_rows, 2)):
        assert queries.preview(store, table, queries.Filters(), 1) == (
            all_of_it,
            tuple(rows(store, queries.Filters()))[:1],
        )
        post = queries.Filters(outlets=("The Estuary Post",))
        assert queries.preview(store, table, post) == (1, tuple(rows(store, post)))


@pytest.mark.parametrize(
    ("uri", "told"),
    [
        ("https://www.post.example/a/", "http://post.example/a"),
        ("http://m.post.example/XaX#top", "http://post.example/XaX"),
        ("https://post.example/aX/?b=2&utm_source=x&a=1", "http://post.example/aX?a=1&b=2"),
        ("boats.txt", "boats.txt"),
        ("http://[bad/", "http://[bad/"),
    ],
)
def test_a_page_has_one_address_however_it_is_linked(uri: str, told: str) -> None:
    assert plain_address(uri) == told
