"""Bytes → text, honestly: an encoding is taken only where the bytes show it."""

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes

from extract.errors import SourceError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# PDF, ZIP (so Word and Excel), PNG, JPEG, GIF, old Office, gzip.
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
# Bytes that the guess looks at: enough to know, and bounded in time.
_SAMPLE = 64_000
_UNSTORABLE = re.compile("[\\ud800-\\udfff\\x00]")
# Typographic characters that a wrong single-byte reading of another encoding would not produce beside letters only.
_PLAUSIBLE = set("–—‘’“”„…«»‹›€£°§©®™œŒ¿¡·•†ªº²³½¼¾×")


def decode(data: bytes) -> str:
    """Return the text with line ends as "\\n"; raises `SourceError` where the bytes show no text or no encoding."""
    return storable(normal_lines(_decoded(data)))


def normal_lines(text: str) -> str:
    """Return the text with every line end as "\\n"."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def storable(text: str) -> str:
    """Return the text with lone surrogates and NULs, which no file or store can hold, as U+FFFD; no offset moves."""
    return _UNSTORABLE.sub("\ufffd", text)


def encoding_of(data: bytes) -> str:
    """Return the name of the encoding of a sample of bytes; raises `SourceError` where the bytes do not show one."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if _is_binary(data[:_SAMPLE]):
        raise SourceError("it is a binary file and no text; save its text as UTF-8")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=False)
        return "utf-8"
    except UnicodeDecodeError:
        return _single_byte(data[:_SAMPLE])


def _decoded(data: bytes) -> str:
    encoding = encoding_of(data)
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, ValueError) as error:
        raise SourceError(f"it is not in {encoding} throughout ({error}); save it as UTF-8") from error


def _is_binary(sample: bytes) -> bool:
    if sample.startswith(_BINARY):
        return True
    control = sum(sample.count(byte) for byte in range(32) if byte not in (9, 10, 12, 13, 27))
    return b"\x00" in sample or control * 10 > len(sample)


def _single_byte(sample: bytes) -> str:
    """Return the single- or multi-byte encoding that the sample shows, Western European first."""
    try:
        if _reads_as_western(sample.decode("cp1252")):
            return "cp1252"
    except UnicodeDecodeError:
        pass
    guess = from_bytes(sample).best()
    # Without a language found in it, a guess is one of a dozen readings that all "work".
    if guess is not None and guess.language != "Unknown" and guess.chaos < 0.1 and guess.coherence > 0.2:
        return guess.encoding
    raise SourceError("its encoding is not UTF-8 and cannot be told from its bytes; save it as UTF-8")


def _reads_as_western(text: str) -> bool:
    """Whether what is not ASCII is accented letters inside words, or typography, as in real prose."""
    odd = [index for index, character in enumerate(text) if ord(character) > 127]
    good = 0
    for index in odd:
        character = text[index]
        around = text[max(index - 1, 0) : index] + text[index + 1 : index + 2]
        if character in _PLAUSIBLE or character.isspace():
            good += 1
        elif character.isalpha() and any(mate.isascii() for mate in around):
            good += character.islower() or unicodedata.normalize("NFD", character) != character
    # Most letters of Western text are ASCII; Cyrillic or Greek read as Western are nearly all odd.
    letters = sum(character.isalpha() for character in text)
    odd_letters = sum(text[index].isalpha() for index in odd)
    return bool(odd) and good >= 0.97 * len(odd) and odd_letters <= 0.25 * max(letters, 1)
