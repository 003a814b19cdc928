"""The server takes connections of this machine alone, and of its own pages alone."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from dashboard import guard, streams
from dashboard.streams import Order
from tests.attack.visiting import OWN, SERVE, Visitor, listening, served
from tests.dashboard import world

OTHERS = [
    "http://evil.example",
    "null",
    "http://localhost.evil.example",
    "http://evil.example#localhost",
    "http://[",
    "",
]


@pytest.fixture(scope="module")
def started(store: Path) -> Iterator[subprocess.Popen[str]]:
    with served(store) as process:
        yield process


@pytest.fixture
def visitor(started: subprocess.Popen[str]) -> Visitor:
    return Visitor(f"http://localhost:{started.port}/")


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="the kernel does not tell who listens")
def test_it_listens_to_this_machine_alone(started: subprocess.Popen[str]) -> None:
    assert listening(started.port)
    assert listening(started.port) <= OWN


@pytest.mark.long
@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="the kernel does not tell who listens")
def test_serve_does_so_whatever_the_machine_says(store: Path) -> None:
    with served(store, "--store", str(store), command=SERVE, STREAMLIT_SERVER_ADDRESS="0.0.0.0") as process:
        assert listening(process.port)
        assert listening(process.port) <= OWN


@pytest.mark.parametrize("origin", OTHERS)
def test_pages_of_other_sites_get_nothing(visitor: Visitor, origin: str) -> None:
    for path in ("", "_stcore/health", "_stcore/host-config", "download/x.csv", "media/x"):
        answer = visitor.client.get(visitor.address + path, headers={"Origin": origin})
        assert answer.status_code == 403
        assert "access-control-allow-origin" not in answer.headers
    if origin:
        with pytest.raises(InvalidStatus, match="403"):
            visitor.sees(origin=origin)


def test_our_own_pages_do(visitor: Visitor) -> None:
    assert world.KEPT_SHUT in visitor.sees()
    same = {"Origin": visitor.address.rstrip("/")}
    assert visitor.client.get(f"{visitor.address}_stcore/health", headers=same).status_code == 200


@pytest.mark.parametrize(
    ("path", "origin"),
    [("", ""), ("review", ""), ("_stcore/health", ""), ("media/nothing", ""), ("download/x.csv", ""), ("", OTHERS[0])],
)
def test_every_answer_says_that_no_frame_of_others_shows_it_and_that_it_asks_no_others(
    visitor: Visitor, path: str, origin: str
) -> None:
    told = visitor.client.get(visitor.address + path, headers={"Origin": origin} if origin else {}).headers
    policy = dict(part.strip().partition(" ")[::2] for part in told["content-security-policy"].split(";"))
    assert policy["frame-ancestors"] == "'self'"
    assert not [word for part in policy.values() for word in part.split() if word in ("*", "http:", "https:")]
    assert (told["x-frame-options"], told["x-content-type-options"]) == ("SAMEORIGIN", "nosniff")
    assert told["referrer-policy"] == "same-origin"


def test_nothing_is_uploaded_without_the_token_of_a_page_or_over_the_limit(visitor: Visitor) -> None:
    session: list[str] = []
    visitor.sees(session=session)
    assert session[1:] == ["204", "403", "413"]


def test_no_program_drives_the_pages(visitor: Visitor) -> None:
    answer = visitor.client.post(f"{visitor.address}_stcore/agent/interact", json={})
    assert answer.status_code in (403, 404, 501)
    assert world.KEPT_SHUT not in answer.text


@pytest.mark.parametrize(
    "asked",
    [
        "",
        "?order=&seal=",
        "?order=" + "A" * 60_000,
        "?seal=" + "0" * 64 + "&order=" + "%00" * 9_000,
        "?order=e30=&seal=%ED%A0%80%FF",
        "?" + "&".join(f"order={number}" for number in range(5_000)),
    ],
    ids=["nothing", "empty", "long", "zeros", "broken", "many"],
)
def test_no_address_that_a_page_has_not_sealed_gives_a_file(visitor: Visitor, asked: str) -> None:
    answer = visitor.client.get(f"{visitor.address}download/x.csv{asked}")
    assert answer.status_code in (400, 403)
    assert len(answer.content) < 500


def test_an_address_of_another_process_gives_no_file(visitor: Visitor, store: Path) -> None:
    foreign = streams.address(Order(what="quotes", format="csv"), store)
    assert visitor.get(foreign).status_code == 403


@pytest.mark.long
def test_what_the_server_says_holds_no_words_of_an_article(store: Path) -> None:
    with served(store) as process:
        visitor = Visitor(f"http://localhost:{process.port}/")
        for page in ("", "statement", "article", "export", "review", "nothing"):
            visitor.sees(page)
        visitor.get("download/x.csv?order=x&seal=y")
        visitor.client.get(visitor.address, headers={"Origin": "http://evil.example"})
        os.kill(process.pid, 15)
        told = process.stdout.read() if process.stdout else ""
    assert "localhost" in told
    assert "external IP" not in told, "of whom another site's page asks, Streamlit asks the internet"
    assert not [words for words in (world.KEPT_SHUT, "Tilda Maron", "Canal Times", world.RESTE_FERMEE) if words in told]


@pytest.mark.parametrize(
    ("origin", "hosts", "known"),
    [
        ("http://localhost:8501", ["localhost"], True),
        ("http://[::1]:8501", ["::1"], True),
        ("https://news.example", ["localhost", "NEWS.example."], True),
        ("https://a.news.example", ["*.news.example"], True),
        ("https://news.example.evil.example", ["news.example"], False),
        ("https://evilnews.example", ["*.news.example"], False),
        ("https://evil.example", [], True),
        ("null", ["localhost"], False),
    ],
)
def test_an_origin_is_known_by_its_whole_name(origin: str, hosts: list[str], known: bool) -> None:
    assert guard.known(origin, hosts) is known
