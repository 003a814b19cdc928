"""Reads the case tables of speakers: texts in which contents and sources are marked."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from extract import lang, nlp
from extract.model import Article, Attribution, Span, Zone, attribution_id
from extract.speakers.within import resolve

CASES = Path(__file__).parents[1] / "cases"
MARK = re.compile(r"[\[{](\d+)\||[\]}]")


def read(language: str) -> list[Any]:
    """Return the cases of a language as pytest parameters; a known gap is a strict xfail with its cause."""
    cases = tomllib.loads((CASES / language / "speakers.toml").read_text(encoding="utf-8"))["case"]
    return [
        pytest.param(
            case,
            id=case["claim"],
            marks=[pytest.mark.xfail(reason=case["gap"], strict=True)] if "gap" in case else [],
        )
        for case in cases
    ]


def reports(language: str) -> list[Any]:
    """Return every quote of the whole reports of a language: text, place among the quotes, and who speaks."""
    found = []
    for report in tomllib.loads((CASES / language / "reports.toml").read_text(encoding="utf-8"))["report"]:
        gaps = report.get("gaps", {})
        for place, speaker in enumerate(report["speakers"]):
            gap = gaps.get(str(place + 1))
            marks = [pytest.mark.xfail(reason=gap, strict=True)] if gap else []
            found.append(
                pytest.param(report["text"].strip(), place, speaker, id=f"{report['kind']} {place + 1:02}", marks=marks)
            )
    return found


def blocks(text: str) -> list[Span]:
    """Return the paragraphs of a text: what blank lines part."""
    return [Span(*match.span()) for match in re.finditer(r"(?:[^\n]|\n(?!\n))+", text)]


def article_of(text: str, language: str, name: str = "case") -> Article:
    zone = Zone(kind="body", span=Span(0, len(text)))
    return Article(id=name, document_id=name, uri=name, text=text, zones=(zone,), language=language)


def marked(text: str) -> tuple[str, list[tuple[int, str, Span]]]:
    """Return the text without its marks, which may lie inside each other: number, "content" or "source", span."""
    plain, last, found, open_ = "", 0, [], []
    for match in MARK.finditer(text):
        plain += text[last : match.start()]
        if match[1]:
            open_.append((int(match[1]), "content" if match[0][0] == "[" else "source", len(plain)))
        else:
            number, kind, start = open_.pop()
            found.append((number, kind, Span(start, len(plain))))
        last = match.end()
    return plain + text[last:], sorted(found, key=lambda mark: mark[2])


@cache
def resolved(text: str, language: str, rule: str = "case") -> tuple[Attribution, ...]:
    """Return the attributions that a marked text has, with their speakers; `rule` is what found them."""
    plain, marks = marked(text)
    article = article_of(plain, language)
    attributions = []
    for number in sorted({number for number, _, _ in marks}):
        own = [(kind, span) for other, kind, span in marks if other == number]
        content = tuple(span for kind, span in own if kind == "content")
        source = tuple(span for kind, span in own if kind == "source")
        attributions.append(
            Attribution(
                id=attribution_id(article.id, content),
                article_id=article.id,
                kind="direct" if plain[content[0].start] in "“«" else "indirect",
                content=content,
                cue=(),
                source=source,
                confidence=1.0,
                rule=rule,
            )
        )
    loaded = lang.load(language)
    return resolve(article, nlp.parse(plain, blocks(plain), loaded), loaded, attributions)
