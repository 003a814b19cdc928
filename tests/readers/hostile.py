"""A server on the loopback that behaves as a test tells it, and fetchers that think it is the public internet."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any

from extract.readers.fetch import Fetcher, Limits, Reach

PUBLIC = "93.184.215.14"
Behaviour = bytes | Callable[[socket.socket, Event], None]


@dataclass
class Server:
    """What it serves by path, and what it was asked: path and headers (in lower case) of each request."""

    port: int
    pages: dict[str, Behaviour]
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    stopped: Event = field(default_factory=Event)
    dressed: Callable[[socket.socket], socket.socket] = field(default=lambda connection: connection)

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]

    def answer(self, connection: socket.socket) -> None:
        with suppress(OSError), self.dressed(connection) as connection:
            head = b""
            while b"\r\n\r\n" not in head:
                head += connection.recv(65536)
            first, *lines = head.decode("latin-1").split("\r\n")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines) if value}
            path = first.split(" ")[1]
            self.asked.append((path, headers))
            page = self.pages.get(path, NOT_FOUND)
            if isinstance(page, bytes):
                connection.sendall(page)
            else:
                page(connection, self.stopped)


@contextmanager
def serving(pages: dict[str, Behaviour]) -> Iterator[Server]:
    """Serve pages until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = Server(listener.getsockname()[1], pages)

        def accept() -> None:
            with suppress(OSError):
                while True:
                    Thread(target=server.answer, args=(listener.accept()[0],), daemon=True).start()

        Thread(target=accept, daemon=True).start()
        try:
            yield server
        finally:
            server.stopped.set()
            listener.shutdown(socket.SHUT_RDWR)


def page(body: bytes | str, *headers: str, status: str = "200 OK", media_type: str = "text/html") -> bytes:
    """Return a whole answer."""
    data = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", f"Content-Length: {len(data)}", *headers]
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + data


def moved(location: str, status: str = "302 Found") -> bytes:
    return b"HTTP/1.1 " + status.encode() + b"\r\nLocation: " + location.encode() + b"\r\nContent-Length: 0\r\n\r\n"


def drip(first: bytes, each: bytes, seconds: float = 0.02) -> Behaviour:
    """Send something, and then a little again and again, for ever."""

    def behave(connection: socket.socket, stopped: Event) -> None:
        connection.sendall(first)
        while not stopped.wait(seconds):
            connection.sendall(each)

    return behave


def endless(first: bytes, block: bytes) -> Behaviour:
    """Send as fast as it is read, for ever."""

    def behave(connection: socket.socket, stopped: Event) -> None:
        connection.sendall(first)
        while not stopped.is_set():
            connection.sendall(block)

    return behave


NOT_FOUND = page("", status="404 Not Found")


@dataclass
class Internet:
    """The one public host that all names are found at, unless `names` or `elsewhere` says otherwise.

    `elsewhere` is where every other name leads. Who was asked is kept.
    """

    server: Server
    names: dict[str, list[list[str]]] = field(default_factory=dict)
    elsewhere: list[str] | None = None
    looked_up: list[str] = field(default_factory=list)
    connected: list[str] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)

    def resolve(self, host: str, port: int) -> list[str]:
        """Return the next of the answers for a name, the last one again and again."""
        self.looked_up.append(host)
        answers = self.names.get(host, [self.elsewhere or [PUBLIC]])
        return answers.pop(0) if len(answers) > 1 else answers[0]

    def connect(self, address: str, port: int, seconds: float) -> socket.socket:
        self.connected.append(address)
        return socket.create_connection(("127.0.0.1", self.server.port), seconds)

    def fetcher(self, seconds: float = 5.0, **limits: Any) -> Fetcher:
        return Fetcher(
            Limits(seconds=seconds, **limits), resolver=self.resolve, connector=self.connect, sleep=self.slept.append
        )


@contextmanager
def internet(pages: dict[str, Behaviour], **names: list[list[str]]) -> Iterator[Internet]:
    """Serve pages as the whole of the public internet."""
    with serving(pages) as server:
        yield Internet(server, dict(names))


def loopback(server: Server, **limits: Any) -> Fetcher:
    """Return a fetcher that may ask this server where it really is."""
    reach = Reach(ports=frozenset({server.port}), addresses=frozenset({"127.0.0.1"}))
    return Fetcher(Limits(**limits), reach, sleep=lambda seconds: None)
