"""Articles written for training, with their attributions marked in the text.

An article begins with a line `=== name`; then its text follows as it is, with `<s1>who</s1>`, `<c1>said</c1>` and
`<q1>what</q1>` around the source, the cue and the content of attribution 1, any of them more than once. A content that
is thought, meant or shown and not said is `<o1>…</o1>`. Nothing nests.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.errors import TrainingError

HEAD = "=== "
TAG = re.compile(r"<(/?)([scqo])(\d{1,3})>")
KEYS = {"s": "speaker", "c": "cue", "q": "content", "o": "content"}


def marked(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the documents of a file in the form of `examples.annotated`; raises `TrainingError` at a faulty mark."""
    try:
        parts = ("\n" + path.read_text(encoding="utf-8")).split("\n" + HEAD)[1:]
    except (OSError, ValueError) as error:
        raise TrainingError(f"{path}: cannot be read ({error}); give a file of marked articles") from error
    for part in parts:
        name, _, body = part.partition("\n")
        yield _document(f"{path}, {name.strip()}", name.strip(), body.strip() + "\n")


def _document(place: str, name: str, body: str) -> dict[str, Any]:
    quotes: dict[str, dict[str, Any]] = {}
    text, at = "", 0
    opened: tuple[str, str, int] | None = None
    for tag in TAG.finditer(body):
        text += body[at : tag.start()]
        at = tag.end()
        closing, kind, number = tag.groups()
        if not closing and opened is None:
            opened = (kind, number, len(text))
        elif closing and opened is not None and opened[:2] == (kind, number):
            quote = quotes.setdefault(number, {"content": [], "cue": [], "speaker": [], "speech": True})
            quote[KEYS[kind]].append([opened[2], len(text)])
            quote["speech"] &= kind != "o"
            opened = None
        else:
            raise TrainingError(f"{place}: {tag.group()} is out of place; marks come in pairs, none nested")
    if opened is not None:
        raise TrainingError(f"{place}: <{opened[0]}{opened[1]}> is never closed")
    for quote in quotes.values():
        # A second verb with the subject of the first has a source, which cannot be marked twice.
        quote["source_marked"] = bool(quote["speaker"] or not quote["cue"])
    hollow = [number for number, quote in quotes.items() if not quote["content"]]
    if hollow:
        raise TrainingError(f"{place}: attribution {', '.join(hollow)} has no content")
    return {"doc": name, "text": text + body[at:], "quotes": list(quotes.values())}
