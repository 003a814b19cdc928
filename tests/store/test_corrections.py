"""What people correct of a quote or a claim holds at once, is derived from, and undone leaves no trace."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract import pipeline
from extract.errors import JudgementError
from extract.model import Attribution, Judgement, Span, attribution_id
from extract.store import Store, judgements, open_store, queries, write
from extract.store.queries import Filters
from extract.store.tables import EMPTIED
from tests.store.corpus import LEDGER, POST, Item, item, quote_ids

AT = "2026-06-01T10:00:00"
POST_ID, LEDGER_ID = quote_ids(POST, LEDGER)
CLAIM = POST[1].claims[0].id


@pytest.fixture(autouse=True)
def _no_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sentence vectors say nothing about this, and take a second to load."""
    monkeypatch.setattr(pipeline, "default_encoder", lambda: None)


@pytest.fixture
def port(empty: Store) -> Store:
    """A store of two articles about one harbour, derived."""
    write.add(empty, [POST, LEDGER])
    pipeline.derive(empty)
    return empty


def judged(left: str, about: str, right: str = "", verdict: str = "same", at: str = AT) -> Judgement:
    return Judgement(left=left, right=right, verdict=verdict, evidence="", author="Mina", created_at=at, about=about)


def quote(store: Store, id: str) -> queries.results.QuoteView:
    found = queries.article(store, {POST_ID: POST, LEDGER_ID: LEDGER}[id][1].article.id)
    assert found is not None
    return next(one for one in found.attributions if one.id == id)


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Return every row that may follow from a judgement, and what searches find."""
    tables = (*EMPTIED, "corrected", "corrected_claims", "checked")
    rows = {table: sorted(map(tuple, store.rows(f"SELECT * FROM {table}")), key=repr) for table in tables}
    for word in ("lifeboat", "passengers", "closed"):
        rows[word] = [tuple(row) for row in store.rows("SELECT rowid FROM attribution_words(?)", (word,))]
    return rows


def places(found: Item, words: str) -> str:
    start = found[1].article.text.index(words)
    return f"{start}-{start + len(words)}"


def test_what_is_no_quote_is_struck_at_once_and_leaves_statements_and_exports(port: Store) -> None:
    judgements.record(port, judged(POST_ID, "quote", verdict="different"))
    found = quote(port, POST_ID)
    assert (found.rejected, found.checked_by, found.checked_at) == (True, "Mina", AT)
    assert [row["attribution_id"] for row in queries.quote_rows(port, Filters())] == [LEDGER_ID]
    pipeline.derive(port)
    assert quote(port, POST_ID).statement_id is None
    assert queries.summary(port).statements == 1


def test_a_person_may_say_who_is_quoted(port: Store) -> None:
    pipeline.judge(port, judged(POST_ID, "spoken", "Ruth Okorie"))
    assert quote(port, POST_ID).speaker_name == "Ruth Okorie"
    assert quote(port, LEDGER_ID).speaker_name == "Ada Brunel"
    assert sorted(one.name for one in queries.speakers(port, Filters())[1]) == ["Ada Brunel", "Ruth Okorie"]
    (mention,) = [one for one in queries.speaker_mentions(port) if one.name == "Ruth Okorie"]
    assert (mention.attribution_id, mention.kind) == (POST_ID, "person")


def test_a_quote_given_to_a_speaker_stands_among_the_others_of_that_speaker(port: Store) -> None:
    ruth = item("Ruth Okorie said that the crane is new.", outlet="Quay Letter", said=["the crane is new"])
    named = replace(ruth[1].attributions[0].speaker, name="Ruth Okorie", id="ruth")  # type: ignore[type-var]
    said = tuple(replace(one, speaker=named) for one in ruth[1].attributions)
    write.add(port, [(ruth[0], replace(ruth[1], attributions=said))])
    pipeline.derive(port)
    (row,) = [one for one in queries.speakers(port, Filters())[1] if one.name == "Ruth Okorie"]
    number = pipeline.judge(port, judged(POST_ID, "spoken", row.id))
    assert quote(port, POST_ID).speaker_name == "Ruth Okorie"
    assert pipeline.unjudge(port, number, AT)
    assert quote(port, POST_ID).speaker_name == "Ada Brunel"


def test_who_is_not_the_speaker_is_not_named_any_more(port: Store) -> None:
    pipeline.judge(port, judged(POST_ID, "spoken", "Ada Brunel", "different"))
    assert quote(port, POST_ID).speaker_name is None
    assert quote(port, LEDGER_ID).speaker_name == "Ada Brunel"


def test_the_words_of_a_quote_are_those_of_its_article(port: Store) -> None:
    words = "every lifeboat is tested"
    pipeline.judge(port, judged(POST_ID, "span", places(POST, words)))
    found = quote(port, POST_ID)
    assert found.text == words
    assert [span.of(POST[1].article.text) for span in found.content] == [words]
    assert queries.statement_cards(port, Filters(words="sail"))[0] == 1  # the other outlet's
    assert queries.statement_cards(port, Filters(words="lifeboat"))[0] == 2


def test_words_with_a_gap_are_shown_with_it_and_matched_without(port: Store) -> None:
    first, second = (places(POST, words) for words in ("every lifeboat", "tested"))
    pipeline.judge(port, judged(POST_ID, "span", f"{first} {second}"))
    assert quote(port, POST_ID).text == "every lifeboat … tested"
    assert "every lifeboat tested" in [one.text for one in queries.quotes(port)]


@pytest.mark.parametrize("wrong", ["", "9-3", "5", "0-99999", "5-9 7-12", "a-b"])
def test_words_that_the_article_does_not_have_are_refused(port: Store, wrong: str) -> None:
    with pytest.raises(JudgementError, match="names no words"):
        judgements.record(port, judged(POST_ID, "span", wrong))


def test_a_claim_that_nobody_would_check_leaves_the_measures(port: Store) -> None:
    before = queries.claims(port, Filters(), checkworthy=True)[0]
    pipeline.judge(port, judged(CLAIM, "claim", verdict="different"))
    left = queries.claims(port, Filters(), checkworthy=True)
    assert (before, left[0]) == (2, 1)
    (row,) = [one for one in queries.claim_rows(port, Filters()) if one["id"] == CLAIM]
    assert row["checkworthy"] is False


def test_two_statements_may_be_held_for_one_and_parted_again(port: Store) -> None:
    alone = item("Ada Brunel said that nobody leaves.", outlet="Quay Letter", said=["nobody leaves"])
    write.add(port, [alone])
    pipeline.derive(port)
    statements = queries.summary(port).statements
    number = pipeline.judge(port, judged(POST_ID, "statement", quote_ids(alone)[0]))
    assert queries.summary(port).statements == statements - 1
    assert pipeline.unjudge(port, number, AT)
    assert queries.summary(port).statements == statements


@pytest.mark.parametrize(
    ("first", "then"),
    [
        (judged(POST_ID, "quote"), judged(POST_ID, "quote", verdict="different")),
        (judged(POST_ID, "spoken", "Ruth Okorie"), judged(POST_ID, "spoken", "Ada Brunel")),
        (judged(POST_ID, "spoken", "Ruth Okorie"), judged(POST_ID, "spoken", "ruth okorie", "different")),
        (judged(POST_ID, "span", "0-9"), judged(POST_ID, "span", "0-3")),
        (judged(CLAIM, "claim"), judged(CLAIM, "claim", verdict="different")),
    ],
)
def test_what_contradicts_a_judgement_about_the_same_quote_is_refused(
    port: Store, first: Judgement, then: Judgement
) -> None:
    number = judgements.record(port, first)
    with pytest.raises(JudgementError, match="contradicts") as refused:
        judgements.record(port, then)
    assert refused.value.against == (number,)
    assert judgements.record(port, replace(first, author="Jonas"))


def test_a_correction_finds_its_quote_in_spans_that_moved(port: Store, tmp_path: Path) -> None:
    judgements.record(port, judged(POST_ID, "quote", verdict="different"))
    judgements.record(port, judged(POST_ID, "span", places(POST, "every lifeboat is tested")))
    judgements.record(port, judged(CLAIM, "claim", verdict="different"))
    extraction = POST[1]
    moved = tuple(_shorter(one) for one in extraction.attributions)
    claims = tuple(replace(one, id="another") for one in extraction.claims)
    with open_store(tmp_path / "anew.db", create=True) as later:
        write.add(later, [(POST[0], replace(extraction, attributions=moved, claims=claims))])
        judgements.replay(later, [one for _, one in judgements.history(port)])
        (found,) = queries.article(later, extraction.article.id).attributions  # type: ignore[union-attr]
        assert (found.id, found.rejected, found.text) == (moved[0].id, True, "every lifeboat is tested")
        assert queries.claims(later, Filters(), checkworthy=True)[0] == 0


def _shorter(found: Attribution) -> Attribution:
    content = (Span(found.content[0].start, found.content[0].end - 3),)
    return replace(found, id=attribution_id(found.article_id, content), content=content)


def test_articles_that_come_later_are_corrected_when_derived(empty: Store) -> None:
    anchors = judged(POST_ID, "quote", verdict="different")
    judgements.record(empty, anchors)
    write.add(empty, [POST])
    pipeline.derive(empty)
    assert quote(empty, POST_ID).rejected


STEPS = st.lists(
    st.tuples(
        st.integers(0, 4),
        st.integers(0, 4),
        st.sampled_from(["speaker", "statement", "spoken", "quote", "span", "claim"]),
        st.sampled_from(["same", "different", "unsure"]),
    ),
    min_size=1,
    max_size=5,
)
LINE = "the quay number {n} is closed for the whole winter season of this year"


def report(number: int) -> Item:
    """Return an article about a quay; three outlets report one closure in nearly the same words."""
    said = LINE.format(n=number // 3)
    text = f"Ada Brunel said that {said}. About {number + 20} passengers wait."
    return item(text, outlet=f"Outlet {number}", said=[said], figures=[str(number + 20)], date=f"2026-05-0{number + 1}")


@given(steps=STEPS, undone=st.permutations(range(5)))
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undoing_in_any_order_brings_back_exactly_what_was(
    steps: list[tuple[int, int, str, str]], undone: list[int]
) -> None:
    """Whatever kinds were judged and refused: with the last judgement gone every row is that of before."""
    items = [report(number) for number in range(5)]
    with TemporaryDirectory() as folder, open_store(Path(folder) / "onrecord.db", create=True) as store:
        write.add(store, items)
        pipeline.derive(store)
        before = everything(store)
        numbers = [number for step in steps if (number := _judged(store, items, *step))]
        for place in undone:
            if place < len(numbers):
                assert pipeline.unjudge(store, numbers[place], "2026-06-02T10:00:00")
        assert everything(store) == before
        assert not queries.underived(store)


def _judged(store: Store, items: list[Item], left: int, right: int, about: str, verdict: str) -> int | None:
    ids = quote_ids(*items)
    named = {
        "speaker": ids[right],
        "statement": ids[right],
        "spoken": f"Ruth {right}",
        "quote": "",
        "span": f"{right}-{right + 30}",
        "claim": "",
    }
    thing = items[left][1].claims[0].id if about == "claim" else ids[left]
    try:
        return pipeline.judge(store, judged(thing, about, named[about], verdict))
    except JudgementError:
        return None
