"""A real dashboard on a free port of this machine, and a real browser to look at it."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
APP = Path("dashboard/app.py")
CHROMIUM = os.environ.get("ONRECORD_CHROMIUM", "/usr/bin/chromium")
# No name is looked up but this machine's: whatever a page asks of others, nobody is reached.
ALONE = "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost"
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", ALONE)


def free_port() -> int:
    """Return a port that nobody listens to."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def answering(port: int, process: subprocess.Popen[str]) -> None:
    """Wait until the server takes connections; raises `RuntimeError` where it has ended, or a minute has passed."""
    for _ in range(600):
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        try:
            process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            continue
        break
    raise RuntimeError("the dashboard does not answer")


@contextmanager
def dashboard(store: Path, app: Path = APP) -> Iterator[str]:
    """Run the dashboard (or another Streamlit app) over a store as the README does; the value is its address."""
    port = free_port()
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.headless=true"]
    process = subprocess.Popen(
        [*command, f"--server.port={port}"],
        cwd=ROOT,
        env={**os.environ, "ONRECORD_STORE": str(store)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        lines = []
        for line in process.stdout:
            lines.append(line)
            if "URL:" in line:
                break
        else:
            raise RuntimeError("the dashboard did not start:\n" + "".join(lines))
        answering(port, process)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)
