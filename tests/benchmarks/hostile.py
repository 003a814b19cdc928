"""What hostile addresses and servers can do to the fetcher: `python -m tests.benchmarks.hostile`.

The limits are those of the product, but for a deadline of 2 seconds. The peer is `urllib.request.urlopen(timeout=2)` of
the standard library, which most programs fetch with; it is shown the addresses and the slow servers, and not the bombs,
which would fill the machine. No address leaves it: every connection is caught, and led to a server on the loopback.
"""

import gzip
import multiprocessing
import resource
import socket
import time
import zlib
from collections.abc import Callable
from threading import Thread
from unittest.mock import patch
from urllib.request import urlopen

from extract.readers.fetch import FetchError
from extract.readers.fetch.addresses import is_public
from tests.readers.hostile import PUBLIC, Behaviour, internet, moved, page
from tests.readers.test_fetch_hostile import CHUNKED, ENDLESS, LYING, SLOW
from tests.readers.test_fetch_refused import ROWS

DEADLINE, PATIENCE = 2.0, 6.0
ZEROS = bytes(2**20)


def bombs() -> dict[str, Behaviour]:
    """Return what would be a gigabyte, or more."""
    packer = zlib.compressobj(9, wbits=31)
    packed = b"".join(packer.compress(ZEROS) for _ in range(1024)) + packer.flush()
    twice = gzip.compress(packed)
    return {
        "a gigabyte of zeros": page(packed, "Content-Encoding: gzip"),
        "a gigabyte, packed twice": page(twice, "Content-Encoding: gzip, gzip"),
        "a gigabyte in chunks": CHUNKED.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n")
        + b"%x\r\n%s\r\n0\r\n\r\n" % (len(packed), packed),
    } | {name: behaviour for name, behaviour in ENDLESS.items() if not isinstance(behaviour, bytes)}


def ours(queue: "multiprocessing.Queue[list[str]]") -> None:
    """Measure the fetcher in a process of its own."""
    private, refused = 0, 0
    begun = time.perf_counter()
    for url, group in ROWS:
        with internet({"/start": moved(url), "/robots.txt": page("")}, **{"public.example.org": [[PUBLIC]]}) as net:
            net.elsewhere = group.get("resolves")
            for asked in (url, "http://public.example.org/start"):
                try:
                    net.fetcher(seconds=DEADLINE).fetch(asked)
                except FetchError:
                    refused += 1
            private += sum(not is_public(address) for address in net.connected)
    lines = [
        f"{len(ROWS)} addresses, each also behind a redirect: {refused} of {2 * len(ROWS)} end in a refusal, "
        f"{private} connections to a private address, {time.perf_counter() - begun:.1f} s"
    ]
    before = _peak()
    lying = {name: behaviour for name, (behaviour, _) in LYING.items()}
    for kind, behaviours in (("slow", SLOW), ("endless", bombs()), ("lying", lying)):
        caught, longest = 0, 0.0
        for behaviour in behaviours.values():
            with internet({"/robots.txt": page(""), "/page": behaviour}) as net:
                begun = time.perf_counter()
                try:
                    net.fetcher(seconds=DEADLINE).fetch("http://example.org/page")
                except FetchError:
                    caught += 1
                longest = max(longest, time.perf_counter() - begun)
        lines.append(
            f"{len(behaviours)} {kind} servers: {caught} named as a failure, the slowest after {longest:.2f} s"
        )
    lines.append(f"peak memory {_peak():.0f} MB, {before:.0f} MB of it before the first server answered")
    queue.put(lines)


def peer(queue: "multiprocessing.Queue[list[str]]") -> None:
    """Measure what the standard library does."""
    tried: list[str] = []

    def connect(address: tuple[str, int], *_: object, **__: object) -> socket.socket:
        tried.append(socket.getaddrinfo(address[0], address[1], type=socket.SOCK_STREAM)[0][4][0])
        raise OSError("caught")

    def fetch(url: str) -> Callable[[], None]:
        def run() -> None:
            try:
                urlopen(url, timeout=DEADLINE).read()
            except Exception:
                return

        return run

    with patch("socket.create_connection", connect):
        for url, _ in ROWS:
            fetch(url)()
    private = sum(not is_public(address) for address in tried)
    hung = 0
    for behaviour in SLOW.values():
        with internet({"/page": behaviour}) as net:
            thread = Thread(target=fetch(f"{net.server.origin}/page"), daemon=True)
            thread.start()
            thread.join(PATIENCE)
            hung += thread.is_alive()
    queue.put(
        [
            f"{len(ROWS)} addresses: {private} connections to a private address",
            f"{len(SLOW)} slow servers: {hung} still held it after {PATIENCE:g} s",
        ]
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    context = multiprocessing.get_context("spawn")
    for name, measure in (("the fetcher", ours), ("urllib", peer)):
        queue: multiprocessing.Queue[list[str]] = context.Queue()
        process = context.Process(target=measure, args=(queue,))
        process.start()
        for line in queue.get():
            print(f"{name:12}{line}")
        process.join()


if __name__ == "__main__":
    main()
