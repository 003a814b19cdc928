"""axe finds nothing of ours on any page: light and dark, wide and narrow. What Streamlit causes is listed below."""

import itertools
import re

import pytest

from dashboard.navigation import PLACES
from tests.browser.screenshots import paths
from tests.browser.serving import dashboard
from tests.browser.test_walk import AT_REST
from tests.dashboard import world

pytestmark = pytest.mark.browser
WIDE, NARROW = {"width": 1440, "height": 900}, {"width": 390, "height": 844}
LOOKS = [
    pytest.param("light", WIDE, id="light-1440"),
    pytest.param("dark", NARROW, id="dark-390"),
    pytest.param("dark", WIDE, id="dark-1440", marks=pytest.mark.long),
    pytest.param("light", NARROW, id="light-390", marks=pytest.mark.long),
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


@pytest.mark.parametrize(("scheme", "size"), LOOKS)
def test_axe_finds_nothing_of_ours(chromium, shown, scheme, size):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="pip install -e '.[test]'").Axe()
    address, every = shown
    assert {place.name for place in PLACES} <= set(every)
    context = chromium.new_context(viewport=size, color_scheme=scheme)
    page = context.new_page()
    found = []
    for name, path in every.items():
        page.goto(f"{address}/{path}")
        page.locator(".stMain h1").first.wait_for(state="attached")
        page.locator(AT_REST).wait_for(state="attached")
        page.locator("[data-testid=stSkeleton]").first.wait_for(state="detached")
        result = axe.run(page).response
        found += [f"{name}: {told}" for told in violations(result)]
    context.close()
    assert found == [], "\n".join(found)


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
