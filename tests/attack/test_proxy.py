"""Behind a proxy with a password, under a path of its own, as the README says."""

import base64
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from tests.attack import proxies
from tests.attack.visiting import SERVE, Visitor, served
from tests.browser.serving import free_port
from tests.dashboard import world

KEY = base64.b64encode(f"{proxies.NAME}:{proxies.PASSWORD}".encode()).decode()
REASON = "nginx is not installed: apt-get install nginx-light"
KINDS = [
    proxies.ours,
    pytest.param(proxies.nginx, marks=pytest.mark.skipif(not Path(proxies.NGINX).exists(), reason=REASON)),
]


@pytest.fixture(scope="module")
def behind(store: Path) -> Iterator[tuple[int, int]]:
    """Return the port of a dashboard that says that it is shown under another, and that other."""
    port = free_port()
    public = f"http://localhost:{port}{proxies.PATH}"
    with served(store, "--public", public, "--store", str(store), command=SERVE) as process:
        yield process.port, port


@pytest.fixture(scope="module", params=KINDS, ids=["ours", "nginx"])
def address(request: pytest.FixtureRequest, behind: tuple[int, int], tmp_path_factory) -> Iterator[str]:
    dashboard, port = behind
    with request.param(tmp_path_factory.mktemp("proxy"), port, dashboard):
        yield f"http://localhost:{port}{proxies.PATH}"


def test_without_the_password_nothing_is_answered(address: str) -> None:
    stranger = Visitor(address)
    for path in ("", "_stcore/health", "download/x.csv", "_stcore/host-config"):
        assert stranger.get(path).status_code == 401
    with pytest.raises(InvalidStatus, match="401"):
        stranger.sees()


def test_with_the_password_the_pages_their_connection_and_their_files_are_there(address: str) -> None:
    ada = Visitor(address, {"Authorization": f"Basic {KEY}"})
    assert world.KEPT_SHUT in ada.sees()
    link = re.search(r"download/[^\"\\]+", ada.sees("export"))
    assert link
    file = ada.get(unescape(link[0]))
    assert "attachment" in file.headers.get("content-disposition", ""), "its address lies below the path of the proxy"


def test_a_page_of_another_site_gets_no_connection_through_the_proxy(address: str) -> None:
    ada = Visitor(address, {"Authorization": f"Basic {KEY}"})
    with pytest.raises(InvalidStatus, match="403"):
        ada.sees(origin="http://evil.example")
    assert ada.client.get(f"{address}_stcore/health", headers={"Origin": "http://evil.example"}).status_code == 403
