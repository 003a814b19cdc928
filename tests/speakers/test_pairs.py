"""The pairs of names labelled in PolNeAR train: labels are sound, and what a few articles join is one speaker."""

import re
from collections import Counter

from extract import pipeline
from extract.model import SpeakerMention
from tests.benchmarks.pairs import counted, documents, hashed, joined, mentions_of, pairs, precision
from tests.shared import needs_shared

HASH = re.compile(r"[0-9a-f]{16}")
FEW = 6


def test_every_label_is_what_two_readings_agree_on() -> None:
    for row in pairs():
        assert row["label"] == (row["first"] if row["first"] == row["second"] else "unsure")
        assert all(HASH.fullmatch(row[side][key]) for side in "ab" for key in ("article", "text", "name"))
    assert len({row["id"] for row in pairs()}) == len(pairs()) == 300
    assert sum(row["first"] != row["second"] for row in pairs()) == 2


def test_precision_counts_what_was_joined_and_leaves_out_what_nobody_could_tell() -> None:
    labelled = [{"id": i, "label": label} for i, label in enumerate(["same", "different", "unsure", "same"])]
    counts = counted({0: True, 1: True, 2: True, 3: False}, labelled)
    assert counts == Counter({("same", True): 1, ("different", True): 1, ("unsure", True): 1, ("same", False): 1})
    assert precision(counts) == 0.5


def test_a_pair_is_found_by_its_hashes() -> None:
    mentions = [
        SpeakerMention(attribution_id=article, article_id=article, name="Anna Berg", kind="person") for article in "xy"
    ]
    sides = [{"article": hashed(m.article_id), "name": hashed(f"{m.article_id}\x1f{m.name}")} for m in mentions]
    assert joined(mentions, [{"id": 7, "a": sides[0], "b": sides[1]}]) == {7: True}


@needs_shared
def test_the_labelled_texts_are_those_of_the_development_data() -> None:
    texts = {row[side]["article"]: row[side]["text"] for row in pairs() for side in "ab"}
    found = {hashed(document.id): hashed(document.content) for document in documents(texts)}
    assert found == texts


@needs_shared
def test_of_a_few_articles_no_two_people_are_joined() -> None:
    few = [row for row in pairs() if row["sampled"] == "spellings"][:: len(pairs()) // FEW]
    few += [row for row in pairs() if row["label"] == "different"][:FEW]
    wanted = {row[side]["article"] for row in few for side in "ab"}
    found = joined(mentions_of(pipeline.extract_document(document) for document in documents(wanted)), few)
    assert len(found) >= len(few) // 2
    assert counted(found, few)["different", True] == 0
