"""What matching found is written anew as a whole; ids that go lead to where their members went."""

from dataclasses import replace

import pytest

from extract.errors import StoreError
from extract.model import Matching, Member, Span, Statement
from extract.store import Store, dossiers, queries, write
from extract.store.queries.results import StatementCard
from tests.store.corpus import (
    ALONE,
    COURRIER,
    ITEMS,
    LEDGER,
    MATCHING,
    POST,
    SHARED,
    in_quote,
    item,
    measure,
    quote_ids,
    speaker,
    statement,
)


def card_of(store: Store, id: str) -> StatementCard:
    view = queries.statement(store, id)
    assert view is not None
    return view.card


def test_a_card_says_who_where_in_how_many_wordings_and_languages(store: Store) -> None:
    card = card_of(store, "shared")
    assert card.canonical == "we will not sail before every lifeboat is tested"
    assert (card.speaker_id, card.speaker_name, card.speaker_role) == ("ada", "Ada Brunel", "harbour master")
    assert card.outlets == ("The Estuary Post", "Morning Ledger", "Le Courrier du Port")
    assert (card.outlet_count, card.members, card.wordings) == (3, 3, 3)
    assert (card.languages, card.language, card.kind, card.translated) == (("en", "fr"), "en", "direct", True)
    assert (card.first_outlet, card.first_date) == ("The Estuary Post", "2026-05-03")


def test_wordings_that_differ_in_case_and_marks_alone_are_one(empty: Store) -> None:
    one = item("Ada said “the quay — is closed”.", outlet="A", said=["the quay — is closed"])
    two = item("Ada said “The quay is closed”.", outlet="B", said=["The quay is closed"])
    write.add(empty, [one, two])
    write.replace_derived(empty, Matching(statements=(statement("quay", one, two),)))
    assert card_of(empty, "quay").wordings == 1
    assert queries.summary(empty).reworded == 0


def test_a_canonical_wording_of_a_split_quote_shows_the_gap(empty: Store) -> None:
    document, extraction = item("Ada said “the quay”, she said, “is closed”.", said=["the quay"])
    split = replace(extraction.attributions[0], content=(Span(10, 18), Span(32, 41)))
    write.add(empty, [(document, replace(extraction, attributions=(split,)))])
    member = Member(attribution=split.id, relation="exact", score=1.0)
    quay = Statement(id="quay", canonical="the quay is closed", members=(member,))
    write.replace_derived(empty, Matching(statements=(quay,)))
    assert card_of(empty, "quay").canonical == "the quay … is closed"


def test_a_translation_alone_is_no_rewording(empty: Store) -> None:
    write.add(empty, ITEMS)
    translated = statement("both", POST, COURRIER, relations=["exact", "translation"])
    write.replace_derived(empty, Matching(statements=(translated,)))
    assert (queries.summary(empty).shared, queries.summary(empty).reworded) == (1, 0)
    write.replace_derived(empty, MATCHING)
    assert (queries.summary(empty).shared, queries.summary(empty).reworded) == (1, 1)


def test_numbers_differ_where_a_flag_says_so(store: Store) -> None:
    assert not card_of(store, "shared").numbers_differ
    flagged = statement("shared", POST, LEDGER, COURRIER, flags=["number changed"])
    write.replace_derived(store, replace(MATCHING, statements=(flagged,)))
    card = card_of(store, "shared")
    assert (card.numbers_differ, card.flags) == (True, ("number changed",))


def test_numbers_differ_where_claims_inside_the_statement_are_in_conflict(empty: Store) -> None:
    write.add(empty, [in_quote(POST), in_quote(LEDGER)])
    for relation, differ in (("agree", False), ("conflict", True)):
        derived = Matching(statements=(statement("both", POST, LEDGER),), measures=(measure("waiting", relation),))
        write.replace_derived(empty, derived)
        assert card_of(empty, "both").numbers_differ is differ


def test_the_same_matching_again_changes_nothing(store: Store) -> None:
    revision = queries.revision(store)
    write.replace_derived(store, MATCHING)
    assert queries.revision(store) == revision
    write.replace_derived(store, replace(MATCHING, measures=()))
    assert queries.revision(store) == revision + 1


def test_an_id_that_merged_leads_to_the_one_that_holds_most_of_its_members(store: Store) -> None:
    parts = (statement("big", POST, LEDGER), statement("small", COURRIER, ALONE))
    write.replace_derived(store, replace(MATCHING, statements=parts))
    view = queries.statement(store, "shared")
    assert view is not None
    assert (view.card.id, view.redirected_from) == ("big", "shared")
    alone = queries.statement(store, "alone")
    assert alone is not None
    assert alone.card.id == "small"


def test_redirects_are_followed_through_several_merges_and_end_when_the_id_is_back(store: Store) -> None:
    for id in ("second", "third"):
        write.replace_derived(store, replace(MATCHING, statements=(replace(SHARED, id=id),)))
    assert card_of(store, "shared").id == card_of(store, "second").id == "third"
    write.replace_derived(store, MATCHING)
    view = queries.statement(store, "shared")
    assert view is not None
    assert (view.card.id, view.redirected_from) == ("shared", None)
    assert card_of(store, "third").id == "shared"


def test_what_merged_and_is_split_again_leads_to_itself(store: Store) -> None:
    write.replace_derived(store, replace(MATCHING, statements=(statement("shared", POST, LEDGER, COURRIER, ALONE),)))
    assert card_of(store, "alone").id == "shared"
    write.replace_derived(store, MATCHING)
    assert card_of(store, "alone").id == "alone"


def test_an_id_whose_members_are_in_nothing_any_more_is_gone(store: Store) -> None:
    write.replace_derived(store, replace(MATCHING, statements=(SHARED,)))
    assert queries.statement(store, "alone") is None


def test_speakers_and_measures_redirect_too_and_filters_follow(store: Store) -> None:
    renamed = replace(MATCHING, speakers=(speaker("brunel", *ITEMS),), measures=(measure("stranded"),))
    write.replace_derived(store, renamed)
    found, figures = queries.speaker(store, "ada"), queries.measure(store, "waiting")
    assert found is not None
    assert figures is not None
    assert (found.card.id, found.redirected_from) == ("brunel", "ada")
    assert (figures.id, figures.redirected_from) == ("stranded", "waiting")
    assert queries.statement_cards(store, queries.Filters(speakers=("ada",)))[0] == 2


def test_a_matching_of_something_else_is_refused_and_the_last_one_stays(store: Store) -> None:
    unknown = replace(SHARED, members=(Member(attribution="nobody", relation="exact", score=1.0),))
    revision = queries.revision(store)
    with pytest.raises(StoreError, match="the matching names 'nobody', which the store does not hold"):
        write.replace_derived(store, Matching(statements=(unknown,)))
    assert queries.revision(store) == revision
    assert card_of(store, "shared").members == 3


def test_the_store_reads_back_for_matching_what_was_extracted(store: Store) -> None:
    assert sorted(quote.id for quote in queries.quotes(store)) == sorted(quote_ids(*ITEMS))
    mentions = list(queries.speaker_mentions(store))
    assert {(mention.name, mention.roles) for mention in mentions} == {("Ada Brunel", ("harbour master",))}
    claims = {reported.claim.id: reported for reported in queries.reported_claims(store)}
    for _, extraction in ITEMS:
        for claim in extraction.claims:
            assert claims[claim.id].claim == claim
            assert claims[claim.id].surface == claim.quantity.span.of(extraction.article.text)


def test_what_is_thought_is_stored_and_is_no_statement(empty: Store) -> None:
    document, extraction = ALONE
    thought = replace(extraction.attributions[0], stance="other")
    write.add(empty, [(document, replace(extraction, attributions=(thought,)))])
    assert list(queries.quotes(empty)) == []
    assert [mention.name for mention in queries.speaker_mentions(empty)] == ["Ada Brunel"]
    view = queries.article(empty, extraction.article.id)
    assert view is not None
    assert [(quote.stance, quote.statement_id) for quote in view.attributions] == [("other", None)]


def test_a_matching_of_an_earlier_state_does_not_take_the_place_of_a_later_one(empty: Store) -> None:
    write.add(empty, [POST])
    early = queries.revision(empty)
    write.add(empty, ITEMS[1:])
    write.replace_derived(empty, MATCHING, queries.revision(empty))
    write.replace_derived(empty, Matching(), early)  # another process began before, and ends after
    assert queries.summary(empty).statements == len(MATCHING.statements)
    assert not queries.underived(empty)


def test_what_matching_does_not_read_may_change_while_it_runs(empty: Store) -> None:
    write.add(empty, ITEMS)
    seen = queries.revision(empty)
    dossiers.make(empty, "Boats", "Ada", "2026-05-09T10:00:00+00:00")
    write.replace_derived(empty, MATCHING, seen)
    assert not queries.underived(empty)


def test_what_comes_while_matching_runs_waits_for_the_next(empty: Store) -> None:
    write.add(empty, ITEMS[1:])
    seen = queries.revision(empty)
    write.add(empty, [POST])
    write.replace_derived(empty, Matching(), seen)
    assert queries.underived(empty)


def test_no_outlet_is_the_first_of_two_on_one_day(empty: Store) -> None:
    one = item("Ada said “the quay is closed”.", outlet="A", said=["the quay is closed"], date="2026-05-03")
    two = item("Ada said “The quay is closed”.", outlet="B", said=["The quay is closed"], date="2026-05-03")
    write.add(empty, [one, two])
    write.replace_derived(empty, Matching(statements=(statement("quay", one, two),)))
    assert (card_of(empty, "quay").first_outlet, card_of(empty, "quay").first_date) == (None, "2026-05-03")
