"""A dossier leaves as a document that fetches nothing, and as a table with every source."""

import re
from dataclasses import replace

import pytest

from extract.export import dossier
from extract.export.csv import write_csv
from extract.export.dossier_html import document
from extract.store.queries.results import Entry, Source

BAD = "<script>alert(1)</script><img src=http://evil.example/x.png onerror=1> \u202e =1+1"
SOURCE = Source(
    outlet=f"Out {BAD}",
    title=f"Title {BAD}",
    date="2026-05-03",
    language="en",
    uri="https://news.example/a#top",
    article_id="a",
    start=3,
    end=9,
    words="one two three four five six seven eight nine ten eleven twelve thirteen",
    kind="direct",
    speaker=None,
)
ENTRY = Entry(
    kind="statement",
    thing="s",
    text=f"We say {BAD}",
    language='en"><b>',
    quote_kind="direct",
    speaker=f"Ann {BAD}",
    speaker_id="x",
    sources=(SOURCE,),
    note=f"Note {BAD}",
)


def made(*entries: Entry) -> str:
    return b"".join(
        document(f"T {BAD}", BAD, BAD, entries, lambda words, **_: words, lambda date: str(date), base_url="http://me/")
    ).decode()


def test_no_word_of_an_article_is_markup_in_the_document() -> None:
    text = made(ENTRY)
    assert set(re.findall(r"<(script|img|b>|iframe)", text)) <= {"b>"}
    assert "<script" not in text
    assert 'lang="en&quot;&gt;&lt;b&gt;"' in text
    assert "\u202e" not in text


def test_the_document_fetches_nothing() -> None:
    text = made(ENTRY)
    assert "default-src 'none'" in text
    assert re.findall(r"(?:src=|url\(|@import)[^ ]*", re.sub(r"&lt;.*?&gt;", "", text)) == []


def test_every_source_has_outlet_date_title_words_and_a_way_to_them() -> None:
    text = made(ENTRY)
    assert "https://news.example/a#:~:text=one%20two%20three%20four%20five%20six,eight%20nine" in text
    assert "http://me/article?id=a&amp;at=3-9" in text
    assert "2026-05-03" in text
    assert "eleven twelve thirteen" in text


def test_what_is_gone_says_so() -> None:
    gone = Entry(**{name: getattr(ENTRY, name) for name in ENTRY.__dataclass_fields__} | {"gone": True})
    assert '<p class="about">gone</p>' in made(gone)
    assert '<p class="about">gone</p>' not in made(ENTRY)


def test_the_table_has_a_row_for_every_source_and_no_formula() -> None:
    found = list(dossier.rows("=1+1", [ENTRY, ENTRY]))
    assert [row["number"] for row in found] == [1, 2]
    text = b"".join(write_csv(found, dossier.COLUMNS, base_url="http://me/", bom=False)).decode()
    assert text.splitlines()[0] == ",".join(column.name for column in dossier.COLUMNS)
    assert text.splitlines()[1].startswith("'=1+1,1,statement")


def test_what_is_not_on_the_web_has_no_address() -> None:
    assert dossier.on_the_web("file.txt", "words") is None
    assert dossier.on_the_web("https://a.example/x", "a-b") == "https://a.example/x#:~:text=a%2Db"


def test_what_a_person_checked_says_so_in_the_document_and_in_the_table() -> None:
    checked = replace(ENTRY, sources=(replace(SOURCE, checked_by=f"Mina {BAD}", checked_at="2026-05-04"),))
    say = {"checked": "checked by {name}, {date}"}.get
    text = b"".join(document("T", "", "", [checked], lambda words: say(words, words), lambda date: str(date))).decode()
    assert "checked by Mina &lt;" in text
    assert [row["checked_by"] for row in dossier.rows("T", [checked, ENTRY])] == [f"Mina {BAD}", None]


def test_a_french_quote_has_french_marks_and_nobody_is_called_so() -> None:
    said = replace(ENTRY, text="le quai est fermé", language="fr", speaker=None, speaker_id=None)
    text = made(said)
    assert "«\u202fle quai est fermé\u202f»" in text
    assert '<p class="by">speaker</p>' in text


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_words_are_found_in_a_page_of_the_web_alone(scheme: str) -> None:
    assert (
        dossier.on_the_web(f"{scheme}://a.example/b#c", "the X-ray") == f"{scheme}://a.example/b#:~:text=the%20X%2Dray"
    )
    assert dossier.on_the_web("ftp://a.example/b", "the quay") is None
