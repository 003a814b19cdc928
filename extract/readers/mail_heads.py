"""What the head of an e-mail says: who sent it, when, about what."""

import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime

from extract.readers.decode import storable

# What programs put before the subject of an answer or of what they pass on; conventions, in several languages.
_PASSED_ON = re.compile(r"^(?:(?:re|r[ée]f?|fwd?|tr|aw|wg|rv|i)\s*(?:\[\d+\]\s*)?:\s*)+", re.IGNORECASE)
# By these a message says that it went to a list: a newsletter, a paper's alert.
_LISTED = ("List-Id", "List-Unsubscribe", "List-Post")


@dataclass(frozen=True, slots=True)
class Heads:
    """Who sent a message (a name, else an address), its subject, its date (ISO, with its zone); None is unknown."""

    sender: str | None
    subject: str | None
    date: str | None
    listed: bool


def heads(message: EmailMessage) -> Heads:
    """Return what the head of a message says; what is malformed is unknown."""
    name, address = parseaddr(_head(message, "From"))
    subject = _PASSED_ON.sub("", _head(message, "Subject"))
    return Heads(
        sender=name.strip() or address.strip() or None,
        subject=subject or None,
        date=_date(_head(message, "Date")),
        listed=any(_head(message, name) for name in _LISTED),
    )


def _head(message: EmailMessage, name: str) -> str:
    try:
        return storable(" ".join(str(message.get(name) or "").split()))
    except Exception:  # the library raises what malformed headers happen to
        return ""


def _date(words: str) -> str | None:
    try:
        return parsedate_to_datetime(words).isoformat() if words else None
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
