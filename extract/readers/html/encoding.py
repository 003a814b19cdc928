"""The bytes of a page → its text: pages say their encoding, and often say it wrongly."""

import codecs
import re

import ftfy

from extract.errors import SourceError
from extract.readers.decode import MARKS, is_binary, is_mostly_utf8, normal_lines, single_byte, storable, unmarked_utf16

_HEAD = 4_096
_SAMPLE = 64_000
_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*(?:["']\s*)?([\w:.-]{2,40})""", re.I)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([\w:.-]{2,40})["']""", re.I)
# What pages call these is in truth the larger set that holds it, as browsers read them (WHATWG Encoding, 4.2).
_LARGER = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
_ESCAPED = re.compile("[\udc80-\udcff]+")
# What the UTF-8 of typographic marks and accented letters looks like when it was read as Windows-1252.
_MOJIBAKE = re.compile("â€.|Ã[\x80-\xbf©¨ª«§´¹¢®¯»¼€‰Š]|Â[\xa0«»°©®·£]")
EVIDENCE = 2
"""Marks of a wrong decoding that a text bears before it is taken for one; beside a body with several, one is enough."""


def decode_page(data: bytes, charset: str | None = None) -> tuple[str, str | None]:
    """Return the text of a page, and a note where it was not what the page or its server said.

    A mark at its beginning goes first, then UTF-8 where all of it is, then what the server, then what the page said.
    Raises `SourceError` where the bytes are no text.
    """
    text, note = _decoded(data, charset)
    return storable(normal_lines(text.replace("\x00", ""))), note


def repaired(text: str, evidence: int = EVIDENCE) -> str:
    """Return a text without the marks of a wrong decoding, where it bears `evidence` of them and all go away."""
    found = _MOJIBAKE.findall(text)
    if len(found) < evidence:
        return text
    better = str(ftfy.fix_encoding(text))
    return better if len(_MOJIBAKE.findall(better)) == 0 and better.count("\ufffd") <= text.count("\ufffd") else text


def _decoded(data: bytes, charset: str | None) -> tuple[str, str | None]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), None
    if wide := unmarked_utf16(data[:_SAMPLE]):
        return data.decode(wide, errors="replace"), None
    if is_binary(data[:_SAMPLE].replace(b"\x00", b"")):
        raise SourceError("it is a binary file and no page; save the page as HTML")
    said = _said(data, charset)
    for attempt in ("utf-8", "surrogates"):
        try:
            return (data.decode("utf-8") if attempt == "utf-8" else data.decode("utf-8", "surrogatepass")), None
        except UnicodeDecodeError:
            continue
    if is_mostly_utf8(data):
        return _mixed(data)
    for encoding in said:
        if encoding != "utf-8":
            try:
                return data.decode(encoding), None
            except UnicodeDecodeError:
                continue
    return _guessed(data, said)


def _said(data: bytes, charset: str | None) -> list[str]:
    """Return the encodings that the server and the page say, as Python knows them."""
    names = [charset] if charset else []
    names += [match[1].decode("ascii") for pattern in (_XML, _META) if (match := pattern.search(data[:_HEAD]))]
    found: list[str] = []
    for name in names:
        try:
            known = codecs.lookup(name.strip("\"' ")).name
        except (LookupError, ValueError):
            continue
        known = _LARGER.get(known, known)
        # A codec such as "hex" or "rot13" turns no bytes into text, and a page of ASCII is not in UTF-16.
        if not known.startswith(("utf-16", "utf-32", "utf-7")) and getattr(
            codecs.lookup(known), "_is_text_encoding", True
        ):
            found.append(known)
    return found


def _mixed(data: bytes) -> tuple[str, str]:
    """Read UTF-8 in which some bytes are Windows-1252, as where one site pastes from another."""
    count = 0

    def western(match: re.Match[str]) -> str:
        nonlocal count
        count += len(match[0])
        return match[0].encode("utf-8", "surrogateescape").decode("cp1252", errors="replace")

    text = _ESCAPED.sub(western, data.decode("utf-8", "surrogateescape"))
    return text, f"{count} of its bytes were not UTF-8 as the rest is, and were read as Windows-1252"


def _guessed(data: bytes, said: list[str]) -> tuple[str, str]:
    try:
        encoding = single_byte(data[:_SAMPLE])
    except SourceError:
        encoding = next((name for name in said if name != "utf-8"), "cp1252")
    claimed = f"says it is in {said[0].upper()} and is not" if said else "does not say its encoding"
    return data.decode(encoding, errors="replace"), f"the page {claimed}; it was read as {encoding}"
