"""Articles as rows of JSON Lines and CSV."""

import json

import pytest

from extract.article import article_from
from extract.model import Document, Failure
from extract.readers import read_bytes, table, table_json
from extract.readers.options import DEFAULT, Options


def documents(name: str, data: str | bytes, options: Options = DEFAULT) -> list[Document]:
    found = list(read_bytes(name, data.encode() if isinstance(data, str) else data, options))
    assert all(isinstance(thing, Document) for thing in found), found
    return [thing for thing in found if isinstance(thing, Document)]


def failures(name: str, data: str | bytes, options: Options = DEFAULT) -> list[Failure]:
    found = read_bytes(name, data.encode() if isinstance(data, str) else data, options)
    return [thing for thing in found if isinstance(thing, Failure)]


def test_the_text_and_the_id_of_a_line_are_taken_as_they_are() -> None:
    text = "Menu\r\nShare this article\n\nThe bridge is “shut”.  "
    row = {"id": "x-1", "text": text, "outlet": "The Ledger", "language": "en", "published_at": "2026-05-03"}
    (document,) = documents("a.jsonl", json.dumps(row))
    article = article_from(document)
    assert (article.id, article.text, article.uri) == ("x-1", text, "x-1")
    assert [span.of(text) for span in article.body] == [text]
    assert article.outlet is not None
    assert (article.outlet.name, article.language, article.published_at) == ("The Ledger", "en", "2026-05-03")


def test_a_bad_line_is_named_and_the_rest_is_kept() -> None:
    lines = ['{"id": "1", "text": "One."}', "{", "[]", '{"id": "2"}', '{"text": "x"}', '{"id": "3", "text": ""}']
    lines += ['{"id": "4", "text": "x", "title": 5}', "", "[" * 100_000, '{"id": "5", "text": "Five."}']
    found = list(read_bytes("a.jsonl", "\n".join(lines).encode() + b'\n{"id": "6", "text": "\xe9"}'))
    assert [thing.metadata.article_id for thing in found if isinstance(thing, Document)] == ["1", "5"]
    places = [thing.place for thing in found if isinstance(thing, Failure)]
    assert places == [f"line {number}" for number in (2, 3, 4, 5, 6, 7, 9, 11)]


@pytest.mark.parametrize("indent", [None, 1, 4])
@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ([{"id": "1", "text": "One."}, {"id": "2", "text": "Two."}], "a JSON array, not JSON Lines"),
        ({"articles": [{"id": "1", "text": "One."}]}, "a JSON object over several lines"),
        ({"id": "1", "text": "One.", "tags": ["a"]}, "a JSON object over several lines"),
    ],
)
def test_a_file_of_one_json_value_is_one_failure(value: object, kind: str, indent: int | None) -> None:
    found = list(read_bytes("a.jsonl", b"\xef\xbb\xbf\n" + json.dumps(value, indent=indent).encode()))
    assert len(found) == 1
    if indent:
        assert kind in str(found[0])
        assert "one object a line" in str(found[0])


def test_an_array_with_an_object_a_line_is_no_json_lines() -> None:
    (failure,) = failures("a.jsonl", '[{"id": "1", "text": "One."},\n{"id": "2", "text": "Two."}]\n')
    assert "a JSON array" in failure.cause
    (failure,) = failures("a.jsonl", '[{"id": "1", "text": "One."}]')
    assert "a JSON array" in failure.cause


def test_a_first_line_that_broke_off_costs_no_other() -> None:
    for broken in ('{"id": "1",', "{", '{"id": "1", "text": "Half', '{"id": "1", "text":'):
        found = list(read_bytes("a.jsonl", f'{broken}\n{{"id": "2", "text": "Two."}}\n'.encode()))
        assert [type(thing) for thing in found] == [Failure, Document], broken


def test_a_number_of_thousands_of_digits_is_called_just_that() -> None:
    (failure,) = failures("a.jsonl", f'{{"id": {"7" * 5000}, "text": "One."}}')
    assert "too many digits" in failure.cause
    (failure,) = failures("a.jsonl", "[" * 100_000)
    assert "nested too deeply" in failure.cause


def test_what_no_store_can_hold_is_replaced_without_moving_an_offset() -> None:
    (document,) = documents("a.jsonl", r'{"id": "1", "text": "a\ud800b\u0000c"}')
    assert document.content == "a\ufffdb\ufffdc"
    document.content.encode()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_are_found_by_name_whatever_the_delimiter(delimiter: str) -> None:
    head = delimiter.join(["Titre", "Date de publication", "Journal", "Texte", "URL", "Langue"])
    row = delimiter.join(["Le pont", "2026-05-03", "Le Phare", '"« Non. »\r\nEt voilà."', "https://p.example/1", "fr"])
    (document,) = documents("a.csv", f"\ufeff{head}\r\n{row}\r\n")
    told = document.metadata
    assert (told.title, told.published_at, told.outlet, told.language) == ("Le pont", "2026-05-03", "Le Phare", "fr")
    assert (document.content, document.uri) == ("« Non. »\nEt voilà.", "https://p.example/1")


def test_without_an_id_an_article_of_a_csv_is_known_by_its_content() -> None:
    one, other = documents("a.csv", "text,outlet\nThe bridge is shut.,A\nThe bridge is shut.,B\n")
    again, _ = documents("a.csv", "text,outlet\nThe bridge is shut.,A\nThe bridge is shut.,B\n")
    assert article_from(one).id != article_from(other).id
    assert article_from(one).id == article_from(again).id


def test_two_exports_that_number_their_rows_alike_hold_different_articles() -> None:
    (one,) = documents("a.csv", "id,text,outlet\n1,The bridge is shut.,A\n")
    (other,) = documents("b.tsv", "id\ttext\toutlet\n1\tThe lock is shut.\tA\n")
    assert (one.uri, other.uri) == ("a.csv#1", "b.tsv#1")
    assert article_from(one).id != article_from(other).id
    assert one.metadata.article_id is None


def test_a_row_without_an_id_is_named_by_its_line() -> None:
    one, other = documents("a.csv", 'text\n"The bridge\nis shut."\nThe bridge is open.\n')
    assert (one.uri, other.uri) == ("a.csv#3", "a.csv#4")


def test_a_csv_without_a_text_column_says_what_it_found_and_what_it_needs() -> None:
    (failure,) = failures("a.csv", "headline,link\nBridge shut,https://p.example\n")
    assert "headline, link" in failure.cause
    assert "text" in failure.remedy
    assert "texte" in failure.remedy


def test_a_row_without_text_is_named_and_the_rest_is_kept() -> None:
    found = list(read_bytes("a.csv", b'id,text\n1,"One\nline."\n2,\n3,Three.\n'))
    assert [type(thing) for thing in found] == [Document, Failure, Document]
    assert found[1].place == "line 4"  # type: ignore[union-attr]


def test_a_broken_row_is_named_and_the_rest_is_kept() -> None:
    found = list(read_bytes("a.csv", b'id,text\n1,One.\n2,"Two"?\n3,Three.\n4,"Never closed\n5,Five.\n'))
    assert [type(thing) for thing in found] == [Document, Failure, Document, Failure]
    assert "quotation marks" in str(found[3])


def test_a_huge_field_is_read() -> None:
    (document,) = documents("a.csv", "text\n" + "word " * 100_000 + "\n")
    assert len(document.content) >= 499_999


def test_a_csv_of_another_encoding_is_read() -> None:
    (document,) = documents("a.csv", "texte;journal\nL’été à Wexel a été long.;Le Phare\n".encode("cp1252"))
    assert document.content == "L’été à Wexel a été long."


@pytest.mark.parametrize("before", [0, 5000])
def test_a_row_with_bytes_that_are_not_utf8_is_named_and_the_rest_is_kept(before: int) -> None:
    rows = [b"text;title", *[b"One more text of the harbour.;A"] * before, "L’été à Wexel.;B".encode()]
    rows += ["Le café est fermé.;C".encode("cp1252"), "La forêt.;D".encode()]
    found = list(read_bytes("a.csv", b"\n".join(rows)))
    assert [type(thing) for thing in found[before:]] == [Document, Failure, Document]
    assert found[before + 1].place == f"line {before + 3}"  # type: ignore[union-attr]
    assert "not UTF-8" in str(found[before + 1])


@pytest.mark.parametrize("data", ["", "text\n", "\n\n"])
def test_a_csv_without_rows_is_a_failure(data: str) -> None:
    assert len(failures("a.csv", data)) == 1


def asked(*pairs: tuple[str, str]) -> Options:
    return Options(columns=pairs)


def test_columns_are_those_that_a_person_names() -> None:
    data = "kind,story,when,who\nnews,The bridge is shut.,2026-05-03,The Ledger\n"
    options = asked(("text", "story"), ("date", "when"), ("outlet", "WHO"))
    (document,) = documents("a.csv", data, options)
    told = document.metadata
    assert (document.content, told.published_at, told.outlet) == ("The bridge is shut.", "2026-05-03", "The Ledger")


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.jsonl"])
def test_a_named_column_goes_before_one_whose_name_fits(name: str) -> None:
    delimiter = "\t" if name == "a.tsv" else ","
    rows = f"text{delimiter}story\nA teaser.{delimiter}The bridge is shut.\n"
    data = json.dumps({"text": "A teaser.", "story": "The bridge is shut."}) if name == "a.jsonl" else rows
    (document,) = documents(name, data, asked(("text", "story")))
    assert document.content == "The bridge is shut."


@pytest.mark.parametrize("data", ["body,content\nOne.,Two.\n", "text,Article text\nOne.,Two.\n"])
def test_two_text_columns_are_one_line_that_says_how_to_choose(data: str) -> None:
    (failure,) = failures("a.csv", data)
    first = data.split(",")[0]
    assert "2 columns may be the text" in failure.cause
    assert f"--map text={first}" in failure.remedy
    assert documents("a.csv", data, asked(("text", first)))[0].content == "One."


def test_two_columns_of_one_name_cannot_be_told_apart() -> None:
    (failure,) = failures("a.csv", "text,text\nOne.,Two.\n")
    assert "different names" in failure.remedy


def test_json_lines_with_two_texts_are_one_failure_for_all_lines() -> None:
    lines = "\n".join(json.dumps({"id": str(number), "body": "One.", "content": "Two."}) for number in range(50))
    (failure,) = failures("a.jsonl", lines)
    assert "body, content" in failure.cause


@pytest.mark.parametrize("name", ["a.csv", "a.jsonl"])
def test_a_field_or_a_column_that_does_not_exist_is_named_with_those_that_do(name: str) -> None:
    data = "headline,text\nShut,The bridge is shut.\n"
    data = data if name == "a.csv" else json.dumps({"id": "1", "headline": "Shut", "text": "The bridge is shut."})
    (failure,) = failures(name, data, asked(("colour", "headline")))
    assert "published_at" in failure.remedy
    (failure,) = failures(name, data, asked(("title", "heading")))
    assert "'heading'" in failure.cause
    assert "headline, text" in failure.cause


def test_json_lines_of_other_names_are_read_by_them() -> None:
    row = {"headline": "Shut", "body": "The bridge is shut.", "url": "https://l.example/1", "date": "2026-05-03"}
    one, other = documents("a.jsonl", "\n".join([json.dumps(row), json.dumps({**row, "url": None})]))
    assert (one.uri, one.metadata.title, one.metadata.published_at) == ("https://l.example/1", "Shut", "2026-05-03")
    assert other.uri == "a.jsonl#2"


def test_json_lines_with_an_address_need_no_id() -> None:
    (document,) = documents("a.jsonl", json.dumps({"text": "The bridge is shut.", "url": "https://l.example/1"}))
    assert document.uri == "https://l.example/1"


@pytest.mark.parametrize("indent", [None, 2])
def test_the_answer_of_a_news_service_is_read(indent: int | None) -> None:
    article = {
        "source": {"id": None, "name": "The Ledger"},
        "author": "Ada Brack",
        "title": "Bridge shut",
        "description": "It is shut.",
        "url": "https://l.example/1",
        "publishedAt": "2026-05-03T10:00:00Z",
        "content": "The bridge is shut.",
    }
    cut = {**article, "url": "https://l.example/2", "content": "The bridge is… [+2314 chars]"}
    found = list(read_bytes("a.json", json.dumps({"status": "ok", "articles": [article, cut]}, indent=indent).encode()))
    document, failure = found
    assert isinstance(document, Document)
    told = document.metadata
    assert (told.outlet, told.author, told.published_at) == ("The Ledger", "Ada Brack", "2026-05-03T10:00:00Z")
    assert (document.content, document.uri) == ("The bridge is shut.", "https://l.example/1")
    assert isinstance(failure, Failure)
    assert (failure.place, "cut" in failure.cause) == ("article 2", True)


def test_a_value_inside_an_object_can_be_named() -> None:
    data = json.dumps(
        {"response": {"results": [{"fields": {"bodyHtmlFree": "The bridge is shut."}, "webTitle": "Shut"}]}}
    )
    (document,) = documents("a.json", data, asked(("text", "fields.bodyHtmlFree"), ("title", "webTitle")))
    assert (document.content, document.metadata.title) == ("The bridge is shut.", "Shut")


@pytest.mark.parametrize("data", ["", "{", "[]", "[1, 2]", '{"a": 1}', '"text"', "[" * 100_000, '{"articles": []}'])
def test_a_json_file_without_articles_is_one_line(data: str) -> None:
    assert len(failures("a.json", data)) == 1


def test_a_row_without_an_end_is_one_line_and_takes_no_more_memory_than_its_limit(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Two megabytes that are packed by gzip hold a field of four hundred."""
    monkeypatch.setattr(table, "ROW", 1_000)
    row = "Shut until spring," * 20
    data = f"text\n{row}\n{row}\n{row}\n" + '"' + "a\n" * 600
    found = list(read_bytes("a.csv", data.encode()))
    assert [type(one) for one in found] == [Document] * 3 + [Failure]
    assert "whose quotation mark is not closed" in found[-1].cause


def test_a_line_without_an_end_costs_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_json, "LINE", 100)
    line = json.dumps({"id": "1", "text": "Shut."})
    long = json.dumps({"id": "2", "text": "a" * 300})
    found = list(read_bytes("a.jsonl", f"{line}\n{long}\n{line}\n{long}".encode()))
    assert [type(one) for one in found] == [Document, Failure, Document, Failure]
    assert [one.place for one in found if isinstance(one, Failure)] == ["line 2", "line 4"]
