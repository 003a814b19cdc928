"""JSON-LD in the words of schema.org: a statement is a claim that appears in quotations, each in its article."""

import json
from pathlib import Path
from typing import Any

import pytest

from extract.export.formats import write
from extract.export.jsonld import claim_node, review_node, statement_node
from tests.export.filled import MADE, filled, rows


@pytest.fixture
def graph(tmp_path: Path) -> list[dict[str, Any]]:
    with filled(tmp_path) as store:
        text = b"".join(write("all", "jsonld", rows(store), MADE, base_url="http://localhost:8501/"))
    document = json.loads(text)
    assert document["@context"] == "https://schema.org"
    return list(document["@graph"])


def test_a_statement_is_one_claim_with_an_appearance_for_each_report(graph: list[dict[str, Any]]) -> None:
    said = next(node for node in graph if len(node["appearance"]) == 3)
    assert (said["@type"], said["author"]["name"]) == ("Claim", "Ada Brunel")
    assert [report["@type"] for report in said["appearance"]] == ["Quotation"] * 3
    assert [report["isPartOf"]["publisher"]["name"] for report in said["appearance"]] == [
        "The Estuary Post", "Morning Ledger", "Le Courrier du Port",
    ]  # fmt: skip
    assert said["firstAppearance"]["@id"] == said["appearance"][0]["isPartOf"]["@id"]


def test_a_day_without_a_year_is_no_date_of_publication(graph: list[dict[str, Any]]) -> None:
    said = next(node for node in graph if len(node["appearance"]) == 3)
    assert [report["isPartOf"].get("datePublished") for report in said["appearance"]] == [
        "2026-05-03", "2026-05-04T08:00:00+01:00", None,
    ]  # fmt: skip


def test_a_number_is_a_claim_about_a_quantity(graph: list[dict[str, Any]]) -> None:
    about = [node["about"] for node in graph if "about" in node]
    assert [(one["@type"], one["value"], one["description"]) for one in about] == [
        ("QuantitativeValue", 800, "800"),
        ("QuantitativeValue", 1150, "1,150"),
    ]


def test_the_path_of_a_file_on_somebodys_machine_does_not_leave(graph: list[dict[str, Any]]) -> None:
    articles = [report.get("isPartOf", report) for node in graph for report in node["appearance"]]
    assert articles
    assert not [article for article in articles if not article.get("url", "http:").startswith("http")]


def test_a_review_takes_a_claim_for_its_item_and_leaves_the_rating_to_a_person(graph: list[dict[str, Any]]) -> None:
    review = review_node(graph[0]["@id"], graph[0]["text"])
    assert review == {
        "@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": graph[0]["text"],
        "itemReviewed": {"@id": graph[0]["@id"]},
    }  # fmt: skip


def test_a_range_has_its_ends_and_its_unit_and_whose_kind_is_not_known_is_a_thing() -> None:
    row: dict[str, Any] = dict.fromkeys(
        ("value", "speaker_id", "outlet", "date", "language", "article_title", "article_uri")
    )
    row |= {
        "id": "c1",
        "article_id": "a/1",
        "start": 3,
        "end": 12,
        "low": 5,
        "high": 8,
        "unit": "t",
        "surface": "5 to 8 t",
    }
    row |= {"entity": "fish", "sentence": "They landed 5 to 8 t of fish.", "speaker": "the port"}
    node: dict[str, Any] = claim_node(row, {}, "http://desk.example/")
    assert node["about"] == {
        "@type": "QuantitativeValue", "name": "fish", "minValue": 5, "maxValue": 8, "unitText": "t",
        "description": "5 to 8 t",
    }  # fmt: skip
    assert node["author"] == {"@type": "Thing", "name": "the port"}
    assert node["url"] == "http://desk.example/article?id=a%2F1&at=3-12"
    assert node["appearance"] == [{"@type": "NewsArticle", "@id": "urn:onrecord:article:a%2F1"}]


def test_an_id_is_quoted_in_an_address() -> None:
    row: dict[str, Any] = dict.fromkeys(
        ("text", "language", "speaker", "speaker_id", "date", "outlet", "article_title", "article_uri", "kind")
    )
    row |= {"article_id": "a", "attribution_id": "q", "start": 0, "end": 1}
    node = statement_node("s/X&1", [row], {}, "http://desk.example/")
    assert node["url"] == "http://desk.example/statement?id=s%2FX%261"


def test_what_a_person_checked_says_so(tmp_path: Path) -> None:
    with filled(tmp_path) as store:
        row = {**next(iter(rows(store)("claims"))), "checked_by": "Mina", "checked_at": "2026-05-04"}
    assert claim_node(row, {})["creativeWorkStatus"] == "checked by Mina, 2026-05-04"
    assert "creativeWorkStatus" not in claim_node({**row, "checked_by": None}, {})
