"""What a person says is the article stays, is searched, and can be undone."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.errors import JudgementError
from extract.intake import ingest
from extract.model import Span, Zone
from extract.pipeline import rezone
from extract.store import Store, open_store, queries
from extract.store.queries import Filters

LEAD = "The harbour bridge will close in June for eleven months, the council said on Monday.\n\n"
QUOTE = '"We would rather have an angry driver than a drowned one," said Ida Blum, the harbour master.\n\n'
AD = '"Our ferry tickets are the cheapest on the river," said Max Orvault, who sells 800 of them a day.\n'
TEXT = LEAD + QUOTE + AD
AT = "2026-05-04T09:00:00+00:00"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "store.db"
    line = json.dumps({"id": "bridge", "text": TEXT, "outlet": "Daily Quay", "language": "en"})
    ingest(path, [], uploads=[("a.jsonl", line.encode())])
    return path


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    with open_store(path) as opened:
        yield opened


def zones(border: int = len(LEAD + QUOTE)) -> tuple[Zone, ...]:
    return (Zone(kind="body", span=Span(0, border)), Zone(kind="teaser", span=Span(border, len(TEXT))))


def speakers(store: Store) -> list[str | None]:
    view = queries.article(store, "bridge")
    assert view is not None
    return [quote.speaker_name for quote in view.attributions if quote.kind == "direct"]


def test_what_is_no_article_any_more_says_nothing(store: Store) -> None:
    assert speakers(store) == ["Ida Blum", "Max Orvault"]
    rezone(store, "bridge", zones(), "Jane Orwick", AT)
    assert speakers(store) == ["Ida Blum"]
    assert not any("cheapest" in quote.text for quote in queries.quotes(store))
    assert [card.canonical for card in queries.statement_cards(store, Filters(words="cheapest"))[1]] == []
    assert queries.claims(store, Filters(words="tickets"), checkworthy=True)[0] == 0
    assert not queries.underived(store)


def test_a_correction_says_who_made_it_and_when(store: Store) -> None:
    assert queries.zoning(store, "bridge") is None
    rezone(store, "bridge", zones(), " Jane Orwick ", AT)
    made = queries.zoning(store, "bridge")
    assert made is not None
    assert (made.author, made.created_at) == ("Jane Orwick", AT)
    view = queries.article(store, "bridge")
    assert view is not None
    assert view.zones == zones()


def test_a_correction_stays_when_the_article_is_read_again(path: Path, store: Store) -> None:
    rezone(store, "bridge", zones(), "Jane Orwick", AT)
    line = json.dumps({"id": "bridge", "text": TEXT, "outlet": "Daily Quay", "language": "en"})
    assert ingest(path, [], uploads=[("again.jsonl", line.encode())]).count("known") == 1
    assert speakers(store) == ["Ida Blum"]


def test_undoing_brings_back_what_the_machine_read(store: Store) -> None:
    before = queries.article(store, "bridge")
    rezone(store, "bridge", zones(), "Jane Orwick", AT)
    rezone(store, "bridge", zones(len(LEAD)), "Ida Blum", AT)
    assert speakers(store) == []
    rezone(store, "bridge", None, "Jane Orwick", AT)
    after = queries.article(store, "bridge")
    assert before is not None
    assert after is not None
    assert (after.zones, after.attributions, after.claims) == (before.zones, before.attributions, before.claims)
    assert queries.zoning(store, "bridge") is None
    assert queries.claims(store, Filters(words="tickets"), checkworthy=True)[0] == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((Zone(kind="body", span=Span(0, 5)),), "end before the text"),
        ((Zone(kind="menu", span=Span(0, len(TEXT))),), "does not follow"),
        ((Zone(kind="chrome", span=Span(0, len(TEXT))),), "text of its own"),
        ((Zone(kind="body", span=Span(0, 9)), Zone(kind="body", span=Span(5, len(TEXT)))), "does not follow"),
        ((), "end before the text"),
    ],
)
def test_zones_that_are_none_of_the_text_are_refused(store: Store, given: tuple[Zone, ...], said: str) -> None:
    with pytest.raises(JudgementError, match=said):
        rezone(store, "bridge", given, "Jane Orwick", AT)
    assert speakers(store) == ["Ida Blum", "Max Orvault"]


def test_a_correction_of_nobody_or_of_nothing_is_refused(store: Store) -> None:
    with pytest.raises(JudgementError, match="name"):
        rezone(store, "bridge", zones(), "  ", AT)
    with pytest.raises(JudgementError, match="no article"):
        rezone(store, "none", zones(), "Jane Orwick", AT)
    assert queries.zoning(store, "bridge") is None
