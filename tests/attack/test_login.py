"""With Streamlit's own login set up, nobody sees a word, takes a file or leaves one without it."""

import base64
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from dashboard import login
from tests.attack.visiting import Visitor, served
from tests.browser.serving import free_port
from tests.dashboard import world

pytest.importorskip("authlib", reason="the extra login is not installed: pip install -e '.[login]'")

from tests.attack.provider import CLIENT, SECRET, provider

ADA = {"sub": "1", "email": "ada@newsroom.example", "email_verified": True, "name": "Ada Brunel"}
SECRETS = """
[auth]
redirect_uri = "http://localhost:{port}/oauth2callback"
cookie_secret = "a-secret-for-cookies-that-is-long-enough"
client_id = "{client}"
client_secret = "{secret}"
server_metadata_url = "{address}/.well-known/openid-configuration"

[onrecord]
people = ["@newsroom.example"]
"""
PAGES = ("", "statement", "article", "export")
MORE = ("speakers", "speaker", "numbers", "compare", "articles", "review", "dossier", "add", "about")
KNOWN = (world.KEPT_SHUT, "Tilda Maron", "Canal Times")


@pytest.fixture(scope="module")
def person() -> dict[str, object]:
    """Return what the provider says of whoever comes."""
    return dict(ADA)


@pytest.fixture(scope="module")
def address(store: Path, person: dict[str, object], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Return the address of a dashboard that asks for a login."""
    port = free_port()
    secrets = tmp_path_factory.mktemp("login") / "secrets.toml"
    with provider(person) as asked:
        secrets.write_text(SECRETS.format(port=port, client=CLIENT, secret=SECRET, address=asked), encoding="utf-8")
        with served(store, f"--secrets.files={secrets}", port=port):
            yield f"http://localhost:{port}/"


def log_in(visitor: Visitor) -> Visitor:
    """Go to the provider and back, as the button of the page does."""
    token = re.search(r"auth/login\?provider=([\w%.=-]+)", visitor.sees(click="login-"))
    assert token, "the page has no way to log in"
    visitor.get(f"auth/login?provider={token[1]}")
    return visitor


@pytest.fixture(scope="module")
def ada(address: str) -> Visitor:
    """Return somebody who has logged in and was shown a page."""
    visitor = log_in(Visitor(address))
    visitor.sees()
    return visitor


@pytest.mark.parametrize("page", [*PAGES, *(pytest.param(one, marks=pytest.mark.long) for one in MORE)])
def test_no_page_says_a_word_of_the_archive_before_the_login(address: str, page: str) -> None:
    seen = Visitor(address).sees(page)
    assert "Log in" in seen
    assert not [words for words in KNOWN if words in seen]


def test_who_has_logged_in_sees_the_archive_and_the_way_out(ada: Visitor) -> None:
    seen = ada.sees()
    assert world.KEPT_SHUT in seen
    assert "auth/logout" in seen


def test_a_file_belongs_to_the_login_that_its_address_was_shown_to(address: str, ada: Visitor) -> None:
    link = re.search(r"download/[^\"\\]+", ada.sees("export"))
    assert link
    path = unescape(link[0])
    assert ada.get(path).status_code == 200
    assert Visitor(address).get(path).status_code == 403
    other = log_in(Visitor(address))
    other.sees()
    assert other.get(path).status_code == 403, "another login has cookies of its own"


def test_a_login_that_no_page_has_let_in_gets_no_file(address: str, ada: Visitor) -> None:
    forged = Visitor(address, {"Cookie": f"{login.COOKIE}=2|1:0|10:1|15:_streamlit_user|4:e30=|abc"})
    for path in ("media/abc.csv", "download/x.csv", "a/download/x.csv", "_stcore/upload_file/a/b"):
        assert forged.get(path).status_code == 403
        assert ada.get(path).status_code != 403 or "download" in path


def test_a_cookie_that_somebody_made_up_is_no_login(address: str) -> None:
    payload = base64.b64encode(b'{"is_logged_in": true, "email": "ada@newsroom.example"}').decode()
    seen = Visitor(address, {"Cookie": f"{login.COOKIE}={payload}"}).sees()
    assert "Log in" in seen
    assert world.KEPT_SHUT not in seen


def test_nothing_is_uploaded_before_the_login(address: str, ada: Visitor) -> None:
    stranger: list[str] = []
    Visitor(address).sees(session=stranger)
    assert set(stranger[1:]) == {"403"}
    known: list[str] = []
    ada.sees(session=known)
    assert known[1] == "204"


def test_the_provider_knows_more_people_than_may_look(
    address: str, person: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(person, "email", "ada@elsewhere.example")
    seen = log_in(Visitor(address)).sees()
    assert "may not see this archive" in seen
    assert world.KEPT_SHUT not in seen


WRONG = ["[auth]\n", "[auth]\nredirect_uri = 3\n", "auth = 1\n", "[auth]\n[onrecord]\n"]


@pytest.mark.parametrize("secrets", ["[auth", *(pytest.param(one, marks=pytest.mark.long) for one in WRONG)])
def test_a_login_that_is_set_up_wrongly_lets_nobody_in(store: Path, tmp_path: Path, secrets: str) -> None:
    file = tmp_path / "secrets.toml"
    file.write_text(secrets, encoding="utf-8")
    with served(store, f"--secrets.files={file}") as process:
        try:
            seen = Visitor(f"http://localhost:{process.port}/").sees()
        except InvalidStatus:
            seen = "Log in"  # Streamlit itself gave up, and takes no visit at all
    assert "Log in" in seen or "set up rightly" in seen
    assert not [words for words in KNOWN if words in seen]


@pytest.mark.parametrize(
    ("settings", "given", "may"),
    [
        (None, {}, True),
        ({}, ADA, False),
        ({"people": ["ada@newsroom.example"]}, ADA, True),
        ({"people": ["ADA@Newsroom.example"]}, ADA, True),
        ({"people": ["@newsroom.example"]}, ADA, True),
        ({"people": ["newsroom.example"]}, ADA, False),
        ({"people": ["@room.example"]}, ADA, False),
        ({"people": []}, ADA, False),
        ({"people": "ada@newsroom.example"}, ADA, False),
        ({"poeple": ["ada@newsroom.example"]}, ADA, False),
        ({"people": ["@newsroom.example"]}, {**ADA, "email_verified": False}, False),
        ({"people": ["@newsroom.example"]}, {**ADA, "email": "x@newsroom.example@evil.example"}, False),
        ({"people": ["@newsroom.example"]}, {"sub": "1"}, False),
        ({"people": [""]}, {"email": ""}, False),
    ],
)
def test_people_are_named_by_their_address_or_their_house(settings, given, may) -> None:
    assert login.invited(given, settings) is may
