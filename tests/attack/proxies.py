"""Proxies with a password before the dashboard: nginx as the README sets it up, and one of ours where there is none."""

import base64
import re
import shutil
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.browser.serving import ROOT, answering

NAME, PASSWORD = "ada", "a-password-of-the-test"
NGINX = shutil.which("nginx") or "/usr/sbin/nginx"
PATH = "/onrecord/"


@contextmanager
def nginx(folder: Path, port: int, behind: int) -> Iterator[None]:
    """Run nginx with the server block of the README; only ports and files are this machine's."""
    block = re.findall(r"```nginx\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), flags=re.DOTALL)[0]
    for given, here in [
        ("listen 443 ssl;", f"listen 127.0.0.1:{port};"),
        ("127.0.0.1:8501", f"127.0.0.1:{behind}"),
        ("/etc/nginx/onrecord.htpasswd", str(folder / "htpasswd")),
    ]:
        assert given in block
        block = block.replace(given, here)
    (folder / "htpasswd").write_text(f"{NAME}:{{PLAIN}}{PASSWORD}\n", encoding="utf-8")
    paths = "".join(
        f"{one}_temp_path {folder}/{one};\n" for one in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    settings = folder / "nginx.conf"
    settings.write_text(
        f"daemon off; worker_processes 1; user root; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{ access_log off;\n{paths}{block} }}\n",
        encoding="utf-8",
    )
    process = subprocess.Popen([NGINX, "-c", str(settings), "-e", str(folder / "error.log")], text=True)
    try:
        answering(port, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=20)


@contextmanager
def ours(folder: Path, port: int, behind: int) -> Iterator[None]:
    """Run a proxy that passes what comes below its path with the password, byte by byte, and refuses all else."""
    del folder
    with socket.create_server(("127.0.0.1", port)) as server:
        taking = threading.Thread(target=_take, args=(server, behind), daemon=True)
        taking.start()
        yield
        server.shutdown(socket.SHUT_RDWR)  # a thread that waits for a caller would keep the port
        taking.join()


def _take(server: socket.socket, behind: int) -> None:
    with suppress(OSError):
        while True:
            caller, _ = server.accept()
            threading.Thread(target=_pass, args=(caller, behind), daemon=True).start()


def _pass(caller: socket.socket, behind: int) -> None:
    password = base64.b64encode(f"{NAME}:{PASSWORD}".encode()).decode()
    head = b""
    while b"\r\n\r\n" not in head and (more := caller.recv(65536)):
        head += more
    if f"authorization: basic {password}".lower() not in head.decode("latin-1").lower():
        caller.sendall(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    elif not head.split()[1].startswith(PATH.encode()):
        caller.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
    else:
        if b"upgrade: websocket" not in head.lower():
            head = re.sub(rb"(?im)^connection: [^\r]*", b"Connection: close", head)
        with socket.create_connection(("127.0.0.1", behind)) as server:
            server.sendall(head)
            back = threading.Thread(target=_splice, args=(server, caller), daemon=True)
            back.start()
            _splice(caller, server)
            back.join()
    caller.close()


def _splice(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while piece := one.recv(65536):
            other.sendall(piece)
        other.shutdown(socket.SHUT_WR)
