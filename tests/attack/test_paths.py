"""Names in uploads and archives are labels: they lead nowhere on the disk, and stand on one line."""

import io
import os
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extract.intake import ingest
from extract.model import Document, Failure
from extract.readers import read_bytes
from extract.store import open_store, queries
from extract.store.queries import Filters
from extract.store.verify import problems

ROOT = Path(__file__).parents[2]
CANARY = "the heron of Wexel counts eleven lanterns"
TEXT = f"The harbour of Wexel is shut, said Ada Brack. “Nobody told us {CANARY},” she said.\n" * 3
UP = (
    "../",
    "..\\",
    "/",
    "\\",
    "C:\\",
    "c:/",
    "\\\\host\\share\\",
    "//host/share/",
    "file:///",
    "./../",
    "a/../../",
    "~/",
    "$HOME/",
    "%2e%2e/",
)
UP += (
    "..//",
    "....//",
    "..;/",
    "..\u2215",
    "..\u2044",
    "．．/",
    "\u202e../",
    "a\0/../",
    "./",
    "",
    "{}",
    "%s",
    "`id`;",
    "|id;",
    "\x1b[2J",
    "\n/",
)
LAST = ("evil.txt", "etc/passwd.txt", "CON.txt", "nul.txt", "a" * 5_000 + ".txt", ".txt")
DEVICES = (
    "CON",
    "AUX.txt",
    "LPT1.html",
    "dev/null",
    "/dev/zero",
    "/proc/self/mem",
    "a:stream.txt",
    "x.txt:$DATA",
    "...",
    " .txt ",
)
FORMS = tuple(unicodedata.normalize(form, "\u00e9cluse\ufb01.txt") for form in ("NFC", "NFD", "NFKC", "NFKD"))
NAMES = tuple(dict.fromkeys([up + last for up in UP for last in LAST[:3]] + [*LAST, *DEVICES, *FORMS]))
CHANGES = {
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.chmod",
    "os.truncate",
    "shutil.copyfile",
}
pytestmark = pytest.mark.filterwarnings("ignore:Duplicate name")
_heard: list[tuple[str, object]] = []
_listens = False


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if _listens and (event == "open" or event in CHANGES):
        writes = event in CHANGES or (
            isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        )
        _heard.append(("write" if writes else "read", arguments[0]))


sys.addaudithook(_hear)


@contextmanager
def touched() -> Iterator[list[tuple[str, object]]]:
    """Listen to all that opens or changes a file, by whatever library."""
    global _listens
    _heard.clear()
    _listens = True
    try:
        yield _heard
    finally:
        _listens = False


def zipped(names: tuple[str, ...] = NAMES) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number, name in enumerate(names):
            member = zipfile.ZipInfo("x")
            member.filename = name  # as it is: `ZipInfo` would cut it at a NUL
            archive.writestr(member, f"{number} {TEXT}")
        for target in ("/etc/passwd", "../../evil.txt", "."):
            link = zipfile.ZipInfo(f"link{len(target)}.txt")
            link.create_system, link.external_attr = 3, 0o120777 << 16
            archive.writestr(link, target)
        archive.writestr("twice.txt", TEXT)
        archive.writestr("twice.txt", f"again {TEXT}")
    return stream.getvalue()


def web_archive(names: tuple[str, ...] = NAMES) -> bytes:
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=False)
    body = f"<html><body><article><h1>A lock</h1><p>{'</p><p>'.join([TEXT] * 5)}</p></article></body></html>".encode()
    for name in names:
        uri = "".join(character for character in name if character.isprintable()).encode("ascii", "replace").decode()
        head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(f"http://a.example/{uri}", "response", io.BytesIO(body), http_headers=head)
        )
    return stream.getvalue()


def test_a_hundred_names_were_thought_of() -> None:
    assert len(NAMES) > 100


def test_no_upload_opens_or_writes_what_it_is_named() -> None:
    list(read_bytes("warm.txt", TEXT.encode()))
    with touched() as heard:
        for name in NAMES:
            found = list(read_bytes(name, TEXT.encode()))
            assert found, name
    assert [one for one in heard if one[0] == "write"] == []
    assert not {str(path) for _, path in heard} & set(NAMES)


@pytest.mark.parametrize(("name", "packed"), [("a.zip", zipped), ("a.warc", web_archive)], ids=["zip", "warc"])
def test_no_member_of_an_archive_does(name: str, packed: Callable[[], bytes]) -> None:
    data = packed()
    with touched() as heard:
        found = list(read_bytes(name, data))
    assert len(found) >= 50
    assert [one for one in heard if one[0] == "write"] == []
    assert not [path for _, path in heard if "evil" in str(path) or "passwd" in str(path)]
    linked = [one for one in found if isinstance(one, Document) and "root:" in str(one.content)]
    assert linked == [], "a link in an archive is the words of its target at most"


def test_what_leads_out_is_named_and_everything_else_is_read(tmp_path: Path) -> None:
    found = list(read_bytes("a.zip", zipped()))
    failed = [one for one in found if isinstance(one, Failure)]
    assert any("leads out of the archive" in str(one.cause) for one in failed)
    documents = [one for one in found if isinstance(one, Document)]
    assert len({one.uri for one in documents}) > 20
    for place in [one.uri for one in documents] + [str(one.place) for one in failed]:
        assert place.startswith("a.zip!/") or place == "None", place


def test_a_store_of_such_names_is_sound_and_all_it_made_is_the_store(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "a.zip").write_bytes(zipped(NAMES[::4]))
    ingest(tmp_path / "kept/onrecord.db", [str(folder / "a.zip")], search=False)
    with open_store(tmp_path / "kept/onrecord.db", readonly=True) as store:
        assert list(problems(store)) == []
        assert queries.articles(store, Filters())[0] > 5
        assert queries.failures(store)
    made = {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()}
    assert made - {"kept/onrecord.db-wal", "kept/onrecord.db-shm"} == {"desk/a.zip", "kept/onrecord.db"}


def test_no_message_holds_words_of_an_article_or_moves_the_cursor(tmp_path: Path) -> None:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "names.zip").write_bytes(zipped())
    (folder / "cut.zip").write_bytes(zipped()[:-300])
    (folder / "page.html").write_text(f"<html><body><p>{CANARY}", encoding="utf-8")
    (folder / "lines.jsonl").write_text(f'{{"text": "{CANARY}\n{{"id": 7}}\n"{CANARY}"\n[1]\n', encoding="utf-8")
    (folder / "table.csv").write_text(f'title,words\n"{CANARY}\n', encoding="utf-8")
    (folder / "mail.eml").write_text(f"Subject: {CANARY}\nContent-Type: nothing/at-all\n\n{CANARY}", encoding="utf-8")
    for name in ("doc.pdf", "doc.docx", "a.parquet", "a.warc.gz", "a.xml", "a.json"):
        (folder / name).write_bytes(CANARY.encode())
    command = [
        sys.executable,
        "-m",
        "extract",
        "ingest",
        str(folder),
        "--no-extract",
        "--store",
        str(tmp_path / "s.db"),
    ]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, timeout=200, check=False)
    told = (done.stdout + done.stderr).decode()
    assert done.returncode == 1, told
    assert len(told.splitlines()) > 10
    assert CANARY not in told
    assert CANARY[:20] not in told
    assert "Traceback" not in told
    assert [one for one in told if unicodedata.category(one) in ("Cc", "Cf") and one != "\n"] == []
