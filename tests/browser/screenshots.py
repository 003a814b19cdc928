"""Pictures of every page, light, dark, narrow and as printed, in both languages, for people to look at.

python -m tests.browser.screenshots OUTDIR [STORE]     (STORE: the store to show, else a small invented one)
"""

import itertools
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from dashboard.navigation import PLACES
from dashboard.words import LANGUAGES
from extract.store import dossiers, open_store, queries
from extract.store.queries import Filters
from tests.browser.serving import ARGUMENTS, CHROMIUM, dashboard
from tests.dashboard import world

LOOKS: dict[str, dict[str, Any]] = {
    "light": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "narrow": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light"},
    "print": {"viewport": {"width": 794, "height": 1123}, "color_scheme": "light"},  # A4 at 96 dots an inch
}
# Streamlit scrolls inside the page: only a window as high as the content shows all of it.
TALLEST = 6000


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
    return {"statements": "", "missing": "statement?id=none", **found}


def take(browser: Browser, address: str, pages: dict[str, str], out: Path) -> None:
    """Write OUT/page-look-language.png for every page, look and language."""
    for (look, settings), language in itertools.product(LOOKS.items(), LANGUAGES):
        context = browser.new_context(**settings)
        page = context.new_page()
        if look == "print":
            page.emulate_media(media="print")
        for name, path in pages.items():
            page.set_viewport_size(settings["viewport"])
            page.goto(f"{address}/{path}{'&' if '?' in path else '?'}lang={language}")
            page.locator(".stHtml h1").first.wait_for(state="attached")
            page.wait_for_load_state("networkidle")
            page.locator("[data-testid=stSkeleton]").first.wait_for(state="detached")
            height = page.evaluate("document.querySelector('.stMain').scrollHeight")
            page.set_viewport_size({**settings["viewport"], "height": min(TALLEST, max(844, height))})
            page.screenshot(path=out / f"{name}-{look}-{language}.png")
        context.close()


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
