"""A download is made while it is read, of one revision, and only from an address that a page has sealed."""

import io
import json
from pathlib import Path
from zipfile import ZipFile

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from dashboard import streams
from dashboard.streams import Order
from extract.export.formats import FORMATS
from extract.store.queries import Filters


@pytest.fixture
def client() -> TestClient:
    return TestClient(Starlette(routes=streams.ROUTES))


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_comes_whole_and_as_a_file_to_keep(client: TestClient, store: Path, format: str) -> None:
    order = Order(what="quotes", format=format)
    answer = client.get(streams.address(order, store))
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == f'attachment; filename="{order.name}"'
    whole = b"".join(streams.pieces(order, store))
    assert len(answer.content) == len(whole) > 100


def test_the_file_holds_what_the_filters_leave_and_says_so(client: TestClient, store: Path) -> None:
    order = Order(what="all", format="zip", filters=Filters(outlets=("Canal Times",), words="lock"))
    package = ZipFile(io.BytesIO(client.get(streams.address(order, store)).content))
    query = json.loads(package.read("query.json"))["query"]
    assert query == {"what": "all", "words": "lock", "outlets": ["Canal Times"]}
    assert {line.split(",")[1] for line in package.read("articles.csv").decode().splitlines()[1:]} == {"Canal Times"}


def test_an_address_that_was_changed_made_up_or_has_lapsed_gives_nothing(
    client: TestClient, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = streams.address(Order(what="quotes", format="csv"), store)
    for bad in (good.replace("order=", "order=A"), good[:-1] + "é", f"{streams.PATH}/x.csv"):
        assert client.get(bad).status_code == 403
    monkeypatch.setattr(streams, "LASTS", -1)
    assert client.get(streams.address(Order(what="quotes", format="csv"), store)).status_code == 403


def test_a_store_that_is_gone_is_one_line(client: TestClient, tmp_path: Path) -> None:
    answer = client.get(streams.address(Order(what="quotes", format="csv"), tmp_path / "none.db"))
    assert answer.status_code == 503
    assert "none.db" in answer.text


def test_what_is_refused_is_said_in_the_browsers_language(client: TestClient, tmp_path: Path) -> None:
    french = {"accept-language": "fr-CA,fr;q=0.9"}
    gone = client.get(streams.address(Order(what="quotes", format="csv"), tmp_path / "none.db"), headers=french)
    assert "il n’y a pas encore de base" in gone.text
    assert gone.headers["content-language"] == "fr"
    assert client.get(f"{streams.PATH}/x.csv", headers=french).text.startswith("Cette adresse n’est plus valable.")
