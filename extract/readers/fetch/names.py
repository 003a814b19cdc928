"""Names of hosts → addresses, once a request and within its deadline."""

import socket
from collections.abc import Callable
from queue import Empty, SimpleQueue
from threading import Thread

from extract.readers.fetch.errors import FetchError
from extract.readers.fetch.limits import Deadline, late

Resolver = Callable[[str, int], list[str]]


def system_addresses(host: str, port: int) -> list[str]:
    """Return the addresses that this machine finds for a name, in its order; raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


def addresses_of(host: str, port: int, resolver: Resolver, deadline: Deadline) -> list[str]:
    """Return the addresses of a name, one at least; raises `FetchError`.

    Looking a name up cannot be stopped, so that it runs beside, and is left alone where it takes too long.
    """
    answers: SimpleQueue[list[str] | Exception] = SimpleQueue()

    def look_up() -> None:
        try:
            answers.put(resolver(host, port))
        except Exception as error:  # UnicodeError and OverflowError too; it is told by who asked
            answers.put(error)

    Thread(target=look_up, daemon=True, name=f"look-up of {host}").start()
    try:
        answer = answers.get(timeout=deadline.left())
    except Empty:
        raise late(deadline.seconds) from None
    if isinstance(answer, Exception) or not answer:
        told = isinstance(answer, socket.gaierror) and answer.errno == socket.EAI_AGAIN
        cause = "the look-up of names does not answer" if told else "no such host is found"
        raise FetchError(f"{cause} ({host}); check the address and your connection")
    return answer
