"""The questions worth a person's look: the doubtful ones first, and none that was answered."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from extract.model import Judgement
from extract.store import Store, judgements, queries, write
from tests.store.corpus import ALONE, COURRIER, LEDGER, MATCHING, POST, Item, item, quote_ids, speaker, statement

POST_ID, LEDGER_ID, COURRIER_ID = quote_ids(POST, LEDGER, COURRIER)


def asked(store: Store, about: str | None = None, **narrowed: str) -> list[tuple[str, str, str]]:
    return [(one.about, one.left, one.right) for one in queries.questions(store, about, **narrowed)]


def doubted(found: Item, confidence: float) -> Item:
    document, extraction = found
    changed = tuple(replace(one, confidence=confidence) for one in extraction.attributions)
    return document, replace(extraction, attributions=changed)


def judge(store: Store, left: str, about: str, right: str = "", verdict: str = "same") -> int:
    given = Judgement(
        left=left, right=right, verdict=verdict, evidence="", author="Mina", created_at="2026-05-04", about=about
    )
    return judgements.record(store, given)


def filled(store: Store, items: Iterable[Item]) -> Store:
    write.add(store, list(items))
    return store


def test_what_may_be_no_quote_comes_by_doubt_and_not_what_is_sure(empty: Store) -> None:
    filled(empty, [doubted(POST, 0.5), doubted(LEDGER, 0.2), COURRIER])
    assert asked(empty, "quote") == [("quote", LEDGER_ID, ""), ("quote", POST_ID, "")]


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_what_was_answered_is_not_asked_again_until_it_is_undone(empty: Store, verdict: str) -> None:
    filled(empty, [doubted(POST, 0.5)])
    number = judge(empty, POST_ID, "quote", verdict=verdict)
    assert asked(empty, "quote") == []
    judgements.withdraw(empty, number, "2026-05-05")
    assert asked(empty, "quote") == [("quote", POST_ID, "")]


def test_reports_that_were_only_just_joined_are_asked_about(empty: Store) -> None:
    filled(empty, [POST, LEDGER, COURRIER, ALONE])
    shared = statement("shared", POST, LEDGER, COURRIER)
    weak = (shared.members[0], replace(shared.members[1], score=0.6), replace(shared.members[2], score=0.4))
    write.replace_derived(empty, replace(MATCHING, statements=(replace(shared, members=weak),)))
    pairs = [("statement", POST_ID, COURRIER_ID), ("statement", POST_ID, LEDGER_ID)]
    assert asked(empty, "statement") == pairs
    assert asked(empty, "statement", outlet="Morning Ledger") == pairs[1:]
    judge(empty, LEDGER_ID, "statement", POST_ID)  # the other way round
    assert asked(empty, "statement") == pairs[:1]


def test_whom_a_pronoun_names_is_asked(store: Store) -> None:
    store.connection.execute(
        """UPDATE attributions SET resolution = '[[0,2,"he","pronoun"]]' WHERE id = ?""", (POST_ID,)
    )
    assert asked(store, "spoken") == [("spoken", POST_ID, "ada")]
    assert asked(store, "spoken", speaker="ada") == [("spoken", POST_ID, "ada")]
    assert asked(store, "spoken", speaker="nobody") == []


def test_names_that_may_be_one_persons_are_asked_about(empty: Store) -> None:
    filled(empty, [POST, LEDGER, COURRIER])
    people = (replace(speaker("ada", POST), name="Ada Brunel"), replace(speaker("b", LEDGER), name="A. Brunel"))
    other = replace(speaker("ruth", COURRIER), name="Ruth Brunel")
    write.replace_derived(empty, replace(MATCHING, speakers=(*people, other), statements=(), measures=()))
    assert asked(empty, "speaker") == [("speaker", POST_ID, LEDGER_ID)]


def test_figures_in_conflict_are_asked_about(store: Store) -> None:
    claims = {POST[1].claims[0].id, LEDGER[1].claims[0].id}
    assert {left for _, left, _ in asked(store, "claim")} == claims
    judge(store, POST[1].claims[0].id, "claim")
    assert [left for _, left, _ in asked(store, "claim")] == [LEDGER[1].claims[0].id]


def test_the_evidence_is_what_the_question_names(store: Store) -> None:
    found = queries.evidence(store, (POST_ID, POST[1].claims[0].id, "none"))
    assert (list(found.quotes), list(found.claims)) == ([POST_ID], [POST[1].claims[0].id])


def test_a_statement_or_a_speaker_stands_for_its_first_report(store: Store) -> None:
    assert queries.first_reports(store, ("shared", "ada", "none")) == {"shared": POST_ID, "ada": POST_ID}
    assert [one.id for one in queries.speakers_named(store, "brunel ADA")] == ["ada"]
    assert [one.id for one in queries.speakers_named(store, "ädà")] == ["ada"]
    assert queries.speakers_named(store, " ") == ()


def test_what_is_checked_is_known_of_quotes_claims_statements_and_speakers(store: Store) -> None:
    judge(store, POST_ID, "spoken", "ada")
    names = (POST_ID, LEDGER_ID, "shared", "ada", "alone")
    assert queries.checked(store, names) == {
        POST_ID: ("speaker", "Mina", "2026-05-04"),
        "shared": ("speaker", "Mina", "2026-05-04"),
        "ada": ("checked", "Mina", "2026-05-04"),
    }


def test_statements_of_one_day_that_share_most_of_their_words_are_asked_about(empty: Store) -> None:
    lines = (
        "the northern harbour closes before winter begins",
        "the northern harbour closes this winter, nobody asked",
    )
    said = [item(f"Ada said {line}.", outlet=f"O{n}", said=[line], date="2026-05-03") for n, line in enumerate(lines)]
    filled(empty, [*said, ALONE])
    apart = tuple(statement(f"s{n}", one) for n, one in enumerate(said))
    people = (speaker("ada", *said, ALONE),)
    write.replace_derived(empty, replace(MATCHING, speakers=people, statements=apart, measures=()))
    ((_, left, right),) = asked(empty, "statement")
    assert {left, right} == set(quote_ids(*said))
    assert not queries.questions(empty, "statement")[0].now
