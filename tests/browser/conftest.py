import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import pytest

from tests.browser.serving import ARGUMENTS, CHROMIUM, dashboard
from tests.dashboard import world

WIDE = {"width": 1366, "height": 900}


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """Return a browser; without one the test is skipped with the reason, or fails where ONRECORD_REQUIRE_BROWSER=1."""
    present(CHROMIUM)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield browser
        browser.close()


def present(path: str) -> None:
    """Let a test go on where there is a browser to drive."""
    if not Path(path).exists():
        unavailable(f"no browser at {path}: apt-get install chromium, or set ONRECORD_CHROMIUM")
    if find_spec("playwright") is None:
        unavailable("playwright is not installed: pip install -e '.[test]'")


def unavailable(reason: str) -> NoReturn:
    """Skip, or fail where a browser is required."""
    if os.environ.get("ONRECORD_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def profile(chromium) -> Iterator[object]:
    """Return what all pages share: Streamlit's own files are read once."""
    context = chromium.new_context(viewport=WIDE, accept_downloads=True)
    context.set_default_timeout(30_000)
    yield context
    context.close()


@pytest.fixture
def page(profile) -> Iterator[object]:
    """Return a fresh page, 1366 by 900 and light, of a browser that remembers nobody."""
    profile.clear_cookies()
    profile.clear_permissions()
    opened = profile.new_page()
    yield opened
    opened.close()


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
