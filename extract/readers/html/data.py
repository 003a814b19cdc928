"""What a page says of itself to machines: JSON-LD and meta elements."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_ARTICLE = re.compile(r"(?:Article|BlogPosting|PressRelease|Review|Report)$")
# Beyond these a page's data is not worth its reading.
_LARGEST, _MOST_NODES, _DEEPEST = 2_000_000, 2_000, 40
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s?<!\[CDATA\[|<!\[CDATA\[|/\*\s?<!\[CDATA\[\s?\*/)|(?:-->|//\s?\]\]>|\]\]>|;)\s*$"
)
_TRAILING = re.compile(r",(\s*[}\]])")


@dataclass(frozen=True, slots=True)
class PageData:
    """`nodes` are the objects of a page's JSON-LD in their order, `meta` its meta elements by name in small letters."""

    nodes: tuple[Mapping[str, Any], ...]
    meta: Mapping[str, str]

    def articles(self) -> list[Mapping[str, Any]]:
        """Return the nodes that describe an article, those with a text or a headline first."""
        found = [node for node in self.nodes if any(_ARTICLE.search(kind) for kind in kinds(node))]
        return sorted(found, key=lambda node: ("articleBody" not in node, "headline" not in node))


def page_data(tree: Any) -> PageData:
    """Return what a page says of itself; broken JSON is passed over."""
    nodes: list[Mapping[str, Any]] = []
    for script in tree.iterfind(".//script[@type]"):
        if "ld+json" in script.get("type").lower() and script.text and len(script.text) <= _LARGEST:
            nodes.extend(_objects(_parsed(script.text)))
            if len(nodes) > _MOST_NODES:
                break
    return PageData(tuple(nodes[:_MOST_NODES]), _metas(tree))


def kinds(node: Mapping[str, Any]) -> list[str]:
    """Return the types of a node without their namespace."""
    named = node.get("@type")
    values = named if isinstance(named, list) else [named]
    return [value.rpartition("/")[2] for value in values if isinstance(value, str)]


def text_of(value: Any) -> str | None:
    """Return a value as one line of text: a string, the name of an object, or the first of a list that is one."""
    for _ in range(4):
        if isinstance(value, list):
            value = value[0] if value else None
        elif isinstance(value, dict):
            value = value.get("name") or value.get("@value") or value.get("@id") or value.get("url")
    return (" ".join(value.split()) or None) if isinstance(value, str) else None


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for attribute in ("property", "name", "itemprop"):
            for name in (element.get(attribute) or "").lower().split():
                if content:
                    found.setdefault(name, content)
    return found


def _parsed(source: str) -> Any:
    text = _WRAPPING.sub("", source.strip())
    for attempt in (text, _TRAILING.sub(r"\1", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _objects(value: Any) -> Iterator[Mapping[str, Any]]:
    """Yield all objects in a JSON value, outer ones first."""
    queue: list[tuple[Any, int]] = [(value, 0)]
    seen = 0
    while queue and seen < _MOST_NODES:
        current, depth = queue.pop(0)
        if isinstance(current, dict):
            seen += 1
            yield current
        inner = current.values() if isinstance(current, dict) else current if isinstance(current, list) else ()
        if depth < _DEEPEST:
            queue.extend((item, depth + 1) for item in inner if isinstance(item, dict | list))
