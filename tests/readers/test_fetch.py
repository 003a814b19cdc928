"""What the fetcher brings, and how politely."""

import gzip
import shutil
import socket
import ssl
import subprocess
import zlib
from pathlib import Path
from threading import Event

import pytest

from extract.readers.fetch import Fetcher, FetchError, Limits, Validators
from extract.readers.fetch.limits import Reach
from extract.readers.fetch.pace import Pace
from extract.readers.fetch.target import target_of
from tests.readers.hostile import PUBLIC, Internet, internet, loopback, moved, page, serving

TEXT = "The bridge is shut. " * 50


def test_a_page_comes_with_what_the_server_says_of_it() -> None:
    told = ('ETag: W/"7"', "Last-Modified: Sun, 03 May 2026 08:00:00 GMT")
    answer = page(TEXT, *told, media_type="Text/HTML; charset=ISO-8859-1")
    with internet({"/old?x=1": moved("../new/page", "301 Moved"), "/new/page": answer}) as net:
        found = net.fetcher().fetch("http://Example.org/old?x=1#top")
    assert (found.url, found.asked) == ("http://example.org/new/page", "http://Example.org/old?x=1#top")
    assert (found.status, found.media_type, found.charset) == (200, "text/html", "iso-8859-1")
    assert found.body == TEXT.encode()
    assert found.validators == Validators(etag='W/"7"', last_modified="Sun, 03 May 2026 08:00:00 GMT")
    assert found.fetched_at.endswith("+00:00")


@pytest.mark.parametrize(
    ("packed", "name"),
    [
        (gzip.compress(TEXT.encode(), mtime=0), "gzip"),
        (gzip.compress(TEXT[:20].encode(), mtime=0) + gzip.compress(TEXT[20:].encode(), mtime=0), "GZIP"),
        (gzip.compress(TEXT.encode(), mtime=0) + bytes(100), "x-gzip"),
        (zlib.compress(TEXT.encode()), "deflate"),
        (zlib.compress(TEXT.encode())[2:-4], "deflate"),
        (TEXT.encode(), "identity"),
    ],
)
def test_a_packed_page_comes_plain(packed: bytes, name: str) -> None:
    with internet({"/": page(packed, f"Content-Encoding: {name}")}) as net:
        assert net.fetcher().fetch("http://example.org").body == TEXT.encode()


def test_a_page_in_chunks_and_one_without_a_length_come_whole() -> None:
    head = b"HTTP/1.1 200 OK\r\n"
    chunks = b"Transfer-Encoding: chunked\r\n\r\n3\r\nThe\r\n8;x=y\r\n bridge.\r\n0\r\nX-T: 1\r\n\r\n"
    with internet({"/1": head + chunks, "/2": head + b"\r\nThe bridge."}) as net:
        found = [net.fetcher().fetch(f"http://example.org/{number}") for number in (1, 2)]
    assert [(item.body, item.media_type) for item in found] == [(b"The bridge.", None)] * 2


def test_what_has_not_changed_is_not_sent_again() -> None:
    def answer(connection: socket.socket, stopped: Event) -> None:
        same = net.server.asked[-1][1].get("if-none-match") == '"7"'
        connection.sendall(page("", status="304 Not Modified") if same else page(TEXT, 'ETag: "7"'))

    with internet({"/feed": answer}) as net:
        first = net.fetcher().fetch("http://example.org/feed")
        again = net.fetcher().fetch("http://example.org/feed", first.validators)
    assert (first.status, again.status, again.body) == (200, 304, b"")


def test_a_validator_that_cannot_be_sent_back_is_none() -> None:
    with internet({"/": page(TEXT, "ETag: \xe9", "Last-Modified: " + "x" * 2000)}) as net:
        assert not net.fetcher().fetch("http://example.org/").validators


def test_a_request_names_the_program_and_carries_nothing_of_its_user() -> None:
    with internet({"/robots.txt": page("", "Set-Cookie: a=b"), "/": page(TEXT, "Set-Cookie: a=b")}) as net:
        fetcher = net.fetcher()
        fetcher.fetch("http://example.org/")
        fetcher.fetch("http://example.org/")
    sent = [headers for _, headers in net.server.asked]
    assert {name for headers in sent for name in headers} == {
        *("host", "user-agent", "accept", "accept-encoding", "connection")
    }
    assert all(headers["user-agent"].startswith("OnRecord/") for headers in sent)


@pytest.mark.parametrize(
    ("rules", "path", "read"),
    [
        ("User-agent: *\nDisallow: /private/", "/private/a", False),
        ("User-agent: *\nDisallow: /private/", "/public/a", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: OnRecord\nAllow: /", "/a", True),
        ("User-agent: onrecord\nDisallow: /", "/a", False),
        ("User-agent: *\nDisallow: /*?print=", "/a?print=1", False),
        ("<html>No such page</html>", "/a", True),
        ("", "/a", True),
    ],
)
def test_what_a_site_asks_programs_not_to_read_is_not_read(rules: str, path: str, read: bool) -> None:
    with internet({"/robots.txt": page(rules), path: page(TEXT)}) as net:
        if read:
            net.fetcher().fetch(f"http://example.org{path}")
        else:
            with pytest.raises(FetchError, match="asks programs not to read it") as told:
                net.fetcher().fetch(f"http://example.org{path}")
            assert told.value.lasting
        assert (path in net.server.paths) is read


@pytest.mark.parametrize(
    ("status", "read"),
    [("404 Not Found", True), ("403 Forbidden", True), ("429 Too Many", False), ("503 Unavailable", False)],
)
def test_a_robots_txt_that_is_not_there_closes_nothing_and_one_that_fails_all(status: str, read: bool) -> None:
    with internet({"/robots.txt": page("", status=status), "/": page(TEXT)}) as net:
        fetcher = net.fetcher()
        for _ in range(2):
            if read:
                fetcher.fetch("http://example.org/")
            else:
                with pytest.raises(FetchError, match=r"robots\.txt cannot be read now"):
                    fetcher.fetch("http://example.org/")
        assert net.server.paths.count("/robots.txt") == 1


def test_a_redirect_into_what_is_closed_is_not_followed() -> None:
    rules = page("User-agent: *\nDisallow: /private")
    with internet({"/robots.txt": rules, "/": moved("/private"), "/private": page(TEXT)}) as net:
        with pytest.raises(FetchError, match=r"robots\.txt"):
            net.fetcher().fetch("http://example.org/")
        assert "/private" not in net.server.paths


def test_a_site_that_has_had_too_many_requests_gets_no_more_of_them() -> None:
    with internet({"/robots.txt": page(""), "/a": page("", status="429 Too Many"), "/b": page(TEXT)}) as net:
        fetcher = net.fetcher()
        for path in ("a", "b"):
            with pytest.raises(FetchError, match="too many requests"):
                fetcher.fetch(f"http://example.org/{path}")
        assert fetcher.fetch("http://other.example.org/b").body == TEXT.encode()
        assert net.server.paths == ["/robots.txt", "/a", "/robots.txt", "/b"]


def test_a_site_that_fails_three_times_in_a_row_is_left_alone() -> None:
    broken, good = b"HTTP/1.1 OK\r\n\r\n", page(TEXT)
    pages = dict(zip("abcdefg", (broken, broken, good, broken, broken, broken, good), strict=True))
    with internet({"/robots.txt": page(""), **{f"/{path}": answer for path, answer in pages.items()}}) as net:
        fetcher = net.fetcher()
        for path in pages:
            if path == "c":
                fetcher.fetch("http://example.org/c")
            else:
                with pytest.raises(FetchError, match="3 times in a row" if path == "g" else "rules of HTTP"):
                    fetcher.fetch(f"http://example.org/{path}")
        assert "/g" not in net.server.paths


class Clock:
    """A clock that moves only while somebody sleeps."""

    now = 100.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_a_host_is_asked_once_a_second_and_another_at_once() -> None:
    clock = Clock()
    pace = Pace(clock, clock.sleep)
    waits = [pace.wait(host) for host in ("a.example", "a.example", "b.example", "a.example")]
    assert waits == [0, 1, 0, 1]
    pace.slow("b.example", 3)
    pace.slow("c.example", 86_400)
    assert [pace.wait(host) for host in ("b.example", "b.example", "c.example", "c.example")] == [0, 3, 0, 10]


def test_a_site_that_asks_for_more_time_between_requests_gets_it_and_no_deadline_suffers() -> None:
    clock = Clock()
    with internet({"/robots.txt": page("User-agent: *\nCrawl-delay: 4"), "/": page(TEXT)}) as net:
        fetcher = Fetcher(
            Limits(seconds=2), resolver=net.resolve, connector=net.connect, clock=clock, sleep=clock.sleep
        )
        for _ in range(3):
            fetcher.fetch("http://example.org/")
    assert clock.now == 100 + 1 + 4 + 4


def test_an_address_is_written_one_way() -> None:
    target = target_of("HTTP://Café.Example.:80/a b/é?q=ü&x=%20#top", Reach())
    assert target.url == "http://xn--caf-dma.example/a%20b/%C3%A9?q=%C3%BC&x=%20"
    assert target_of("https://example.org:443", Reach()).url == "https://example.org/"
    assert target_of("https://[2600::0:1]?x", Reach()).url == "https://[2600::1]/?x"
    assert target_of("http://faß.example/", Reach()).host == "xn--fa-hia.example"


def test_a_test_may_allow_one_address_and_one_port_and_no_more_comes_with_them() -> None:
    with serving({"/": page(TEXT), "/away": moved("http://127.0.0.2/")}) as server:
        fetcher = loopback(server)
        assert fetcher.fetch(f"{server.origin}/").body == TEXT.encode()
        for url in (f"{server.origin}/away", f"http://127.0.0.2:{server.port}/", "http://127.0.0.1/"):
            with pytest.raises(FetchError):
                fetcher.fetch(url)


def test_where_the_first_address_does_not_answer_the_next_is_asked() -> None:
    with internet({"/": page(TEXT)}, **{"example.org": [["2600::1", PUBLIC]]}) as net:
        connect = net.connect

        def one_way(address: str, port: int, seconds: float) -> socket.socket:
            if ":" in address:
                raise OSError(101, "Network is unreachable")
            return connect(address, port, seconds)

        fetcher = Fetcher(resolver=net.resolve, connector=one_way, sleep=net.slept.append)
        assert fetcher.fetch("http://example.org/").body == TEXT.encode()


def test_a_host_that_does_not_answer_is_named_with_what_to_do() -> None:
    def refuse(address: str, port: int, seconds: float) -> socket.socket:
        raise OSError(111, "Connection refused")

    fetcher = Fetcher(resolver=lambda host, port: [PUBLIC], connector=refuse)
    with pytest.raises(FetchError, match=r"it cannot be reached \(Connection refused\); check the address") as told:
        fetcher.fetch("http://example.org/")
    assert not told.value.lasting


@pytest.mark.parametrize("error", [socket.gaierror(socket.EAI_NONAME, "no"), UnicodeError("label too long")])
def test_a_name_that_is_not_found_is_named(error: Exception) -> None:
    def fail(host: str, port: int) -> list[str]:
        raise error

    with pytest.raises(FetchError, match=r"no such host is found \(example.org\)"):
        Fetcher(resolver=fail).fetch("http://example.org/")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a certificate for example.org that nobody but a test trusts, and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    if not shutil.which("openssl"):
        pytest.skip("needs the command openssl, to make a certificate")
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout key.pem -out cert.pem"
    names = ["-subj", "/CN=example.org", "-addext", "subjectAltName=DNS:example.org", "-days", "2"]
    subprocess.run([*command.split(), *names], cwd=folder, check=True, capture_output=True)
    return folder


def secure(net: Internet, certificate: Path, trusted: bool) -> tuple[Fetcher, list[str | None]]:
    """Return a fetcher of pages that are served over TLS, and the names that it will say it asks for."""
    names: list[str | None] = []
    served = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    served.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    served.sni_callback = lambda sock, name, context: names.append(name)
    net.server.dressed = lambda connection: served.wrap_socket(connection, server_side=True)
    tls = ssl.create_default_context(cafile=str(certificate / "cert.pem")) if trusted else None
    return Fetcher(resolver=net.resolve, connector=net.connect, sleep=net.slept.append, tls=tls), names


def test_a_safe_page_is_asked_for_by_its_name(certificate: Path) -> None:
    with internet({"/": page(TEXT)}) as net:
        fetcher, names = secure(net, certificate, trusted=True)
        assert fetcher.fetch("https://example.org/").body == TEXT.encode()
    assert set(names) == {"example.org"}
    assert set(net.connected) == {PUBLIC}


@pytest.mark.parametrize(
    ("host", "trusted"), [("example.org", False), ("other.example.org", True), ("93.184.215.14", True)]
)
def test_a_certificate_must_be_trusted_and_of_the_host(certificate: Path, host: str, trusted: bool) -> None:
    with internet({"/": page(TEXT)}) as net:
        fetcher, _ = secure(net, certificate, trusted)
        with pytest.raises(FetchError, match="its certificate is not valid"):
            fetcher.fetch(f"https://{host}/")
    assert net.server.asked == []


def test_a_handshake_that_drags_ends_in_time() -> None:
    # The server speaks no TLS: it waits for the end of a request in plain, and says nothing.
    with internet({}) as net, pytest.raises(FetchError, match="not there within"):
        net.fetcher(seconds=0.2).fetch("https://example.org/")
