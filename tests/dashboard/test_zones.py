"""What is the article, what is furniture: shown, corrected, undone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components.zones import Block, blocks_of, snippet, zones_of
from extract.intake import ingest
from extract.model import Span, Zone
from extract.store import open_store, queries
from extract.store.queries import Filters
from tests.dashboard.conftest import shown

Open = Callable[..., AppTest]
LEAD = "The harbour bridge will close in June for eleven months, the council said on Monday.\n\n"
QUOTE = '"We would rather have an angry driver than a drowned one," said Ida Blum, the harbour master.\n\n'
AD = '"Our ferry tickets are the cheapest on the river," said Max Orvault, who sells 800 of them a day.\n'
MENU = "\n".join(f"Menu {number}" for number in range(20)) + "\n"


def zones(*parts: tuple[str, str]) -> tuple[str, tuple[Zone, ...]]:
    text, found = "", []
    for kind, words in parts:
        found.append(Zone(kind=kind, span=Span(len(text), len(text) + len(words))))
        text += words
    return text, tuple(found)


def test_paragraphs_of_the_article_are_blocks_and_a_long_menu_is_three() -> None:
    text, given = zones(("chrome", MENU), ("body", LEAD + QUOTE), ("teaser", AD))
    found = blocks_of(text, given)
    assert [(block.kind, block.lines) for block in found] == [
        ("chrome", 1), ("chrome", 18), ("chrome", 1), ("body", 1), ("body", 1), ("teaser", 1)
    ]  # fmt: skip


def test_unchanged_kinds_make_the_same_zones_and_every_character_has_one() -> None:
    text, given = zones(("chrome", MENU), ("body", LEAD + QUOTE), ("teaser", AD))
    found = blocks_of(text, given)
    made = zones_of(text, found, [block.kind for block in found])
    assert [made[0].span.start, made[-1].span.end] == [0, len(text)]
    assert "".join(zone.span.of(text) for zone in made) == text
    assert {zone.kind for zone in made if zone.span.overlaps(given[1].span)} == {"body"}


def test_an_article_of_hundreds_of_paragraphs_has_few_blocks() -> None:
    text, given = zones(("body", (LEAD + QUOTE) * 300))
    assert [block.lines for block in blocks_of(text, given)] == [1, 598, 1]


def test_a_snippet_is_escaped_and_short() -> None:
    text = "<b>$x$</b> " + "word " * 100
    made = snippet(text, Block(Span(0, len(text)), "body"))
    assert made.startswith("&lt;b&gt;")
    assert len(made) < 250


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "own.db"
    rows = [
        {
            "id": "bridge",
            "text": LEAD + QUOTE + AD,
            "outlet": "Daily Quay",
            "title": "Shut",
            "uri": "https://quay.example/b",
        },
        {
            "id": "newer",
            "text": LEAD + QUOTE + AD + "It rained.",
            "outlet": "Daily Quay",
            "title": "Shut",
            "uri": "https://quay.example/b",
        },
    ]
    ingest(path, [], uploads=[("a.jsonl", "\n".join(map(json.dumps, rows)).encode())])
    return path


def test_a_person_corrects_what_is_the_article_and_undoes_it(visit: Open, store: Path) -> None:
    app = visit("article", store, id="newer")
    before = shown(app)
    assert "Teasers of other articles" not in before
    app.toggle[0].set_value(True).run()
    app.text_input(key="judge-name").input("Jane Orwick")
    app.button(key="FormSubmitter:who-judges-Start").click().run()
    app.selectbox[2].select("teaser")
    app.button(key="FormSubmitter:zoning newer-Save").click().run()
    page = shown(app)
    assert "checked by Jane Orwick on" in page
    assert "Teasers of other articles" in page
    assert page.count('id="ref-') < before.count('id="ref-')
    app.button[-1].click().run()
    assert "checked by" not in shown(app)


def test_a_correction_waits_until_it_is_known_who_makes_it(visit: Open, store: Path) -> None:
    app = visit("article", store, id="newer")
    app.toggle[0].set_value(True).run()
    assert app.button(key="FormSubmitter:zoning newer-Save").disabled


def test_the_versions_of_an_article_are_named_with_what_changed(visit: Open, store: Path) -> None:
    page = shown(visit("article", store, id="newer"))
    assert "2 readings of this article" in page
    assert "What changed since the version before" in page
    assert "It rained." in page.split("What changed")[1]
    assert "lists and matching leave it out" in shown(visit("article", store, id="bridge"))


def test_hostile_words_stay_words_in_the_fold(visit: Open, hostile_store: Path) -> None:
    with open_store(hostile_store, readonly=True) as opened:
        cards = queries.articles(opened, Filters())[1]
    assert len(cards) >= 3
    for card in cards[:3]:
        app = visit("article", hostile_store, id=card.id)
        app.toggle[0].set_value(True).run()
        page = shown(app)
        assert "<script>alert" not in page
        assert "<img src" not in page
        assert not any("evil" in box.label for box in app.selectbox)
