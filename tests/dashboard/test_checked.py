"""What a person has judged says so wherever it stands, and what was found to be no quote is struck."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from extract.model import Judgement
from extract.store import dossiers, judgements, open_store, queries
from extract.store.queries import Filters
from tests.dashboard import world
from tests.dashboard.conftest import shown

Open = Callable[..., AppTest]
QUOTE = world.extraction(world.pieces()[0])[1].attributions[0].id
CLAIM = world.extraction(world.pieces()[0])[1].claims[0].id
BY = "checked by Mina &amp; co, 4 May 2026"


@pytest.fixture
def judged(store: Path, tmp_path: Path) -> Callable[..., Path]:
    """Return a function that copies the world's store with a judgement in it."""

    def made(left: str, about: str, right: str = "", verdict: str = "same") -> Path:
        path = tmp_path / "judged.db"
        with open_store(store, readonly=True) as opened:
            opened.connection.execute("VACUUM INTO ?", (str(path),))
        given = Judgement(
            left=left,
            right=right,
            verdict=verdict,
            evidence="",
            author="Mina & co",
            created_at="2026-05-04T10:00:00",
            about=about,
        )
        with open_store(path) as opened:
            judgements.record(opened, given)
        return path

    return made


def test_a_checked_quote_says_so_on_its_statement_its_article_and_its_card(
    visit: Open, judged: Callable[..., Path]
) -> None:
    path = judged(QUOTE, "quote")
    assert BY in shown(visit("statement", path, id=world.statement_id()))
    assert BY in shown(visit("article", path, id=world.article_id()))
    assert shown(visit("statements", path)).count(BY) == 1


def test_a_checked_claim_says_so_among_the_numbers(visit: Open, judged: Callable[..., Path]) -> None:
    path = judged(CLAIM, "claim")
    assert BY in shown(visit("numbers", path))
    assert BY in shown(visit("article", path, id=world.article_id()))


def test_a_checked_speaker_says_so(visit: Open, judged: Callable[..., Path]) -> None:
    other = world.extraction(world.pieces()[1])[1].attributions[0].id
    path = judged(QUOTE, "speaker", other)
    assert BY in shown(visit("speaker", path, id=world.speaker_id()))


def test_what_is_no_quote_is_struck_in_its_article(visit: Open, judged: Callable[..., Path]) -> None:
    html = shown(visit("article", judged(QUOTE, "quote", verdict="different"), id=world.article_id()))
    assert re.search(rf'<mark class="rejected"[^>]*><a [^>]*>{world.KEPT_SHUT}</a></mark>', html)
    assert "rejected by Mina &amp; co, 4 May 2026" in html


def test_rows_that_leave_the_project_say_who_checked_them(judged: Callable[..., Path]) -> None:
    with open_store(judged(QUOTE, "quote"), readonly=True) as store:
        rows = {row["attribution_id"]: row for row in queries.quote_rows(store, Filters())}
    assert (rows[QUOTE]["checked_by"], rows[QUOTE]["checked_at"]) == ("Mina & co", "2026-05-04T10:00:00")
    assert [row["checked_by"] for id, row in rows.items() if id != QUOTE] == [None] * (len(rows) - 1)


def test_nothing_says_so_where_nobody_judged(visit: Open) -> None:
    assert "checked by" not in shown(visit("statement", id=world.statement_id()))
    assert "looks wrong?" in shown(visit("statement", id=world.statement_id()))


def test_a_figure_that_was_judged_says_so_in_its_article_and_in_a_dossier(
    visit: Open, judged: Callable[..., Path]
) -> None:
    path = judged(CLAIM, "claim")
    with open_store(path) as store:
        id = dossiers.make(store, "The lock", "Mina", "2026-05-04T10:00:00")
        dossiers.add(store, id, "claim", CLAIM, "2026-05-04T10:00:00")
    assert BY in shown(visit("article", path, id=world.article_id()))
    assert BY in shown(visit("dossier", path, id=id))


def test_a_speaker_who_was_judged_says_so_in_the_list(visit: Open, judged: Callable[..., Path]) -> None:
    assert BY in shown(visit("speakers", judged(QUOTE, "spoken", right="Tilda Maron")))


def test_the_rows_of_speakers_say_who_judged_who_they_are(judged: Callable[..., Path]) -> None:
    other = world.extraction(world.pieces()[1])[1].attributions[0].id
    with open_store(judged(QUOTE, "speaker", other), readonly=True) as store:
        rows = {row["id"]: row["checked_by"] for row in queries.table_rows(store, "speakers", Filters())}
    assert rows.pop(world.speaker_id()) == "Mina & co"
    assert rows
    assert not any(rows.values())
