"""Saved e-mail (.eml, .mbox): what was written, when and by whom; what is attached is read as documents of its own."""

from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.policy import default
from io import BytesIO
from typing import BinaryIO

from extract.errors import SourceError
from extract.model import Document, Failure, Metadata, content_id
from extract.readers.allowance import MIB
from extract.readers.decode import decode, normal_lines, storable
from extract.readers.failed import failed
from extract.readers.html import read_html
from extract.readers.kinds import of_media_type, suffix_of
from extract.readers.mail_heads import Heads, heads
from extract.readers.mail_text import unflowed, zones
from extract.readers.member import inside, is_beside, read_member, size_of
from extract.readers.options import Options

# Servers pass on 25 to 50 MB, a third more as it is written in a file.
LARGEST = 70 * MIB
# A mailbox without line ends is taken in pieces of so many bytes.
_LINE = MIB
# Attachments of one message; a press kit has ten.
ATTACHMENTS = 200
# How much more a page has to say than the plain text beside it, before that is taken for a mere pointer to it.
_MORE = 1.5
_LOCKED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_TYPE = "message/rfc822"


def read_mail(uri: str, stream: BinaryIO, options: Options) -> Iterator[Document | Failure]:
    """Yield the document of a message and those of its attachments, "mail.eml!/release.pdf"."""
    data = stream.read(LARGEST + 1)
    try:
        if len(data) > LARGEST:
            raise SourceError(f"it is larger than {LARGEST // MIB} MB; save its attachments, and give those")
        message = _parsed(data)
        yield from _message(uri, message, data, options)
    except SourceError as error:
        yield failed(uri, error)


def read_mbox(uri: str, stream: BinaryIO, options: Options) -> Iterator[Document | Failure]:
    """Yield the documents of every message of a mailbox, "box.mbox#3", one message in memory at a time."""
    try:
        below = inside(options, size_of(stream))
    except SourceError as error:
        yield failed(uri, error)
        return
    number = 0
    for number, data in enumerate(_messages(stream), 1):
        yield from read_member(f"{uri}#{number}", BytesIO(data), below, ".eml", len(data))
    if not number:
        yield failed(uri, 'it is no mailbox, its first line does not begin with "From "; export it again')


def _messages(stream: BinaryIO) -> Iterator[bytes]:
    lines: list[bytes] = []
    size, started, blank = 0, False, True
    for line in iter(lambda: stream.readline(_LINE), b""):
        if blank and line.startswith(b"From "):
            if started:
                yield b"".join(lines)
            lines, size, started = [], 0, True
        elif not started:
            return
        elif size <= LARGEST:
            # What is too large is cut here, and refused where it is read.
            lines.append(line[1:] if line.startswith((b">From ", b">>From ")) else line)
            size += len(line)
        blank = not line.strip()
    if started:
        yield b"".join(lines)


def _parsed(data: bytes) -> EmailMessage:
    try:
        message = BytesParser(policy=default).parsebytes(data)
    except Exception as error:  # the library raises what malformed headers happen to
        raise SourceError("it is damaged or no e-mail; save it again") from error
    if not isinstance(message, EmailMessage) or not any(name in message for name in ("From", "Date", "Subject")):
        raise SourceError("it is damaged or no e-mail: there is no From, Date or Subject; save it again")
    return message


def _message(uri: str, message: EmailMessage, data: bytes, options: Options) -> Iterator[Document | Failure]:
    if message.get_content_type() in _LOCKED:
        raise SourceError("it is encrypted; open it, and save it without encryption")
    told = heads(message)
    plain, page = _body(message)
    document = _read_body(uri, plain, page, told, options)
    found = list(_attached(uri, message, data, options))
    if isinstance(document, Document):
        yield replace(document, original=data)
    elif document is not None and not found:
        yield document
    elif document is None and not found:
        raise SourceError("there is no text in it; save it with its text")
    yield from found


def _body(message: EmailMessage) -> tuple[MIMEPart | None, MIMEPart | None]:
    try:
        return message.get_body(("plain",)), message.get_body(("html",))
    except Exception as error:  # the library raises what malformed headers happen to
        raise SourceError("its parts are damaged; save it again") from error


def _read_body(
    uri: str, plain: MIMEPart | None, page: MIMEPart | None, told: Heads, options: Options
) -> Document | Failure | None:
    """Return the document of the plain text, or of the page where that is missing or says much less."""
    text = _text(plain).strip("\n") if plain is not None else ""
    if page is not None:
        data, charset = _payload(page), page.get_content_charset()
        found = next(read_html(uri, BytesIO(data), options, charset), None)
        if isinstance(found, Document) and len(found.content) > _MORE * len(text):
            metadata = replace(_told(told, options), zones=found.metadata.zones, clean=found.metadata.clean)
            return replace(found, media_type=_TYPE, metadata=metadata)
        if not text.strip():
            return found
    if not text.strip():
        return None
    metadata = replace(_told(told, options), zones=zones(text))
    return Document(id=content_id("document", uri, text), uri=uri, media_type=_TYPE, content=text, metadata=metadata)


def _told(told: Heads, options: Options) -> Metadata:
    """Return who wrote when: a list is named by its sender, any other letter is a person's or an office's."""
    return Metadata(
        title=told.subject,
        outlet=(told.sender if told.listed else None) or options.outlet,
        author=None if told.listed else told.sender,
        published_at=told.date,
    )


def _text(part: MIMEPart) -> str:
    data, charset = _payload(part), part.get_content_charset()
    try:
        text = data.decode(charset or "utf-8")
    except (LookupError, ValueError):  # a name with a null byte is a ValueError
        try:
            text = decode(data)
        except SourceError:
            text = data.decode("utf-8", errors="replace")
    text = storable(normal_lines(text))
    flowed = str(part.get_param("format") or "").lower() == "flowed"
    return unflowed(text, str(part.get_param("delsp") or "").lower() == "yes") if flowed else text


def _payload(part: MIMEPart) -> bytes:
    try:
        data = part.get_payload(decode=True)
    except Exception:  # the library raises what a malformed encoding happens to
        return b""
    return data if isinstance(data, bytes) else b""


def _attached(uri: str, message: EmailMessage, data: bytes, options: Options) -> Iterator[Document | Failure]:
    try:
        parts = list(message.iter_attachments())
    except Exception:  # a message of one part that is none; or malformed headers
        return
    for number, part in enumerate(parts, 1):
        name, content = _attachment(part, number)
        suffix = suffix_of(name) or of_media_type(part.get_content_type()) or ""
        if not content or is_beside(name) or part.get_content_maintype() in ("image", "audio", "video", "font"):
            continue
        place = f"{uri}!/{name}"
        try:
            if number > ATTACHMENTS:
                raise SourceError(f"it has more than {ATTACHMENTS} attachments; save them, and give those")
            below = inside(options, len(data))
            assert below.allowance is not None
            below.allowance.take(len(content))
        except SourceError as error:
            yield failed(place, error)
            return
        yield from read_member(place, BytesIO(content), below, suffix, len(content))


def _attachment(part: MIMEPart, number: int) -> tuple[str, bytes]:
    """Return the name of an attachment, without the folders that it may pretend to lie in, and its bytes."""
    try:
        name = storable(part.get_filename() or "").replace("\\", "/").rpartition("/")[2]
        if part.get_content_type() == _TYPE:
            inner = part.get_payload()
            held = inner[0] if isinstance(inner, list) and inner else None
            content = held.as_bytes() if isinstance(held, MIMEPart) else b""
            return f"{name.removesuffix('.eml') or number}.eml", content
    except Exception:  # the library raises what malformed headers happen to
        return str(number), b""
    return name or str(number), _payload(part)
