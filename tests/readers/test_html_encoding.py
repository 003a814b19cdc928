"""What encoding a page is in is told by its bytes before what it says of itself; what was repaired is said."""

import pytest

from extract.errors import SourceError
from extract.readers.html.encoding import decode_page, repaired

TEXT = "<p>« La préfète a parlé », dit Zoé. “Shut,” he said – naïvely.</p>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("said", [None, "iso-8859-1", "no-such-charset"])
def test_unicode_shows_itself_whatever_is_said(encoding: str, said: str | None) -> None:
    assert decode_page(TEXT.encode(encoding), said) == (TEXT, None)


@pytest.mark.parametrize("said", ["windows-1252", "ISO-8859-1", "latin1"])
def test_what_the_server_or_the_page_says_is_taken_where_it_holds(said: str) -> None:
    page = f"<meta charset='{said}'>{TEXT}"
    assert decode_page(page.encode("cp1252")) == (page, None)
    assert decode_page(TEXT.encode("cp1252"), said) == (TEXT, None)


def test_another_alphabet_is_read_as_its_page_says() -> None:
    page = "<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'><p>Мост закрыт до весны.</p>"
    assert decode_page(page.encode("cp1251")) == (page, None)


def test_a_page_that_says_utf8_and_is_not_is_read_and_noted() -> None:
    text, note = decode_page(f"<meta charset=utf-8>{TEXT}".encode("cp1252"))
    assert "« La préfète a parlé »" in text
    assert note is not None
    assert "UTF-8" in note


def test_bytes_of_another_encoding_among_utf8_are_read_and_counted() -> None:
    text, note = decode_page(TEXT.encode() + "<p>Le café d’été</p>".encode("cp1252"))
    assert text == TEXT + "<p>Le café d’été</p>"
    assert note is not None
    assert note.startswith("4 of its bytes")


def test_nuls_and_lone_surrogates_leave_text_that_can_be_stored() -> None:
    text, _ = decode_page(b"<p>Sh\x00ut \xed\xa0\x80 until spring</p>")
    text.encode("utf-8")
    assert "Shut" in text


def test_a_binary_file_is_no_page() -> None:
    with pytest.raises(SourceError, match="binary"):
        decode_page(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)


def test_mojibake_is_repaired_where_there_is_evidence_of_it() -> None:
    assert repaired("â€œShut,â€\x9d she said. Itâ€™s late.") == "“Shut,” she said. It’s late."
    assert repaired("Le prÃ©fet a dÃ©clarÃ©.") == "Le préfet a déclaré."


def test_one_mark_is_enough_beside_a_text_that_bears_several() -> None:
    assert repaired("Ã‰lodie Ferrand") == "Ã‰lodie Ferrand"
    assert repaired("Ã‰lodie Ferrand", evidence=1) == "Élodie Ferrand"


def test_a_page_that_does_not_say_its_encoding_is_told_so_in_one_clause() -> None:
    note = "the page does not say its encoding; it was read as cp1252"
    assert decode_page(TEXT.encode("cp1252")) == (TEXT, note)


@pytest.mark.parametrize("text", ["Le préfet a déclaré.", "The Ã is a letter.", "“Shut,” she said – at €40.", "Â Ã â€"])
def test_what_may_be_meant_is_left_alone(text: str) -> None:
    assert repaired(text) == text
