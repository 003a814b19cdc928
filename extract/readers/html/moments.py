"""What pages write for machines as dates and times → ISO 8601, their time zones kept."""

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(Z|[+-]\d{2}:?\d{2})?")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_ZONE = re.compile(r"\s?([+-]\d{2}):?(\d{2})$|\s?(?:Z|UTC|GMT)$")
_STAMPED = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{1,2}:\d{2}(?::\d{2})?)")
_EARLIEST = 1900


def finest(given: list[str]) -> str:
    """Return the first date, or another source's wording of the same moment that has the hour, or the local zone."""
    first = given[0]
    moment = datetime.fromisoformat(first)
    for other in given[1:]:
        there = datetime.fromisoformat(other)
        if "T" not in first:
            if "T" in other and abs(there.replace(tzinfo=None) - moment) < timedelta(days=1.5):
                return other
        elif moment.utcoffset() == timedelta(0) and there.utcoffset() and abs(there - moment) < timedelta(minutes=2):
            return other
    return first


def iso(value: str | None) -> str | None:
    """Return a date or time as a machine writes it in ISO 8601, or None where it is none or cannot be."""
    text = " ".join((value or "").split())
    if not text or len(text) > 60:
        return None
    moment = _moment(text)
    if moment is None:
        return None
    day = moment.date() if isinstance(moment, datetime) else moment
    return moment.isoformat() if day.year >= _EARLIEST and day <= tomorrow() else None


def tomorrow() -> date:
    """Return the day until which a date can be that of a page, somewhere on earth."""
    return datetime.now(UTC).date() + timedelta(days=1)


def _moment(text: str) -> date | datetime | None:
    try:
        return date.fromisoformat(text) if len(text) in (8, 10) else datetime.fromisoformat(_isolike(text))
    except ValueError:
        pass
    try:
        if _EPOCH.fullmatch(text):
            return datetime.fromtimestamp(int(text[:10]), UTC)
        if match := _COMPACT.fullmatch(text):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if re.fullmatch(r"\d{4}/\d{2}/\d{2}.{0,12}", text):
            return date(int(text[:4]), int(text[5:7]), int(text[8:10]))
        year = re.search(r"\d{4}", text)
        return parsedate_to_datetime(text) if year and re.search(r"\d:\d", text[year.end() :]) else None
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _isolike(text: str) -> str:
    """Return a time with its zone as Python reads it: "2024-05-03 10:00:00 +0200" has no space and a colon there."""
    zone = _ZONE.search(text)
    stamp = _STAMPED.match(text)
    if not stamp:
        return text
    hour = stamp[2] if len(stamp[2].split(":")[0]) == 2 else f"0{stamp[2]}"
    offset = (f"{zone[1]}:{zone[2]}" if zone[1] else "+00:00") if zone else ""
    return f"{stamp[1]}T{hour}{offset}"
