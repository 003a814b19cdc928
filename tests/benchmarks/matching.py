"""How fast the same statement is found again, beside datasketch's LSH and a plain rapidfuzz `cdist`.

    python -m tests.benchmarks.matching [QUOTES …]

Every part runs in a process of its own, with what comes once (words, tables) loaded before. Seconds are of processor
time, all threads together, and behind them those on the clock: machines are shared. What the issue asks for stands
beside as its floor.
"""

import gc
import multiprocessing
import resource
import sys
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations
from multiprocessing.connection import Connection
from typing import Any

import numpy as np

from extract.matching.encoder import Vectors
from extract.matching.growing import Growing
from extract.matching.link import statements
from extract.matching.meaning import Meanings
from extract.matching.memory import Memory
from extract.matching.normal import normal
from extract.matching.packing import pack
from extract.matching.report import plain_words, reports
from extract.model import Quote, Statement
from tests.benchmarks.synthetic import quotes as made

SIZES = (10_000, 100_000, 1_000_000)
NEW = 10_000
SAMPLE = 2_000
FLOORS = {100_000: "8 s", 1_000_000: "120 s, 4 GB"}
GROWTH = 1.3
"""How much more a quote may cost among the most quotes than among the fewest."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds of the processor and on the clock."""

    processor: float
    clock: float

    def __str__(self) -> str:
        return f"{self.processor:.2f} s ({self.clock:.2f} on the clock)"


def spent(call: Callable[[], object]) -> Spent:
    """Return the time that a call takes."""
    clock, processor = time.perf_counter(), time.process_time()
    call()
    return Spent(time.process_time() - processor, time.perf_counter() - clock)


def main(sizes: Sequence[int]) -> None:
    print(f"{'quotes':>10} {'seconds':>8} {'clock':>6} {'µs each':>8} {'GB':>5} {'recall':>7} {'right':>6}  floor")
    each = {size: _alone(_statements, size) for size in sizes}
    first, last = min(sizes), max(sizes)
    if first < last:
        print(f"a quote costs {each[last] / each[first]:.2f} times as much among {last:,} as among {first:,}", end="")
        print(f" (floor {GROWTH})")
    _alone(_unplanted, min(SIZES[1], last))
    _alone(_grown, last)
    _alone(_kept, last)
    _alone(_peers, min(SIZES), each[first])
    _alone(_vectors, SAMPLE)
    _alone(_blocked, SIZES[1])


def _alone(what: Callable[..., Any], *arguments: Any) -> Any:
    """Call in a process of its own, and return what it returns."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(there, what, arguments))
    process.start()
    there.close()
    found = here.recv()
    process.join()
    return found


def _answer(there: Connection, what: Callable[..., Any], arguments: Sequence[Any]) -> None:
    there.send(what(*arguments))
    sys.stdout.flush()


def _gigabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def _made(size: int, **how: Any) -> tuple[list[Quote], dict[str, int]]:
    """Return quotes, of which the collector of cycles need know nothing: they are the benchmark's."""
    quotes, said = made(size, **how)
    statements(quotes[:200])  # what is loaded once
    gc.collect()
    gc.freeze()
    return quotes, said


def _statements(size: int) -> float:
    quotes, said = _made(size)
    found: list[Statement] = []
    took = spent(lambda: found.extend(statements(quotes)))
    memory = _gigabytes()
    recall, right = agreement(found, said)
    each = took.processor / size * 1e6
    print(
        f"{size:>10,} {took.processor:>8.1f} {took.clock:>6.1f} {each:>8.0f} {memory:>5.1f} {recall:>7.4f}"
        f" {right:>6.3f}"
        f"  {FLOORS.get(size, '')}"
    )
    return each


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


def _unplanted(size: int) -> None:
    quotes, _ = _made(size, seed=1, together=0.0)
    largest = max(len(one.members) for one in statements(quotes))
    print(f"of {size:,} quotes of which none is another's, the largest statement has {largest} members (floor 30)")


def _grown(size: int) -> None:
    """New quotes into statements that stand open in memory: read, compared with all, linked again, told."""
    quotes, _ = _made(size + NEW)
    growing = Growing()
    growing.add(quotes[:size])
    gc.freeze()
    again: list[Statement] = []
    took = spent(lambda: again.extend(growing.add(quotes[size:])))
    print(f"{NEW:,} new into {size:,}, open in memory: {took}, {len(again):,} statements told again (floor 2 s)")
    print(f"    the quotes, their statements and the archive: {_gigabytes():.1f} GB")


def _kept(size: int) -> None:
    """The archive as a store keeps it: bytes that are read with every run, and what is written behind them."""
    quotes, _ = _made(size + NEW)
    memory = Memory(None)
    memory.archive.add([plain_words(quote) for quote in quotes[:size]])
    whole = pack(memory.archive)
    opened: list[Memory] = []
    took = spent(lambda: opened.append(Memory(None, [whole])))
    texts = [plain_words(quote) for quote in quotes[size:]]
    compared = spent(lambda: opened[0].archive.add(texts))
    more: list[int] = []
    packed = spent(lambda: more.append(len(getattr(opened[0].new_archive(), "data", b""))))
    print(f"the archive of {size:,} kept: {len(whole) / 1e6:,.0f} MB, opened in {took}")
    print(f"    {NEW:,} more compared with it: {compared}; {more[0] / 1e6:,.1f} MB written behind it, made in {packed}")


def _peers(size: int, own: float) -> None:
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

    each = spent(lsh).processor / size * 1e6
    print(f", {each:.0f} µs each at {size:,}: {each / own:.1f} times ours, which verifies and tells them too")
    texts = [" ".join(normal(quote.text, "en").words) for quote in quotes[:SAMPLE]]
    pair = spent(lambda: process.cdist(texts, texts, scorer=fuzz.partial_ratio, score_cutoff=81)).processor / SAMPLE**2
    most = SIZES[-1]
    days, ours = pair * most**2 / 2 / 86_400, own * most / 1e6 / 86_400
    print(
        f"rapidfuzz cdist, partial_ratio: {pair * 1e6:.1f} µs a pair on {SAMPLE:,}; {most:,} quotes: {days:,.0f} days",
        end="",
    )
    print(f", {days / ours:,.0f} times ours")


def _vectors(size: int) -> None:
    from extract.matching.encoder import default_encoder

    encoder = default_encoder()
    if encoder is None:
        print("vectors: the encoder's package is not installed")
        return
    encoder.encode(["what is loaded once"])
    texts = [quote.text for quote in made(size)[0]]
    print(f"vectors: {size / spent(lambda: encoder.encode(texts)).processor:,.0f} texts a second")


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
        took = spent(partial(deque, pairs_of(meanings), 0)).processor
        each = f"{took / size * 1e6:.0f} µs a quote"
        print(f"{name}: {meanings.compared / all_pairs:.2%} of {all_pairs:,} pairs of vectors compared, {each}")


if __name__ == "__main__":
    main([int(size.replace(",", "")) for size in sys.argv[1:]] or SIZES)
