"""What people decided is kept, found again, and never of two minds; what they took back stands no more."""

from dataclasses import replace

import pytest

from extract.errors import JudgementError, OnRecordError
from extract.model import Anchor, Attribution, Judgement, Span, attribution_id
from extract.store import Store, judgements, open_store, queries, write
from tests.store.corpus import ALONE, COURRIER, ITEMS, LEDGER, MATCHING, POST, Item, quote_ids

SAME = Judgement(
    left="a", right="b", verdict="same", evidence="same ship", author="Mina", created_at="2026-05-03T10:00:00"
)
DIFFERENT = replace(SAME, verdict="different", author="Jonas", created_at="2026-05-04T09:30:00")
IDS = quote_ids(*ITEMS)


def test_a_judgement_stands_until_it_is_withdrawn(store: Store) -> None:
    number = judgements.record(store, SAME)
    judgements.record(store, replace(SAME, right="c", created_at="2026-05-02T10:00:00"))
    assert [one.right for one in judgements.active(store)] == ["c", "b"]
    assert judgements.withdraw(store, number, "2026-05-04T10:00:00")
    assert [one.right for one in judgements.active(store)] == ["c"]


def test_what_was_withdrawn_stays_in_the_history_with_who_and_when(store: Store) -> None:
    number = judgements.record(store, SAME)
    judgements.withdraw(store, number, "2026-05-04T10:00:00")
    ((kept, judgement),) = judgements.history(store)
    assert (kept, judgement) == (number, replace(SAME, deleted_at="2026-05-04T10:00:00"))


def test_only_what_changes_something_raises_the_revision(store: Store) -> None:
    revision = queries.revision(store)
    number = judgements.record(store, SAME)
    assert judgements.withdraw(store, number, "2026-05-04T10:00:00")
    assert not judgements.withdraw(store, number, "2026-05-05T10:00:00")
    assert queries.revision(store) == revision + 2


def test_a_judgement_asks_for_a_derivation_should_the_program_stop_before_it(store: Store) -> None:
    assert not queries.underived(store)
    judgements.record(store, SAME)
    assert queries.underived(store)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"verdict": "maybe"}, "no verdict"),
        ({"author": " "}, "needs its author"),
        ({"created_at": "yesterday"}, "no time"),
        ({"created_at": ""}, "no time"),
        ({"right": "a"}, "beside itself"),
    ],
)
def test_what_is_no_judgement_is_refused_with_the_remedy(store: Store, wrong: dict[str, str], said: str) -> None:
    with pytest.raises(JudgementError, match=said):
        judgements.record(store, replace(SAME, **wrong))
    assert judgements.history(store) == ()


@pytest.mark.parametrize("way", [("a", "b"), ("b", "a")])
def test_the_opposite_of_what_stands_is_refused_and_both_are_shown(store: Store, way: tuple[str, str]) -> None:
    number = judgements.record(store, SAME)
    with pytest.raises(JudgementError) as refused:
        judgements.record(store, replace(DIFFERENT, left=way[0], right=way[1]))
    assert isinstance(refused.value, OnRecordError)
    assert refused.value.against == (number,)
    for part in ("Mina", "2026-05-03T10:00:00", "are the same", "Jonas", "are different", "withdraw one"):
        assert part in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_chain_that_contradicts_is_refused_with_every_link(store: Store) -> None:
    first = judgements.record(store, SAME)
    second = judgements.record(store, replace(SAME, left="b", right="c", author="Rosa"))
    with pytest.raises(JudgementError, match=r"Mina.*Rosa") as refused:
        judgements.record(store, replace(DIFFERENT, right="c"))
    assert set(refused.value.against) == {first, second}


def test_the_link_that_would_close_such_a_chain_is_refused_too(store: Store) -> None:
    first = judgements.record(store, replace(DIFFERENT, right="c"))
    second = judgements.record(store, SAME)
    with pytest.raises(JudgementError, match=r"Jonas.*Mina") as refused:
        judgements.record(store, replace(SAME, left="c", right="b"))
    assert set(refused.value.against) == {first, second}


def test_what_is_unsure_or_withdrawn_or_about_something_else_contradicts_nothing(store: Store) -> None:
    judgements.record(store, replace(SAME, verdict="unsure"))
    number = judgements.record(store, SAME)
    judgements.record(store, replace(DIFFERENT, about="statement"))
    judgements.withdraw(store, number, "2026-05-04T10:00:00")
    assert judgements.record(store, DIFFERENT)


def test_two_people_may_judge_alike(store: Store) -> None:
    first = judgements.record(store, SAME)
    judgements.record(store, replace(SAME, author="Rosa"))
    judgements.withdraw(store, first, "2026-05-04T10:00:00")
    assert [one.author for one in judgements.active(store)] == ["Rosa"]


def moved(item: Item, by: int = -3) -> Item:
    """Return the article as another model reads it: every content ends a little earlier, under another id."""
    document, extraction = item
    found = tuple(_cut(one, by) for one in extraction.attributions)
    return document, replace(extraction, attributions=found, claims=())


def _cut(found: Attribution, by: int) -> Attribution:
    content = (*found.content[:-1], Span(found.content[-1].start, found.content[-1].end + by))
    return replace(found, id=attribution_id(found.article_id, content), content=content)


def anew(store: Store, *items: Item) -> Store:
    """Return a second store with the items and the history of the first."""
    other = open_store(store.path.with_name("anew.db"), create=True)
    write.add(other, items)
    judgements.replay(other, [one for _, one in judgements.history(store)])
    return other


def test_a_judgement_finds_the_same_words_in_spans_that_moved(store: Store) -> None:
    judgements.record(store, replace(SAME, left=IDS[0], right=IDS[1]))
    later = [moved(item) for item in ITEMS]
    with anew(store, *later) as other:
        (found,) = judgements.active(other)
        assert (found.left, found.right) == quote_ids(*later)[:2]
        assert {found.left, found.right}.isdisjoint(IDS)


def test_it_finds_the_words_where_the_page_around_them_changed(store: Store) -> None:
    judgements.record(store, replace(SAME, left=IDS[0], right=IDS[1]))
    document, extraction = POST
    text = "Updated. " + extraction.article.text
    shifted = replace(
        extraction.attributions[0], id="shifted", article_id="new", content=_later(extraction.attributions[0], 9)
    )
    article = replace(extraction.article, id="new", text=text)
    with anew(store, (document, replace(extraction, article=article, attributions=(shifted,), claims=())), LEDGER) as b:
        assert [one.left for one in judgements.active(b)] == ["shifted"]


def _later(found: Attribution, by: int) -> tuple[Span, ...]:
    return tuple(Span(span.start + by, span.end + by) for span in found.content)


def test_other_words_are_not_taken_for_those_that_were_judged(store: Store) -> None:
    judgements.record(store, replace(SAME, left=IDS[0], right=IDS[1]))
    with anew(store, moved(POST, by=-40), LEDGER) as other:
        assert [one.left for one in judgements.active(other)] == [IDS[0]]  # an id that nothing has


def test_a_speaker_is_held_by_one_of_the_quotes(store: Store) -> None:
    judgements.record(store, replace(SAME, left="ada", right=IDS[0]))
    (judgement,) = judgements.active(store)
    assert judgement.left in IDS[1:]  # never the very quote that it is judged beside
    assert judgements.history(store)[0][1].left == "ada"
    assert isinstance(judgement.left_at, Anchor)


def test_two_speakers_that_merged_cannot_be_told_apart_without_saying_which_words(store: Store) -> None:
    write.replace_derived(store, replace(MATCHING, speakers=(replace(MATCHING.speakers[0], id="brunel"),)))
    with pytest.raises(JudgementError, match="one speaker by now; judge two of the quotes"):
        judgements.record(store, replace(DIFFERENT, left="ada", right="brunel"))


def test_a_history_can_be_replayed_and_replaying_twice_changes_nothing(store: Store) -> None:
    number = judgements.record(store, replace(SAME, left=IDS[0], right=IDS[1]))
    judgements.withdraw(store, number, "2026-05-04T10:00:00")
    judgements.record(store, replace(DIFFERENT, left=IDS[0], right=IDS[1]))
    with anew(store, POST, LEDGER, COURRIER, ALONE) as other:
        assert judgements.history(other) == judgements.history(store)
        assert judgements.replay(other, [one for _, one in judgements.history(store)]) == 0


def test_a_withdrawal_is_replayed_onto_a_judgement_that_stands(store: Store) -> None:
    judgements.record(store, SAME)
    gone = replace(SAME, deleted_at="2026-05-04T10:00:00")
    assert judgements.replay(store, [gone]) == 1
    assert judgements.active(store) == ()
