"""`serve`: the dashboard."""

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from extract.cli.commands import command, store_option

GUARDS = {
    "STREAMLIT_SERVER_ADDRESS": "localhost",
    "STREAMLIT_SERVER_ALLOWED_HOSTS": "localhost 127.0.0.1 ::1",
    "STREAMLIT_SERVER_ENABLE_XSRF_PROTECTION": "true",
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
}


def add(commands: Any) -> None:
    """Add the command."""
    parser = command(commands, "serve", serve, "open the dashboard in a browser", store_option())
    parser.add_argument("--port", type=int, default=8501, help="the port on this machine (default: 8501)")
    parser.add_argument(
        "--public", type=_address, metavar="URL", help="the address under which a proxy on this machine shows it"
    )


def serve(options: argparse.Namespace) -> int:
    """Open the dashboard."""
    app = Path(import_module("dashboard").__path__[0]) / "app.py"
    # Streamlit reads .streamlit/config.toml of the working directory; an installed copy without it is held as tight.
    store = str(Path(options.store).absolute())
    os.chdir(app.parents[1])
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(options.port)]
    settings = {**os.environ, **GUARDS, **_shown(options.public), "ONRECORD_STORE": store}
    os.execve(sys.executable, command, settings)  # nosec B606 - this very Python, and no shell


def _address(given: str) -> str:
    """Return the address if it is one; raises `ArgumentTypeError` where it is none."""
    try:
        parts = urlsplit(given)
        fits = (
            parts.scheme in ("http", "https")
            and parts.hostname
            and not (parts.query or parts.fragment or parts.port == 0)
        )
    except ValueError:
        fits = False
    if not fits or any(character.isspace() for character in given):
        raise argparse.ArgumentTypeError(f"not of the form https://news.example/onrecord: {given!r}")
    return given


def _shown(public: str | None) -> dict[str, str]:
    """Return the settings for a proxy: its host's pages may connect, and its path stands before all addresses."""
    if not public:
        return {}
    parts = urlsplit(public)
    host = str(parts.hostname)
    return {
        "STREAMLIT_SERVER_ALLOWED_HOSTS": f"{GUARDS['STREAMLIT_SERVER_ALLOWED_HOSTS']} {host}",
        "STREAMLIT_SERVER_BASE_URL_PATH": parts.path.strip("/"),
        "STREAMLIT_BROWSER_SERVER_ADDRESS": host,
        "STREAMLIT_SERVER_HEADLESS": "true",
    }
