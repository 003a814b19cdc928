"""News as an Atom feed (RFC 4287) that any reader of feeds can follow."""

import re
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree  # nosec B405 - what is written with it is ours; nothing is read

from extract.matching.openings import without_opening

ATOM = "http://www.w3.org/2005/Atom"
# What XML 1.0 cannot hold, however it is escaped.
ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
TITLE = 120


def feed(news: Sequence[dict[str, Any]], id: str, title: str, updated: str) -> bytes:
    """Return the feed of news (the newest first) as XML; `id` names the feed, and each entry has the id of its news."""
    ElementTree.register_namespace("", ATOM)
    root = ElementTree.Element(f"{{{ATOM}}}feed")
    _add(root, "title", title)
    _add(root, "id", f"urn:onrecord:watch:{id}")
    _add(root, "updated", news[0]["found_at"] if news else updated)
    _add(_add(root, "author"), "name", "On Record")
    for one in news:
        _entry(root, one)
    return bytes(ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _entry(root: ElementTree.Element, news: dict[str, Any]) -> None:
    entry = _add(root, "entry")
    _add(entry, "title", title(news))
    _add(entry, "id", f"urn:onrecord:news:{news['id']}")
    _add(entry, "updated", news["found_at"])
    if str(news["uri"]).lower().startswith(("http://", "https://")):
        _add(entry, "link", href=news["uri"], rel="alternate")
    _add(_add(entry, "author"), "name", news["outlet"] or "On Record")
    _add(entry, "category", term=news["kind"])
    content = _add(entry, "content", "\n\n".join(filter(None, map(_told, (news, news["against"])))), type="text")
    if news["language"]:
        content.set("{http://www.w3.org/XML/1998/namespace}lang", _legal(news["language"]))


def title(news: dict[str, Any]) -> str:
    """Return one line that says what the news is."""
    if news["kind"] == "conflict":
        outlets = " / ".join(one["outlet"] or one["uri"] for one in (news, news["against"]))
        return _short(f"Figures in conflict: {outlets}: {news['text']}")
    said = without_opening(news["text"], news["quote"], news["language"])
    return _short(f"{news['speaker'] or news['outlet'] or news['uri']}: {said}")


def _told(report: dict[str, Any] | None) -> str:
    if not report:
        return ""
    where = " · ".join(filter(None, (report["speaker"], report["outlet"], report["date"], report["title"])))
    why = report.get("why")
    return "\n".join(filter(None, (report["text"], where, report["uri"], why)))


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    legal = {key: _legal(value) for key, value in attributes.items()}
    child = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}", legal)
    child.text = None if text is None else _legal(text)
    return child


def _legal(text: str) -> str:
    return ILLEGAL.sub("\ufffd", text)


def _short(text: str) -> str:
    folded = " ".join(text.split())
    return folded if len(folded) <= TITLE else f"{folded[: TITLE - 1]}…"
