"""Outlets by domain, by name, and as people add them."""

from pathlib import Path

import pytest

from extract.article import article_from
from extract.article.outlets import outlet_called, outlet_of
from extract.model import Document, Metadata, Outlet

BODY = "The council said on Monday that the harbour bridge would close in June.\n"


def read(uri: str, told: str | None = None) -> Outlet | None:
    document = Document(id="d", uri=uri, media_type="text/plain", content=BODY, metadata=Metadata(outlet=told))
    return article_from(document).outlet


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.bbc.co.uk/news/articles/c1", "BBC News"),
        ("lemonde.fr", "Le Monde"),
        ("http://edition.cnn.com:80/2026/05/03/a.html", "CNN"),
        ("ABCNEWS.GO.COM", "ABC News"),
        ("https://notlemonde.fr/a", None),
        ("https://lemonde.fr.evil.example/a", None),
        ("notes.txt", None),
        ("", None),
        ("http://[", None),
        ("https://co.uk/", None),
    ],
)
def test_the_outlet_of_an_address(address: str, name: str | None) -> None:
    found = outlet_of(address)
    assert (found.name if found else None) == name


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("the guardian", "The Guardian"),
        ("Guardian", "The Guardian"),
        ("LE MONDE", "Le Monde"),
        ("lemonde.fr", "Le Monde"),
        ("Liberation", "Libération"),
        ("AFP", "Agence France-Presse"),
        (" Daily  Quay ", "Daily Quay"),
    ],
)
def test_spellings_of_a_name_are_one_outlet(given: str, name: str) -> None:
    found = outlet_called(given)
    assert found is not None
    assert found.name == name


def test_an_outlet_carries_domain_and_country() -> None:
    found = outlet_called("Le Devoir")
    assert found is not None
    assert (found.domain, found.country) == ("ledevoir.com", "CA")


def test_no_name_is_no_outlet() -> None:
    assert outlet_called(None) is None
    assert outlet_called("  ") is None


def test_what_a_person_says_goes_before_the_domain() -> None:
    page = "https://www.bbc.co.uk/news/a"
    told, found = read(page, "Daily Quay"), read(page)
    assert (told.name if told else None, found.name if found else None) == ("Daily Quay", "BBC News")
    assert read("https://example.org/a") is None


def test_a_table_of_ones_own_goes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = tmp_path / "outlets.tsv"
    own.write_text(
        "# mine\nDaily Quay\tquay.example\tIE\ten\tThe DQ\nbroken line\nLe Monde (Port)\tlemonde.fr\n", "utf-8"
    )
    monkeypatch.setenv("ONRECORD_OUTLETS", str(own))
    quay, monde = outlet_called("dq"), outlet_of("www.lemonde.fr")
    assert (quay.name if quay else None, monde.name if monde else None) == ("Daily Quay", "Le Monde (Port)")
    assert outlet_of("reuters.com") is not None


def test_the_table_names_every_domain_once() -> None:
    lines = (Path(__file__).parents[2] / "extract/article/outlets.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    domains = [host for row in rows for host in row[1].split()]
    assert len(domains) == len(set(domains)) > 150
    assert all(len(row) in (4, 5) and len(row[2]) == len(row[3]) == 2 for row in rows)
