"""A real dashboard with settings of its own, and a visitor who speaks Streamlit's protocol without a browser.

A visitor sees what a browser is sent, not what it draws: what is not in these bytes cannot be read by anybody.
"""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

from tests.browser.serving import ROOT, answering, free_port

RUN = (sys.executable, "-m", "streamlit", "run", "dashboard/app.py")
SERVE = (sys.executable, "-m", "extract", "serve")


OWN = {"0100007F", "00000000000000000000000001000000"}
"""127.0.0.1 and ::1, as the kernel writes them."""
LISTENING = "0A"


def listening(port: int) -> set[str]:
    """Return the addresses of this machine that take connections at a port, as the kernel writes them."""
    rows = [line.split() for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:]]
    places = [row[1].split(":") for row in rows if row[3] == LISTENING]
    return {address for address, at in places if int(at, 16) == port}


@contextmanager
def served(
    store: Path, *options: str, command: tuple[str, ...] = RUN, port: int = 0, **environment: str
) -> Iterator[subprocess.Popen[str]]:
    """Run the dashboard over a store; the value is its process, with its `port` and what it says in `said`."""
    port = port or free_port()
    given = f"--server.port={port}" if command == RUN else f"--port={port}"
    process = subprocess.Popen(
        [*command, given, *options],
        cwd=ROOT,
        env={**os.environ, "STREAMLIT_SERVER_HEADLESS": "true", "ONRECORD_STORE": str(store), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        answering(port, process)
        process.port = port  # type: ignore[attr-defined]
        yield process
    finally:
        process.terminate()
        process.wait(timeout=20)


@dataclass
class Visitor:
    """Somebody at an address, with the cookies and headers of their browser."""

    address: str
    headers: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.client = httpx.Client(headers=dict(self.headers), follow_redirects=True, timeout=20, trust_env=False)

    def get(self, path: str = "") -> httpx.Response:
        return self.client.get(urljoin(self.address, path))

    def sees(self, page: str = "", session: list[str] | None = None, click: str = "", origin: str = "") -> str:
        """Return all that the server sends when a page is opened, as one text.

        `session` takes the id of the visit and how an upload into it was answered; `click` is the key of a button that
        is pressed when the page is there; `origin` is whose page asks, if not our own.
        """
        self.get("_stcore/host-config")
        # Streamlit's health check sets the token that its own page sends back.
        self.get("_stcore/health")
        parts = urlsplit(self.address)
        cookies = "; ".join(f"{one.name}={one.value}" for one in self.client.cookies.jar)
        token = next((one.value for one in self.client.cookies.jar if one.name == "_streamlit_xsrf"), "")
        with connect(
            f"ws://{parts.netloc}{parts.path}_stcore/stream",
            additional_headers={**self.headers, "Cookie": cookies},
            origin=origin or f"{parts.scheme}://{parts.netloc}",
            proxy=None,
            subprotocols=["streamlit", token] if token else ["streamlit"],
            max_size=None,
        ) as line:
            asked = BackMsg()
            asked.rerun_script.page_name = page
            asked.rerun_script.context_info.url = self.address + page
            line.send(asked.SerializeToString())
            texts = []
            for message in line:
                told = ForwardMsg.FromString(message)
                texts.append(str(told))
                if told.WhichOneof("type") == "new_session" and session is not None:
                    session.append(told.new_session.initialize.session_id)
                    self._upload(told.new_session.initialize.session_id, session)
                if told.WhichOneof("type") == "script_finished":
                    if not (click and (id := re.search(rf'id: "(\$\$ID-[^"]*-{click}[^"]*)"', "\n".join(texts)))):
                        break
                    pressed = asked.rerun_script.widget_states.widgets.add()
                    pressed.id, pressed.trigger_value, click = id[1], True, ""
                    line.send(asked.SerializeToString())
        return "\n".join(texts)

    def _upload(self, id: str, session: list[str]) -> None:
        """Put files into the visit while it lasts; what the server answers follows the id.

        One as a page does, one without the page's token, one that says that it is over the limit.
        """
        place = urljoin(self.address, f"_stcore/upload_file/{quote(id)}/a-file")
        token = {
            "X-Xsrftoken": next((one.value for one in self.client.cookies.jar if one.name == "_streamlit_xsrf"), "")
        }
        session.append(str(self.client.put(place, files={"a.txt": b"x"}, headers=token).status_code))
        session.append(str(self.client.put(place, files={"a.txt": b"x"}).status_code))
        line = HTTPConnection("localhost", urlsplit(place).port, timeout=20)
        line.putrequest("PUT", urlsplit(place).path)
        cookies = "; ".join(f"{one.name}={one.value}" for one in self.client.cookies.jar)
        for name, value in {**token, "Cookie": cookies, "Content-Length": str(201 << 20)}.items():
            line.putheader(name, value)
        line.endheaders()
        session.append(str(line.getresponse().status))
        line.close()
