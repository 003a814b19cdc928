"""Bytes → text, honestly: an encoding is taken only where the bytes show it, and throughout."""

import codecs
import re
import unicodedata
from collections import Counter

from charset_normalizer import from_bytes

from extract.errors import SourceError

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# PDF, ZIP (so Word and Excel), PNG, JPEG, GIF, old Office, gzip.
_BINARY = (b"%PDF", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\xd0\xcf\x11\xe0", b"\x1f\x8b")
_CONTROLS = bytes(byte for byte in range(32) if byte not in b"\t\n\f\r\x1b")
# Bytes that the guess looks at: enough to know, and bounded in time.
_SAMPLE = 64_000
# What Python's "surrogateescape" makes of a byte that is not UTF-8.
_NOT_UTF8 = re.compile("[\\udc80-\\udcff]")
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


def holds_foreign_bytes(text: str) -> bool:
    """Whether text decoded with "surrogateescape" holds bytes that are not UTF-8."""
    return _NOT_UTF8.search(text) is not None


def encoding_of(data: bytes) -> str:
    """Return the name of the encoding of a sample of bytes; raises `SourceError` where the bytes do not show one.

    It is UTF-8 too where a few bytes are not: another encoding would read all the rest wrongly, without a word.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return encoding
    if wide := unmarked_utf16(data[:_SAMPLE]):
        return wide
    if is_binary(data[:_SAMPLE]):
        raise SourceError("it is a binary file and no text; save its text as UTF-8")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data, final=False)
        return "utf-8"
    except UnicodeDecodeError:
        return "utf-8" if is_mostly_utf8(data) else single_byte(data[:_SAMPLE])


def _decoded(data: bytes) -> str:
    encoding = encoding_of(data)
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, ValueError) as error:
        if encoding.startswith("utf-8"):
            line = _first_foreign_line(data)
            raise SourceError(f"line {line} has bytes that are not UTF-8, as the rest is; save it as UTF-8") from error
        raise SourceError(f"it is not in {encoding} throughout ({error}); save it as UTF-8") from error


def _first_foreign_line(data: bytes) -> int:
    """Return the line, from 1 on, of the first byte that is not UTF-8."""
    before = _NOT_UTF8.split(data.decode("utf-8", errors="surrogateescape"), maxsplit=1)[0]
    return normal_lines(before).count("\n") + 1


def is_mostly_utf8(data: bytes) -> bool:
    """Whether bytes that are not all UTF-8 hold characters that only UTF-8 would give.

    By chance other encodings give some: "é", a fixed space and "»" in cp1252 are a Chinese character. A letter or a
    mark of Western text, or an emoji, is no chance; of the rest there must be more than of bytes that are none.
    """
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    counts = Counter(decoder.decode(data, final=False))
    odd = {character: count for character, count in counts.items() if character > "\x7f"}
    foreign = sum(count for character, count in odd.items() if holds_foreign_bytes(character))
    return sum(odd.values()) - foreign > foreign or any(map(_is_telling, odd))


def _is_telling(character: str) -> bool:
    return ord(character) > 0xFFFF or bool(character.encode("cp1252", errors="ignore"))


def unmarked_utf16(sample: bytes) -> str | None:
    """Return which UTF-16 a sample without a mark is in: every other byte of Western text is then a NUL."""
    pairs = len(sample) // 2
    if pairs < 4:
        return None
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        nuls = sample[offset : 2 * pairs : 2].count(0)
        others = sample[1 - offset : 2 * pairs : 2].count(0)
        if nuls >= 0.7 * pairs and others <= 0.02 * pairs:
            return encoding
    return None


def is_binary(sample: bytes) -> bool:
    """Whether bytes are of a file that holds no text as it stands."""
    if sample.startswith(_BINARY):
        return True
    control = len(sample) - len(sample.translate(None, _CONTROLS))
    return b"\x00" in sample or control * 10 > len(sample)


def single_byte(sample: bytes) -> str:
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
