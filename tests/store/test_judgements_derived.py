"""What is derived follows the judgements, a later ingest too, and a withdrawal brings back exactly what was."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import pipeline
from extract.errors import JudgementError
from extract.intake import ingest
from extract.model import Judgement, Role, Speaker
from extract.store import Store, judgements, open_store, queries, write
from extract.store.tables import EMPTIED
from tests.store.corpus import Item, item, quote_ids

NAMES = ["Ada Brunel", "Ada Brunell", "Ruth Okorie", "Ada P. Brunel"]


@pytest.fixture(autouse=True)
def _no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentence vectors say nothing about speakers, and take a second to load."""
    monkeypatch.setattr(pipeline, "default_encoder", lambda: None)


def report(number: int, name: str, role: str | None = None) -> Item:
    """Return an article in which the name says something that nobody else says."""
    document, extraction = item(
        f"{name} said that quay number {number} is closed for {number + 20} days.",
        outlet=f"Outlet {number}",
        said=[f"quay number {number} is closed"],
        date=f"2026-05-{number + 1:02}",
    )
    speaker = Speaker(id=f"local {name}", name=name, kind="person", roles=(Role(text=role),) if role else ())
    found = tuple(replace(one, speaker=speaker) for one in extraction.attributions)
    return document, replace(extraction, attributions=found, claims=())


def judged(left: Item, right: Item, verdict: str, minute: int = 0) -> Judgement:
    ids = quote_ids(left, right)
    at = f"2026-06-01T10:{minute:02}:00"
    return Judgement(left=ids[0], right=ids[1], verdict=verdict, evidence="", author="Mina", created_at=at)


def derived(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return every derived table, row by row."""
    return {table: sorted(map(tuple, store.rows(f"SELECT * FROM {table}")), key=repr) for table in EMPTIED}


def redirects(store: Store) -> set[tuple[object, ...]]:
    return set(map(tuple, store.rows("SELECT what, old, new FROM redirects")))


def spoken_by(store: Store) -> dict[str, str]:
    """Return the speaker's name by attribution."""
    sql = """SELECT t.id, s.id FROM spoken p JOIN attributions t ON t.row = p.attribution
        JOIN speakers s ON s.row = p.speaker"""
    return {row[0]: row[1] for row in store.rows(sql)}


@pytest.fixture
def quay(empty: Store) -> Store:
    write.add(empty, [report(number, name) for number, name in enumerate(NAMES)])
    pipeline.derive(empty)
    return empty


def test_what_people_join_is_one_speaker_and_its_ids_lead_there(quay: Store) -> None:
    ada, ruth = report(0, NAMES[0]), report(2, NAMES[2])
    before = spoken_by(quay)
    pipeline.judge(quay, judged(ada, ruth, "same"))
    after = spoken_by(quay)
    assert len({after[id] for id in quote_ids(ada, ruth)}) == 1
    for id in quote_ids(ada, ruth):
        view = queries.speaker(quay, before[id])
        assert view is not None
        assert view.card.id == after[id]
        assert any("Mina judged so on 2026-06-01" in alias.evidence for alias in view.aliases)


def test_a_later_ingest_follows_what_was_judged(quay: Store) -> None:
    ada, ruth = report(0, NAMES[0]), report(2, NAMES[2])
    pipeline.judge(quay, judged(ada, ruth, "same"))
    later = report(7, NAMES[2])
    write.add(quay, [later])
    pipeline.derive(quay)
    assert len({spoken_by(quay)[id] for id in quote_ids(ada, ruth, later)}) == 1


def test_what_people_part_stays_parted_when_more_comes(quay: Store) -> None:
    ada, initial = report(0, NAMES[0]), report(3, NAMES[3])
    assert len({spoken_by(quay)[id] for id in quote_ids(ada, initial)}) == 1
    pipeline.judge(quay, judged(ada, initial, "different"))
    write.add(quay, [report(8, NAMES[0])])
    pipeline.derive(quay)
    assert len({spoken_by(quay)[id] for id in quote_ids(ada, initial)}) == 2


def test_two_speakers_may_be_judged_by_their_ids(quay: Store) -> None:
    ada, ruth = (spoken_by(quay)[id] for id in quote_ids(report(0, NAMES[0]), report(2, NAMES[2])))
    said = Judgement(left=ada, right=ruth, verdict="same", evidence="", author="Mina", created_at="2026-06-01")
    pipeline.judge(quay, said)
    view, other = queries.speaker(quay, ada), queries.speaker(quay, ruth)
    assert view is not None
    assert other is not None
    assert view.card.id == other.card.id
    with pytest.raises(JudgementError, match="contradicts"):
        pipeline.judge(quay, replace(said, verdict="different", author="Jonas"))


def test_an_ingest_derives_what_a_stopped_program_left_underived(quay: Store) -> None:
    ada, ruth = report(0, NAMES[0]), report(2, NAMES[2])
    judgements.record(quay, judged(ada, ruth, "same"))
    ingest(quay.path, [])
    assert len({spoken_by(quay)[id] for id in quote_ids(ada, ruth)}) == 1


def test_redirects_of_before_lead_where_they_led_once_a_judgement_is_undone(quay: Store) -> None:
    first = pipeline.judge(quay, judged(report(0, NAMES[0]), report(1, NAMES[1]), "same"))
    before, led = derived(quay), redirects(quay)
    number = pipeline.judge(quay, judged(report(1, NAMES[1]), report(2, NAMES[2]), "same", 1))
    assert pipeline.unjudge(quay, number, "2026-06-02T10:00:00")
    assert derived(quay) == before
    assert led <= redirects(quay)
    assert pipeline.unjudge(quay, first, "2026-06-03T10:00:00")


STEPS = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 5), st.sampled_from(["same", "different", "unsure"])),
    min_size=1,
    max_size=5,
)


@given(steps=STEPS, undone=st.permutations(range(5)))
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_in_any_order_brings_back_exactly_what_was(
    steps: list[tuple[int, int, str]], undone: list[int]
) -> None:
    """Whatever was judged and refused on the way: with the last judgement gone all derived rows are those of before."""
    items = [report(n, name) for n, name in enumerate([*NAMES, "Ada Brunel", "Ruth Okorie"])]
    with TemporaryDirectory() as folder, open_store(Path(folder) / "onrecord.db", create=True) as store:
        write.add(store, items)
        pipeline.derive(store)
        before, led = derived(store), redirects(store)
        numbers = [number for minute, step in enumerate(steps) if (number := _judged(store, items, step, minute))]
        for place in undone:
            if place < len(numbers):
                assert pipeline.unjudge(store, numbers[place], "2026-06-02T10:00:00")
        assert derived(store) == before
        assert led <= redirects(store)
        assert {view.redirected_from for view in map(_view(store), {row[1] for row in before["speakers"]})} == {None}


def _judged(store: Store, items: list[Item], step: tuple[int, int, str], minute: int) -> int | None:
    left, right, verdict = step
    try:
        return pipeline.judge(store, judged(items[left], items[right], verdict, minute))
    except JudgementError:
        return None


def _view(store: Store) -> Callable[[object], queries.results.SpeakerView]:
    def view(id: object) -> queries.results.SpeakerView:
        found = queries.speaker(store, str(id))
        assert found is not None
        return found

    return view
