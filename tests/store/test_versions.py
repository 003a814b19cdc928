"""An article at two addresses or in two versions is kept whole and counted once."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.intake import ingest
from extract.model import Judgement
from extract.pipeline import judge
from extract.store import Store, open_store, queries
from extract.store.queries import Filters

BODY = (
    "The harbour bridge will close in June for eleven months, the council said on Monday after a survey of pillars. "
    '"We would rather have an angry driver than a drowned one," said Ida Blum, the harbour master. '
    "A ferry will carry walkers and bicycles every twenty minutes from six in the morning until midnight. "
)
MORE = BODY + "About 800 shopkeepers on the west bank said that nobody had asked them."
FIRST = {"uri": "https://quay.example/bridge", "outlet": "Daily Quay", "title": "Bridge shut", "text": BODY}
AGAIN = FIRST | {"uri": "https://quay.example/amp/bridge"}
UPDATED = FIRST | {"text": MORE, "updated_at": "2026-05-04T09:00:00+02:00", "published_at": "2026-05-03"}
WIRE = FIRST | {"uri": "https://ledger.example/b", "outlet": "Morning Ledger"}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "store.db"


def read(path: Path, *articles: dict[str, str]) -> None:
    lines = "\n".join(json.dumps({"id": f"{len(a['text'])}{a['uri']}{a['outlet']}"} | a) for a in articles)
    ingest(path, [], uploads=[("articles.jsonl", lines.encode())])


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    read(path, FIRST, AGAIN, WIRE)
    read(path, UPDATED)
    with open_store(path) as opened:
        yield opened


def test_the_newest_version_stands_and_a_wire_text_is_another_article(store: Store) -> None:
    total, cards = queries.articles(store, Filters())
    assert (total, queries.summary(store).articles) == (2, 2)
    assert {card.outlet for card in cards} == {"Daily Quay", "Morning Ledger"}
    quay = next(card for card in cards if card.outlet == "Daily Quay")
    assert "shopkeepers" in queries.article(store, quay.id).text  # type: ignore[union-attr]


def test_an_older_version_is_no_other_report(store: Store) -> None:
    (statement,) = [card for card in queries.statement_cards(store, Filters())[1] if "drowned" in card.canonical]
    assert (statement.outlet_count, statement.members) == (2, 2)
    assert len([quote for quote in queries.quotes(store) if "drowned" in quote.text]) == 2
    assert len(list(queries.bodies(store))) == 2


def test_all_versions_are_kept_with_their_addresses(store: Store) -> None:
    (card,) = queries.articles(store, Filters(outlets=("Daily Quay",)))[1]
    kept = queries.versions(store, card.id)
    assert [version.relation for version in kept] == ["version", "same", "version"]
    assert [version.stands for version in kept] == [False, False, True]
    assert kept[1].addresses == (AGAIN["uri"],)
    assert kept == queries.versions(store, kept[0].id)
    assert "shopkeepers" not in kept[0].body


def test_an_article_of_one_version_has_only_itself(store: Store) -> None:
    (card,) = queries.articles(store, Filters(outlets=("Morning Ledger",)))[1]
    assert [version.id for version in queries.versions(store, card.id)] == [card.id]
    assert queries.versions(store, "none") == ()


def test_the_same_article_read_at_another_address_keeps_both(path: Path) -> None:
    read(path, FIRST | {"id": "one"})
    read(path, AGAIN | {"id": "one"})
    with open_store(path) as store:
        (version,) = queries.versions(store, "one")
        assert version.addresses == (FIRST["uri"], AGAIN["uri"])


def test_the_claims_of_older_versions_are_not_listed_twice(path: Path) -> None:
    read(path, UPDATED, UPDATED | {"text": MORE + " It rained.", "updated_at": "2026-05-05T09:00:00+02:00"})
    with open_store(path) as store:
        total, found = queries.claims(store, Filters(), checkworthy=True)
        assert total == len(found) == len({claim.surface for claim in found}) >= 1
        assert queries.claim_facets(store, Filters()).outlets[0].count == total


def test_what_was_judged_in_an_older_version_holds_in_the_newer(path: Path) -> None:
    read(path, FIRST)
    with open_store(path) as store:
        quote = next(one for one in queries.quotes(store) if "drowned" in one.text)
        said = {"evidence": "", "author": "Jane Orwick", "created_at": "2026-05-04T09:00:00+00:00", "about": "quote"}
        judge(store, Judgement(left=quote.id, right="", verdict="different", **said))
        assert not any("drowned" in one.text for one in queries.quotes(store))
    read(path, UPDATED)
    with open_store(path) as store:
        assert queries.articles(store, Filters())[0] == 1
        assert not any("drowned" in one.text for one in queries.quotes(store))
