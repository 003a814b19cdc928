"""The agency that an article credits for its text."""

import re
from functools import cache

from extract.lang import load, supported
from extract.model import Body

CREDIT_AT = 200
"""Characters at the head and at the foot of a body where an agency is credited."""


def credit(body: Body) -> str | None:
    """Return the agency that a body credits in its dateline ("KESSEL (Reuters) -") or at its end, or None."""
    known = _credits(body.language)
    if known is None:
        return None
    text = " ".join(span.of(body.text) for span in body.spans).strip()
    found = known[0].search(text[:CREDIT_AT]) or known[1].search(text[-CREDIT_AT:])
    return next(filter(None, found.groups()), None) if found else None


@cache
def _credits(language: str | None) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """Return what finds an agency at the head of a text, and at its end; None where no agency is known."""
    if language not in supported():
        return None
    names = "|".join(map(re.escape, load(language).section("matching")["wires"]))
    head = re.compile(rf"\(\s*({names})\s*\)\s*[-–—:]|^({names})\s*[-–—]")
    return head, re.compile(rf"[-–—(\[/]\s*({names})[)\]]?\.?$")
