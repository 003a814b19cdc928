"""`serve`: the dashboard."""

import argparse
import os
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

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


def serve(options: argparse.Namespace) -> int:
    """Open the dashboard."""
    app = Path(import_module("dashboard").__path__[0]) / "app.py"
    # Streamlit reads .streamlit/config.toml of the working directory; an installed copy without it is held as tight.
    store = str(Path(options.store).absolute())
    os.chdir(app.parents[1])
    command = [sys.executable, "-m", "streamlit", "run", str(app), "--server.port", str(options.port)]
    os.execve(sys.executable, command, {**os.environ, **GUARDS, "ONRECORD_STORE": store})
