"""Servers that lie, drag, or never stop: every fetch ends in time, within its size, and says why."""

import gzip
import socket
import time
import tracemalloc
import zlib
from threading import Event

import pytest

from extract.readers.fetch import FetchError
from tests.readers.hostile import Behaviour, drip, endless, internet, moved, page

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
BOMB = gzip.compress(bytes(3_000_000))
RAW_BOMB = zlib.compress(bytes(3_000_000))[2:-4]
LARGE = "larger than|sends more than"
LATE = "not there within"
RULES = "breaks the rules of HTTP"
OFF = f"broke off|is broken|{RULES}|cannot be reached"


def silent(connection: socket.socket, stopped: Event) -> None:
    stopped.wait(5)


PATIENCE = 20.0  # seconds on a busy machine; each of these servers would drag on for ever
SLOW: dict[str, Behaviour] = {
    "silence": silent,
    "silence after the status": drip(b"HTTP/1.1 200 OK\r\n", b""),
    "a status line drop by drop": drip(b"HTTP/1.1 200 ", b"O"),
    "headers drop by drop": drip(HEAD, b"X-Slow: 1\r\n"),
    "one header drop by drop": drip(HEAD + b"X-Slow: ", b"1"),
    "a body drop by drop": drip(HEAD + b"Content-Length: 9999\r\n\r\n", b"a"),
    "a body of no length drop by drop": drip(HEAD + b"\r\n", b"a"),
    "chunks drop by drop": drip(CHUNKED, b"1\r\na\r\n"),
    "the size of a chunk drop by drop": drip(CHUNKED, b"0"),
    "trailers drop by drop": drip(CHUNKED + b"1\r\na\r\n0\r\n", b"X-Slow: 1\r\n"),
    "gzip drop by drop": drip(HEAD + b"Content-Encoding: gzip\r\n\r\n" + BOMB[:20], b""),
    "100 Continue again and again": drip(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "a body that ends and stays open": drip(HEAD + b"\r\n<p>A page.", b""),
}
ENDLESS: dict[str, Behaviour] = {
    "an endless body": endless(HEAD + b"\r\n", b"a" * 65536),
    "endless chunks": endless(CHUNKED, b"1000\r\n" + b"a" * 4096 + b"\r\n"),
    "one endless chunk": endless(CHUNKED + b"ffffffffffffffff\r\n", b"a" * 65536),
    "a chunk of a size below nothing": endless(CHUNKED + b"-5\r\n", b"a" * 65536),
    "the size of a chunk without end": endless(CHUNKED, b"0" * 65536),
    "endless trailers": endless(CHUNKED + b"0\r\n", b"X-More: 1\r\n" * 100),
    "endless headers": endless(HEAD, b"X-More: 1\r\n" * 100),
    "one endless header": endless(HEAD + b"X-More: ", b"1" * 65536),
    "an endless status line": endless(b"HTTP/1.1 200 ", b"O" * 65536),
    "100 Continue without end": endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "an announced length that is too large": HEAD + b"Content-Length: 99999999\r\n\r\nA page.",
    "a gzip bomb": page(BOMB, "Content-Encoding: gzip"),
    "a gzip bomb in many parts": page(gzip.compress(bytes(100_000)) * 30, "Content-Encoding: x-gzip"),
    "a deflate bomb": page(zlib.compress(bytes(3_000_000)), "Content-Encoding: deflate"),
    "a deflate bomb without a header": page(RAW_BOMB, "Content-Encoding: deflate"),
    "a gzip bomb in chunks": CHUNKED.replace(b"\r\n\r\n", b"\r\nContent-Encoding: gzip\r\n\r\n")
    + b"%x\r\n%s\r\n0\r\n\r\n" % (len(BOMB), BOMB),
}
LYING: dict[str, tuple[Behaviour, str]] = {
    "nothing at all": (b"", RULES),
    "no status line": (b"<html><p>The bridge is shut.", RULES),
    "another protocol": (b"220 mail.example.org ESMTP\r\n", RULES),
    "zeros": (bytes(1000), RULES),
    "a status that is no number": (b"HTTP/1.1 OK\r\n\r\n", RULES),
    "a status of one digit": (b"HTTP/1.1 2 OK\r\n\r\n", RULES),
    "headers that are cut": (HEAD, "sent nothing"),
    "an empty page": (page(""), "sent nothing"),
    "a page that is shorter than its length": (HEAD + b"Content-Length: 500\r\n\r\nA page.", OFF),
    "chunks that are cut": (CHUNKED + b"500\r\nA page.", OFF),
    "chunks of rubbish": (CHUNKED + b"zz\r\nA page.\r\n0\r\n\r\n", RULES),
    "no chunk where they are announced": (CHUNKED + b"A page.", RULES),
    "gzip that is none": (page("A page.", "Content-Encoding: gzip"), OFF),
    "gzip that is cut": (page(gzip.compress(b"A page." * 99)[:-9], "Content-Encoding: gzip"), OFF),
    "gzip that is damaged": (page(gzip.compress(b"A page.")[:-8] + bytes(8), "Content-Encoding: gzip"), OFF),
    "a packing that was not asked for": (page("A page.", "Content-Encoding: br"), "which was not asked for"),
    "packed twice": (page("A page.", "Content-Encoding: gzip, gzip"), "which was not asked for"),
    "too many headers": (page("A page.", *(f"X-{number}: 1" for number in range(200))), RULES),
    "a redirect to itself": (moved("/page"), "in a circle"),
    "a redirect to nowhere": (moved("http://"), "names no host"),
    "a redirect without a place": (page("", status="302 Found"), "status 302"),
    "a page that has not changed, unasked": (page("", status="304 Not Modified"), "status 304"),
    "a page that is not there": (page("", status="404 Not Found"), "no such page"),
    "a page for subscribers": (page("", status="402 Payment Required"), "those who pay"),
    "a server that fails": (page("", status="500 Internal Server Error"), "status 500"),
    "a status out of range": (page("", status="999 No"), "status 999"),
}


@pytest.mark.parametrize("behaviour", SLOW.values(), ids=SLOW)
def test_no_fetch_takes_longer_than_its_deadline(behaviour: Behaviour) -> None:
    with internet({"/robots.txt": page(""), "/page": behaviour}) as net:
        begun = time.monotonic()
        with pytest.raises(FetchError, match=LATE):
            net.fetcher(seconds=0.25).fetch("http://example.org/page")
        assert time.monotonic() - begun < PATIENCE


@pytest.mark.parametrize("behaviour", ENDLESS.values(), ids=ENDLESS)
def test_no_fetch_takes_more_than_its_limits(behaviour: Behaviour) -> None:
    with internet({"/robots.txt": page(""), "/page": behaviour}) as net:
        fetcher = net.fetcher(packed=500_000, plain=1_000_000)
        tracemalloc.start()
        try:
            with pytest.raises(FetchError, match=f"{LARGE}|{RULES}"):
                fetcher.fetch("http://example.org/page")
            assert tracemalloc.get_traced_memory()[1] < 8_000_000
        finally:
            tracemalloc.stop()


@pytest.mark.parametrize(("behaviour", "cause"), LYING.values(), ids=LYING)
def test_what_cannot_be_true_is_named(behaviour: Behaviour, cause: str) -> None:
    with (
        internet({"/robots.txt": page(""), "/page": behaviour}) as net,
        pytest.raises(FetchError, match=cause) as told,
    ):
        net.fetcher().fetch("http://example.org/page")
    assert str(told.value).count("; ") == 1


@pytest.mark.parametrize("length", [4, 7])
def test_no_more_is_read_than_was_announced(length: int) -> None:
    answer = HEAD + b"Content-Length: %d\r\n\r\nA page. HTTP/1.1 200 OK" % length
    with internet({"/robots.txt": page(""), "/page": answer}) as net:
        assert net.fetcher().fetch("http://example.org/page").body == b"A page."[:length]


def test_a_look_up_that_never_ends_is_left_at_the_deadline() -> None:
    with internet({}) as net:
        stuck = Event()
        fetcher = net.fetcher(seconds=0.2)
        fetcher._resolver = lambda host, port: [str(stuck.wait(5))]
        with pytest.raises(FetchError, match=LATE):
            fetcher.fetch("http://example.org/")
        stuck.set()
        assert net.connected == []


def test_a_chain_of_redirects_shares_one_deadline_and_one_count() -> None:
    pages: dict[str, Behaviour] = {f"/{number}": moved(f"/{number + 1}") for number in range(9)}
    pages["/robots.txt"] = page("")
    with internet(pages) as net:
        with pytest.raises(FetchError, match="more than 5 times"):
            net.fetcher().fetch("http://example.org/0")
        assert net.server.paths == ["/robots.txt", "/0", "/1", "/2", "/3", "/4", "/5"]


def test_a_circle_of_redirects_is_left_where_it_closes() -> None:
    with internet({"/robots.txt": page(""), "/a": moved("/b"), "/b": moved("/a#again")}) as net:
        with pytest.raises(FetchError, match="in a circle"):
            net.fetcher().fetch("http://example.org/a")
        assert net.server.paths == ["/robots.txt", "/a", "/b"]


def test_a_robots_txt_that_drags_costs_its_site_one_deadline() -> None:
    with internet({"/robots.txt": drip(HEAD + b"\r\n", b"a")}) as net:
        fetcher = net.fetcher(seconds=0.2)
        for path in ("a", "b", "c"):
            with pytest.raises(FetchError, match=LATE):
                fetcher.fetch(f"http://example.org/{path}")
        assert net.server.paths == ["/robots.txt"]
