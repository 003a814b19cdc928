from pathlib import Path

import pytest

from tests.dashboard import world


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the store of the small invented world."""
    return world.build(tmp_path_factory.mktemp("attacked") / "world.db", world.singles(30))
