"""What is found anew in an article: what is much the same goes on with what people and dossiers knew of it."""

from dataclasses import replace

import pytest

from extract.model import Alias, Judgement, Role, Span, attribution_id, content_id
from extract.store import Store, dossiers, judgements, queries, write
from extract.store.found import read_again
from extract.store.provenance import Reading
from extract.store.queries.shape import speaker
from extract.store.tables import as_json
from extract.store.verify import problems
from tests.store.corpus import LEDGER, MATCHING, POST, Item, quote_ids

BY = Reading(onrecord="0.2.0", model="m")
AT = "2026-06-01T10:00:00"
FIGURE = POST[1].claims[0]


def other_borders(found: Item) -> Item:
    """Return an article whose quotes and figures another model begins a little earlier or later."""
    document, extraction = found
    borders = [Span(one.content[0].start + 3, one.content[0].end) for one in extraction.attributions]
    quotes = [replace(one, content=(span,)) for one, span in zip(extraction.attributions, borders, strict=True)]
    quotes = [replace(one, id=attribution_id(one.article_id, one.content)) for one in quotes]
    span = FIGURE.quantity.span
    quantity = replace(FIGURE.quantity, span=Span(span.start - 9, span.end))
    claim = replace(FIGURE, id=content_id("claim", "moved"), quantity=quantity)
    return document, replace(extraction, attributions=tuple(quotes), claims=(claim,))


MOVED = other_borders(POST)


@pytest.fixture
def moved(store: Store) -> Store:
    """The corpus, and a dossier and judgements on a quote and a figure whose borders then moved."""
    folder = dossiers.make(store, "The ferry", "Mina", AT)
    dossiers.add(store, folder, "claim", FIGURE.id, AT)
    for about, left in (("quote", quote_ids(POST)[0]), ("claim", FIGURE.id)):
        verdict = Judgement(
            left=left, right="", verdict="different", evidence="", author="Eve", created_at=AT, about=about
        )
        judgements.record(store, verdict)
    read_again(store, [MOVED[1]], BY, time=AT)
    judgements.correct(store)
    return store


def test_a_judgement_on_a_figure_holds_where_it_stands_now(moved: Store) -> None:
    assert [one.left for one in judgements.active(moved)] == [quote_ids(MOVED)[0], MOVED[1].claims[0].id]
    assert queries.checked(moved, [MOVED[1].claims[0].id]).keys() == {MOVED[1].claims[0].id}


def test_a_dossier_leads_to_the_figure_of_now(moved: Store) -> None:
    (folder,) = queries.dossiers(moved)
    found = queries.dossier(moved, folder.id)
    assert found is not None
    (entry,) = found.entries
    assert (entry.thing, entry.figure, entry.gone) == (
        MOVED[1].claims[0].id,
        MOVED[1].claims[0].quantity.span.of(POST[1].article.text),
        False,
    )


def test_what_is_read_anew_keeps_its_row_and_the_search_follows(moved: Store) -> None:
    assert moved.one("SELECT row FROM attributions WHERE id = ?", (quote_ids(MOVED)[0],)) == 1
    assert moved.one("SELECT row FROM claims WHERE id = ?", (MOVED[1].claims[0].id,)) == 1
    assert list(problems(moved)) == []
    words = "SELECT count(*) FROM attribution_words WHERE attribution_words MATCH ?"
    assert [moved.one(words, (word,)) for word in ("sail", '"we will not sail"')] == [2, 0]


def test_a_figure_that_two_overlap_is_nobodys(store: Store) -> None:
    verdict = Judgement(
        left=FIGURE.id, right="", verdict="different", evidence="", author="Eve", created_at=AT, about="claim"
    )
    judgements.record(store, verdict)
    twins = [replace(MOVED[1].claims[0], id=content_id("claim", name)) for name in ("a", "b")]
    read_again(store, [replace(POST[1], claims=tuple(twins))], BY, time=AT)
    assert [one.left for one in judgements.active(store)] == [FIGURE.id]


def test_a_quote_of_a_dossier_says_where_it_stands(store: Store) -> None:
    folder = dossiers.make(store, "The ferry", "Mina", AT)
    dossiers.add(store, folder, "statement", "shared", AT)
    found = queries.dossier(store, folder)
    assert found is not None
    places = [(one.start, one.end) for one in found.entries[0].sources[:2]]
    spans = [one[1].attributions[0].content[0] for one in (POST, LEDGER)]
    assert places == [(span.start, span.end) for span in spans]


def test_a_speaker_within_an_article_reads_back_whole() -> None:
    told = {
        "id": "x", "name": "Ada Brunel", "kind": "person", "attributions": ["q1", "q2"],
        "roles": [["harbour master", ["a1", "a2"]]], "aliases": [["Ms Brunel", ["a2"]]],
    }  # fmt: skip
    found = speaker(as_json(told))
    assert found is not None
    assert (found.id, found.name, found.kind, found.attributions) == ("x", "Ada Brunel", "person", ("q1", "q2"))
    assert found.roles == (Role(text="harbour master", articles=("a1", "a2")),)
    assert found.aliases == (Alias(text="Ms Brunel", articles=("a2",)),)


def test_what_matching_is_told_of_a_figure_is_what_its_article_says(store: Store) -> None:
    told = {one.surface: one for one in queries.reported_claims(store)}
    assert set(told) == {"800", "1,150"}
    assert (told["800"].outlet, told["800"].language, told["800"].date) == ("The Estuary Post", "en", "2026-05-03")
    assert told["800"].sentence == POST[1].article.text


def test_the_names_of_speakers_are_known_also_where_they_merged(store: Store) -> None:
    ada = queries.speakers(store, queries.Filters())[1][0]
    store.connection.execute("INSERT INTO redirects (what, old, new) VALUES ('speaker', 'old', ?)", (ada.id,))
    assert queries.speaker_names(store, ["old", ada.id, "nobody"]) == {"old": "Ada Brunel", ada.id: "Ada Brunel"}


def test_reports_are_asked_about_by_how_little_they_were_joined(store: Store) -> None:
    shared = MATCHING.statements[0]
    members = [replace(one, score=score) for one, score in zip(shared.members, (1.0, 0.7, 0.6), strict=True)]
    write.replace_derived(store, replace(MATCHING, statements=(replace(shared, members=tuple(members)),)))
    assert [round(one.doubt, 2) for one in queries.questions(store, "statement")] == [0.4, 0.3]
