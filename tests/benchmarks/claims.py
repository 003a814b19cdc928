"""How many sentences a second are read for numbers: `python -m tests.benchmarks.claims` (newsquant_dev).

CPU seconds of one process, start-up excluded, our parse included, each sentence an article of its own. The peer in the
same run is quantulum3 (`pip install 'onrecord[bench]'`), which gives value, unit and span alone.
"""

import logging
import statistics
import time
from collections.abc import Callable, Sequence

from extract import lang, nlp
from extract.claims import claims
from extract.model import Article, Span, Zone
from tests.shared import SHARED, rows

RUNS = 5
WARM = 20  # sentences before the clock runs
FLOOR = 60  # sentences a CPU-second that the project promises


def ours(text: str) -> int:
    """Return how many numbers we find in a sentence, with all that is known of each."""
    language, body = lang.load("en"), (Zone(kind="body", span=Span(0, len(text))),)
    article = Article(id="a", document_id="d", uri="u", text=text, zones=body, language="en")
    return len(claims(article, nlp.parse(text, article.body, language), language, ()))


def peer() -> Callable[[str], int] | None:
    """Return the same of quantulum3, or None where it is not installed."""
    try:
        from quantulum3 import classifier, parser
    except ImportError:
        return None
    classifier.USE_CLF = False  # its pickled models open with one version of scikit-learn alone
    logging.getLogger("quantulum3").setLevel(logging.CRITICAL)
    return lambda text: len(parser.parse(text))


def rate(read: Callable[[str], int], sentences: Sequence[str]) -> tuple[float, int]:
    """Return sentences a CPU-second, and how many numbers were found."""
    start = time.process_time()
    found = sum(read(sentence) for sentence in sentences)
    return len(sentences) / (time.process_time() - start), found


def main() -> None:
    sentences = [row["sentence"] for row in rows(SHARED / "gold/claims/newsquant_dev.jsonl")]
    readers: dict[str, Callable[[str], int]] = {"onrecord": ours}
    other = peer()
    if other is None:
        print("quantulum3 is not installed: pip install 'onrecord[bench]'; ours alone:")
    else:
        readers["quantulum3"] = other
    for read in readers.values():
        rate(read, sentences[:WARM])
    measured: dict[str, list[tuple[float, int]]] = {name: [] for name in readers}
    for _ in range(RUNS):  # in turn, so that a busy machine is busy for both
        for name, read in readers.items():
            measured[name].append(rate(read, sentences))
    middle = {name: statistics.median(speed for speed, _ in runs) for name, runs in measured.items()}
    for name, runs in measured.items():
        ratio = middle[name] / middle["onrecord"]
        print(f"{name:12}{middle[name]:8.1f} sentences a CPU-second  {ratio:5.2f} × ours  {runs[0][1]:5} numbers")
    print(f"promised {FLOOR}: {'held' if middle['onrecord'] >= FLOOR else 'NOT held'}")


if __name__ == "__main__":
    main()
