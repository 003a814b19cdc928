"""How fast the same statement is found again, beside datasketch's LSH and a plain rapidfuzz `cdist`.

    python -m tests.benchmarks.matching [QUOTES …]

Seconds are of processor time, for machines are shared. Every size runs in a process of its own.
"""

import gc
import multiprocessing
import resource
import sys
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import combinations

import numpy as np

from extract.matching.encoder import Vectors
from extract.matching.growing import Growing
from extract.matching.link import linked
from extract.matching.meaning import Meanings
from extract.matching.normal import normal
from extract.matching.report import reports
from extract.model import Statement
from tests.benchmarks.synthetic import quotes as made

SIZES = (10_000, 100_000, 1_000_000)
NEW = 10_000
SAMPLE = 2_000


def seconds(call: Callable[[], object]) -> float:
    """Return the processor time of a call."""
    started = time.process_time()
    call()
    return time.process_time() - started


def main(sizes: Sequence[int]) -> None:
    print(
        f"{'quotes':>10} {'seconds':>8} {'µs each':>8} {'GB':>5} {'recall':>7} {'right':>6} {'largest':>7}  unplanted"
    )
    for size in sizes:
        _alone(_statements, size)
    _alone(_grown, max(sizes))
    _alone(_peers, min(SIZES))
    _alone(_vectors, SAMPLE)
    _alone(_blocked, SIZES[1])


def _alone(what: Callable[[int], None], size: int) -> None:
    process = multiprocessing.get_context("spawn").Process(target=what, args=(size,))
    process.start()
    process.join()


def _statements(size: int) -> None:
    quotes, said = made(size)
    linked(quotes[:200])  # what is loaded once
    gc.freeze()  # the quotes are the benchmark's, not the matching's
    found: list[Statement] = []
    spent = seconds(lambda: found.extend(linked(quotes)))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    recall, right = agreement(found, said)
    largest = f"{largest_unplanted(size):>3}" if size < SIZES[-1] else ""
    print(
        f"{size:>10,} {spent:>8.1f} {spent / size * 1e6:>8.0f} {memory:>5.1f} {recall:>7.4f} {right:>6.3f}  {largest}"
    )


def agreement(found: Sequence[Statement], said: Mapping[str, int]) -> tuple[float, float]:
    """Return the share of the true pairs that are joined, and of the joined pairs those that are true."""
    groups: dict[int, Counter[str]] = defaultdict(Counter)
    for one in found:
        for member in one.members:
            groups[said[member.attribution]][one.id] += 1
    hit = sum(pairs(count) for group in groups.values() for count in group.values())
    true = sum(pairs(group.total()) for group in groups.values())
    return hit / max(true, 1), hit / max(sum(pairs(len(one.members)) for one in found), 1)


def pairs(count: int) -> int:
    return count * (count - 1) // 2


def largest_unplanted(size: int) -> int:
    quotes, _ = made(size, seed=1, together=0.0)
    return max(len(one.members) for one in linked(quotes))


def _grown(size: int) -> None:
    quotes, _ = made(size + NEW)
    growing = Growing()
    growing.add(quotes[:size])
    gc.freeze()
    spent = seconds(lambda: growing.add(quotes[size:]))
    print(f"{NEW:,} new into {size:,}: {spent:.2f} s")


def _peers(size: int) -> None:
    from datasketch import MinHash, MinHashLSH
    from rapidfuzz import fuzz, process

    quotes, said = made(size)

    def lsh() -> None:
        index = MinHashLSH(threshold=0.5, num_perm=64)
        hashes = {}
        for quote in quotes:
            words = normal(quote.text, "en").words
            hashes[quote.id] = one = MinHash(num_perm=64)
            one.update_batch([" ".join(words[at : at + 2]).encode() for at in range(len(words) - 1)])
            index.insert(quote.id, one)
        near = {key: set(index.query(one)) for key, one in hashes.items()}
        groups = defaultdict(list)
        for quote, utterance in said.items():
            groups[utterance].append(quote)
        true = [pair for group in groups.values() for pair in combinations(group, 2)]
        recall = sum(b in near[a] for a, b in true) / len(true)
        print(f"datasketch LSH, bigrams, 64 permutations, threshold .5: recall of candidates {recall:.3f}", end="")

    print(f", {seconds(lsh) / size * 1e6:.0f} µs each at {size:,}")
    texts = [" ".join(normal(quote.text, "en").words) for quote in quotes[:SAMPLE]]
    each = seconds(lambda: process.cdist(texts, texts, scorer=fuzz.partial_ratio, score_cutoff=81)) / SAMPLE**2
    most = SIZES[-1]
    days = each * most**2 / 2 / 86_400
    print(
        f"rapidfuzz cdist, partial_ratio: {each * 1e6:.1f} µs a pair on {SAMPLE:,}; {most:,} quotes: {days:,.0f} days"
    )


def _vectors(size: int) -> None:
    from extract.matching.encoder import default_encoder

    encoder = default_encoder()
    if encoder is None:
        print("vectors: the encoder's package is not installed")
        return
    encoder.encode(["what is loaded once"])
    texts = [quote.text for quote in made(size)[0]]
    print(f"vectors: {size / seconds(lambda: encoder.encode(texts)):,.0f} texts a second")


class Noise:
    """An encoder of nothing, to count what vectors would be compared with."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = np.random.default_rng(0).normal(size=(len(texts), 512)).astype(np.float32)
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def _blocked(size: int) -> None:
    quotes = [replace(quote, language="fr") if quote.id.endswith("7") else quote for quote in made(size)[0]]
    found = reports(quotes)
    french = sum(report.language == "fr" for report in found)
    for name, pairs_of, all_pairs in (
        ("one language, by speaker and day", lambda one: one.same_language(), len(found) ** 2),
        ("two languages, by day", lambda one: one._across_languages(), french * (len(found) - french)),
    ):
        meanings = Meanings(found, Noise())
        spent = seconds(partial(deque, pairs_of(meanings), 0))
        each = f"{spent / size * 1e6:.0f} µs a quote"
        print(f"{name}: {meanings.compared / all_pairs:.2%} of {all_pairs:,} pairs of vectors compared, {each}")


if __name__ == "__main__":
    main([int(size.replace(",", "")) for size in sys.argv[1:]] or SIZES)
