"""Bytes become text where they show their encoding, and are refused where they do not."""

import pytest

from extract.errors import SourceError
from extract.readers.decode import decode, is_binary, unmarked_utf16

TEXT = "“Shut,” said the préfète – naïvely.\n" * 3


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_told_by_the_nul_in_each_letter(encoding: str) -> None:
    data = TEXT.encode(encoding)
    assert unmarked_utf16(data) == encoding
    assert decode(data) == TEXT


@pytest.mark.parametrize("data", [b"", b"abc", TEXT.encode(), b"\x00" * 100, bytes(range(256)), b"a\x00\x00\x00" * 40])
def test_what_is_not_utf16_is_not_taken_for_it(data: bytes) -> None:
    assert unmarked_utf16(data) is None


@pytest.mark.parametrize("data", [b"\x00" * 100, b"a\x00b" * 30, b"%PDF-1.7 text"])
def test_bytes_that_are_no_text_are_refused(data: bytes) -> None:
    assert is_binary(data)
    with pytest.raises(SourceError, match="binary"):
        decode(data)
