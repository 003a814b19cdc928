"""Every page over a small store."""

import ast
import re
import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from dashboard.navigation import VIEWS
from extract.model import Failure
from extract.store import open_store, queries, write
from tests.dashboard import world
from tests.dashboard.conftest import shown


def test_home_sums_the_corpus_up_and_lists_what_was_said(visit):
    html = shown(visit())
    assert "33 articles</b> of 3 outlets: <b>31 statements</b> by 2 speakers" in html
    assert "1 carried by two or more outlets" in html
    assert f"“{world.KEPT_SHUT}”" in html


def test_a_card_says_who_where_and_whether_reports_differ(visit):
    html = shown(visit())
    assert "Tilda Maron</b></a>, lock keeper" in html
    assert "3 outlets: Vale Herald, Canal Times and Le Halage<br>first: Vale Herald, 2 March 2026" in html
    assert "a number differs" in html
    assert "translated" in html
    assert f'href="statement?id={world.statement_id()}"' in html


def test_home_shows_twenty_statements_a_page(visit):
    first, second = shown(visit()), shown(visit(page_="2"))
    assert first.count('class="row card"') == 20
    assert second.count('class="row card"') == 11


@pytest.mark.parametrize("page", ["statements", "numbers", "speakers", "articles"])
def test_a_page_after_the_last_shows_the_last_and_says_so(visit, page):
    last = {"statements": "2", "articles": "2"}.get(page, "1")
    html = shown(visit(page, page_="500"))
    assert f"has no page 500; this is its last, page {last}." in html
    assert all(
        row in html for row in re.findall(r"<li class=.row.*?</li>|<tr>.*?</tr>", shown(visit(page, page_=last)))
    )


def test_a_page_of_figures_after_the_last_shows_the_last_and_says_so(visit):
    html = shown(visit("numbers", claims="500"))
    assert "has no page 500; this is its last, page 1." in html
    assert '<mark class="claim">Some 90</mark>' in html.split("Every figure")[1]


@pytest.mark.parametrize("page", ["statements", "numbers", "speakers", "articles"])
def test_a_page_of_thousands_of_digits_is_the_first(visit, page):
    assert shown(visit(page, page_="9" * 5000, claims="9" * 5000)).count("9" * 50) == 0


def test_an_address_restores_the_filters(visit):
    app = visit(speaker=world.speaker_id(), outlet="Canal Times")
    assert "<b>1 statement</b> by Tilda Maron in Canal Times" in shown(app)
    assert app.checkbox(key=f"speakers:{world.speaker_id()}").value
    assert app.checkbox(key="outlets:Canal Times").value


def test_a_filter_that_is_ticked_stands_in_the_address(visit):
    app = visit()
    app.checkbox(key="outlets:Le Halage").check().run()
    assert app.query_params["outlet"] == "Le Halage"
    assert "<b>1 statement</b> in Le Halage" in shown(app)


def test_a_filter_that_is_unticked_leaves_the_address(visit):
    app = visit(outlet=["Le Halage", "Canal Times"])
    app.checkbox(key="outlets:Le Halage").uncheck().run()
    assert app.query_params["outlet"] == "Canal Times"


def test_words_dates_and_order_stand_in_the_address(visit):
    app = visit()
    app.text_input(key="q").set_value("lock gate").run()
    app.selectbox(key="sort").set_value("newest").run()
    app.checkbox(key="differ").check().run()
    params = {name: app.query_params[name] for name in ("q", "sort", "differ")}
    assert params == {"q": "lock gate", "sort": "newest", "differ": "1"}
    assert "<b>1 statement</b> with the words “lock gate” where numbers differ" in shown(app)


def test_filters_that_leave_nothing_say_what_to_do(visit):
    assert "Nothing passes these filters" in shown(visit(q="zeppelin"))


def test_a_broken_address_is_said_to_be_broken_and_the_rest_is_shown(visit):
    html = shown(visit(sort="loudest", from_="yesterday", page_="-1"))
    assert "there is no order “loudest”" in html
    assert "“yesterday” is no day" in html
    assert "31 statements" in html


def test_all_filters_can_be_cleared(visit):
    app = visit(q="lock")
    next(button for button in app.button if button.label == "Clear all filters").click().run()
    assert "q" not in app.query_params


def test_a_statement_shows_how_each_outlet_worded_it(visit):
    html = shown(visit("statement", id=world.statement_id(), base="first"))
    assert '<del><span class="hidden">[gone: </span>every gate has<span class="hidden">]</span></del>' in html
    assert '<ins><span class="hidden">[new: </span>most gates have<span class="hidden">]</span></ins>' in html


def test_a_translation_is_aligned_and_not_marked_as_changed(visit):
    html = shown(visit("statement", id=world.statement_id()))
    row = html[html.index("Le Halage</b>") :]
    assert "aligned with the base in English" in row
    assert "<ins" not in row
    assert 'lang="fr"' in row


def test_the_base_of_a_statement_stands_in_the_address(visit):
    app = visit("statement", id=world.statement_id())
    app.selectbox(key="base").set_value("first").run()
    assert app.query_params["base"] == "first"
    assert app.query_params["id"] == world.statement_id()


def test_each_report_links_to_its_place_in_the_article(visit):
    html = shown(visit("statement", id=world.statement_id()))
    links = re.findall(r'href="article\?id=(\w+)&amp;at=(\d+)-(\d+)"', html)
    assert {id for id, _, _ in links} == {world.article_id(number) for number in range(3)}


def test_outlets_that_carry_the_same_words_share_a_row_and_keep_their_links(visit, tmp_path):
    app = visit("statement", path=world.carried_twice(tmp_path / "wire.db"), id=world.statement_id())
    html = shown(app)
    rows = html.split('<div class="who">')[1:]
    assert len(rows) == 2
    assert all(
        words in rows[0] for words in ("<b>Vale Herald</b>", "<b>Canal Times</b>", "the same words in 2 reports")
    )
    assert re.findall(r"in the article of ([^<]+)</a>", rows[0]) == ["Vale Herald", "Canal Times"]
    assert len(set(re.findall(r'href="(article\?[^"]+)"', html))) == 3
    assert app.selectbox(key="base").options[2:] == [
        "Vale Herald, Canal Times, 2 March 2026",
        "Lock Letter, 3 March 2026",
    ]


def test_a_denial_is_marked_on_the_card_and_beside_its_report(visit, tmp_path):
    path = world.denied(tmp_path / "denied.db")
    mark = '<span class="flag">a denial</span>'
    assert mark in shown(visit(path=path))
    rows = shown(visit("statement", path, id=world.statement_id())).split('<div class="who">')[1:]
    (marked,) = [row for row in rows if mark in row]
    assert "Canal Times" in marked


def test_a_denial_shares_no_row_with_the_same_words_said(visit, tmp_path):
    path = world.carried_twice(tmp_path / "wire.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("""UPDATE members SET flags = '["denied"]' WHERE position = 1""")
    rows = shown(visit("statement", path, id=world.statement_id())).split('<div class="who">')[1:]
    assert ["a denial" in row for row in rows] == [False, True, False]


def test_the_word_that_reports_something_indirectly_stands_beside_it(visit, tmp_path):
    path = world.denied(tmp_path / "denied.db")
    assert shown(visit("statement", path, id=world.statement_id())).count("cue “") == 1
    assert "cue “denied”" in shown(visit("statement", path, id=world.statement_id()))
    assert "cue “denied”" in shown(visit("article", path, id=world.article_id(1)))


def test_a_base_may_be_any_of_the_reports_with_its_words(visit, tmp_path):
    path = world.carried_twice(tmp_path / "wire.db")
    app = visit("statement", path=path, id=world.statement_id())
    with open_store(path, readonly=True) as store:
        members = queries.statement(store, world.statement_id()).members
    second = next(member.id for member in members if member.outlet == "Canal Times")
    app = visit("statement", path=path, id=world.statement_id(), base=second)
    assert app.selectbox(key="base").value == next(m.id for m in members if m.outlet == "Vale Herald")


def test_a_statement_of_one_report_needs_no_base(visit):
    id = world.content_id("statement", world.extraction(world.singles(1)[0])[1].attributions[0].id)
    app = visit("statement", id=id)
    assert "Notice 0 stands" in shown(app)
    assert not app.selectbox


@pytest.mark.parametrize("page", ["statement", "speaker", "article"])
@pytest.mark.parametrize("id", [None, "gone", "<script>alert(1)</script>"])
def test_an_address_that_names_nothing_leads_on(visit, page, id):
    html = shown(visit(page, **({"id": id} if id else {})))
    assert f"No such {page}" in html
    assert f"All {page}s</a>" in html
    assert "<script>alert" not in html


def test_numbers_come_conflicts_first_with_their_evidence(visit):
    app = visit("numbers")
    html = shown(app)
    assert "Boats waiting" in html
    assert '<b>cannot both be right</b>: <span lang="en">40 and 90 do not meet' in html.split("pair by pair")[1]
    assert ">40</span> — Vale Herald; " in html
    assert "125% apart" in html
    assert '<mark class="claim">Some 90</mark>' in html
    assert len(app.get("plotly_chart")) == 1


def test_figures_lead_to_their_place_in_the_article(visit):
    start = world.extraction(world.pieces()[0])[1].claims[0].quantity.span.start
    assert f"article?id={world.article_id()}&amp;at={start}-{start + 8}" in shown(visit("numbers"))


def test_an_article_shows_its_quotes_figures_and_folded_furniture(visit):
    html = shown(visit("article", id=world.article_id()))
    assert '<mark class="quote"><a href="#note-1" tabindex="-1">The lock will' in html
    assert '<mark class="cue">said</mark>' in html
    assert '<mark class="source">Tilda Maron</mark>' in html
    assert '<mark class="claim"><a href="#note-2" tabindex="-1">About 40</a></mark>' in html
    assert "<summary>Menus and other page furniture, 3 words</summary>" in html
    assert "cue “said”" in html
    assert "sure (0.90)" in html


def test_a_link_into_an_article_marks_its_place(visit):
    html = shown(visit("article", id=world.article_id(), at="20-60"))
    assert html.count('id="place"') == 1
    assert "scrollIntoView" in html
    assert 'id="place"' not in shown(visit("article", id=world.article_id(), at="9-99999"))


def test_an_article_without_a_date_says_so(visit):
    assert "Le Halage · no date given" in shown(visit("article", id=world.article_id(2)))


def test_speakers_and_articles_are_listed(visit):
    assert "Oda Brill</b></a>" in shown(visit("speakers"))
    assert "Lock shut after gate jams</a>" in shown(visit("articles"))


def test_a_speaker_has_roles_with_their_outlets_and_statements(visit):
    html = shown(visit("speaker", id=world.speaker_id()))
    assert "outlets use different words for this speaker in English" in html
    assert ">engineer</td><td>Canal Times:" in html
    assert f"“{world.KEPT_SHUT}”" in html


def test_roles_that_differ_by_language_or_length_alone_are_no_disagreement(visit, tmp_path):
    first, second, third = world.pieces()
    french = replace(third, role="éclusière")
    shorter = replace(second, role="keeper")
    path = world.build(tmp_path / "roles.db", made=[first, shorter, french])
    html = shown(visit("speaker", path=path, id=world.speaker_id()))
    assert "éclusière" in html
    assert "different words" not in html


def test_sources_that_failed_stand_under_add_with_a_remedy(visit):
    html = shown(visit("add"))
    assert re.search("<td>made:broken.txt</td><td>[^<]*</td><td>not a text</td><td>give a text file</td>", html)


@pytest.mark.parametrize("page", ["articles", "about"])
def test_sources_that_failed_are_told_where_articles_are_counted(visit, page):
    assert '<a href="add#unread">1 source could not be read</a>' in shown(visit(page))


def test_a_store_of_nothing_but_failures_says_so(visit, tmp_path):
    with open_store(tmp_path / "failed.db", create=True) as store:
        write.add(store, [], [Failure(uri="a.pdf", cause="it is damaged", remedy="save it again")])
    assert "1 source could not be read" in shown(visit(path=tmp_path / "failed.db"))


def test_a_speaker_leads_to_the_days_and_outlets_of_what_was_said(visit):
    html = shown(visit("speaker", id=world.speaker_id()))
    assert f'<a href="./?speaker={world.speaker_id()}">Choose days, outlets or words</a>' in html


def test_about_names_store_and_version(visit, store):
    html = shown(visit("about"))
    assert str(store) in html
    assert "<dt>Version</dt>" in html


def test_words_of_an_article_are_shown_as_they_stand_on_every_page(visit, hostile_store):
    speaker = world.speaker_id(f"Ann {world.HOSTILE[0]} Roe")
    article = world.extraction(world.hostile()[0])[1]
    statement = world.content_id("statement", article.attributions[0].id)
    pages = [("statements", {}), ("numbers", {}), ("speakers", {}), ("articles", {}), ("about", {}), ("add", {})]
    pages += [("speaker", {"id": speaker}), ("article", {"id": article.article.id}), ("statement", {"id": statement})]
    for page, parameters in pages:
        html = shown(visit(page, path=hostile_store, **parameters))
        assert "<script>alert" not in html, page
        assert "<img" not in html, page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html


def test_no_hostile_word_reaches_the_markdown_of_a_label(visit, hostile_store):
    app = visit(path=hostile_store)
    labels = [box.label for box in app.checkbox]
    assert len([words for words in labels if "script" in words]) == 2  # the speaker and the outlet
    marks = [bad for bad in world.HOSTILE if bad != "=1+1"]  # a formula is harmless in a label
    assert not any(bad in words for words in labels for bad in marks)


def test_without_a_store_every_page_says_what_to_do(visit, tmp_path):
    for page in ("statements", "numbers", "speakers", "articles"):
        app = visit(page, path=tmp_path / "none.db")
        assert "No articles yet" in shown(app)
        assert app.code[0].value.startswith("onrecord ingest data/sample --store ")
    for page in ("add", "about"):
        assert "<h1>A" in shown(visit(page, path=tmp_path / "none.db"))


def test_a_file_that_is_no_store_is_said_to_be_none(visit, tmp_path):
    wrong = tmp_path / "wrong.db"
    wrong.write_text("no database at all, but long enough to look at" * 30)
    html = shown(visit(path=wrong))
    assert "The store cannot be shown" in html
    assert "wrong.db" in html


def test_a_store_of_a_newer_version_is_named_with_the_remedy(visit, tmp_path):
    newer = world.build(tmp_path / "newer.db")
    connection = sqlite3.connect(newer)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    html = shown(visit(path=newer))
    assert "written by a newer On Record" in html
    assert "pip install --upgrade onrecord" in html


def test_a_store_without_an_article_says_what_to_do_on_every_page(visit, tmp_path):
    with open_store(tmp_path / "empty.db", create=True):
        pass
    for page in ("statements", "numbers", "speakers", "articles"):
        html = shown(visit(page, path=tmp_path / "empty.db"))
        assert 'yet</h1><p class="lead">The store holds no ' in html.replace("'", '"'), page
        assert '<a href="add">Add articles</a>' in html, page


@pytest.mark.parametrize("page", ["statements", "numbers", "speakers", "articles", "add", "about"])
def test_every_page_of_a_sample_says_that_it_is_invented(visit, tmp_path, page):
    path = sample_of(world.build(tmp_path / "sample.db"), 3)
    assert "These articles are a sample: their outlets, people and events are invented" in shown(visit(page, path))


@pytest.mark.parametrize("page", ["statements", "numbers", "speakers", "articles", "add", "about"])
def test_every_page_says_how_many_articles_are_the_invented_sample(visit, tmp_path, page):
    path = sample_of(world.build(tmp_path / "sample.db"), 2)
    said = "2 of these 3 articles are the sample that comes with On Record: their outlets, people and events are inv"
    assert said in shown(visit(page, path))


def test_articles_of_the_sample_are_marked_and_no_others(visit, tmp_path):
    path = sample_of(world.build(tmp_path / "sample.db"), 2)
    assert shown(visit("articles", path)).count("invented sample</span>") == 2
    marked = ["invented sample</span>" in shown(visit("article", path, id=world.article_id(n))) for n in range(3)]
    assert sum(marked) == 2


def sample_of(path, count):
    """Make the first articles of a store articles of the sample."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE articles SET uri = 'sample:' || uri WHERE row <= ?", (count,))
    return path


@pytest.mark.parametrize("view", sorted(VIEWS.glob("*.py")), ids=lambda view: view.stem)
def test_no_string_of_a_page_stands_alone_for_streamlit_would_show_it(view):
    body = ast.parse(view.read_text(encoding="utf-8")).body
    alone = [one for one in body[1:] if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant)]
    assert [one.lineno for one in alone] == []


def test_a_name_in_the_search_for_words_leads_to_what_its_bearer_said(visit):
    html = shown(visit(q="tilda"))
    assert f'A speaker has this name: <a href="./?speaker={world.speaker_id()}">Tilda Maron</a>' in html


def test_words_that_nobody_said_lead_to_the_articles_that_have_them(visit):
    html = shown(visit(q="maron"))
    assert "Nothing passes these filters." in html
    assert re.search(r'<a href="articles\?q=maron">\d+ articles? ha(s|ve) these words</a>', html)


def test_speakers_are_found_by_a_part_of_their_name(visit):
    app = visit("speakers", named="tilda")
    assert "<b>1 speaker named “tilda”</b>." in shown(app)
    assert "Tilda Maron</b></a>" in shown(app)
    app.button(key="clear").click().run()
    assert "named" not in app.query_params
    assert "<b>2 speakers</b>, most quoted first." in shown(app)


def test_a_name_that_nobody_has_says_so(visit):
    html = shown(visit("speakers", named="zenobia"))
    assert "0 speakers named “zenobia”" in html
    assert "Nothing passes these filters." in html


def test_a_phrase_keeps_the_marks_that_it_was_typed_with(visit):
    assert "with the words “a b”" in shown(visit(q="“a b”"))


def test_a_single_day_is_told_as_one(visit):
    assert "on 2 March 2026" in shown(visit(from_="2026-03-02", to="2026-03-02"))
    assert "from 2 March 2026 to 3 March 2026" in shown(visit(from_="2026-03-02", to="2026-03-03"))
