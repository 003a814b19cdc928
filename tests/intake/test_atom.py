"""Whatever an article says, the feed is well-formed."""

from typing import Any
from xml.etree import ElementTree

import pytest

from extract.intake.atom import feed, title

NEWS: dict[str, Any] = {
    "id": "1",
    "kind": "phrase",
    "watch": "x",
    "found_at": "2026-05-03T10:00:00+00:00",
    "text": "We sail.",
    "quote": "indirect",
    "speaker": None,
    "outlet": None,
    "date": None,
    "language": "en",
    "title": None,
    "uri": "a.txt",
    "article": "2",
    "against": None,
    "why": None,
}
SPACE = "{http://www.w3.org/2005/Atom}"


def test_a_title_begins_with_what_was_said() -> None:
    said = {"text": "that every lifeboat had been tested twice", "speaker": "Ada Brunel"}
    assert title(NEWS | said) == "Ada Brunel: every lifeboat had been tested twice"


@pytest.mark.parametrize("odd", ["\x00\x0b\x1b", "\ud800", "]]><script>", "&amp;&bogus;", "\uffff", "x" * 100_000])
@pytest.mark.parametrize("field", ["text", "speaker", "outlet", "title", "uri", "language"])
def test_no_text_breaks_the_feed(field: str, odd: str) -> None:
    root = ElementTree.fromstring(feed([NEWS | {field: odd}], "1", odd, "2026-05-03T10:00:00+00:00"))
    shown = root.findtext(f"{SPACE}entry/{SPACE}title")
    assert shown
    assert len(shown) <= 120


@pytest.mark.parametrize(("uri", "linked"), [("https://quay.example/1", 1), ("javascript:alert(1)", 0), ("a.txt", 0)])
def test_only_web_addresses_are_links(uri: str, linked: int) -> None:
    root = ElementTree.fromstring(feed([NEWS | {"uri": uri}], "1", "t", "2026-05-03T10:00:00+00:00"))
    assert len(root.findall(f"{SPACE}entry/{SPACE}link")) == linked
