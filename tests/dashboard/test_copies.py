"""Who copied whom, what was said again, and the rest of a speech, as the pages show them."""

from dataclasses import replace
from pathlib import Path

import pytest

from extract.matching.flat import body_of
from extract.matching.shared_text import shared_texts
from extract.model import Statement
from extract.store import open_store, write
from tests.dashboard import world
from tests.dashboard.conftest import shown

PROSE = (
    " The lock keeper spoke on the bridge while divers looked for the gate in the mud below the weir, where two "
    "barges had lain since the flood of last autumn, and the mayor of the upper town counted the boats that could"
    " not pass on a slate."
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store in which two outlets carry one agency text, and a third says the line again months later."""
    first, reworded = world.pieces()[0], world.pieces()[1]
    own = replace(first, text=first.text + PROSE)
    copy = replace(own, outlet="Canal Times", title="From a wire", text=f"LOCKSIDE (Reuters) - {own.text}")
    late = replace(reworded, outlet="Lock Letter", date="2026-06-11")
    more = world.singles(1)
    found = [world.extraction(piece) for piece in (own, copy, late, *more)]
    said = world.matching([item for _, item in found])
    kept, alone = said.statements[0], said.statements[1]
    members = (*(replace(one, relation="exact", flags=()) for one in kept.members[:2]), kept.members[2])
    again = (*members[:2], replace(members[2], relation="repeated", flags=()))
    statements: tuple[Statement, ...] = (
        replace(kept, members=again, independent=2, passage_id="speech"),
        replace(alone, passage_id="speech", independent=1),
    )
    texts = shared_texts([body_of(item) for _, item in found])
    path = tmp_path_factory.mktemp("copies") / "copies.db"
    with open_store(path, create=True) as opened:
        write.add(opened, found, ())
        write.replace_derived(opened, replace(said, statements=statements, shared_texts=texts))
    return path


def test_a_statement_counts_its_outlets_and_its_independent_reports(visit, store):
    for page in (visit(path=store), visit("statement", store, id=world.statement_id())):
        assert "3 outlets, 2 independent reports: Vale Herald" in shown(page)


def test_a_statement_names_the_common_text_its_first_report_and_the_agency(visit, store):
    html = shown(visit("statement", store, id=world.statement_id()))
    assert "<b>Same text</b>: Canal Times, 2 March 2026 and Vale Herald, 2 March 2026 share passages" in html
    assert "One of them credits Reuters." in html
    assert "the original may not be among these articles" in html


def test_the_shared_passage_is_shown_with_the_way_to_both_places(visit, store):
    html = shown(visit("statement", store, id=world.statement_id()))
    folded = html.split('<section class="copies">', 1)[1].split("</section>", 1)[0]
    assert "where two barges had lain since the flood of last autumn" in folded
    assert folded.count('href="article?id=') == 3  # the source, and both places


def test_an_article_says_with_whom_it_shares_its_text(visit, store):
    with open_store(store, readonly=True) as opened:
        ids = {row["outlet"]: row["id"] for row in opened.rows("SELECT outlet, id FROM articles")}
    assert "Same text" in shown(visit("article", store, id=ids["Canal Times"]))
    assert "Same text" not in shown(visit("article", store, id=ids["Lock Letter"]))


def test_what_was_said_again_gives_both_dates(visit, store):
    html = shown(visit("statement", store, id=world.statement_id()))
    assert "Said again on another occasion: first 2 March 2026, again 11 June 2026" in html


def test_a_statement_shows_the_rest_of_its_speech(visit, store):
    html = shown(visit("statement", store, id=world.statement_id()))
    speech = html.split("From one speech")[1]
    assert speech.count("<li>") == 2
    assert speech.count("this statement") == 1
    assert "Notice 0 stands" in speech


def test_pages_say_so_where_the_vectors_are_not_installed(visit, monkeypatch):
    monkeypatch.setattr("extract.matching.encoder.PACKAGE", "no_such_package_here")
    for page in (visit("statement", id=world.statement_id()), visit("about")):
        assert "translations and reworded reports are not matched" in shown(page)
        assert "pip install" in shown(page)
