"""Articles that mean harm: on every page they reach nobody, ask nothing and change nothing but the words."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from dashboard.navigation import PLACES
from tests.browser import hostile
from tests.browser.serving import dashboard
from tests.browser.visits import PLOT, Watch, go, settle, visit

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
# Whole when nothing of the shape changes any more.
SETTLED = f"""() => {{
  const now = JSON.stringify(({SHAPE})());
  const same = now === window.shapeBefore && !document.querySelector("[data-testid=stSkeleton]");
  window.shapeBefore = now;
  return same;
}}"""
LOOKS = {
    "en-light-1366": ("en", {"color_scheme": "light", "viewport": {"width": 1366, "height": 900}}),
    "fr-dark-390": ("fr", {"color_scheme": "dark", "viewport": {"width": 390, "height": 844}}),
}


class Watched:
    """A visit to the hostile store and one to its tame twin, in one look and one language."""

    def __init__(self, chromium, served: tuple[str, str], look: str) -> None:
        self.language, settings = LOOKS[look]
        self.context = chromium.new_context(**settings)
        self.context.set_default_timeout(60_000)
        self.pages = [self.context.new_page() for _ in served]
        self.watch = Watch(self.pages[0])
        for page, address in zip(self.pages, served, strict=True):
            visit(page, f"{address}/about")

    def show(self, bad: str, good: str) -> None:
        """Go to an address in the one store and to that of its twin in the other; both draw at once."""
        for page, path in zip(self.pages, (bad, good), strict=True):
            go(page, f"/{path}{'&' if '?' in path else '?'}lang={self.language}")
        for page in self.pages:
            if "view=time" in bad or bad.startswith("numbers"):
                page.locator(PLOT).first.wait_for(state="attached")
            settle(page, SETTLED)


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
def watched(chromium, served, request) -> Iterator[Watched]:
    found = Watched(chromium, served, getattr(request, "param", "en-light-1366"))
    yield found
    found.context.close()


def unchanged(watched: Watched, bad: str, good: str) -> str:
    """Visit both and return in words how the first is drawn otherwise than the second; "" where it is not."""
    for _ in range(3):  # a widget that came late is there the next time; what a payload changed stays changed
        watched.show(bad, good)
        told = drawn_otherwise(*watched.pages)
        if not told:
            break
    return "\n".join(f"{bad}: {line}" for line in told[:12])


def drawn_otherwise(bad, good) -> list[str]:
    found, expected = (Counter(page.evaluate(SHAPE)) for page in (bad, good))
    told = [
        f"{key[-160:]}: {found[key]} and not {expected[key]}" for key in found | expected if found[key] != expected[key]
    ]
    told += bad.evaluate(ATTRIBUTES)
    told += bad.locator("[data-testid=stException]").all_inner_texts()
    return told + ([] if bad.title() == good.title() else [f"title {bad.title()}"])


def held(watched: Watched, pairs) -> None:
    """Every page of the pairs reaches nobody and is drawn as its twin is."""
    changed = [unchanged(watched, bad, good) for bad, good in pairs]
    assert watched.watch.strayed == []
    assert watched.watch.dialogs == []
    assert [told for told in changed if told] == []
    print(f"{len(changed)} pages, {watched.watch.asked} requests, none to other hosts, none drawn otherwise")


def test_there_are_forty_payloads_and_every_page_is_visited(stores):
    assert len(set(hostile.PAYLOADS)) == 40
    assert {kind: len(each) for kind, each in stores[0].own.items()} == dict.fromkeys(hostile.KINDS, 40)
    pages = {path.split("?")[0] or "statements" for path in (*stores[0].paths, *sum(stores[0].own.values(), ()))}
    assert pages == {place.name for place in PLACES}


def test_no_page_of_many_reaches_anybody_or_is_drawn_otherwise(watched, stores):
    held(watched, [(path, path) for path in stores[0].paths])


def test_no_page_of_one_reaches_anybody_or_is_drawn_otherwise(watched, stores):
    """A tenth of them, each kind with other payloads; the long test below has all."""
    held(watched, [pair for at, kind in enumerate(hostile.KINDS) for pair in own(stores, kind)[at::10]])


def own(stores, kind: str) -> list[tuple[str, str]]:
    return list(zip(stores[0].own[kind], stores[1].own[kind], strict=True))


@pytest.mark.long
@pytest.mark.parametrize("watched", LOOKS, indirect=True)
@pytest.mark.parametrize("kind", hostile.KINDS)
def test_no_page_of_any_payload_reaches_anybody_or_is_drawn_otherwise(watched, stores, kind):
    held(watched, own(stores, kind))


@pytest.mark.long
@pytest.mark.parametrize("watched", ["fr-dark-390"], indirect=True)
def test_no_page_of_many_is_drawn_otherwise_in_the_other_look(watched, stores):
    held(watched, [(path, path) for path in stores[0].paths])


def test_words_are_shown_as_they_stand(page, served, stores):
    def read(path: str, what: str) -> set[str]:
        go(page, path)
        settle(page)
        return {folded(text) for text in page.locator(what).all_text_contents()}

    visit(page, served[0])
    titles = set().union(*(read(f"/articles?page={number}", "a.title") for number in range(1, 5)))
    people = read("/speakers", "table.wide td:first-child")
    folders = read("/dossier", "ul.rows li")
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


def test_an_address_full_of_payloads_is_answered_in_plain_words(page, served, addresses):
    watch = Watch(page)
    for path in addresses:
        visit(page, f"{served[0]}/{path}")
        settle(page, SETTLED)
        wrong = page.locator("[data-testid=stException], .katex, .stMain img, iframe, .stMain svg image")
        assert wrong.evaluate_all("all => all.map(el => el.outerHTML.slice(0, 400))") == [], path
        assert page.evaluate(ATTRIBUTES) == [], path
    assert watch.strayed == []
    assert watch.dialogs == []
