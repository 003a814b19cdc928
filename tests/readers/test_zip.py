"""Zip archives and gzip files: every member is read by its own reader, and a bad one costs no other."""

import gzip
import io
import json
import tracemalloc
import zipfile
from collections.abc import Mapping

import pytest

from extract.model import Document, Failure
from extract.readers import read_bytes
from extract.readers.allowance import FLOOR, allowance_of
from extract.readers.options import Options
from extract.readers.zipped import read_zip

TEXT = "The harbour of Wexel is shut, said Ada Brack. “Nobody told us,” she said.\n"


def packed(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def read(data: bytes, name: str = "a.zip") -> tuple[list[Document], list[Failure]]:
    found = list(read_bytes(name, data))
    documents = [thing for thing in found if isinstance(thing, Document)]
    return documents, [thing for thing in found if isinstance(thing, Failure)]


def test_members_are_read_by_their_own_readers_and_named_inside_the_archive() -> None:
    line = json.dumps({"id": "7", "text": "The lock is open."})
    documents, failures = read(packed({"may/harbour.txt": TEXT, "lock.jsonl": line, "page_files/style.css": "p {}"}))
    assert [document.uri for document in documents] == ["a.zip!/may/harbour.txt", "7"]
    assert (documents[0].content, failures) == (TEXT, [])


def test_what_systems_leave_in_archives_is_passed_over() -> None:
    members = {
        "__MACOSX/._a.txt": b"\x00\x05",
        ".DS_Store": b"\x00",
        "a.txt": TEXT,
        "folder/": b"",
        "logo.png": b"\x89",
    }
    documents, failures = read(packed(members))
    assert ([document.uri for document in documents], failures) == (["a.zip!/a.txt"], [])


def test_an_archive_in_an_archive_is_read_but_no_bottomless_one() -> None:
    data = packed({"a.txt": TEXT})
    for number in range(3):
        documents, failures = read(data)
        assert [document.uri for document in documents] == ["a.zip" + "!/in.zip" * number + "!/a.txt"]
        assert failures == []
        data = packed({"in.zip": data})
    documents, failures = read(data)
    assert documents == []
    assert "3 archives" in str(failures[0])
    assert "unpack" in failures[0].remedy


@pytest.mark.parametrize("name", ["../up.txt", "/etc/up.txt", "a/../../up.txt", "C:\\up.txt", "..\\up.txt"])
def test_a_name_that_leads_out_is_refused_and_the_rest_is_kept(name: str) -> None:
    documents, failures = read(packed({name: TEXT, "a.txt": TEXT}))
    assert [document.uri for document in documents] == ["a.zip!/a.txt"]
    assert [failure.cause for failure in failures] == ["its name leads out of the archive"]


def test_a_member_that_unpacks_to_far_more_is_refused_and_the_rest_is_kept() -> None:
    documents, failures = read(packed({"bomb.txt": b"0" * (FLOOR + 1), "a.txt": TEXT}))
    assert [document.uri for document in documents] == ["a.zip!/a.txt"]
    assert [failure.uri for failure in failures] == ["a.zip!/bomb.txt"]
    assert "200 times" in failures[0].cause


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_is_unpacked_all_at_once_is_refused_and_nothing_of_it_is_unpacked(method: int) -> None:
    """Such a member states a size that its own bytes need not keep to: some kilobytes fill a machine."""
    data = packed({"a.txt": b"a" * (32 << 20)}, method).replace((32 << 20).to_bytes(4, "little"), b"\x00\x10\x00\x00")
    tracemalloc.start()
    documents, failures = read(data)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert documents == []
    assert failures[0].cause == f"it is packed in a way that is not read (method {method})"
    assert peak < 4 << 20


def test_many_members_share_one_allowance() -> None:
    allowance = allowance_of(0)
    allowance.plain = 2 * len(TEXT.encode())
    archive = io.BytesIO(packed({f"{number}.txt": TEXT for number in range(9)}))
    found = list(read_zip("a.zip", archive, Options(allowance=allowance)))
    assert [type(thing) for thing in found] == [Document, Document, Failure]


def test_more_members_than_allowed_end_the_archive_with_one_line() -> None:
    allowance = allowance_of(0)
    allowance.members = 2
    archive = io.BytesIO(packed({f"{number}.txt": TEXT for number in range(9)}))
    found = list(read_zip("a.zip", archive, Options(allowance=allowance)))
    assert [type(thing) for thing in found] == [Document, Document, Failure]
    assert "split" in str(found[-1])


def test_a_protected_member_is_named_and_the_rest_is_kept() -> None:
    data = bytearray(packed({"secret.txt": TEXT, "a.txt": TEXT}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    documents, failures = read(bytes(data))
    assert [document.uri for document in documents] == ["a.zip!/a.txt"]
    assert "password" in failures[0].cause


def test_a_damaged_member_is_named_and_the_rest_is_kept() -> None:
    data = bytearray(packed({"bad.txt": TEXT * 20, "a.txt": TEXT}, zipfile.ZIP_STORED))
    data[60:64] = b"\xff\xff\xff\xff"
    documents, failures = read(bytes(data))
    assert [document.uri for document in documents] == ["a.zip!/a.txt"]
    assert [failure.uri for failure in failures] == ["a.zip!/bad.txt"]


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED])
@pytest.mark.parametrize("streamed", [True, False])
def test_an_archive_cut_off_gives_the_files_before_and_one_line(method: int, streamed: bool) -> None:
    members = {f"{number}.txt": f"{number}. {TEXT * 20}" for number in range(4)}
    data = piped(members) if streamed else packed(members, method)
    for cut, whole in ((1, 4), (60, 4), (len(data) // 2, 2), (len(data) - 40, 0)):
        documents, failures = read(data[:-cut])
        assert len(documents) in (whole, whole - 1), cut
        assert [document.content for document in documents] == list(members.values())[: len(documents)]
        assert len(failures) == 1
        assert "again" in failures[0].remedy


def piped(members: Mapping[str, str]) -> bytes:
    """Return an archive as it is written to a pipe: the sizes of a file stand behind it."""

    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

        def tell(self) -> int:
            raise OSError

    stream = Pipe()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_an_unknown_type_is_named_and_an_empty_archive_too() -> None:
    _, failures = read(packed({"a.xyz": b"\x00\x01"}))
    assert "type .xyz" in failures[0].cause
    _, failures = read(packed({}))
    assert "no file" in failures[0].cause


def test_a_big_archive_is_read_in_little_memory() -> None:
    body = (TEXT * 1500).encode()
    stream = io.BytesIO(packed({f"{number}.txt": f"{number}\n".encode() + body for number in range(200)}))
    tracemalloc.start()
    count = sum(isinstance(found, Document) for found in read_zip("a.zip", stream, Options()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 200
    assert peak < 20 * len(body) < 200 * len(body)


def test_a_packed_table_is_read_through_and_a_cut_one_gives_what_came() -> None:
    rows = [json.dumps({"id": str(number), "text": f"Report {number}. {TEXT}"}) for number in range(3000)]
    data = gzip.compress("\n".join(rows).encode())
    documents, failures = read(data, "a.jsonl.gz")
    assert (len(documents), failures) == (3000, [])
    documents, failures = read(data[: len(data) // 2], "a.jsonl.gz")
    assert len(documents) > 100
    assert "cut off" in failures[-1].cause


def test_a_packed_bomb_is_refused() -> None:
    documents, failures = read(gzip.compress(b"0" * (2 * FLOOR)), "a.txt.gz")
    assert (documents, len(failures)) == ([], 1)


def test_packed_tables_in_an_archive_share_its_allowance() -> None:
    """Each is less than two hundred times as large as it is packed, and so is the archive: both together are not."""
    rows = "\n".join(json.dumps({"id": str(number), "text": TEXT}) for number in range(900))
    member = gzip.compress(rows.encode())
    allowance = allowance_of(0)
    allowance.plain = 3 * len(rows) + 4 * len(member)
    archive = io.BytesIO(packed({f"{number}.jsonl.gz": member for number in range(4)}))
    found = list(read_zip("a.zip", archive, Options(allowance=allowance)))
    assert 3 * 900 <= sum(isinstance(one, Document) for one in found) < 4 * 900
    assert "200 times as large" in str(found[-1])
