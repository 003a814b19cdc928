"""Pictures of every page, light, dark, narrow and as printed, in both languages, for people to look at.

python -m tests.browser.screenshots OUTDIR [STORE]     (STORE: the store to show, else a small invented one)
"""

import itertools
import sys
import tempfile
from pathlib import Path
from typing import Any

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from dashboard.navigation import PLACES
from dashboard.words import LANGUAGES
from extract.store import dossiers, open_store, queries
from extract.store.queries import Filters
from tests.browser.serving import ARGUMENTS, CHROMIUM, dashboard
from tests.browser.visits import settle, visit
from tests.dashboard import world

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
    "print": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},  # paper is light all the same
}
# Streamlit scrolls inside the page: only a window as high as the content shows all of it.
TALLEST = 6000
SHEETS = 4


def paths(store: Path) -> dict[str, str]:
    """Return the address of every page, with what the store holds most of."""
    own = ("statement", "speaker", "article", "statements")
    found = {place.name: place.name for place in PLACES if place.name not in own} | {"time": "?view=time"}
    with open_store(store, readonly=True) as opened:
        _, cards = queries.statement_cards(opened, Filters(), sort="outlets", limit=1)
        _, speakers = queries.speakers(opened, Filters(), limit=1)
        for card in cards:
            shown = queries.statement(opened, card.id)
            assert shown is not None
            quote = shown.members[0]
            at = f"{quote.content[0].start}-{quote.content[-1].end}"
            found |= {"statement": f"statement?id={card.id}", "article": f"article?id={quote.article_id}&at={at}"}
        for speaker in speakers:
            found["speaker"] = f"speaker?id={speaker.id}"
        for folder in queries.dossiers(opened)[:1]:
            found["folder"] = f"dossier?id={folder.id}"
    own = {"missing": "statement?id=none", "nothing": "?q=zzzzqx", "page": "?page=500&from=never"}
    return {"statements": "", **own, **found}


def take(browser: Browser, address: str, pages: dict[str, str], out: Path) -> None:
    """Write OUT/page-look-language.png for every page, look and language."""
    for (look, settings), language in itertools.product(LOOKS.items(), LANGUAGES):
        context = browser.new_context(**settings)
        context.set_default_timeout(60_000)
        page = context.new_page()
        for name, path in pages.items():
            page.set_viewport_size(settings["viewport"])
            visit(page, f"{address}/{path}{'&' if '?' in path else '?'}lang={language}")
            settle(page)
            picture = out / f"{name}-{look}-{language}.png"
            if look == "print":
                sheets(page.pdf(prefer_css_page_size=True)).save(picture)
                continue
            height = page.evaluate("document.querySelector('.stMain').scrollHeight")
            page.set_viewport_size({**settings["viewport"], "height": min(TALLEST, max(844, height))})
            settle(page)
            page.screenshot(path=picture)
        context.close()


def sheets(printed: bytes) -> Image.Image:
    """Return the first sheets of a PDF side by side."""
    with pypdfium2.PdfDocument(printed) as document:
        drawn = [document[at].render(scale=1.2).to_pil() for at in range(min(SHEETS, len(document)))]
    both = Image.new("RGB", (sum(one.width + 8 for one in drawn) - 8, drawn[0].height), "grey")
    for at, one in enumerate(drawn):
        both.paste(one, (at * (one.width + 8), 0))
    return both


def small(path: Path) -> Path:
    """Write a small store with something for every page, a dossier among it, and return its path."""
    world.build(path, world.singles(30), failed=True)
    with open_store(path) as store:
        folder = dossiers.make(store, "The lock at Marrow Bend", "Ida Quell", "2026-03-05T09:00:00Z")
        row = dossiers.add(store, folder, "statement", world.statement_id(), "2026-03-05T09:01:00Z")
        dossiers.annotate(store, row, "Ask the council which gates were meant.")
        for claim in queries.claims(store, Filters(), limit=2)[1]:
            dossiers.add(store, folder, "claim", claim.id, "2026-03-05T09:02:00Z")
    return path


def main(arguments: list[str]) -> None:
    """Take all pictures."""
    out = Path(arguments[0])
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as running:
        store = Path(arguments[1]) if len(arguments) > 1 else small(Path(folder) / "world.db")
        browser = running.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        with dashboard(store) as address:
            take(browser, address, paths(store), out)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
