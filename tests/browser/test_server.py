"""What the server refuses, whoever asks."""

import http.client
import tomllib
from urllib.parse import urlsplit

import pytest

from tests.browser.serving import ROOT

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


@pytest.mark.parametrize(("host", "accepted"), [("localhost", True), ("127.0.0.1", True), ("evil.example", False)])
def test_a_page_that_gives_this_machine_another_name_gets_no_connection(address, host, accepted):
    port = urlsplit(address).port
    connection = http.client.HTTPConnection("localhost", port, timeout=20)
    connection.request("GET", "/_stcore/stream", headers={**UPGRADE, "Host": f"{host}:{port}"})
    assert (connection.getresponse().status == 101) is accepted
    connection.close()


def test_the_server_listens_to_this_machine_alone_and_reports_to_nobody():
    settings = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert settings["server"]["address"] == "localhost"
    assert settings["server"]["enableXsrfProtection"] is True
    assert settings["browser"]["gatherUsageStats"] is False
