"""The dashboard in a real browser: one walk through it, its addresses, and articles that mean harm."""

import csv
from pathlib import Path

import pytest

from dashboard.navigation import PLACES
from tests.browser.visits import AT_REST, CARD, go, press, settle, visit
from tests.dashboard import world

pytestmark = pytest.mark.browser
# What has the focus, of the things that the dashboard draws or styles itself, and whether a ring of two pixels says so.
FOCUS = """() => {
  const at = document.activeElement, label = at.closest("label");
  const kind = at.matches("a.whole") ? "card" : at.matches(".said-by a") ? "speaker"
    : at.matches(".top a") ? "page" : label && at.type === "checkbox" ? "facet" : "";
  const style = getComputedStyle(kind === "facet" ? label : at);
  return [kind, style.outlineStyle === "solid" && style.outlineWidth === "2px"];
}"""


def test_a_walk_from_home_to_the_wording_and_back_to_the_csv(page, address, tmp_path):
    visit(page, address)
    assert page.locator(CARD).first.inner_text().startswith(f"“{world.KEPT_SHUT}”")
    page.get_by_label("Tilda Maron").check(force=True)
    page.get_by_text("by Tilda Maron").wait_for()
    filtered = page.url
    assert "speaker=" in filtered

    page.get_by_role("link", name=world.KEPT_SHUT).click()
    page.locator("del").first.wait_for()
    line = "el => getComputedStyle(el).textDecorationLine"
    assert page.locator(".reports ins").first.evaluate(line) == "underline"
    assert page.locator(".reports del").first.evaluate(line) == "line-through"

    page.go_back()
    page.get_by_text("by Tilda Maron").wait_for()
    page.locator(AT_REST).wait_for(state="attached")
    assert page.url == filtered
    assert page.get_by_label("Tilda Maron").is_checked()

    with page.expect_download() as download:
        page.get_by_role("button", name="CSV of these quotes").click()
    rows = read(download.value, tmp_path)
    assert [row["outlet"] for row in rows] == ["Vale Herald", "Canal Times", "Le Halage"]
    assert {row["speaker"] for row in rows} == {"Tilda Maron"}
    assert rows[0]["text"] == world.KEPT_SHUT

    visit(page, rows[0]["link"])
    page.locator("#place").wait_for()
    assert page.locator("#place").inner_text() == world.KEPT_SHUT


def read(download, folder: Path) -> list[dict[str, str]]:
    """Return the rows of a downloaded CSV."""
    path = folder / download.suggested_filename
    download.save_as(path)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_claims_of_what_is_shown_come_as_csv(page, address, tmp_path):
    visit(page, f"{address}/?outlet=Canal+Times")
    page.get_by_text("1 statement in Canal Times").wait_for()
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV of their claims").click()
    rows = read(download.value, tmp_path)
    assert [(row["surface"], row["value"], row["outlet"]) for row in rows] == [("Some 90", "90", "Canal Times")]


def test_an_address_restores_the_filters_and_back_takes_one_away(page, address):
    visit(page, f"{address}/?outlet=Le+Halage")
    page.get_by_text("1 statement in Le Halage").wait_for()
    assert page.get_by_label("Le Halage").is_checked()
    page.get_by_label("Canal Times").check(force=True)
    page.get_by_text("in Le Halage or Canal Times").wait_for()
    page.go_back()
    page.get_by_text("1 statement in Le Halage").wait_for()
    page.get_by_label("Canal Times").and_(page.locator("input:not(:checked)")).wait_for(state="attached")


def test_a_report_leads_to_its_place_in_the_article(page, address):
    visit(page, f"{address}/statement?id={world.statement_id()}")
    page.get_by_role("link", name="in the article").first.click()
    place = page.locator("#place")
    place.wait_for()
    assert place.inner_text() == world.KEPT_SHUT


def test_a_mark_in_an_article_opens_what_stands_beside_it(page, address):
    visit(page, f"{address}/article?id={world.article_id()}")
    cue = page.get_by_text("cue “said”")
    assert not cue.is_visible()
    page.locator(".reading mark.quote").first.click()
    cue.wait_for()
    assert page.get_by_role("link", name="the statement and all its reports").is_visible()


def test_a_report_can_be_cited_and_the_citation_copied(page, address):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(page, f"{address}/statement?id={world.statement_id()}")
    page.get_by_text("cite", exact=True).first.click()
    page.get_by_role("button", name="copy").first.click()
    page.get_by_role("button", name="copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Vale Herald. (2026, March 2). Lock shut after gate jams.")


def test_reports_over_time_have_an_address_of_their_own(page, address):
    visit(page, f"{address}/?outlet=Vale+Herald")
    page.get_by_role("link", name="Over time").click()
    plot = page.locator(".js-plotly-plot")
    plot.wait_for()
    assert "Vale Herald" in plot.inner_text()
    assert "view=time" in page.url
    assert "outlet=Vale+Herald" in page.url
    page.go_back()
    page.locator(CARD).first.wait_for()


def test_french_stays_from_page_to_page_and_in_every_choice(page, address):
    visit(page, f"{address}/?outlet=Le+Halage")
    page.get_by_role("link", name="FR", exact=True).click()
    page.get_by_text("1 déclaration dans Le Halage").wait_for()
    assert page.locator("html").get_attribute("lang") == "fr"
    page.locator(AT_REST).wait_for(state="attached")
    page.get_by_label("Canal Times").check(force=True)
    page.get_by_text("dans Canal Times ou Le Halage").or_(page.get_by_text("dans Le Halage ou Canal Times")).wait_for()
    page.locator("a.whole").first.click()
    page.get_by_text("Formulation de base").wait_for()
    page.get_by_role("link", name="Personnes", exact=True).click()
    page.get_by_role("heading", name="Personnes", exact=True).wait_for()
    page.go_back()
    page.get_by_text("Formulation de base").wait_for()
    page.get_by_role("link", name="EN", exact=True).click()
    page.get_by_text("Base wording").wait_for()
    assert world.statement_id() in page.url


def test_who_reads_french_gets_french_without_asking(chromium, address):
    context = chromium.new_context(locale="fr-FR")
    own = context.new_page()
    visit(own, f"{address}/about")
    own.get_by_role("heading", name="À propos d’On Record").wait_for()
    visit(own, f"{address}/about?lang=en")
    own.get_by_role("heading", name="About On Record").wait_for()
    context.close()


def test_the_plot_of_a_conflict_names_outlets_and_figures(page, address):
    visit(page, f"{address}/numbers")
    plot = page.locator(".js-plotly-plot")
    plot.wait_for()
    assert page.get_by_role("figure").first.get_attribute("aria-label").startswith("Boats")
    words = plot.inner_text()
    assert all(word in words for word in ("Vale Herald", "Canal Times", "40", "90"))


def test_files_that_are_dropped_are_reported_one_by_one(page, address):
    visit(page, f"{address}/add")
    files = [{"name": "empty.txt", "mimeType": "text/plain", "buffer": b""}]
    page.locator("input[type=file]").set_input_files(files)
    page.get_by_text("empty.txt").first.wait_for()
    page.locator(AT_REST).wait_for(state="attached")
    page.get_by_role("button", name="Read these").click()
    page.get_by_role("heading", name="1 not read").wait_for()
    assert "empty.txt" in page.locator("table.results").inner_text()


def test_every_page_holds_on_a_narrow_screen(page, address):
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, address)
    for path in pages():
        # French is the longer of the two.
        go(page, f"/{path}{'&' if '?' in path else '?'}lang=fr")
        settle(page)
        assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390, path


def test_the_keyboard_sees_where_it_is_on_every_stop_of_home(page, address):
    visit(page, address)
    page.locator(CARD).first.wait_for()
    page.get_by_label("Only where numbers differ").wait_for(state="attached")
    seen = []
    for _ in range(80):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(FOCUS))
    ringed = {kind for kind, ring in seen if ring}
    assert {"card", "speaker", "page", "facet"} <= ringed
    assert [kind for kind, ring in seen if kind and not ring] == []


def pages() -> list[str]:
    """Return the paths of all pages over the small world."""
    own = [
        f"statement?id={world.statement_id()}",
        f"speaker?id={world.speaker_id()}",
        f"article?id={world.article_id()}",
    ]
    listed = [place.name for place in PLACES if place.listed and place.name != "statements"]
    return ["", "?view=time", *listed, *own]


def test_hostile_words_of_labels_and_cards_are_shown_as_they_stand(page, hostile_address):
    visit(page, hostile_address)
    page.locator(CARD).first.wait_for()
    labels = page.locator(".st-key-facet-speakers")
    press(labels.get_by_role("button", name="Show all"), labels.get_by_text("Show fewer"))
    shown = labels.inner_text().replace("\u2060", "")
    cards = page.locator("ul.rows").inner_text()
    for bad in world.HOSTILE:
        assert f"Ann {bad} Roe" in shown
        assert f"We say {bad} again" in cards
    assert labels.locator("img, a, .katex, [role=img]").count() == 0
