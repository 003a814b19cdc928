"""Raw text zoned: `python -m tests.benchmarks.zones PAGES`, public pages laid flat the way people and programs do.

PAGES is JSON Lines, one page a line: `{"html": …, "body": …}`, the page and the text of its article; none comes with
the project, because pages belong to their publishers. Precision, recall and F1 are over runs of four words, the mean of
the pages; quotes are those of 25 characters and more in the article. The peer takes every line of 80 characters.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import mean

from lxml import html

from extract.article.zones import zones

WORD = re.compile(r"\w+")
BLOCKS = frozenset(
    WORD.findall(
        """address article aside blockquote br button dd details dialog div dl dt fieldset figcaption figure footer form
        h1 h2 h3 h4 h5 h6 header hr li main nav ol option p pre section summary table td th tr ul"""
    )
)
SKIPPED = frozenset(WORD.findall("script style noscript template svg head iframe object"))
RUN, LONG_LINE = 4, 80
QUOTE = re.compile(r'["“«]\s?([^"”»“«\n]{25,})\s?["”»]')
Body = Callable[[str], str]


def blocks(root: html.HtmlElement) -> str:
    """Return a page as a person copies it: a line a block."""
    return _lines("".join(_pieces(root, "", set(BLOCKS))))


def nodes(root: html.HtmlElement) -> str:
    """Return a page as a stripper of tags leaves it: a line each piece of text, and so each link in a sentence."""
    return _lines("\n".join(_pieces(root, "", set())))


def _pieces(element: html.HtmlElement, tail: str, breaking: set[str]) -> Iterator[str]:
    skipped = not isinstance(element.tag, str) or element.tag in SKIPPED
    edge = "\n" if element.tag in breaking else ""
    if not skipped:
        yield edge + re.sub(r"\s+", " ", element.text or "")
        for child in element:
            yield from _pieces(child, child.tail or "", breaking)
    yield edge + re.sub(r"\s+", " ", tail)


def _lines(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n") if line.strip())


def ours(text: str) -> str:
    """Return the body that the zones give."""
    return "\n".join(zone.span.of(text) for zone in zones(text) if zone.kind in ("body", "dateline"))


def long_lines(text: str) -> str:
    """Return the lines that are long: the peer."""
    return "\n".join(line for line in text.split("\n") if len(line) >= LONG_LINE)


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Return the runs of four words of a text, each as often as it is there."""
    words = WORD.findall(text.lower())
    return Counter(zip(*(words[at:] for at in range(RUN)), strict=False))


def measured(body: str, wanted: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 of a body."""
    found, gold = runs(body), runs(wanted)
    shared = (found & gold).total()
    precision, recall = shared / max(found.total(), 1), shared / max(gold.total(), 1)
    return precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)


def kept(body: str, wanted: str) -> tuple[int, int]:
    """Return how many quotes of the article the body has, and how many there are."""
    have = " ".join(WORD.findall(body.lower()))
    quotes = [" ".join(WORD.findall(match[1].lower())) for match in QUOTE.finditer(wanted)]
    return sum(quote in have for quote in quotes), len(quotes)


def main(path: Path) -> None:
    """Print a line for each way to lay a page flat, and each way to find the body in it."""
    pages = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    parser = html.HTMLParser(encoding="utf-8")
    for flat in (blocks, nodes):
        texts = [flat(html.fromstring(page["html"].encode(), parser=parser)) for page in pages]
        for find in (ours, long_lines):
            found = [find(text) for text in texts]
            scores = [measured(body, page["body"]) for body, page in zip(found, pages, strict=True)]
            quotes = [kept(body, page["body"]) for body, page in zip(found, pages, strict=True)]
            precision, recall, both = (mean(column) for column in zip(*scores, strict=True))
            share = sum(have for have, _ in quotes) / max(sum(all for _, all in quotes), 1)
            print(
                f"{flat.__name__:7} {find.__name__:11} {len(pages)} pages: precision {precision:.3f}, "
                f"recall {recall:.3f}, F1 {both:.3f}, quotes kept {share:.3f}"
            )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
