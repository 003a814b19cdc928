"""How many of the pairs that were joined are one speaker: `python -m tests.benchmarks.pairs [EXTRACTED]`.

The pairs of data/gold/speaker_pairs.jsonl were sampled from what was joined, and what nearly was, in PolNeAR train, and
labelled twice by reading. Texts and names stand there as hashes, so that the figures need ../shared. EXTRACTED is what
`onrecord extract` wrote for those articles (id = PolNeAR's); without it they are extracted first, which takes minutes.
"""

import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from extract import jsonlines, pipeline
from extract.matching.flat import flatten
from extract.model import Document, Extraction, Metadata, SpeakerMention
from extract.speakers.across import cluster
from tests.gold.reading import rows
from tests.shared import SHARED
from tests.shared import rows as shared_rows

TRAIN = SHARED / "gold/quotes/polnear_train.jsonl"
Row = dict[str, Any]


def hashed(text: str) -> str:
    """Return what stands for a text in the file of pairs."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def pairs() -> list[Row]:
    """Return the labelled pairs."""
    return rows("speaker_pairs.jsonl")


def documents(wanted: Iterable[str] | None = None) -> list[Document]:
    """Return the articles of PolNeAR train, all or those with these hashed ids."""
    known = None if wanted is None else set(wanted)
    return [_document(row) for row in shared_rows(TRAIN) if known is None or hashed(row["doc"]) in known]


def _document(row: Row) -> Document:
    told = Metadata(
        article_id=row["doc"],
        outlet=row["outlet"],
        published_at=row["doc"].split("_")[1][:10],
        language="en",
        clean=True,
    )
    return Document(id=row["doc"], uri=row["doc"], media_type="text/plain", content=row["text"], metadata=told)


def joined(mentions: Sequence[SpeakerMention], labelled: Sequence[Row]) -> dict[int, bool]:
    """Return, for each labelled pair whose two names are still found, whether they are one speaker."""
    speaker_of = {id: speaker.id for speaker in cluster(mentions) for id in speaker.attributions}
    named = {
        (hashed(m.article_id), hashed(f"{m.article_id}\x1f{m.name}")): speaker_of[m.attribution_id] for m in mentions
    }
    sides = {
        row["id"]: [named.get((row[side]["article"], row[side]["name"])) for side in ("a", "b")] for row in labelled
    }
    return {id: a == b for id, (a, b) in sides.items() if a and b}


def counted(found: dict[int, bool], labelled: Sequence[Row]) -> Counter[tuple[str, bool]]:
    """Return how many pairs have which label and were joined or not."""
    return Counter((row["label"], found[row["id"]]) for row in labelled if row["id"] in found)


def precision(counts: Counter[tuple[str, bool]]) -> float:
    """Return the share of the joined pairs that are one speaker; those that nobody could tell are left out."""
    same, different = counts["same", True], counts["different", True]
    return same / (same + different) if same + different else 1.0


def mentions_of(extractions: Iterable[Extraction]) -> list[SpeakerMention]:
    return [mention for extraction in extractions for mention in flatten(extraction)[0]]


def _extractions(path: str | None) -> list[Extraction]:
    if path is None:
        return [pipeline.extract_document(document) for document in documents()]
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    return [jsonlines.extraction_from_json(json.loads(line)) for line in lines]


def main(arguments: Sequence[str]) -> None:
    labelled = pairs()
    found = joined(mentions_of(_extractions(arguments[0] if arguments else None)), labelled)
    print(f"{len(labelled)} pairs, {len(found)} of which both names are still found")
    for kind in ("spellings", "one name", "bodies", "near miss", None):
        own = [row for row in labelled if kind in (None, row["sampled"])]
        counts = counted(found, own)
        told = ", ".join(f"{label} {'joined' if one else 'apart'} {n}" for (label, one), n in sorted(counts.items()))
        print(f"{kind or 'all':10} precision {precision(counts):.4f}  {told}")
    wrong = [row["id"] for row in labelled if row["label"] == "different" and found.get(row["id"])]
    print("joined, but two:", *wrong or ["none"])


if __name__ == "__main__":
    main(sys.argv[1:])
