"""Folders that people make keep an order, notes, and what things said, whatever becomes of the things."""

from dataclasses import replace

import pytest

from extract.errors import StoreError
from extract.store import Store, dossiers, queries, write
from tests.store.corpus import ALONE, COURRIER, LEDGER, MATCHING, POST, statement

AT = "2026-06-01T10:00:00"
CLAIM = POST[1].claims[0].id
PASSAGE = f"{POST[1].article.id}:0-10"


@pytest.fixture
def folder(store: Store) -> str:
    """The id of a dossier of a statement, a claim and a passage."""
    id = dossiers.make(store, " The  ferry ", "Mina", AT)
    for kind, thing in (("statement", "shared"), ("claim", CLAIM), ("passage", PASSAGE)):
        dossiers.add(store, id, kind, thing, AT)
    return id


def things(store: Store, id: str) -> list[queries.results.Entry]:
    found = queries.dossier(store, id)
    assert found is not None
    return list(found.entries)


def test_a_dossier_holds_things_in_the_order_they_came(store: Store, folder: str) -> None:
    assert [entry.kind for entry in things(store, folder)] == ["statement", "claim", "passage"]
    (card,) = queries.dossiers(store)
    assert (card.title, card.author, card.things) == ("The ferry", "Mina", 3)


def test_every_thing_has_its_sources_with_their_exact_words(store: Store, folder: str) -> None:
    said, claim, passage = things(store, folder)
    assert [source.outlet for source in said.sources] == ["The Estuary Post", "Morning Ledger", "Le Courrier du Port"]
    assert said.sources[1].words == "they would not sail before both lifeboats were tested"
    assert (claim.figure, claim.sources[0].outlet) == ("800", "The Estuary Post")
    sentence = POST[1].claims[0].sentence.of(POST[1].article.text)
    assert claim.text == claim.sources[0].words == sentence
    assert passage.text == POST[1].article.text[:10].strip()


def test_adding_twice_leaves_it_where_it_is(store: Store, folder: str) -> None:
    row = things(store, folder)[1].row
    assert dossiers.add(store, folder, "claim", CLAIM, AT) == row


def test_things_move_up_and_down_and_stop_at_the_ends(store: Store, folder: str) -> None:
    last = things(store, folder)[2].row
    dossiers.move(store, last, -1)
    assert [entry.kind for entry in things(store, folder)] == ["statement", "passage", "claim"]
    dossiers.move(store, last, -1)
    dossiers.move(store, last, -1)
    assert [entry.kind for entry in things(store, folder)] == ["passage", "statement", "claim"]


def test_what_is_taken_out_can_be_put_back_where_it_was(store: Store, folder: str) -> None:
    row = things(store, folder)[1].row
    dossiers.remove(store, row, AT)
    assert [entry.kind for entry in things(store, folder)] == ["statement", "passage"]
    dossiers.put_back(store, row)
    assert [entry.kind for entry in things(store, folder)] == ["statement", "claim", "passage"]


def test_notes_and_titles_are_kept(store: Store, folder: str) -> None:
    dossiers.annotate(store, things(store, folder)[0].row, "ask the master")
    dossiers.rename(store, folder, "", "for Friday")
    found = queries.dossier(store, folder)
    assert found is not None
    assert (found.entries[0].note, found.card.title, found.card.note) == ("ask the master", "The ferry", "for Friday")


def test_a_statement_that_merged_is_shown_whole_and_one_that_is_gone_as_it_was(store: Store, folder: str) -> None:
    bigger = statement("bigger", POST, LEDGER, COURRIER, ALONE)
    write.replace_derived(store, replace(MATCHING, statements=(bigger,)))
    merged = things(store, folder)[0]
    assert (merged.merged, merged.gone, len(merged.sources)) == (True, False, 4)
    write.replace_derived(store, replace(MATCHING, statements=()))
    gone = things(store, folder)[0]
    assert (gone.gone, len(gone.sources)) == (True, 3)
    assert gone.text == "we will not sail before every lifeboat is tested"


@pytest.mark.parametrize(
    ("kind", "thing"),
    [
        ("statement", "none"),
        ("claim", "none"),
        ("passage", "x"),
        ("passage", f"{POST[1].article.id}:9-5"),
        ("passage", f"{POST[1].article.id}:0-99999"),
        ("nonsense", "shared"),
    ],
)
def test_what_is_not_there_is_not_added(store: Store, folder: str, kind: str, thing: str) -> None:
    with pytest.raises(StoreError, match="not in the store"):
        dossiers.add(store, folder, kind, thing, AT)


def test_a_dossier_needs_a_title_and_must_be_there(store: Store) -> None:
    with pytest.raises(StoreError, match="needs a title"):
        dossiers.make(store, "  ", "Mina", AT)
    with pytest.raises(StoreError, match="no dossier"):
        dossiers.add(store, "none", "statement", "shared", AT)
    assert queries.dossier(store, "none") is None
