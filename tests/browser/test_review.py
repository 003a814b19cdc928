"""Review by the keyboard alone, and a dossier taken along, in a real browser."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from extract import pipeline
from extract.store import dossiers, judgements, open_store, queries, write
from tests.browser.serving import dashboard
from tests.browser.test_axe import violations
from tests.browser.visits import AT_REST, press, visit
from tests.store import corpus

pytestmark = pytest.mark.browser
# Whether what has the focus has a ring that is drawn around it.
RING = """() => {
  const style = getComputedStyle(document.activeElement);
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  return ringed || style.boxShadow !== "none";
}"""


@pytest.fixture
def port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, str]]:
    """Return a store of two doubtful quotes, and the address of a dashboard over it."""
    monkeypatch.setattr(pipeline, "default_encoder", lambda: None)
    path = tmp_path / "port.db"
    with open_store(path, create=True) as store:
        for sure, (document, extraction) in enumerate((corpus.POST, corpus.LEDGER), 3):
            found = tuple(replace(one, confidence=sure / 10) for one in extraction.attributions)
            write.add(store, [(document, replace(extraction, attributions=found))])
        pipeline.derive(store)
    with dashboard(path) as address:
        yield path, address


def typed_by_keyboard(page: object, name: str) -> None:
    """Reach the name by the keyboard, type it, and start."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.autocomplete") == "name":
            break
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    page.get_by_text("You judge as").wait_for()
    page.locator(AT_REST).wait_for(state="attached")


def pressed(page: object, key: str, said: str) -> None:
    """Press a key and wait for what it leads to, beside the buttons that say the like."""
    page.keyboard.press(key)
    page.locator(".stHtml").get_by_text(said).first.wait_for()
    page.locator(AT_REST).wait_for(state="attached")


def test_the_keyboard_alone_does_the_whole_review(page, port):
    path, address = port
    visit(page, f"{address}/review?about=quote")
    typed_by_keyboard(page, "Mina")
    assert page.locator(".side-of mark.quote").inner_text() == "we will not sail before every lifeboat is tested"
    pressed(page, "n", "not a quote")
    assert page.locator(".side-of mark.quote").inner_text().startswith("they would not sail")
    pressed(page, "z", "Undone.")
    assert page.locator(".side-of mark.quote").inner_text().startswith("we will not sail")
    pressed(page, "y", "1 question is left")
    pressed(page, "u", "Nothing is left to decide here.")
    with open_store(path, readonly=True) as store:
        said = [(one.verdict, one.author, one.deleted_at is None) for _, one in judgements.history(store)]
    assert said == [("different", "Mina", False), ("same", "Mina", True), ("unsure", "Mina", True)]


def test_every_answer_can_be_reached_and_shows_the_focus(page, port):
    visit(page, f"{port[1]}/review?about=quote")
    typed_by_keyboard(page, "Mina")
    ringed = {}
    for _ in range(40):
        page.keyboard.press("Tab")
        words = page.evaluate("document.activeElement.innerText || ''").split("\n")[0].strip()
        ringed[words] = page.evaluate(RING)
    assert all(ringed[words] for words in ("Yes, a quote", "No, not a quote", "Not sure"))


def test_another_speaker_may_be_typed(page, port):
    path, address = port
    id = corpus.quote_ids(corpus.POST)[0]
    visit(page, f"{address}/review?ask=quote:{id}")
    typed_by_keyboard(page, "Mina")
    box = page.get_by_role("combobox", name="Who said it?")
    box.fill("Ruth Okorie")
    box.press("Enter")
    press(page.get_by_role("button", name="This is who said it"), page.get_by_text("said by Ruth Okorie").first)
    with open_store(path, readonly=True) as store:
        assert "Ruth Okorie" in [one.name for one in queries.speakers(store, queries.Filters())[1]]


def test_the_log_is_taken_along_and_brought_in_again(page, port, tmp_path):
    path, address = port
    visit(page, f"{address}/review?about=quote")
    typed_by_keyboard(page, "Mina")
    pressed(page, "n", "not a quote")
    with page.expect_download() as download:
        page.get_by_role("button", name="Decisions as JSON Lines").click()
    file = tmp_path / "decisions.jsonl"
    download.value.save_as(file)
    with open_store(path) as store:
        store.connection.execute("DELETE FROM checked")
        store.connection.execute("DELETE FROM judgements")
        store.raise_revision()
    visit(page, f"{address}/review")
    page.get_by_text("Bring in decisions").click()
    page.locator("input[type=file]").set_input_files(file)
    press(page.get_by_role("button", name="Replay these"), page.get_by_text("1 decision was new."))
    with open_store(path, readonly=True) as store:
        assert [one.verdict for one in judgements.active(store)] == ["different"]


def test_a_dossier_is_taken_along_as_a_document_that_fetches_nothing(page, port, tmp_path):
    path, address = port
    with open_store(path) as store:
        id = dossiers.make(store, "The <b>ferry</b>", "Mina", "2026-05-04T10:00:00")
        claim = corpus.POST[1].claims[0].id
        dossiers.add(store, id, "claim", claim, "2026-05-04T10:00:00")
    visit(page, f"{address}/dossier?id={id}")
    for name, suffix in (("Document to print", ".html"), ("CSV", ".csv"), ("XLSX", ".xlsx")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        file = tmp_path / f"dossier{suffix}"
        download.value.save_as(file)
        assert file.stat().st_size > 100
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "dossier.html").as_uri())
    assert page.locator("h1").inner_text() == "The <b>ferry</b>"
    assert "The Estuary Post" in page.locator("body").inner_text()
    assert [url for url in asked if not url.startswith("file:")] == []


def test_review_and_dossier_hold_on_a_narrow_screen(page, port):
    page.set_viewport_size({"width": 390, "height": 844})
    id = corpus.quote_ids(corpus.POST)[0]
    for name in (f"review?ask=quote:{id}", "review", "dossier", f"dossier?add=claim:{corpus.POST[1].claims[0].id}"):
        visit(page, f"{port[1]}/{name}")
        page.locator(".stHtml h1").first.wait_for(state="attached")
        assert page.evaluate("document.querySelector('.stMain').scrollWidth") <= 390, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_of_ours_in_a_question_and_in_a_dossier(chromium, port, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install -e '.[test]'").Axe()
    path, address = port
    claim = corpus.POST[1].claims[0].id
    with open_store(path) as store:
        id = dossiers.make(store, "The ferry", "Mina", "2026-05-04T10:00:00")
        dossiers.annotate(store, dossiers.add(store, id, "claim", claim, "2026-05-04T10:00:00"), "ask")
    context = chromium.new_context(viewport={"width": 1366, "height": 900}, color_scheme=scheme)
    page = context.new_page()
    page.set_default_timeout(20_000)
    found = []
    visit(page, f"{address}/review?about=quote")
    typed_by_keyboard(page, "Mina")
    pressed(page, "y", "1 question is left")
    page.get_by_text("Put it right").click()
    page.get_by_role("button", name="These are its words").wait_for()
    found += violations(axe.run(page).response)
    for name in (f"dossier?id={id}", f"dossier?add=claim:{claim}"):
        visit(page, f"{address}/{name}")
        page.locator(".stMain h1").first.wait_for(state="attached")
        page.locator(AT_REST).wait_for(state="attached")
        found += violations(axe.run(page).response)
    context.close()
    assert found == [], "\n".join(found)


def judging(page: object, address: str) -> str:
    """Open a page and return whom it says to judge; "" where it asks."""
    visit(page, address)
    asked = page.get_by_label("Who judges?")
    page.locator(".judging").or_(asked).first.wait_for()
    return "" if asked.count() else page.locator(".judging").inner_text()


def test_who_judges_is_asked_once_for_all_pages_and_visits(page, port):
    _path, address = port
    article = corpus.POST[1].article.id
    visit(page, f"{address}/review?about=quote")
    typed_by_keyboard(page, "Zoë O’Neil; 李")
    assert "Neil" not in page.url
    said = "You judge as Zoë O’Neil; 李."
    page.get_by_role("link", name="Statements", exact=True).click()
    page.locator("li.row a").first.click()
    page.locator(".reports").first.wait_for()
    page.get_by_role("link", name="Review", exact=True).click()
    page.locator(".judging").wait_for()
    assert page.locator(".judging").inner_text() == said
    page.reload()
    page.locator(".judging").wait_for()
    visit(page, f"{address}/article?id={article}")
    page.get_by_text("What is the article, and what are menus, contacts and teasers?").click()
    page.locator(".judging").wait_for()
    assert page.locator(".judging").inner_text() == said
    page.get_by_role("button", name="Somebody else").click()
    page.get_by_label("Who judges?").wait_for()
    page.locator(AT_REST).wait_for(state="attached")
    assert judging(page, f"{address}/review") == ""


def test_without_cookies_who_judges_is_asked_once_a_visit(page, port):
    path, address = port
    page.add_init_script("Object.defineProperty(document, 'cookie', {get: () => '', set: () => {}})")
    visit(page, f"{address}/review?about=quote")
    typed_by_keyboard(page, "Mina")
    pressed(page, "n", "not a quote")
    assert page.locator(".judging").inner_text() == "You judge as Mina."
    assert judging(page, f"{address}/review") == ""
    with open_store(path, readonly=True) as store:
        assert [one.author for one in judgements.active(store)] == ["Mina"]
