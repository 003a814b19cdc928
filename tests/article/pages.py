"""The pages of tests/cases, with the zones that they were written with."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from extract.article import article_from
from extract.model import Article, Document

CASES = Path(__file__).parents[1] / "cases"


@dataclass(frozen=True)
class Page:
    """A raw page with the kind of each of its characters, and what it honestly says of itself."""

    name: str
    language: str
    text: str
    kinds: tuple[str, ...]
    facts: dict[str, Any]

    def article(self) -> Article:
        return article_from(Document(id="d", uri="page.txt", media_type="text/plain", content=self.text))


def pages() -> list[Page]:
    return [_page(case, file.parent.name) for file in sorted(CASES.glob("*/pages.toml")) for case in _cases(file)]


def _cases(file: Path) -> list[dict[str, Any]]:
    return tomllib.loads(file.read_text(encoding="utf-8"))["pages"]


def _page(case: dict[str, Any], language: str) -> Page:
    lines, kinds, kind = [], [], ""
    for line in case["page"].splitlines(keepends=True):
        if line.startswith("<<"):
            kind = line.strip().strip("<>")
            continue
        lines.append(line)
        kinds += [kind] * len(line)
    return Page(case["name"], language, "".join(lines), tuple(kinds), case)
