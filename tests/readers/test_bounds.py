"""What a source says of an article is cut where it is longer than any is; its text and its id never are."""

import json

from extract.model import Document, Failure
from extract.readers import read_bytes
from extract.readers.bounds import LONGEST, URI

TEXT = "The lock is open. " * 3_000


def one(**told: str) -> Document | Failure:
    (found,) = read_bytes("a.jsonl", json.dumps({"id": "7", "text": TEXT, **told}).encode())
    return found


def test_what_describes_an_article_has_a_bound_and_its_text_has_none() -> None:
    told = dict.fromkeys(("title", "outlet", "author", "published_at", "updated_at", "language"), "x" * 100_000)
    found = one(**told)
    assert isinstance(found, Document)
    assert {name: len(getattr(found.metadata, name)) for name in told} == {name: LONGEST[name] for name in told}
    assert found.metadata.title == "x" * (LONGEST["title"] - 1) + "…"
    assert found.content == TEXT


def test_what_is_as_long_as_may_be_stays_as_it_is() -> None:
    title, uri = "x" * LONGEST["title"], "https://l.example/" + "x" * (URI - 18)
    found = one(title=title, uri=uri)
    assert isinstance(found, Document)
    assert (found.metadata.title, found.uri) == (title, uri)


def test_addresses_that_begin_alike_stay_two() -> None:
    uris = {one(uri=f"https://l.example/{'x' * 100_000}{number}").uri for number in range(9)}
    assert len(uris) == 9
    assert {len(uri) for uri in uris} == {URI}


def test_an_id_that_no_address_could_hold_is_one_line() -> None:
    found = one(id="x" * 1_001)
    assert isinstance(found, Failure)
    assert "longer than 1,000 characters" in found.cause


def test_the_name_of_what_failed_has_a_bound_too() -> None:
    (found,) = read_bytes("x" * 100_000 + ".xyz", b"nothing")
    assert isinstance(found, Failure)
    assert len(found.uri) == URI
