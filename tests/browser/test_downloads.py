"""Every download of every page, in both languages, through a real browser: each is a whole file of its kind."""

import csv
import io
import json
from zipfile import ZipFile

import pytest

from extract.export.formats import FORMATS
from extract.model import Judgement
from extract.store import dossiers, judgements, open_store, queries
from extract.store.queries import Filters
from tests.browser.serving import dashboard
from tests.browser.visits import go, settle, visit
from tests.dashboard import world

pytestmark = pytest.mark.browser
AT = "2026-06-12T10:00:00+00:00"
BUTTONS = "[data-testid=stDownloadButton] button"


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Return the address of a dashboard over the small world, and the pages that offer downloads, with a dossier in it
    and one decision.
    """
    path = world.build(tmp_path_factory.mktemp("downloads") / "world.db", world.singles(30))
    with open_store(path) as store:
        folder = dossiers.make(store, "Locks", "Ada", AT)
        _, cards = queries.statement_cards(store, Filters(), limit=3)
        for card in cards:
            dossiers.add(store, folder, "statement", card.id, AT)
        first, second = (quote.id for quote in list(queries.quotes(store))[-2:])
        judgements.record(
            store,
            Judgement(left=first, right=second, verdict="different", evidence="", author="Ada", created_at=AT,
                      about="statement"),
        )  # fmt: skip
        speaker = queries.speakers(store, Filters())[1][0].id
    with dashboard(path) as address:
        yield address, ("?", "numbers?", f"speaker?id={speaker}&", f"dossier?id={folder}&", "review?")


def whole(name: str, data: bytes) -> bool:
    """Whether a file is what its name says, with something in it (of claims, at least the columns)."""
    kind = name.rsplit(".", 1)[-1]
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig")), strict=True))
        # Somebody who is quoted need not claim a number: then the columns stand alone.
        return len(rows) > ("claims" not in name) and {len(row) for row in rows} == {len(rows[0])}
    if kind in ("zip", "xlsx"):
        return ZipFile(io.BytesIO(data)).testzip() is None
    if kind == "jsonl":
        return all(isinstance(json.loads(line), dict) for line in data.splitlines()) and bool(data)
    if kind == "jsonld":
        return bool(json.loads(data)["@graph"])
    return data.startswith({"parquet": b"PAR1", "html": b"<!doctype html>"}[kind])


def taken(page, thing, folder) -> str:
    with page.expect_download() as download:
        thing.click()
    name = download.value.suggested_filename
    download.value.save_as(folder / name)
    assert whole(name, (folder / name).read_bytes()), name
    return name


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_button_of_every_page_gives_a_whole_file(page, kept, tmp_path, language):
    address, pages = kept
    names = []
    visit(page, address)
    for path in pages:
        go(page, f"/{path}lang={language}")
        settle(page)
        names += [taken(page, button, tmp_path) for button in page.locator(BUTTONS).all() if button.is_visible()]
    kinds = [name.rsplit(".", 1)[-1] for name in names]
    assert len(names) >= 10
    assert {"csv", "xlsx", "html", "jsonl"} <= set(kinds)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("what", ["all", "quotes", "claims"])
def test_export_gives_every_format(page, kept, tmp_path, language, what):
    address, _ = kept
    given = []
    visit(page, address)
    for format, kind in FORMATS.items():
        if what == "all" and kind.single:
            continue
        go(page, f"/export?what={what}&format={format}&lang={language}")
        given.append(taken(page, page.locator("a.download"), tmp_path))
    assert len(given) == (3 if what == "all" else len(FORMATS))
