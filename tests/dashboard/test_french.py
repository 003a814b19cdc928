"""The pages in French: every sentence of ours, the links that keep the language, and the ways to the other one."""

import re
import sqlite3
from contextlib import closing

import pytest

from tests.dashboard import catalogue, world
from tests.dashboard.conftest import shown

PAGES = [
    ("statements", {}),
    ("statements", {"view": "time"}),
    ("statements", {"q": "lock", "outlet": "Le Halage", "flag": "number changed", "month": "2026-03"}),
    ("statement", {"id": world.statement_id()}),
    ("speakers", {}),
    ("speaker", {"id": world.speaker_id()}),
    ("numbers", {}),
    ("articles", {}),
    ("article", {"id": world.article_id()}),
    ("about", {}),
    ("statement", {"id": "none"}),
]
NARROW = "\u202f"


def english() -> list[str]:
    """Return what English sentences have in their longest stretch without a field, where French says another thing."""
    found = []
    for message in catalogue.french():
        for one in (message.id,) if isinstance(message.id, str) else message.id:
            stretch = max(re.split(r"\{\w*\}|<[^>]*>", one), key=len).strip()
            translated = " ".join((message.string,) if isinstance(message.string, str) else message.string)
            if len(stretch) > 11 and stretch not in translated:
                found.append(stretch)
    return found


@pytest.mark.parametrize(("page", "parameters"), PAGES)
def test_no_sentence_of_ours_is_english_on_a_french_page(visit, page, parameters):
    app = visit(page, lang="fr", **parameters)
    labels = [widget.label for widget in [*app.checkbox, *app.selectbox, *app.text_input, *app.button]]
    html = re.sub(r"<(style|script)>.*?</\1>", "", shown(app), flags=re.DOTALL)
    assert [stretch for stretch in english() if stretch in "\n".join([html, *labels])] == []


@pytest.mark.parametrize(("page", "parameters"), PAGES)
def test_every_link_of_a_french_page_stays_french(visit, page, parameters):
    html = shown(visit(page, lang="fr", **parameters))
    links = re.findall(r'href="([^"#]+)"', html)
    assert [link for link in links if "lang=" not in link] == []


def test_french_spacing_and_numbers_stand_in_the_first_sentence(visit):
    html = shown(visit(lang="fr"))
    assert f"<b>33 articles</b> de 3 médias{NARROW}: <b>31 déclarations</b>" in html
    assert f"d’abord{NARROW}: Vale Herald, 2 mars 2026" in html


def test_the_way_to_the_other_language_keeps_the_filters(visit):
    html = shown(visit(lang="fr", outlet="Le Halage"))
    assert '<a href="?outlet=Le+Halage&amp;lang=en" lang="en"' in html
    assert 'lang="fr" hreflang="fr" title="Français" aria-current="true"' in html


def test_a_filter_that_is_ticked_keeps_the_language(visit):
    app = visit(lang="fr")
    app.checkbox(key="outlets:Le Halage").check().run()
    assert app.query_params["lang"] == "fr"
    assert "<b>1 déclaration</b> dans Le Halage" in shown(app)


def test_a_language_that_there_is_not_is_english(visit):
    assert "31 statements" in shown(visit(lang="<script>"))


def test_a_store_of_a_newer_version_is_named_with_its_remedy_in_french(visit, tmp_path):
    newer = world.build(tmp_path / "newer.db")
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("PRAGMA user_version = 99")
    html = shown(visit(path=newer, lang="fr"))
    assert "écrite par un On Record plus récent (version 99 de la base" in html
    assert "pip install --upgrade onrecord" in html


def test_a_measure_is_titled_in_the_language_of_the_page_where_an_article_has_it(visit):
    assert '<h2 lang="en" dir="auto">Boats waiting</h2>' in shown(visit("numbers"))
