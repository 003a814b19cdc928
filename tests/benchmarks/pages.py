"""How soon a page shows its content: `python -m tests.benchmarks.pages [STORE]`, in a real Chromium, warm.

The store is the sample's (`onrecord ingest data/sample --store STORE`), else a small world. The peer is a bare
Streamlit app of one `st.write`, started the same way and visited in turn with each page, so that the ratio says what
On Record adds to Streamlit's own start. Seconds count from the navigation until the words are visible, and on Numbers
until a chart is; the browser's cache is warm, the page itself is opened anew each time.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.screenshots import paths
from tests.browser.serving import ARGUMENTS, CHROMIUM, dashboard
from tests.dashboard import world

RUNS = 7
PEER = 'import streamlit as st\n\nst.write("Here it is.")\n'
CONTENT = {
    "statements": "ul.rows li.row",
    "numbers": "table.claims mark",
    "numbers, a chart": ".js-plotly-plot .textpoint text",
    "speakers": "table.wide td",
    "articles": "a.title",
    "add": "[data-testid=stFileUploader]",
    "about": "dl.facts dd",
    "statement": ".reports q",
    "article": ".reading p.text",
    "speaker": "ul.rows li.row",
}


def seconds(page: Page, address: str, content: str) -> float:
    """Return how long it takes from the navigation until the first of the content is visible."""
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(content).first.wait_for()
    return time.perf_counter() - start


def compare(browser: Browser, address: str, content: str, peer: str) -> tuple[float, float]:
    """Return the median seconds of an address and of the peer, visited in turn after a first visit of each."""
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    own, others = [], []
    for _ in range(RUNS + 1):
        own.append(seconds(page, address, content))
        others.append(seconds(page, peer, "text=Here it is."))
    page.close()
    return statistics.median(own[1:]), statistics.median(others[1:])


def main(arguments: list[str]) -> None:
    """Print a line a page."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        store = Path(arguments[0]) if arguments else world.build(Path(folder) / "world.db", world.singles(30))
        bare = Path(folder) / "peer.py"
        bare.write_text(PEER, encoding="utf-8")
        browser = running.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        found = paths(store)
        with dashboard(store) as address, dashboard(store, bare) as peer:
            for name, content in CONTENT.items():
                if (path := found.get(name.split(",")[0])) is None:
                    continue
                own, other = compare(browser, f"{address}/{path}", content, peer)
                print(f"{name:18}{own:6.2f} s   peer {other:5.2f} s   {own / other:5.2f} × peer", flush=True)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
