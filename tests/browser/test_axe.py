"""axe finds nothing of ours on any page: light and dark, wide and narrow. What Streamlit causes is listed below."""

import itertools
import re

import pytest

from dashboard.navigation import PLACES
from dashboard.words import LANGUAGES
from tests.browser.screenshots import paths
from tests.browser.serving import dashboard
from tests.browser.visits import go, settle, visit
from tests.dashboard import world

pytestmark = pytest.mark.browser
SIZES = {"1440": {"width": 1440, "height": 900}, "390": {"width": 390, "height": 844}}
FAST = {("light", "1440", "en"), ("dark", "390", "fr")}
LOOKS = [
    pytest.param(
        scheme, size, language, id=f"{scheme}-{size}-{language}", marks=() if one in FAST else pytest.mark.long
    )
    for one in itertools.product(("light", "dark"), SIZES, LANGUAGES)
    for scheme, size, language in [one]
]
STREAMLIT = (
    (
        "presentation-role-conflict",
        r'<section role="presentation"[^>]*data-testid="stFileUploaderDropzone"',
        "Streamlit #15928 keeps the focus from the drop zone, which has a name and no role; its button is named",
    ),
)
"""What Streamlit's own elements cause: the rule, what of the HTML tells the element, and why it is not ours to mend."""


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """Return the address of a dashboard over the small world and the path of every page, one of each kind."""
    store = world.build(tmp_path_factory.mktemp("axe") / "world.db", world.singles(30), failed=True)
    with dashboard(store) as address:
        yield address, paths(store)


@pytest.mark.parametrize(("scheme", "size", "language"), LOOKS)
def test_axe_finds_nothing_of_ours(chromium, shown, scheme, size, language):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install -e '.[test]'").Axe()
    address, every = shown
    assert {place.name for place in PLACES} <= set(every)
    context = chromium.new_context(viewport=SIZES[size], color_scheme=scheme)
    context.set_default_timeout(60_000)
    page = context.new_page()
    visit(page, address)
    found = []
    for name, path in every.items():
        go(page, f"/{path}{'&' if '?' in path else '?'}lang={language}")
        settle(page)
        found += [f"{name}: {told}" for told in violations(axe.run(page).response)]
    context.close()
    assert found == [], "\n".join(found)
    print(f"{len(every)} pages, no violation of ours")


def violations(result) -> list[str]:
    """Return the violations that are not Streamlit's, a line each."""
    pairs = itertools.chain.from_iterable(((one, node) for node in one["nodes"]) for one in result["violations"])
    return [
        f"{one['id']} {' '.join(map(str, node['target']))} {node['html'][:200]} {summary(node)}"
        for one, node in pairs
        if not any(rule == one["id"] and re.search(html, node["html"]) for rule, html, _why in STREAMLIT)
    ]


def summary(node) -> str:
    return " ".join(node.get("failureSummary", "").split())[:160]
