"""What people decided is kept, and what they took back stands no more."""

from dataclasses import replace

from extract.model import Judgement
from extract.store import Store, judgements, queries

SAME = Judgement(
    left="a", right="b", verdict="same", evidence="same ship", author="Mina", created_at="2026-05-03T10:00:00"
)


def test_a_judgement_stands_until_it_is_withdrawn(store: Store) -> None:
    number = judgements.record(store, SAME)
    judgements.record(store, replace(SAME, right="c", created_at="2026-05-02T10:00:00"))
    assert [one.right for one in judgements.active(store)] == ["c", "b"]
    assert judgements.withdraw(store, number, "2026-05-04T10:00:00")
    assert [one.right for one in judgements.active(store)] == ["c"]


def test_only_what_changes_something_raises_the_revision(store: Store) -> None:
    revision = queries.revision(store)
    number = judgements.record(store, SAME)
    assert judgements.withdraw(store, number, "2026-05-04T10:00:00")
    assert not judgements.withdraw(store, number, "2026-05-05T10:00:00")
    assert queries.revision(store) == revision + 2
