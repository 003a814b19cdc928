"""What the server refuses, whoever asks."""

import http.client
import tomllib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
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


FRAME = "<h1>You have won</h1><iframe src='{address}/review'></iframe>"
ASKS = """() => new Promise(done => {
  document.addEventListener("securitypolicyviolation", event => done(event.effectiveDirective), {once: true});
  new Image().src = "http://192.0.2.1/words-of-an-article.png";
})"""


@pytest.fixture
def another_site(address) -> Iterator[str]:
    """Return the address of a page that shows ours in a frame; another port is another site."""
    framed = FRAME.format(address=address).encode()

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(framed)

        def log_message(self, *_told) -> None:
            pass

    with HTTPServer(("localhost", 0), Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


def test_no_page_of_others_shows_ours_in_a_frame_where_a_click_would_be_a_judgement(page, address, another_site):
    with page.expect_event("console", lambda message: "frame-ancestors" in message.text):
        page.goto(another_site)
    assert page.frames[1].url != f"{address}/review"


def test_what_got_into_a_page_could_not_ask_others_for_anything(page, address):
    page.goto(f"{address}/about")
    page.wait_for_selector("h1", state="attached")
    assert page.evaluate(ASKS) == "img-src"
