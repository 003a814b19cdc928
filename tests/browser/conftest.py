import os
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from tests.browser.serving import ARGUMENTS, CHROMIUM, dashboard
from tests.dashboard import world


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """Return a browser; without one the test is skipped with the reason, or fails where ONRECORD_REQUIRE_BROWSER=1."""
    if not Path(CHROMIUM).exists():
        unavailable(f"no browser at {CHROMIUM}: apt-get install chromium, or set ONRECORD_CHROMIUM")
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        unavailable("playwright is not installed: pip install -e '.[test]'")
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


def unavailable(reason: str) -> NoReturn:
    """Skip, or fail where a browser is required."""
    if os.environ.get("ONRECORD_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture
def page(chromium) -> Iterator[object]:
    """Return a fresh page, 1366 by 900."""
    context = chromium.new_context(viewport={"width": 1366, "height": 900}, accept_downloads=True)
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a dashboard over the small world."""
    with dashboard(world.build(tmp_path_factory.mktemp("walk") / "world.db", world.singles(30))) as url:
        yield url


@pytest.fixture(scope="session")
def hostile_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a dashboard over articles full of hostile words."""
    with dashboard(world.build(tmp_path_factory.mktemp("walk") / "hostile.db", world.hostile())) as url:
        yield url
