"""Whoever reads with the keyboard, a screen reader or on paper gets the same page."""

import pypdfium2
import pytest

from tests.browser.screenshots import paths, small
from tests.browser.serving import dashboard
from tests.browser.visits import PLOT, go, settle, visit

pytestmark = pytest.mark.browser
# What stands out of the element that has the focus, and of what holds it; asked again when the focus has gone on, it
# tells whether the focus could be seen.
STOP = """() => {
  const at = document.activeElement, look = el => {
    const found = [];
    for (let up = el, n = 0; up && n < 5; up = up.parentElement, n++) {
      const s = getComputedStyle(up);
      found.push(s.outline, s.boxShadow, s.borderColor, s.backgroundColor, s.textDecoration);
    }
    return found.join();
  };
  const before = window.stop, name = before && before.at.outerHTML.slice(0, 120);
  const unseen = before && before.at.isConnected && before.look === look(before.at);
  window.stop = {at, look: look(at)};
  return [at === document.body, unseen ? name : ""];
}"""
STILL = "*, *::before, *::after { transition: none !important; animation: none !important; }"
# Words of articles that were said, and differences: those that no language or no direction is told of, or no word.
SAID = "q, .reading mark.quote, .clauses > span"
UNTOLD = """all => all.filter(el => !el.closest(".stMain [lang]") || !el.closest("[dir=auto]"))
  .map(el => el.outerHTML.slice(0, 120))"""
UNNAMED = """all => all.filter(el => !/^\\[\\S+ *: /.test(el.querySelector(".hidden")?.textContent ?? ""))
  .map(el => el.outerHTML.slice(0, 120))"""
QUOTING = {"statements", "statement", "speaker", "compare", "article", "review", "folder"}


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """Return the address of a dashboard over the small world with a dossier, and the path of every page."""
    store = small(tmp_path_factory.mktemp("reach") / "world.db")
    with dashboard(store) as address:
        yield address, paths(store)


def each(page, shown):
    """Yield the name of every page, as it is shown."""
    address, every = shown
    visit(page, address)
    for name, path in every.items():
        go(page, f"/{path}")
        settle(page)
        yield name


@pytest.mark.parametrize("scheme", [pytest.param("light", marks=pytest.mark.long), "dark"])
def test_the_keyboard_sees_where_it_is_on_every_page(page, shown, scheme):
    page.emulate_media(color_scheme=scheme)
    unseen, stops = {}, {}
    for name in each(page, shown):
        page.add_style_tag(content=STILL)
        page.evaluate("window.stop = null")
        page.locator(".top .brand").focus()
        for _ in range(60):
            page.keyboard.press("Tab")
            outside, missed = page.evaluate(STOP)
            stops[name] = stops.get(name, 0) + (not outside)
            if missed:
                unseen.setdefault(name, []).append(missed)
            if outside:
                break
    assert min(stops.values()) >= 12  # the line on top
    assert unseen == {}


def test_every_quote_tells_its_language_and_direction_and_every_difference_its_word(page, shown):
    told, untold = set(), []
    for name in each(page, shown):
        said = page.locator(".stMain").locator(SAID)
        untold += [f"{name}: {html}" for html in said.evaluate_all(UNTOLD)]
        untold += [f"{name}: {html}" for html in page.locator(".reports :is(ins, del)").evaluate_all(UNNAMED)]
        told |= {name} if said.count() else set()
        if name == "statement":
            assert page.locator(".reports ins").count()
            assert page.locator(".reports del").count()
    assert untold == []
    assert QUOTING - {"compare", "review"} <= told


def test_paper_is_light_and_cuts_nothing_of_a_dark_screen(page, shown, tmp_path):
    address, every = shown
    page.set_viewport_size({"width": 1440, "height": 900})
    page.emulate_media(color_scheme="dark")
    visit(page, f"{address}/")
    for name in ("statement", "numbers", "time"):
        go(page, f"/{every[name]}")
        if name != "statement":
            page.locator(PLOT).first.wait_for(state="attached")
        settle(page)
        page.pdf(path=tmp_path / f"{name}.pdf", prefer_css_page_size=True)
        widths = page.locator(PLOT).evaluate_all("all => all.map(el => el.getBoundingClientRect().width)")
        with pypdfium2.PdfDocument(tmp_path / f"{name}.pdf") as document:
            dark = [share_of_dark(sheet) for sheet in document]
        assert max(dark) < 0.1, name
        assert all(width <= 680 for width in widths), name  # A4 less its margins, at 96 dots an inch


def share_of_dark(sheet) -> float:
    """Return how much of a sheet is nearly black, 0 to 1."""
    counts = sheet.render(scale=0.5).to_pil().convert("L").histogram()
    return sum(counts[:64]) / sum(counts)
