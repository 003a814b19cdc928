"""What the dashboard asks: filters that hold together, pages, orders, and no text that can break a query."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.errors import StoreError
from extract.model import Matching
from extract.store import Store, queries, write
from extract.store.queries import Filters, attributions
from extract.store.queries.filters import MOST_WORDS, fts_query
from extract.store.queries.statements import ORDERS, SELECT
from tests.store.corpus import ALONE, COURRIER, ITEMS, LEDGER, POST, in_quote, measure, statement

HOSTILE = [
    '"', "'", '""', '"a', "a*", "*", "NEAR(", "NEAR(a b, 2)", "AND", "a AND", "NOT a", "OR OR", "text:a", "-a", "^a",
    "a + b", "(a", "a)", "{a b}", "\x00", "a\x00b", "\ud800", "; DROP TABLE articles; --", "?", ":x", "%_", "🦭", "ǅ",
    "x" * 100_000, "a " * 10_000, '"a b" ' * 500, "'; SELECT 1", "é", "ａｂ", "½", "①", "\u0301", "\u200b",
]  # fmt: skip
RELAXED = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def found(store: Store, **filters: object) -> list[str]:
    total, cards = queries.statement_cards(store, Filters(**filters))  # type: ignore[arg-type]
    assert total == len(cards)
    return sorted(card.id for card in cards)


def ask_everything(store: Store, filters: Filters) -> None:
    queries.statement_cards(store, filters)
    queries.facets(store, filters)
    queries.measures(store, filters)
    queries.claims(store, filters)
    queries.articles(store, filters)
    queries.speakers(store, filters)
    list(queries.quote_rows(store, filters))
    list(queries.claim_rows(store, filters))


def test_the_corpus_is_summed_up(store: Store) -> None:
    summary = queries.summary(store)
    assert (summary.articles, summary.outlets, summary.statements, summary.speakers) == (4, 3, 2, 1)
    assert (summary.shared, summary.reworded, summary.conflicts, summary.invented) == (1, 1, 1, False)


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, ["alone", "shared"]),
        ({"words": "lifeboat"}, ["shared"]),
        ({"words": "LIFEBOATS tested"}, ["shared"]),
        ({"words": "l’essai"}, ["shared"]),
        ({"words": "esSAI canot"}, ["shared"]),
        ({"words": '"every lifeboat"'}, ["shared"]),
        ({"words": '"lifeboat every"'}, []),
        ({"words": "quay lifeboat"}, []),
        ({"words": "?!"}, []),
        ({"words": "  "}, ["alone", "shared"]),
        ({"outlets": ("Morning Ledger",)}, ["shared"]),
        ({"outlets": ("",)}, ["alone"]),
        ({"outlets": ("", "Morning Ledger")}, ["alone", "shared"]),
        ({"languages": ("fr",)}, ["shared"]),
        ({"languages": ("de",)}, []),
        ({"kinds": ("direct",)}, ["shared"]),
        ({"speakers": ("ada",)}, ["alone", "shared"]),
        ({"speakers": ("nobody",)}, []),
        ({"date_from": "2026-05-04"}, ["shared"]),
        ({"date_from": "2026-05-04", "date_to": "2026-05-04"}, ["shared"]),
        ({"date_to": "2026-05-02"}, []),
        ({"numbers_differ": True}, []),
    ],
)
def test_filters_leave_what_they_name(store: Store, filters: dict[str, object], expected: list[str]) -> None:
    assert found(store, **filters) == expected


def test_one_member_must_pass_all_filters(store: Store) -> None:
    assert found(store, languages=("fr",), outlets=("Le Courrier du Port",)) == ["shared"]
    assert found(store, languages=("fr",), outlets=("Morning Ledger",)) == []


def test_a_date_without_a_year_is_shown_and_passes_no_filter_of_days(store: Store) -> None:
    _, cards = queries.articles(store, Filters(outlets=("Le Courrier du Port",)))
    assert [card.date for card in cards] == ["--05-04"]
    assert queries.articles(store, Filters(outlets=("Le Courrier du Port",), date_from="0001-01-01")) == (0, ())


def test_facets_count_what_the_other_filters_leave(store: Store) -> None:
    facets = queries.facets(store, Filters(outlets=("Morning Ledger",)))
    assert {count.name: count.count for count in facets.outlets} == {
        "": 1,
        "Le Courrier du Port": 1,
        "Morning Ledger": 1,
        "The Estuary Post": 1,
    }
    assert [(count.name, count.count) for count in facets.languages] == [("en", 1)]
    assert [(one.id, one.name, one.count) for one in facets.speakers] == [("ada", "Ada Brunel", 1)]
    assert (facets.first_day, facets.last_day) == ("2026-05-03", "2026-05-04")


def test_what_is_chosen_stands_in_its_list_though_nothing_is_left_of_it(store: Store) -> None:
    facets = queries.facets(store, Filters(outlets=("Morning Ledger",), kinds=("direct",), speakers=("ada",)))
    assert [(count.name, count.count) for count in facets.kinds] == [("indirect", 1), ("direct", 0)]
    nothing = queries.facets(store, Filters(words="nowhere", speakers=("ada", "nobody")))
    assert [(one.id, one.name, one.count) for one in nothing.speakers] == [("ada", "Ada Brunel", 0)]


def test_pages_hold_every_statement_once_in_every_order(store: Store) -> None:
    for sort in queries.SORTS:
        pages = [queries.statement_cards(store, Filters(), sort, offset, 1) for offset in range(3)]
        assert [total for total, _ in pages] == [2, 2, 2]
        assert [card.id for _, page in pages for card in page] == ["shared", "alone"]


def test_an_order_that_is_none_is_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="there is no order 'loudest'; there is outlets"):
        queries.statement_cards(store, Filters(), "loudest")


@pytest.mark.parametrize("sort", ORDERS)
def test_the_first_page_is_read_off_an_index(store: Store, sort: str) -> None:
    plan = list(store.rows(f"EXPLAIN QUERY PLAN {SELECT} ORDER BY {ORDERS[sort]} LIMIT 20"))
    assert not [row["detail"] for row in plan if "TEMP B-TREE" in row["detail"]]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_no_text_of_a_user_breaks_a_query(store: Store, text: str) -> None:
    ask_everything(store, Filters(words=text))
    ask_everything(store, Filters(speakers=(text,), outlets=(text,), languages=(text,), kinds=(text,)))
    ask_everything(store, Filters(date_from=text, date_to=text))
    for one in (queries.statement, queries.measure, queries.article, queries.speaker):
        assert one(store, text) is None


@pytest.mark.parametrize("text", ["a " * 10_000, '"' + "a " * 10_000 + '"', '"a b" ' * 10_000])
def test_of_a_long_text_the_first_words_are_searched_for(text: str) -> None:
    assert len(re.findall("[ab]", fts_query(text))) == MOST_WORDS


@RELAXED
@given(words=st.text(max_size=40))
def test_any_words_are_searched_for_and_nothing_is_raised(store: Store, words: str) -> None:
    queries.statement_cards(store, Filters(words=words))


SOME = {
    "words": st.sampled_from(["", "lifeboat", "quay", "passengers", "e"]),
    "speakers": st.sampled_from([(), ("ada",), ("nobody",)]),
    "outlets": st.lists(st.sampled_from(["", "Morning Ledger", "The Estuary Post"]), unique=True).map(tuple),
    "languages": st.sampled_from([(), ("en",), ("fr",), ("en", "fr")]),
    "kinds": st.sampled_from([(), ("direct",), ("indirect",), ("count",)]),
    "date_from": st.sampled_from([None, "2026-05-03", "2026-05-04"]),
    "date_to": st.sampled_from([None, "2026-05-03"]),
    "numbers_differ": st.booleans(),
}


@RELAXED
@given(filters=st.builds(Filters, **SOME))
def test_the_rows_of_the_csv_are_what_the_filters_show(store: Store, filters: Filters) -> None:
    rows = list(queries.quote_rows(store, filters))
    assert {row["statement_id"] for row in rows} == {card.id for card in queries.statement_cards(store, filters)[1]}
    claims = list(queries.claim_rows(store, filters))
    total, shown = queries.claims(store, filters)
    assert sorted(row["id"] for row in claims) == sorted(claim.id for claim in shown)
    assert total == len(claims)
    if not filters.numbers_differ:
        measured = {row["measure_id"] for row in claims} - {None}
        assert measured == {one.id for one in queries.measures(store, filters)[1]}


def test_the_rows_of_quotes_are_the_members_that_pass_and_no_others(store: Store) -> None:
    rows = list(queries.quote_rows(store, Filters(outlets=("Morning Ledger",))))
    assert [row["text"] for row in rows] == ["they would not sail before both lifeboats were tested"]


@RELAXED
@given(filters=st.builds(Filters, **SOME))
def test_many_rows_come_in_the_order_of_few(store: Store, filters: Filters) -> None:
    few = list(queries.quote_rows(store, filters))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attributions, "FEW", -1)
        assert list(queries.quote_rows(store, filters)) == few


def test_no_row_waits_for_all_to_be_sorted(store: Store) -> None:
    plan = store.rows(f"EXPLAIN QUERY PLAN SELECT m.attribution {attributions.IN_ORDER} {attributions.BY_OUTLETS}")
    steps = [row["detail"] for row in plan]
    assert "SCAN st USING COVERING INDEX statements_outlets" in steps
    assert "USE TEMP B-TREE FOR ORDER BY" not in steps


def test_a_measure_has_all_its_claims_and_says_why_they_conflict(store: Store) -> None:
    total, (found,) = queries.measures(store, Filters(outlets=("Morning Ledger",)))
    assert (total, found.conflict, found.outlet_count) == (1, True, 2)
    assert [(claim.outlet, claim.surface, str(claim.value)) for claim in found.claims] == [
        ("The Estuary Post", "800", "800"),
        ("Morning Ledger", "1,150", "1150"),
    ]
    assert found.relations[0].evidence == "800 and 1,150 do not meet"


def test_what_is_worth_checking_comes_first_and_nothing_is_thrown_away(store: Store) -> None:
    total, shown = queries.claims(store, Filters(), limit=1_000)
    assert {claim.measure_id for claim in shown[:2]} == {"waiting"}
    assert [claim.checkworthy for claim in shown] == sorted((claim.checkworthy for claim in shown), reverse=True)
    assert len(shown) == total == store.one("SELECT count(*) FROM claims", [])


def test_numbers_that_differ_leave_the_claims_of_measures_with_a_conflict(store: Store) -> None:
    total, claims = queries.claims(store, Filters(numbers_differ=True))
    assert (total, {claim.measure_id for claim in claims}) == (2, {"waiting"})
    assert queries.articles(store, Filters(numbers_differ=True))[0] == 2


def test_with_numbers_that_differ_a_measure_without_a_conflict_is_not_shown(empty: Store) -> None:
    write.add(empty, [in_quote(POST), in_quote(LEDGER)])
    flagged = statement("both", POST, LEDGER, flags=["number changed"])
    write.replace_derived(empty, Matching(statements=(flagged,), measures=(measure("waiting", "agree"),)))
    assert queries.claims(empty, Filters(numbers_differ=True))[0] == 2
    assert queries.measures(empty, Filters(numbers_differ=True)) == (0, ())
    assert queries.measures(empty, Filters(), only_conflicts=True) == (0, ())


def test_a_claim_outside_any_quote_has_the_speaker_whom_its_article_names(store: Store) -> None:
    assert queries.claims(store, Filters(speakers=("ada",)))[0] == 2
    assert queries.claims(store, Filters(speakers=("nobody",)))[0] == 0


def test_a_statement_shows_every_member_with_its_place(store: Store) -> None:
    view = queries.statement(store, "shared")
    assert view is not None
    assert [(quote.outlet, quote.relation) for quote in view.members] == [
        ("The Estuary Post", "exact"),
        ("Morning Ledger", "paraphrase"),
        ("Le Courrier du Port", "translation"),
    ]
    for quote, (_, extraction) in zip(view.members, (POST, LEDGER, COURRIER), strict=True):
        assert quote.article_id == extraction.article.id
        assert quote.content[0].of(extraction.article.text) == quote.text
        assert [mention.text for mention in quote.resolution] == ["Ada"]


def test_articles_are_found_by_their_words_and_by_who_speaks_in_them(store: Store) -> None:
    def outlets(filters: Filters) -> list[str | None]:
        return [card.outlet for card in queries.articles(store, filters)[1]]

    assert outlets(Filters()) == ["Morning Ledger", "The Estuary Post", None, "Le Courrier du Port"]
    assert outlets(Filters(words="attend")) == ["Le Courrier du Port"]
    assert outlets(Filters(speakers=("ada",), kinds=("indirect",))) == ["Morning Ledger", None]


def test_a_speaker_shows_every_role_with_where_it_was_read(store: Store) -> None:
    view = queries.speaker(store, "ada")
    assert view is not None
    assert [(role.text, role.outlets) for role in view.roles] == [
        ("engineer", ("The Estuary Post",)),
        ("harbour master", ("The Estuary Post", "Morning Ledger", "Le Courrier du Port")),
    ]
    assert (view.card.quotes, view.card.articles, view.statement_count) == (4, 4, 2)
    total, cards = queries.speakers(store, Filters(languages=("fr",)))
    assert [(card.quotes, card.outlets) for card in cards] == [(1, ("Le Courrier du Port",))]
    assert total == 1


def test_articles_that_the_store_has_are_known_beforehand(store: Store) -> None:
    ids = [extraction.article.id for _, extraction in ITEMS]
    texts = {extraction.article.id: extraction.article.text for _, extraction in ITEMS}
    assert queries.article_texts(store, [*ids, "another"]) == texts
    assert ALONE[1].article.id in ids


def test_a_claim_is_read_back_as_it_was_found(empty: Store) -> None:
    document, found = POST
    claim = found.claims[0]
    bound = replace(claim, quantity=replace(claim.quantity, comparator=">="))
    write.add(empty, [(document, replace(found, claims=(bound,)))])
    (read,) = queries.claims(empty, Filters())[1]
    assert (read.id, read.value, read.comparator) == (claim.id, claim.quantity.value, ">=")
