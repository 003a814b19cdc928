"""Where the fetcher does not go, however it is spelled, and wherever it is sent from."""

import tomllib
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.readers.fetch import FetchError, Reach
from extract.readers.fetch.addresses import is_public
from extract.readers.fetch.target import PORTS, target_of
from tests.readers.hostile import PUBLIC, internet, moved, page

GROUPS: list[dict[str, Any]] = tomllib.loads((Path(__file__).parent / "hostile_urls.toml").read_text("utf-8"))[
    "refused"
]
ROWS = [(url, group) for group in GROUPS for url in group["urls"]]


def test_there_are_two_hundred_of_them() -> None:
    assert len({url for url, _ in ROWS}) >= 200


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: str(group["why"]))
def test_no_connection_is_made_to_it(group: dict[str, Any]) -> None:
    with internet({}) as net:
        net.elsewhere = group.get("resolves")
        for url in group["urls"]:
            with pytest.raises(FetchError, match=group["cause"]):
                net.fetcher().fetch(url)
            assert (net.connected, url) == ([], url)


@pytest.mark.parametrize("group", GROUPS, ids=lambda group: str(group["why"]))
def test_no_redirect_leads_to_it(group: dict[str, Any]) -> None:
    # No header holds a line end, and what begins with no scheme is a path on the page's own host.
    urls = [url for url in group["urls"] if not set(url) & {"\r", "\n"} and url.partition("://")[0] not in ("", url)]
    starts = {f"/start/{number}": url for number, url in enumerate(urls)}
    pages = {path: moved(url) for path, url in starts.items()}
    with internet({**pages, "/robots.txt": page("")}, **{"public.example.org": [[PUBLIC]]}) as net:
        net.elsewhere = group.get("resolves")
        fetcher = net.fetcher()
        for path, url in starts.items():
            with pytest.raises(FetchError):
                fetcher.fetch(f"http://public.example.org{path}")
            assert net.server.paths[-1] == path, url
        assert set(net.connected) <= {PUBLIC}


def test_a_name_is_looked_up_once_for_each_request_and_what_was_checked_is_asked() -> None:
    with internet({"/": page("A page.")}, **{"turns.example.org": [[PUBLIC], [PUBLIC], ["127.0.0.1"]]}) as net:
        net.fetcher().fetch("http://turns.example.org/")
        assert net.looked_up == ["turns.example.org"] * 2  # robots.txt and the page
        assert net.connected == [PUBLIC] * 2


@pytest.mark.parametrize("turn", [1, 2, 3])
def test_a_name_that_turns_private_between_requests_is_refused(turn: int) -> None:
    answers = [[PUBLIC]] * turn + [["127.0.0.1"]]
    with internet({"/": moved("/next"), "/next": moved("/last")}, **{"turns.example.org": answers}) as net:
        with pytest.raises(FetchError, match=r"turns.example.org \(127.0.0.1\) is no address of the public internet"):
            net.fetcher().fetch("http://turns.example.org/")
        assert net.connected == [PUBLIC] * turn


def test_a_robots_txt_does_not_lead_where_a_page_may_not() -> None:
    with internet({"/robots.txt": moved("http://169.254.169.254/robots.txt"), "/": page("A page.")}) as net:
        with pytest.raises(FetchError, match="no address of the public internet"):
            net.fetcher().fetch("http://example.org/")
        assert net.connected == [PUBLIC]


@pytest.mark.parametrize("address", ["93.184.215.14", "1.1.1.1", "172.32.0.1", "2606:2800:21f::1", "2a00:1450:4007::1"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


def test_what_the_environment_names_as_a_proxy_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    with internet({"/": page("A page.")}) as net:
        assert net.fetcher().fetch("http://example.org/").body == b"A page."
        assert set(net.connected) == {PUBLIC}


PIECES = st.sampled_from(
    [
        *"aé.0127:/?#@[]\\%-_ \t\n。１①",
        "http://",
        "https://",
        "127.0.0.1",
        "example.org",
        "::1",
        "%2e",
        "0x7f",
        "//",
        "xn--",
    ]
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join) | st.text(max_size=40).map("http://{}".format))
def test_what_is_asked_is_what_every_parser_reads(url: str) -> None:
    try:
        target = target_of(url, Reach())
    except FetchError:
        return
    parts = urlsplit(target.url)
    assert (parts.scheme, parts.hostname, parts.username) == (target.scheme, target.host, None)
    assert (parts.port or PORTS[target.scheme]) == target.port
    assert target.url.isascii()
    assert target.url.isprintable()
    assert target_of(target.url, Reach()) == target


@settings(deadline=None)
@given(st.ip_addresses().map(str))
def test_no_address_is_public_that_the_standard_library_takes_for_another(address: str) -> None:
    if is_public(address):
        assert ip_address(address).is_global
        assert not ip_address(address).is_multicast
