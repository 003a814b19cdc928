"""Articles that mean harm: on every page they reach nobody, ask nothing and change nothing but the words."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote, urlsplit

import pytest

from dashboard.navigation import PLACES
from tests.browser import hostile
from tests.browser.serving import dashboard
from tests.browser.test_walk import AT_REST

pytestmark = pytest.mark.browser
# The elements of a page with their classes, each under those above it; what hangs on ids, sizes and hashes is left out.
# The words of a plot are broken where they are broad, so that of it only the names of elements count.
SHAPE = """() => {
  const found = {};
  const name = el => {
    const plain = typeof el.className === "string" ? el.className : "";
    const hashed = /^(st-emotion|e[0-9a-z]{6,}|st-key-|st-[a-z0-9]{2}$)/;
    const own = plain.split(/\\s+/).filter(word => word && !hashed.test(word));
    return [el.tagName.toLowerCase(), ...own.sort()].join(".");
  };
  const walk = (el, above) => {
    const at = above + ">" + name(el);
    found[at] = (found[at] || 0) + 1;
    if (el.matches(".js-plotly-plot")) {
      for (const inner of el.querySelectorAll("a, image, foreignObject, script, iframe, b, i"))
        found[at + ">" + inner.tagName] = 1;
      return;
    }
    for (const child of el.children) walk(child, at);
  };
  document.querySelectorAll(".stMain, .stSidebar").forEach(el => walk(el, ""));
  return found;
}"""
# Addresses that lead out of the page or run something, and handlers.
ATTRIBUTES = """() => {
  const links = /^(href|src|action|data|formaction|xlink:href)$/i;
  const inside = /^(https?:\\/\\/(localhost|127\\.0\\.0\\.1)|[.#?\\/]|[a-z]+([?#\\/]|$)|data:image\\/svg|blob:)/i;
  const bad = a => /^on/i.test(a.name) || (links.test(a.name) && !inside.test(a.value));
  return [...document.querySelectorAll(".stMain *, .stSidebar *")]
    .flatMap(el => [...el.attributes].filter(bad).map(a => `${el.tagName} ${a.name}=${a.value}`.slice(0, 200)));
}"""
# Streamlit loads its widgets one by one; a page is whole when nothing of it changes any more.
SETTLED = f"""() => {{
  const now = JSON.stringify(({SHAPE})());
  const same = now === window.shapeBefore && !document.querySelector("[data-testid=stSkeleton]");
  window.shapeBefore = now;
  return same;
}}"""


class Watched:
    """A browser page that notes every request beyond the server, every dialog and every error."""

    def __init__(self, chromium) -> None:
        self.context = chromium.new_context(viewport={"width": 1366, "height": 900})
        self.context.set_default_timeout(30_000)
        self.strayed: list[str] = []
        self.dialogs: list[str] = []
        self.context.route("**/*", self._asked)
        self.page = self.context.new_page()
        self.page.on("dialog", self._dialog)
        self.page.on("websocket", lambda socket: self._note(socket.url))

    def _note(self, url: str) -> bool:
        inside = urlsplit(url).scheme in ("data", "blob") or urlsplit(url).hostname == "localhost"
        if not inside:
            self.strayed.append(url)
        return inside

    def _asked(self, route) -> None:
        if self._note(route.request.url):
            route.continue_()
        else:
            route.abort()

    def _dialog(self, dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def visit(self, address: str) -> None:
        self.page.goto(address)
        self.page.locator(".stMain h1").first.wait_for(state="attached")
        self.page.locator(AT_REST).wait_for(state="attached")
        if "view=time" in address or "numbers" in address:
            self.page.locator(".js-plotly-plot .main-svg").first.wait_for(state="attached")
        self.page.wait_for_function(SETTLED, polling=200)


@pytest.fixture(scope="module")
def stores(tmp_path_factory) -> tuple[hostile.Made, hostile.Made]:
    folder = tmp_path_factory.mktemp("hostile")
    return hostile.build(folder / "hostile.db"), hostile.build(folder / "tame.db", harmless=True)


@pytest.fixture(scope="module")
def served(stores) -> Iterator[tuple[str, str]]:
    """Return the addresses of a dashboard over the hostile store and of one over its tame twin."""
    with dashboard(stores[0].path) as bad, dashboard(stores[1].path) as good:
        yield bad, good


@pytest.fixture
def watched(chromium) -> Iterator[Watched]:
    found = Watched(chromium)
    yield found
    found.context.close()


def shape(watched: Watched) -> Counter[str]:
    return Counter(watched.page.evaluate(SHAPE))


def unchanged(watched: Watched, served: tuple[str, str], bad: str, good: str) -> str:
    """Visit both and return in words how the first is drawn otherwise than the second; "" where it is not."""
    for _ in range(3):  # a widget that came late is there the next time; what a payload changed stays changed
        told = drawn_otherwise(watched, served, bad, good)
        if not told:
            break
    return "\n".join(f"{bad}: {line}" for line in told[:12])


def drawn_otherwise(watched: Watched, served: tuple[str, str], bad: str, good: str) -> list[str]:
    watched.visit(f"{served[1]}/{good}")
    expected, title = shape(watched), watched.page.title()
    watched.visit(f"{served[0]}/{bad}")
    found = shape(watched)
    told = [
        f"{key[-160:]}: {found[key]} and not {expected[key]}" for key in found | expected if found[key] != expected[key]
    ]
    told += watched.page.evaluate(ATTRIBUTES)
    return told + ([] if watched.page.title() == title else [f"title {watched.page.title()}"])


def test_there_are_forty_payloads_and_every_page_is_visited(stores):
    assert len(set(hostile.PAYLOADS)) == 40
    pages = {path.split("?")[0] or "statements" for path in (*stores[0].paths, *stores[0].own)}
    assert pages == {place.name for place in PLACES}


def test_no_page_reaches_anybody_or_is_drawn_otherwise(watched, served, stores):
    changed = [unchanged(watched, served, path, path) for path in stores[0].paths]
    assert watched.strayed == []
    assert watched.dialogs == []
    assert [told for told in changed if told] == []


def test_words_are_shown_as_they_stand(watched, served, stores):
    titles, people, folders = set(), set(), set()
    for number in range(1, 5):
        watched.visit(f"{served[0]}/articles?page={number}")
        titles |= {folded(title) for title in watched.page.locator("a.title").all_text_contents()}
    watched.visit(f"{served[0]}/speakers")
    people |= {folded(name) for name in watched.page.locator("table.wide td:first-child").all_text_contents()}
    watched.visit(f"{served[0]}/dossier")
    folders |= {folded(name) for name in watched.page.locator("ul.rows li").all_text_contents()}
    for bad in stored(stores[0].words):
        assert folded(f"Title {bad} end") in titles
        assert folded(f"Ann {bad} Roe") in people
        assert any(folded(f"Dossier {bad} end") in folder for folder in folders)


def stored(words: tuple[str, ...]) -> list[str]:
    """Return the payloads as the store keeps them: a lone surrogate as U+FFFD."""
    return [re.sub("[\ud800-\udfff]", "\ufffd", word) for word in words]


def folded(text: str) -> str:
    """Return what of a text can be seen, without its spaces."""
    return re.sub(r"\s+", "", hostile.INVISIBLE.sub("", text))


@pytest.fixture(scope="module")
def addresses() -> list[str]:
    """Return addresses with payloads in every parameter."""
    bad = [quote(word.encode("utf-8", "replace")) for word in hostile.PAYLOADS]
    many = "&".join(f"outlet={word}&speaker={word}" for word in bad[:20])
    return [
        f"?q={bad[0]}{bad[15]}&{many}",
        f"?sort={bad[12]}&page={bad[0]}&month={bad[1]}&from={bad[3]}&kind={bad[16]}&flag={bad[17]}&relation={bad[6]}",
        f"numbers?unit={bad[16]}&entity={bad[6]}&claims={bad[4]}",
        f"articles?q={bad[33]}&language={bad[13]}",
        f"speaker?id={bad[1]}",
        f"article?id={bad[2]}&at={bad[0]}",
        f"statement?id={bad[13]}&base={bad[0]}",
        f"review?ask={bad[0]}&as={bad[1]}&about={bad[15]}",
        f"dossier?id={bad[12]}",
        f"dossier?add={bad[12]}",
        f"export?what={bad[0]}&format={bad[1]}",
        f"compare?outlet={bad[0]}&outlet={bad[12]}&event={bad[1]}",
        f"about?lang={bad[0]}&view={bad[1]}",
    ]


def test_an_address_full_of_payloads_is_answered_in_plain_words(watched, served, addresses):
    for path in addresses:
        watched.page.goto(f"{served[0]}/{path}")
        watched.page.locator(".stMain h1").first.wait_for(state="attached")
        watched.page.locator(AT_REST).wait_for(state="attached")
        watched.page.wait_for_function(SETTLED, polling=200)
        wrong = watched.page.locator("[data-testid=stException], .katex, .stMain img, iframe, .stMain svg image")
        assert wrong.evaluate_all("all => all.map(el => el.outerHTML.slice(0, 400))") == [], path
        assert watched.page.evaluate(ATTRIBUTES) == [], path
    assert watched.strayed == []
    assert watched.dialogs == []


@pytest.mark.long
def test_no_page_of_a_payload_reaches_anybody_or_is_drawn_otherwise(watched, served, stores):
    pairs = zip(stores[0].own, stores[1].own, strict=True)
    changed = [unchanged(watched, served, bad, good) for bad, good in pairs]
    assert watched.strayed == []
    assert watched.dialogs == []
    assert [told for told in changed if told] == []
