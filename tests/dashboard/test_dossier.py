"""The page Dossier: made, filled, ordered, annotated, shared by its address, taken along."""

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.components.dossier import file_name
from extract.store import dossiers, open_store, queries
from tests.dashboard import world
from tests.dashboard.conftest import shown

Open = Callable[..., AppTest]
CLAIM = world.extraction(world.pieces()[0])[1].claims[0].id


@pytest.fixture
def own(tmp_path: Path) -> Path:
    return world.build(tmp_path / "own.db")


@pytest.fixture
def folder(own: Path) -> str:
    """The id of a dossier of a statement and a claim."""
    with open_store(own) as store:
        id = dossiers.make(store, "The *lock*", "Mina", "2026-05-04T10:00:00")
        dossiers.add(store, id, "statement", world.statement_id(), "2026-05-04T10:00:00")
        dossiers.add(store, id, "claim", CLAIM, "2026-05-04T10:00:00")
    return id


def test_the_first_dossier_is_made_on_the_page(visit: Open, own: Path) -> None:
    app = visit("dossier", own)
    assert "None yet." in shown(app)
    app.text_input(key="new-title").set_value("The lock")
    app.button(key="FormSubmitter:new-dossier-Make it").click().run()
    assert '<h1 dir="auto">The lock</h1>' in shown(app)
    assert "It is empty." in shown(app)


def test_a_statement_leads_to_adding_it_and_it_stands_in_the_new_dossier(visit: Open, own: Path) -> None:
    add = f"statement:{world.statement_id()}"
    assert f"dossier?add={add.replace(':', '%3A')}" in shown(visit("statement", own, id=world.statement_id()))
    app = visit("dossier", own, add=add)
    app.text_input(key="add-title").set_value("The lock")
    app.button(key="FormSubmitter:add-thing-Add").click().run()
    html = shown(app)
    assert world.KEPT_SHUT in html
    assert all(name in html for name in ("Vale Herald", "Canal Times", "Le Halage"))


@pytest.mark.parametrize(("title", "entries"), [("The weir", 1), ("", 3), ("The *lock*", 3)])
def test_a_title_that_is_typed_is_never_passed_over(
    visit: Open, own: Path, folder: str, title: str, entries: int
) -> None:
    app = visit("dossier", own, add=f"passage:{world.article_id()}:0-20")
    app.text_input(key="add-title").set_value(title)
    html = shown(app.button(key="FormSubmitter:add-thing-Add").click().run())
    assert f'<h1 dir="auto">{title or "The *lock*"}</h1>' in html
    assert html.count('<div class="thing">') == entries


@pytest.mark.parametrize("page", ["article", "numbers"])
def test_articles_and_numbers_lead_to_adding(visit: Open, own: Path, page: str) -> None:
    assert "dossier?add=" in shown(visit(page, own, id=world.article_id()))


def test_things_change_places_get_notes_and_are_taken_out_and_put_back(visit: Open, own: Path, folder: str) -> None:
    app = visit("dossier", own, id=folder)
    first, second = (box.key.removeprefix("note-") for box in app.text_area if box.key != f"note-{folder}")
    app.text_area(key=f"note-{first}").set_value("ask again").run()
    app.button(key=f"move-{second}--1").click().run()
    with open_store(own, readonly=True) as store:
        found = queries.dossier(store, folder)
        assert found is not None
        assert [(entry.kind, entry.note) for entry in found.entries] == [("claim", ""), ("statement", "ask again")]
    app.button(key=f"out-{first}").click().run()
    assert "Canal Times" not in shown(app)
    app.button(key="put-back").click().run()
    assert "Canal Times" in shown(app)


def test_a_dossier_that_is_not_there_is_said_not_to_be(visit: Open, own: Path) -> None:
    assert "No such dossier" in shown(visit("dossier", own, id="none"))


@pytest.mark.parametrize("add", ["", "x", "statement:none", "passage:a:5-1", "claim:" + "9" * 5000])
def test_an_address_that_adds_nothing_is_answered_in_words(visit: Open, own: Path, add: str) -> None:
    html = shown(visit("dossier", own, add=add))
    assert "not in the store" in html or "None yet." in html


def test_hostile_words_stay_words(visit: Open, tmp_path: Path) -> None:
    path = world.build(tmp_path / "hostile.db", world.hostile())
    with open_store(path) as store:
        id = dossiers.make(store, world.HOSTILE[-1], world.HOSTILE[0], "2026-05-04T10:00:00")
        for piece in world.hostile():
            quote = world.extraction(piece)[1].attributions[0].id
            thing = world.content_id("statement", quote)
            dossiers.annotate(store, dossiers.add(store, id, "statement", thing, "2026-05-04"), world.HOSTILE[0])
    html = shown(visit("dossier", path, id=id))
    assert "<script>alert" not in html
    assert "<img src" not in html


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The *lock* at Brême", "onrecord-the-lock-at-brême"),
        ("../../etc/passwd", "onrecord-etc-passwd"),
        ("…", "onrecord-dossier"),
        ("a" * 300, "onrecord-" + "a" * 71),
    ],
)
def test_the_files_of_a_dossier_are_named_after_it(title: str, name: str) -> None:
    assert file_name(title) == name
