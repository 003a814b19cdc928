from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import judge
from tests.dashboard import world

APP = str(Path(__file__).parents[2] / "dashboard/app.py")
Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the store of the world with 30 single statements."""
    return world.build(tmp_path_factory.mktemp("store") / "world.db", world.singles(30), failed=True)


@pytest.fixture(scope="session")
def hostile_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the store of the world with hostile words wherever an article can put words."""
    return world.build(tmp_path_factory.mktemp("store") / "hostile.db", world.hostile())


@pytest.fixture
def visit(monkeypatch: pytest.MonkeyPatch, store: Path) -> Open:
    """Return a function that opens a page of the dashboard by its file's name, with the parameters of its address."""
    # AppTest has no browser, and its cookies are mocks.
    monkeypatch.setattr(judge, "kept", lambda: "")

    def opened(page: str = "statements", path: Path = store, **parameters: str | list[str]) -> AppTest:
        monkeypatch.setenv("ONRECORD_STORE", str(path))
        app = AppTest.from_file(APP, default_timeout=120)
        if page != "statements":
            app.run().switch_page(f"views/{page}.py")
        for name, value in parameters.items():
            app.query_params[name.rstrip("_")] = value
        return app.run()

    return opened


def shown(app: AppTest) -> str:
    """Return all HTML that a page shows; fails where the page failed."""
    assert not app.exception, [error.value for error in app.exception]
    return "\n".join(str(element.value) for element in app.html)
