"""The annotation of the sample is sound, and the product agrees with it as well as data/gold/floors.toml says."""

import json
import tomllib
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from extract import lang
from extract.model import (
    Article,
    Attribution,
    Claim,
    Extraction,
    Matching,
    Measure,
    Member,
    Quantity,
    Relation,
    Span,
    Speaker,
    Statement,
    Zone,
)
from tests.gold.agreement import agreement
from tests.gold.figures import figures
from tests.gold.reading import GOLD, SAMPLE, Row, annotated, fingerprints, languages, rows, texts

FLOORS = tomllib.loads((GOLD / "floors.toml").read_text(encoding="utf-8"))
REASONS = {"date", "time", "phone", "name", "score", "furniture", "list", "pronoun"}


def bounds(table: str) -> list[Any]:
    return [
        pytest.param(group, key, bound, id=f"{group}-{key}")
        for group, values in FLOORS[table].items()
        for key, bound in values.items()
    ]


@pytest.mark.parametrize(("group", "key", "bound"), bounds("floors"))
def test_the_product_finds_as_much_as_it_did(group: str, key: str, bound: int) -> None:
    from tests.gold.measuring import measured

    assert measured()[2][group][key] >= bound


@pytest.mark.parametrize(("group", "key", "bound"), bounds("ceilings"))
def test_the_product_errs_no_more_than_it_did(group: str, key: str, bound: int) -> None:
    from tests.gold.measuring import measured

    assert measured()[2][group][key] <= bound


def test_a_perfect_reader_would_get_every_point() -> None:
    perfect = {article: as_annotated(article, text) for article, text in texts().items()}
    counted = figures(perfect, agreement(perfect), Matching())
    for code in languages():
        got = counted[code]
        assert got["quotes_found"] == got["kinds_right"] == got["speakers_right"] == got["quotes"]
        assert got["claims_found"] == got["units_right"] == got["comparators_right"] == got["claims"]
        assert got["quotes_false"] == got["claims_false"] == 0


def test_a_reader_who_finds_the_wrong_things_gets_none() -> None:
    perfect = {article: as_annotated(article, text) for article, text in texts().items()}
    moved = {
        article: replace(found, attributions=tuple(map(elsewhere, found.attributions)), claims=())
        for article, found in perfect.items()
    }
    counted = figures(moved, agreement(moved), Matching())
    for code in languages():
        assert counted[code]["quotes_found"] == counted[code]["claims_found"] == 0
        assert counted[code]["quotes_false"] > 0


def test_a_perfect_matcher_would_get_every_point() -> None:
    perfect = {article: as_annotated(article, text) for article, text in texts().items()}
    got = figures(perfect, agreement(perfect), all_that_is_the_same())["across"]
    assert got["same_joined"] == got["same"]
    assert got["people_whole"] == got["people"]
    assert got["organisations_whole"] == got["organisations"]
    assert got["conflicts_found"] == got["conflicts"]
    assert got["agreements_found"] == got["agreements"]
    assert got["updates_found"] == got["updates"]
    assert got["different_joined"] == got["unlabelled_joined"] == got["speakers_merged"] == got["conflicts_false"] == 0


def all_that_is_the_same() -> Matching:
    """Return the matching that the gold describes."""
    groups = [row["quotes"] for row in rows("same.jsonl") if row["verdict"] == "same"]
    said = {
        row["name"]: tuple(q["id"] for q in annotated("quote") if q["speaker"] == row["name"])
        for row in rows("speakers.jsonl")
    }
    related = [row for row in rows("relations.jsonl") if row["relation"] not in ("unrelated", "unjudged")]
    relations = tuple(
        Relation(a=row["a"], b=row["b"], relation=row["relation"], evidence=row["why"]) for row in related
    )
    return Matching(
        speakers=tuple(Speaker(id=name, name=name, kind="person", attributions=ids) for name, ids in said.items()),
        statements=tuple(
            Statement(
                id=ids[0], canonical="", members=tuple(Member(attribution=i, relation="exact", score=1.0) for i in ids)
            )
            for ids in groups
        ),
        measures=(Measure(id="all", entity="all", members=(), relations=relations),),
    )


def as_annotated(article: str, text: str) -> Extraction:
    """Return the extraction that the gold describes."""
    body = (Zone(kind="body", span=Span(0, len(text))),)
    return Extraction(
        article=Article(id=article, document_id=article, uri=article, text=text, zones=body),
        attributions=tuple(attribution(row) for row in annotated("quote") if row["article"] == article),
        claims=tuple(claim(row) for row in annotated("claim") if row["article"] == article and row["checkworthy"]),
    )


def attribution(row: Row) -> Attribution:
    return Attribution(
        id=row["id"],
        article_id=row["article"],
        kind=row["kind"],
        content=tuple(Span(start, end) for start, end, _ in row["content"]),
        cue=(),
        source=(),
        confidence=1.0,
        rule="gold",
        speaker=Speaker(id=row["speaker"], name=row["speaker"], kind=row["speaker_kind"]),
    )


def elsewhere(found: Attribution) -> Attribution:
    """Return the attribution with its content where nobody is quoted: the first characters of the article."""
    return replace(found, content=(Span(0, 3),))


def claim(row: Row) -> Claim:
    start, end, _ = row["span"]
    numbers = {name: None if row[name] is None else Decimal(str(row[name])) for name in ("value", "low", "high")}
    quantity = Quantity(
        span=Span(start, end), kind="count", unit=row["unit"], comparator=row["comparator"] or "=", **numbers
    )
    return Claim(id=row["id"], article_id=row["article"], quantity=quantity, sentence=Span(start, end))


def test_neither_sample_nor_gold_changes_without_its_floors() -> None:
    assert fingerprints() == FLOORS["sha256"], "run python -m tests.gold, set the floors, and say why in the commit"


def test_every_language_has_its_gold_file() -> None:
    assert languages() == lang.supported()
    for kind in ("quote", "claim"):
        assert {row["language"] for row in annotated(kind)} == set(languages())


def test_every_span_of_a_quote_reads_back() -> None:
    text = texts()
    for row in annotated("quote"):
        for start, end, words in filter(None, [*row["content"], row["cue"], row["source"]]):
            assert text[row["article"]][start:end] == words, row["id"]


def test_every_span_of_a_number_reads_back() -> None:
    text = texts()
    for row in annotated("claim"):
        start, end, words = row["span"]
        assert text[row["article"]][start:end] == words, row["id"]


def test_a_number_that_is_no_claim_has_a_reason_and_a_claim_a_value() -> None:
    for row in annotated("claim"):
        if row["checkworthy"]:
            assert (row["value"] is None) == (row["low"] is not None), row["id"]
        else:
            assert row["reason"] in REASONS, row["id"]


def test_the_pages_are_annotated_where_they_say() -> None:
    for row in rows("pages.jsonl"):
        text = texts()[row["article"]]
        start, end, title = row["title"]
        body = text[slice(*row["body"])]
        assert text[start:end] == title
        assert body.startswith(row["first"])
        assert body.endswith(row["last"])


def test_ids_are_unique() -> None:
    ids = [row["id"] for kind in ("quote", "claim") for row in annotated(kind)]
    assert len(ids) == len(set(ids))


def test_pairs_and_relations_name_what_the_gold_holds() -> None:
    quotes = {row["id"] for row in annotated("quote")}
    claims = {row["id"] for row in annotated("claim") if row["checkworthy"]}
    assert {quote for row in rows("same.jsonl") for quote in row["quotes"]} <= quotes
    assert {claim for row in rows("relations.jsonl") for claim in (row["a"], row["b"])} <= claims


def test_no_pair_has_two_verdicts() -> None:
    pairs = [frozenset((row["a"], row["b"])) for row in rows("relations.jsonl")]
    assert len(pairs) == len(set(pairs))
    together = [set(row["quotes"]) for row in rows("same.jsonl") if row["verdict"] == "same"]
    apart = [set(row["quotes"]) for row in rows("same.jsonl") if row["verdict"] == "different"]
    assert not [pair for pair in apart if any(pair <= group for group in together)]


def test_every_article_of_the_sample_is_annotated() -> None:
    assert {row["article"] for row in annotated("quote")} == set(texts())
    assert {row["article"] for row in annotated("claim")} == set(texts())


def test_the_sample_is_what_its_page_says() -> None:
    articles = [json.loads(line) for line in (SAMPLE / "articles.jsonl").read_text(encoding="utf-8").splitlines()]
    page = (SAMPLE.parent / "README.md").read_text(encoding="utf-8")
    assert len(articles) >= 14
    assert {article["language"] for article in articles} == {"en", "fr"}
    assert len({article["outlet"] for article in articles}) == 5
    for article in articles:
        assert article["outlet"] in " ".join(page.split())
        assert article["uri"] == f"sample:{article['id']}"
        assert article["published_at"].startswith("2026-05-")
        assert 120 <= len(article["text"].split()) <= 350, article["id"]
