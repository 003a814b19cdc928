"""What people decide about statements is laid over what matching joined, and nothing else moves."""

from hypothesis import given
from hypothesis import strategies as st

from extract.matching.judged import judged_statements
from extract.matching.link import statements
from extract.model import Judgement, Quote, Statement

GATES = "the lock stays shut until every single gate has been tested twice"
QUOTES = [
    Quote(id="a", text=GATES, outlet="A", language="en", date="2026-03-01", speaker="T. Maron", kind="direct"),
    Quote(id="b", text=f"{GATES} by engineers", outlet="B", language="en", date="2026-03-01", kind="direct"),
    Quote(id="c", text=f"{GATES} by engineers", outlet="C", language="en", date="2026-03-01", kind="direct"),
    Quote(id="d", text="nobody in the valley saw the flood coming", outlet="D", language="en", kind="direct"),
    Quote(id="e", text="the flood came without any warning at all", outlet="E", language="en", kind="direct"),
]
MACHINE = statements(QUOTES)


def judged(left: str, right: str, verdict: str, minute: int = 0) -> Judgement:
    at = f"2026-06-01T10:{minute:02}:00"
    return Judgement(
        left=left, right=right, verdict=verdict, evidence="", author="Mina", created_at=at, about="statement"
    )


def groups(found: tuple[Statement, ...]) -> set[frozenset[str]]:
    return {frozenset(member.attribution for member in one.members) for one in found}


def decided(*judgements: Judgement) -> tuple[Statement, ...]:
    return judged_statements(MACHINE, QUOTES, judgements)


def test_the_machine_joins_the_gates_and_leaves_the_flood_apart() -> None:
    assert groups(MACHINE) == {frozenset("abc"), frozenset("d"), frozenset("e")}


def test_what_people_hold_for_one_statement_is_one() -> None:
    found = decided(judged("d", "e", "same"))
    assert groups(found) == {frozenset("abc"), frozenset("de")}
    (joined,) = [one for one in found if len(one.members) == 2]
    assert joined.canonical == next(one.canonical for one in MACHINE if one.id == joined.id)
    assert [member.relation for member in joined.members] == ["exact", "paraphrase"]


def test_what_people_part_takes_those_of_its_words_along() -> None:
    assert groups(decided(judged("a", "b", "different"))) >= {frozenset("a"), frozenset("bc")}


def test_what_no_judgement_names_stays_as_it_was() -> None:
    found = decided(judged("d", "e", "same"))
    (before,) = [one for one in MACHINE if len(one.members) == 3]
    assert before in found


def test_of_two_that_contradict_each_other_the_later_counts() -> None:
    both = judged("d", "e", "same"), judged("d", "e", "different", 5)
    assert groups(decided(*both)) == groups(MACHINE)


def test_other_kinds_and_what_is_unsure_or_undone_change_nothing() -> None:
    assert decided(judged("d", "e", "unsure")) == MACHINE


PAIRS = st.lists(
    st.tuples(st.sampled_from("abcde"), st.sampled_from("abcde"), st.sampled_from(["same", "different"])), max_size=6
)


@given(PAIRS)
def test_every_quote_is_in_one_statement_as_the_latest_verdicts_say(pairs: list[tuple[str, str, str]]) -> None:
    given_ = [judged(left, right, verdict, n) for n, (left, right, verdict) in enumerate(pairs) if left != right]
    found = decided(*given_)
    assert sorted(member.attribution for one in found for member in one.members) == list("abcde")
    of = {member.attribution: one.id for one in found for member in one.members}
    if given_:
        last = given_[-1]
        assert (of[last.left] == of[last.right]) is (last.verdict == "same")
    assert len({one.id for one in found}) == len(found)
