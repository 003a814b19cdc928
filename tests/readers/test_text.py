"""Text files in the encodings that people have, and the refusal of what is none."""

import pytest

from extract.model import Document, Failure
from extract.readers import read_bytes

FRENCH = "La préfète a déclaré : « Le pont restera fermé jusqu’à l’été. »\nÀ Wexel, on s’inquiète déjà."
ENGLISH = "“We would rather have an angry driver,” said the mayor – who cycles.\n"


def content(data: bytes) -> str:
    (found,) = read_bytes("a.txt", data)
    assert isinstance(found, Document), found
    return found.content


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
@pytest.mark.parametrize("text", [FRENCH, ENGLISH])
def test_an_encoding_that_shows_itself_is_read(text: str, encoding: str) -> None:
    assert content(text.encode(encoding)) == text


def test_another_alphabet_is_read_where_its_language_shows() -> None:
    text = "Совет сообщил в понедельник, что мост будет закрыт на одиннадцать месяцев. " * 3
    assert content(text.encode("cp1251")) == text


@pytest.mark.parametrize("good", ["La troisième écluse", "The lock – shut", "“Shut” 🙂", "Совет и мост"])
def test_utf8_with_a_few_bytes_of_another_encoding_is_no_text_and_its_line_is_named(good: str) -> None:
    data = f"{good}.\r\nAnd more of it.\r\n".encode() + "The café is closed.\n".encode("cp1252")
    (failure,) = read_bytes("a.txt", data)
    assert isinstance(failure, Failure)
    assert "line 3 has bytes that are not UTF-8" in failure.cause
    assert "save it as UTF-8" in failure.remedy


def test_bytes_that_are_utf8_by_chance_alone_do_not_hide_the_encoding() -> None:
    text = "« Le pont est fermé\xa0», a déclaré la préfète de Wexel. « LIBERTÉ\xa0! », criait-on à côté."
    assert content(text.encode("cp1252")) == text


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_line_ends_are_read_as_python_reads_text(ends: str) -> None:
    assert content(f"One.{ends}{ends}Two.".encode()) == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n\t", "empty"),
        (b"\x89PNG\r\n\x1a\n", "binary"),
        (b"Text with \x00 inside", "binary"),
        (bytes(range(1, 32)) * 40, "binary"),
        (bytes(range(128, 256)) * 40, "encoding"),
        (b"\xff\xfea", "utf-16"),
        (b"All ASCII for long. " * 10_000 + b"\xe9t\xe9 \x81\x8d\x8f", "encoding"),
    ],
)
def test_what_is_no_text_is_a_failure_that_says_why(data: bytes, cause: str) -> None:
    (failure,) = read_bytes("a.txt", data)
    assert isinstance(failure, Failure)
    assert cause in failure.cause
    assert failure.remedy
    assert "\n" not in str(failure)
