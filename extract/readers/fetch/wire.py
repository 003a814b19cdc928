"""One request to one address, and its answer: pinned to the address that was checked, within the deadline, bounded."""

import io
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPResponse
from typing import Any

from extract.readers.fetch.errors import FetchError
from extract.readers.fetch.limits import Deadline, Limits, late
from extract.readers.fetch.target import Target
from extract.readers.fetch.unpacking import Unpacking

Connector = Callable[[str, int, float], socket.socket]
BLOCK = 65_536


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server answered; the body is plain, and empty where the status says that there is nothing to read."""

    status: int
    headers: HTTPMessage
    body: bytes


def connect(address: str, port: int, seconds: float) -> socket.socket:
    """Return a connection to an address (no name) made within so many seconds; raises OSError."""
    sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        sock.settimeout(seconds)
        sock.connect((address, port))
    except BaseException:
        sock.close()
        raise
    return sock


def exchange(
    target: Target,
    addresses: list[str],
    headers: Mapping[str, str],
    limits: Limits,
    deadline: Deadline,
    connector: Connector,
    tls: ssl.SSLContext | None,
) -> Answer:
    """Ask the first of the addresses that can be reached, over TLS where that is given; raises `FetchError`."""
    sock = None
    try:
        sock = _first(target, addresses, deadline, connector)
        if tls is not None:
            sock.settimeout(deadline.left())
            sock = tls.wrap_socket(sock, server_hostname=target.host)
        return _asked(target, sock, headers, limits, deadline)
    except TimeoutError as error:
        raise late(deadline.seconds) from error
    except ssl.SSLCertVerificationError as error:
        cause = f"its certificate is not valid ({error.verify_message})"
        raise FetchError(f"{cause}; check the address, or save the page and give its file") from error
    except ssl.SSLError as error:
        raise FetchError(f"no safe connection can be made ({error.reason}); try again later") from error
    except (HTTPException, ValueError) as error:
        # Also what the standard library raises where a length or a chunk is no number.
        raise FetchError(f"its answer breaks the rules of HTTP ({type(error).__name__}); try again later") from error
    except OSError as error:
        cause = error.strerror or "the connection broke"
        raise FetchError(f"it cannot be reached ({cause}); check the address and your connection") from error
    finally:
        if sock is not None:
            sock.close()


def _first(target: Target, addresses: list[str], deadline: Deadline, connector: Connector) -> socket.socket:
    """Return a connection to the first address that takes one; each gets its share of the time."""
    for index, address in enumerate(addresses):
        try:
            return connector(address, target.port, deadline.left() / (len(addresses) - index))
        except OSError:
            if index == len(addresses) - 1:
                raise
    raise OSError("no address")


def _asked(
    target: Target, sock: socket.socket, headers: Mapping[str, str], limits: Limits, deadline: Deadline
) -> Answer:
    incoming = _Incoming(sock, deadline, limits.head)
    connection: Any = HTTPConnection(target.host, target.port)
    connection.auto_open = 0
    connection.sock = _Wire(sock, incoming)
    connection.putrequest("GET", target.path, skip_host=True, skip_accept_encoding=True)
    for name, value in {"Host": target.authority, **headers, "Connection": "close"}.items():
        connection.putheader(name, value)
    sock.settimeout(deadline.left())
    connection.endheaders()
    response = connection.getresponse()
    if not 200 <= response.status < 300:
        return Answer(status=response.status, headers=response.headers, body=b"")
    return Answer(status=response.status, headers=response.headers, body=_body(response, incoming, limits, deadline))


def _body(response: HTTPResponse, incoming: "_Incoming", limits: Limits, deadline: Deadline) -> bytes:
    if (response.length or 0) > limits.packed:
        raise _too_large(limits.packed)
    # Chunks have sizes between them; what is counted to the byte is the plain body.
    incoming.budget = limits.packed + BLOCK
    unpacking = Unpacking(response.headers.get("Content-Encoding"), limits.plain)
    plain = bytearray()
    while block := response.read(BLOCK):
        plain += unpacking.feed(block)
        deadline.left()
    if response.length:
        raise FetchError("it broke off before its end; try again later")
    if plain:
        unpacking.finish()
    return bytes(plain)


def _too_large(limit: int) -> FetchError:
    return FetchError(f"it is larger than {limit / 1e6:g} MB; save the article alone and give its file", lasting=True)


class _Incoming(io.RawIOBase):
    """What a connection brings: each read within the deadline, and no more bytes than the budget."""

    def __init__(self, sock: socket.socket, deadline: Deadline, budget: int) -> None:
        self._sock, self._deadline, self.budget = sock, deadline, budget

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self.budget <= 0:
            raise FetchError("it sends more than a page is; save the article alone and give its file", lasting=True)
        self._sock.settimeout(self._deadline.left())
        count = self._sock.recv_into(memoryview(buffer)[: self.budget])
        self.budget -= count
        return count


class _Wire:
    """The part of a socket that `http.client` uses; what the connection brings comes through `_Incoming`."""

    def __init__(self, sock: socket.socket, incoming: _Incoming) -> None:
        self.sendall, self._incoming = sock.sendall, incoming

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(self._incoming, BLOCK)

    def close(self) -> None:
        """Leave the socket open: the answer is read after `http.client` has done with it; `exchange` closes it."""
