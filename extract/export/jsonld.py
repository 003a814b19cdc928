"""Statements and claims as JSON-LD in the words of schema.org.

A statement is a `Claim` whose `appearance` are its reports, a `Quotation` each, part of a `NewsArticle`; a number that
an article claims is a `Claim` that appears in one. Each has an `@id`, so that a `ClaimReview` may take it for its
`itemReviewed`: what the review says of it, and its rating, are a person's to write.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from urllib.parse import quote as quoted
from urllib.parse import urlsplit

from extract.export.columns import Row, link
from extract.export.jsonl import dumped

CONTEXT = "https://schema.org"
_KINDS = {"person": "Person", "organisation": "Organization", "group": "Organization"}
Node = dict[str, object]


def write_json_ld(
    quotes: Iterable[Row], claims: Iterable[Row], speakers: Iterable[Row] = (), *, base_url: str = ""
) -> Iterator[bytes]:
    """Yield one JSON-LD document in pieces; `quotes` come statement by statement, as `quote_rows` gives them."""
    kinds = {str(row["id"]): str(row["kind"]) for row in speakers}
    yield f'{{"@context": "{CONTEXT}", "@graph": ['.encode()
    mark = "\n"
    for node in _nodes(quotes, claims, kinds, base_url):
        yield f"{mark}{dumped(node)}".encode()
        mark = ",\n"
    yield b"\n]}\n"


def _nodes(quotes: Iterable[Row], claims: Iterable[Row], kinds: dict[str, str], base_url: str) -> Iterator[Node]:
    for statement, reports in groupby(quotes, key=lambda row: row["statement_id"]):
        yield statement_node(str(statement), list(reports), kinds, base_url)
    for claim in claims:
        yield claim_node(claim, kinds, base_url)


def statement_node(id: str, reports: list[Row], kinds: dict[str, str], base_url: str = "") -> Node:
    """Return a statement as a `Claim`; its text is the wording that stands first, its first appearance the earliest."""
    dated = sorted((row for row in reports if _dated(row)), key=lambda row: str(row["date"]))
    return _known(
        {
            "@type": "Claim",
            "@id": f"urn:onrecord:statement:{id}",
            "url": f"{base_url}statement?id={quoted(id, safe='')}" if base_url else None,
            "text": reports[0]["text"],
            "inLanguage": reports[0]["language"],
            "author": _speaker(reports[0], kinds),
            "firstAppearance": _reference(dated[0]) if dated else None,
            "appearance": [_quotation(row, kinds, base_url) for row in reports],
        }
    )


def claim_node(row: Row, kinds: dict[str, str], base_url: str = "") -> Node:
    """Return a number that an article claims as a `Claim` about a quantity."""
    measured = {
        "@type": "QuantitativeValue",
        "name": row["entity"],
        "value": row["value"],
        "minValue": row["low"],
        "maxValue": row["high"],
        "unitText": row["unit"],
        "description": row["surface"],
    }
    return _known(
        {
            "@type": "Claim",
            "@id": f"urn:onrecord:claim:{row['id']}",
            "url": link(base_url, str(row["article_id"]), row["start"], row["end"]) if base_url else None,
            "text": row["sentence"],
            "inLanguage": row["language"],
            "author": _speaker(row, kinds),
            "about": _known(measured),
            "creativeWorkStatus": _checked(row),
            "appearance": [_article(row)],
        }
    )


def review_node(claim: str, claimed: str) -> Node:
    """Return the beginning of a `ClaimReview` of the node with the id `claim`; author, date and rating are left out."""
    return {"@context": CONTEXT, "@type": "ClaimReview", "claimReviewed": claimed, "itemReviewed": {"@id": claim}}


def _quotation(row: Row, kinds: dict[str, str], base_url: str) -> Node:
    return _known(
        {
            "@type": "Quotation",
            "@id": f"urn:onrecord:quotation:{row['attribution_id']}",
            "url": link(base_url, str(row["article_id"]), row["start"], row["end"]) if base_url else None,
            "text": row["text"],
            "inLanguage": row["language"],
            "creator": _speaker(row, kinds),
            "additionalType": row["kind"],
            "isPartOf": _article(row),
            "creativeWorkStatus": _checked(row),
        }
    )


def _article(row: Row) -> Node:
    outlet = row["outlet"]
    return _known(
        {
            **_reference(row),
            "headline": row["article_title"],
            "url": _web(row["article_uri"]),
            "datePublished": row["date"] if _dated(row) else None,
            "inLanguage": row["language"],
            "publisher": {"@type": "NewsMediaOrganization", "name": outlet} if outlet else None,
        }
    )


def _reference(row: Row) -> Node:
    return {"@type": "NewsArticle", "@id": f"urn:onrecord:article:{quoted(str(row['article_id']), safe='')}"}


def _speaker(row: Row, kinds: dict[str, str]) -> Node | None:
    if not row["speaker"]:
        return None
    id = str(row["speaker_id"]) if row["speaker_id"] else None
    type = _KINDS.get(kinds.get(id or "", ""), "Thing")
    return _known({"@type": type, "@id": f"urn:onrecord:speaker:{id}" if id else None, "name": row["speaker"]})


def _checked(row: Row) -> str | None:
    return f"checked by {row['checked_by']}, {row['checked_at']}" if row.get("checked_by") else None


def _dated(row: Row) -> bool:
    """Whether the date is a full one: a dateline's day without a year is none for schema.org."""
    return bool(row["date"]) and not str(row["date"]).startswith("-")


def _web(uri: object) -> str | None:
    """Return the uri where it is an address on the web; a file's name on somebody's machine is nobody's business."""
    return str(uri) if uri and urlsplit(str(uri)).scheme in ("http", "https") else None


def _known(node: Node) -> Node:
    return {name: value for name, value in node.items() if value is not None}
