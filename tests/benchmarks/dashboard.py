"""The dashboard over a large store: `python -m tests.benchmarks.dashboard [--attributions N] [--store FILE] [VIEW …]`.

A real Chromium looks at a real server over the store that `corpus.py` makes (kept in FILE where one is named). Seconds
count from the navigation, or from the click or the key, until what was asked for is on the screen. Warm is a second
visit: the same store, another session. First is one that nobody made since the store last changed. Bytes are those of
all frames of the page's web socket and of all that it loads, but for Streamlit's own files, which the browser keeps.
Then ten sessions read at once while another process adds articles. The peer is an app of one sentence.
"""

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from extract.store import open_store
from tests.benchmarks import corpus
from tests.benchmarks.pages import PEER
from tests.browser.serving import ARGUMENTS, CHROMIUM, ROOT, dashboard

RUNS = 3
READERS, ROUNDS = 10, 3
AT_REST = "[data-testid=stApp][data-test-script-state=notRunning]"
ROW, LIMIT_BYTES, LIMIT_MEMORY = "ul.rows li.row", 100_000, 500


@dataclass(frozen=True, slots=True)
class View:
    """An address, what is on the screen when it is there, and in how many seconds that should be."""

    path: str
    content: str
    most: float


@dataclass
class Wire:
    """The bytes that came for a page."""

    session: CDPSession
    bytes: int = 0
    asked: dict[str, str] = field(default_factory=dict)

    def listen(self) -> None:
        self.session.send("Network.enable")
        self.session.on("Network.requestWillBeSent", lambda e: self.asked.update({e["requestId"]: e["request"]["url"]}))
        self.session.on("Network.loadingFinished", self._loaded)
        self.session.on("Network.webSocketFrameReceived", self._frame)

    def _loaded(self, event: dict) -> None:  # type: ignore[type-arg]
        if "/static/" not in self.asked.get(event["requestId"], ""):
            self.bytes += int(event["encodedDataLength"])

    def _frame(self, event: dict) -> None:  # type: ignore[type-arg]
        payload = event["response"]["payloadData"]
        # A frame of bytes is told in base64.
        self.bytes += len(payload) * 3 // 4 if event["response"]["opcode"] == 2 else len(payload)


def views(store: Path) -> dict[str, View]:
    """Return what is visited, with the ids of what the store holds most of."""
    with open_store(store, readonly=True) as opened:
        outlet = opened.one("SELECT value FROM facet_counts WHERE field = 'outlet' ORDER BY count DESC LIMIT 1")
        month = opened.one("SELECT value FROM facet_counts WHERE field = 'month' ORDER BY count DESC LIMIT 1")
        most = opened.one("SELECT id FROM speakers ORDER BY quotes DESC LIMIT 1")
        usual = opened.one("SELECT id FROM speakers ORDER BY quotes DESC LIMIT 1 OFFSET 100")
        statement = opened.one("SELECT id FROM statements ORDER BY outlet_count DESC, members DESC LIMIT 1")
        article = opened.one("SELECT id FROM articles WHERE row = 77")
    common, rare = corpus.COMMON, corpus.RARE
    return {
        "home": View("", ROW, 1.0),
        "speaker filter": View(f"?speaker={usual}", ROW, 1.0),
        "most quoted speaker": View(f"?speaker={most}", ROW, 1.0),
        "outlet filter": View(f"?{urlencode({'outlet': outlet})}", ROW, 1.0),
        "month filter": View(f"?month={month}", ROW, 1.0),
        "kind filter": View("?kind=direct", ROW, 1.0),
        "numbers differ": View("?differ=1", ROW, 1.0),
        "rare word": View(f"?q={rare}", ROW, 1.0),
        "common word": View(f"?q={common}", ROW, 1.0),
        "common word, outlet": View(f"?{urlencode({'q': common, 'outlet': outlet})}", ROW, 1.0),
        "a phrase": View("?" + urlencode({"q": f'"{common} {common}"'}), ROW, 1.0),
        "newest": View("?sort=newest", ROW, 1.0),
        "page 500": View("?page=500", ROW, 1.0),
        "over time": View("?view=time", ".js-plotly-plot", 1.5),
        "statement": View(f"statement?id={statement}", ".reports q", 0.7),
        "article": View(f"article?id={article}", ".reading p.text", 1.0),
        "numbers": View("numbers", "table.claims mark", 1.0),
        "numbers, outlet": View(f"numbers?{urlencode({'outlet': outlet})}", "table.claims mark", 1.0),
        "speakers": View("speakers", "table.wide td", 1.0),
        "speakers, outlet": View(f"speakers?{urlencode({'outlet': outlet})}", "table.wide td", 1.0),
        "speaker": View(f"speaker?id={usual}", ROW, 1.0),
        "most quoted": View(f"speaker?id={most}", ROW, 1.0),
        "compare": View("compare", "table.beside", 1.0),
        "articles": View("articles", "a.title", 1.0),
        "articles, word": View(f"articles?q={common}", "a.title", 1.0),
        "articles, speaker": View(f"articles?speaker={most}", "a.title", 1.0),
        "export": View("export", "table.preview", 1.0),
        "export, outlet": View(f"export?{urlencode({'outlet': outlet})}", "table.preview", 1.0),
        "review": View("review", "h2.asked", 1.0),
        "dossier": View("dossier", "h1", 1.0),
        "about": View("about", "dl.facts dd", 1.0),
    }  # fmt: skip


def seconds(page: Page, address: str, content: str, timeout: float = 120_000) -> float:
    """Return how long it takes from the navigation until the content is on the screen and the script has ended."""
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator(content).first.wait_for(timeout=timeout)
    return time.perf_counter() - start


def visits(browser: Browser, address: str, view: View) -> tuple[float, float, int]:
    """Return the seconds of the first visit, the median of those after, and the bytes of a warm one."""
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    wire = Wire(page.context.new_cdp_session(page))
    wire.listen()
    first = seconds(page, address, view.content)
    took, came = [], []
    for _ in range(RUNS):
        page.goto("about:blank")
        wire.bytes = 0
        took.append(seconds(page, address, view.content))
        page.locator(AT_REST).wait_for(state="attached")
        came.append(wire.bytes)
    page.context.close()
    return first, statistics.median(took), max(came)


def clicks(browser: Browser, address: str) -> dict[str, float]:
    """Return the seconds of choosing an outlet on home, and of typing a word, in one session, the median of some."""
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    took: dict[str, list[float]] = {"a click on an outlet": [], "a word typed": []}
    boxes = page.locator(".st-key-facet-outlets input[type=checkbox]")
    for at in range(1, 4):
        home(page, address)
        start = time.perf_counter()
        boxes.nth(at).check(force=True)
        page.wait_for_function("location.search.includes('outlet=')")
        page.locator(AT_REST).wait_for(state="attached", timeout=120_000)
        took["a click on an outlet"].append(time.perf_counter() - start)
    for word in ("lipora", "drifle", corpus.COMMON):
        home(page, address)
        start = time.perf_counter()
        page.locator(".stSidebar input[type=text]").first.fill(word)
        page.keyboard.press("Enter")
        page.wait_for_function(f"location.search.includes('q={word}')")
        page.locator(AT_REST).wait_for(state="attached", timeout=120_000)
        took["a word typed"].append(time.perf_counter() - start)
    page.context.close()
    return {name: statistics.median(found) for name, found in took.items()}


def home(page: Page, address: str) -> None:
    """Open home and wait until it is whole."""
    page.goto(address)
    page.locator(ROW).first.wait_for(timeout=120_000)
    page.locator(AT_REST).wait_for(state="attached")
    page.locator(".st-key-facet-outlets input").first.wait_for(state="attached")


def turns(browser: Browser, address: str) -> dict[str, float]:
    """Return the seconds from a click on the line on top until the next page is there, warm."""
    page = browser.new_page(viewport={"width": 1366, "height": 900})
    took: dict[str, list[float]] = {}
    ways = {"Numbers": "table.claims mark", "Speakers": "table.wide td", "Articles": "a.title", "Statements": ROW}
    seconds(page, address, ROW)
    for _ in range(RUNS):
        for name, content in ways.items():
            start = time.perf_counter()
            page.get_by_role("link", name=name, exact=True).click(no_wait_after=True)
            page.locator(content).first.wait_for(timeout=120_000)
            took.setdefault(f"to {name}", []).append(time.perf_counter() - start)
            page.locator(AT_REST).wait_for(state="attached", timeout=120_000)
    page.context.close()
    return {name: statistics.median(found[1:]) for name, found in took.items()}


def memory(pid: int) -> tuple[float, float]:
    """Return the resident and the highest resident memory of a process in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    found = {line.split(":")[0]: float(line.split()[1]) / 1024 for line in lines if line.startswith(("VmRSS", "VmHWM"))}
    return found["VmRSS"], found["VmHWM"]


def server_of(address: str) -> int:
    """Return the process that serves an address of this machine."""
    port = address.rsplit(":", 1)[1]
    for status in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = status.read_text().split("\0")
        except OSError:
            continue
        if f"--server.port={port}" in words:
            return int(status.parent.name)
    raise RuntimeError("the server is gone")


def download(browser: Browser, address: str, pid: int) -> str:
    """Load everything as CSV as the page offers it, and tell rate and memory."""
    page = browser.new_page()
    page.goto(f"{address}/export?what=quotes&format=csv")
    way = page.locator("a.download")
    way.wait_for(timeout=120_000)
    url = f"{address}/{way.get_attribute('href')}"
    page.context.close()
    before, size, start, most = memory(pid)[0], 0, time.perf_counter(), 0.0
    first = None
    with urllib.request.urlopen(url) as answer:
        while piece := answer.read(1 << 20):
            first = first or time.perf_counter() - start
            size += len(piece)
            most = max(most, memory(pid)[0])
    took = time.perf_counter() - start
    return (
        f"{size / 1e6:,.0f} MB of CSV in {took:,.0f} s, its first piece after {first or 0:.1f} s; "
        f"server {before:,.0f} MB before, {most:,.0f} MB at most"
    )


def reader(address: str, paths: Sequence[str], begin: threading.Barrier, took: list[float], failed: list[str]) -> None:
    """Ask for the pages in turn as a browser does, in sessions of its own, and note the seconds until each is whole.

    Ten browsers would need more of a small machine than the server does; what they are sent is the same.
    """
    begin.wait()
    for path in paths:
        start = time.perf_counter()
        try:
            failed.extend(f"{path}: {told}" for told in session(address, path))
            took.append(time.perf_counter() - start)
        except Exception as error:
            failed.append(f"{path}: {error!r}"[:300])


def session(address: str, path: str) -> list[str]:
    """Open a session, let it draw a page, and return the errors that the page shows."""
    name, _, query = path.partition("?")
    asked = BackMsg()
    asked.rerun_script.query_string = query
    asked.rerun_script.page_name = name
    port, errors, drawn = address.rsplit(":", 1)[1], [], 0
    with connect(
        f"ws://localhost:{port}/_stcore/stream", subprotocols=["streamlit"], max_size=None, origin=address
    ) as at:
        at.send(asked.SerializeToString())
        while True:
            message = ForwardMsg.FromString(at.recv(timeout=120))
            drawn += message.WhichOneof("type") == "delta"
            shown = message.delta.new_element.WhichOneof("type") if message.HasField("delta") else ""
            if shown == "exception" or "The store cannot be shown" in message.delta.new_element.html.body:
                errors.append(str(message.delta.new_element)[:200])
            if message.WhichOneof("type") == "script_finished":
                return errors if drawn > 3 else [*errors, f"only {drawn} elements"]


ADDER = """
import sys, time
from dataclasses import replace
from extract.store import open_store, write
from tests.dashboard import world
store = open_store(sys.argv[1], waiting=lambda: None)
made = world.singles(20_000)
for at in range(0, len(made), 20):
    batch = [world.extraction(replace(piece, title=f"{piece.title} again")) for piece in made[at:at + 20]]
    write.add(store, batch)
    print(at + 20, flush=True)
    time.sleep(0.5)
"""


def at_once(store: Path, address: str, found: dict[str, View]) -> str:
    """Read in ten sessions at once while another process adds articles, and tell the median and what failed."""
    adding = subprocess.Popen([sys.executable, "-c", ADDER, str(store)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    names = ("home", "outlet filter", "common word", "statement", "speaker filter", "numbers", "speakers", "articles")
    begin = threading.Barrier(READERS)
    took: list[float] = []
    failed: list[str] = []
    threads = []
    for at in range(READERS):
        asked = [found[names[(at + step) % len(names)]].path for step in range(ROUNDS * 2)]
        threads.append(threading.Thread(target=reader, args=(address, asked, begin, took, failed)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    adding.terminate()
    added = (adding.stdout.read().split() or ["0"])[-1] if adding.stdout else "0"
    told = f"{len(took)} pages, median {statistics.median(took):.2f} s, longest {max(took):.2f} s, {len(failed)} errors"
    return f"{told}; {added} articles were added meanwhile" + "".join(f"\n    {one}" for one in failed[:5])


def line(name: str, told: str, good: bool) -> None:
    print(f"{'  ' if good else '! '}{name:22}{told}", flush=True)


def measure(store: Path, only: Sequence[str], parts: Callable[[str], bool]) -> None:
    """Print a line a view, then the rest; a line that is over its limit begins with "!"."""
    load = Path("/proc/loadavg").read_text().split()[0]
    print(f"load {load} at the start", flush=True)
    found = views(store)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running, dashboard(store) as address:
        pid = server_of(address)
        browser = running.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        if parts("peer"):
            bare = Path(folder) / "peer.py"
            bare.write_text(PEER, encoding="utf-8")
            with dashboard(store, bare) as peer:
                _, warm, came = visits(browser, peer, View("", "text=Here it is.", 1.0))
                line("peer: one sentence", f"{warm:5.2f} s {came / 1000:6.1f} kB", True)
        for name, view in found.items() if parts("views") else ():
            if only and name not in only:
                continue
            first, warm, came = visits(browser, f"{address}/{view.path}", view)
            good = warm <= view.most and came <= LIMIT_BYTES
            line(name, f"{warm:5.2f} s  first {first:5.2f} s {came / 1000:6.1f} kB  (≤ {view.most} s)", good)
        if parts("clicks"):
            for name, took in (clicks(browser, address) | turns(browser, address)).items():
                line(name, f"{took:5.2f} s", took <= 1)
        if parts("download"):
            line("download", download(browser, address, pid), True)
        browser.close()
        now, most = memory(pid)
        line("memory", f"{now:,.0f} MB resident, {most:,.0f} MB at most", most <= LIMIT_MEMORY)
    if parts("readers"):
        copy = store.with_name(f"{store.stem}-growing.db")
        shutil.copyfile(store, copy)
        with dashboard(copy) as address:
            told = at_once(copy, address, found)
            now, most = memory(server_of(address))
            line("ten at once", f"{told}; {most:,.0f} MB at most", " 0 errors" in told)
        for left in copy.parent.glob(f"{copy.name}*"):
            left.unlink()


def main() -> None:
    """Make the store unless it is there, and measure."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--attributions", type=int, default=1_000_000)
    asked.add_argument("--store", type=Path)
    asked.add_argument("--part", action="append", choices=("peer", "views", "clicks", "download", "readers"))
    asked.add_argument("view", nargs="*")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = given.store or Path(folder) / "made.db"
        if not store.exists():
            corpus.build(store, given.attributions)
        measure(store, given.view, lambda part: given.part is None or part in given.part)


if __name__ == "__main__":
    main()
