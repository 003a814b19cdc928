"""Many articles through the whole pipeline, with broken input among them: `python -m tests.benchmarks.soak [ARTICLES]`.

Made-up articles in English and French, three reports of each event, lie in files of JSON Lines; among them lie broken
files, some of each kind of `tests.broken`. One `onrecord ingest` reads the folder with two processes, is killed with
all its workers after two fifths, and started again. Then a share of the articles is marked as read by an older version,
and `--again` reads them anew. Printed are the rate, the memory of the coordinator and of its workers as they went on,
and whether each broken file was counted, no article was lost, and each judgement and id stayed.
"""

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from extract import pipeline
from extract.model import Judgement
from extract.store import Store, judgements, open_store, queries
from tests.benchmarks.memory import resident
from tests.broken.kinds import kinds

ARTICLES, EACH_KIND, A_FILE = 10_000, 4, 200
KILLED_AFTER, READ_AGAIN = 0.4, 0.05
SEED = 20261122
FIRST = ("Ada", "Brunel", "Ines", "Marek", "Otto", "Lise", "Karim", "Nora", "Felix", "Jana", "Tomas", "Rosa", "Emil")
LAST = ("Varnok", "Tellier", "Ostrand", "Quiroz", "Bellamy", "Duvignac", "Harrow", "Lindqvist", "Moreau", "Sable")
PLACES = ("Marlune", "Wexel", "Tarn-le-Haut", "Orvault", "Quillon", "Brackwater", "Haldermere", "Vireux", "Calder")
OUTLETS = {"en": ("Daily Quay", "Estuary Post", "Morning Ledger"), "fr": ("Le Quai", "La Gazette de Vireux")}
POSTS = {
    "en": ("mayor", "harbour master", "hospital director", "union leader", "minister"),
    "fr": ("maire", "directrice du port", "directeur de l'hôpital", "syndicaliste", "ministre"),
}
SENTENCES = {
    "en": (
        '"We will not close the {thing} of {place} before {month}," said {name}, the {post}.',
        "{name} said that {count} people had been moved out of {place} since Monday.",
        'The {post}, {name}, called the plan "a promise that nobody can keep."',
        "At least {count} families are waiting for help, according to {name}.",
        '"{count} beds are not enough," {name} told reporters in {place}.',
        "The repair of the {thing} would cost {money} million euros, the council said.",
        "The rain had stopped by the evening, and the market opened again.",
        "About {share} percent of the pupils of {place} did not come to school.",
    ),
    "fr": (
        "« Nous ne fermerons pas {thing} de {place} avant {month} », a déclaré {name}, {post}.",
        "{name} a affirmé que {count} personnes avaient quitté {place} depuis lundi.",
        "Selon {name}, au moins {count} familles attendent une aide.",
        "« {count} lits ne suffisent pas », a dit {name} devant la presse à {place}.",
        "La réparation coûterait {money} millions d'euros, d'après le conseil municipal.",
        "La pluie avait cessé dans la soirée et le marché a rouvert.",
        "Près de {share} % des élèves de {place} ne sont pas venus à l'école.",
    ),
}
THINGS = {
    "en": ("bridge", "lock", "clinic", "school", "ferry"),
    "fr": ("le pont", "l'écluse", "la clinique", "l'école"),
}
MONTHS = {"en": ("June", "October", "January"), "fr": ("juin", "octobre", "janvier")}
WORDS = {"thing": THINGS, "month": MONTHS, "post": POSTS}


def articles(count: int) -> Iterator[dict[str, str]]:
    """Yield articles as JSON Lines have them, two or three of each event, one of them in French."""
    dice = random.Random(SEED)
    number = 0
    while number < count:
        day = f"2026-{1 + number * 12 // count:02}-{dice.randint(1, 28):02}"
        facts = {
            "name": f"{dice.choice(FIRST)} {dice.choice(LAST)}",
            "place": dice.choice(PLACES),
            "count": dice.randint(12, 4_000),
            "money": dice.randint(2, 90),
            "share": dice.randint(3, 97),
        }
        for language in ("en", "en", "fr")[: count - number]:
            chosen = dice.sample(SENTENCES[language], 6)
            own = {
                name: dice.choice(of[language]) for name, of in (("thing", THINGS), ("month", MONTHS), ("post", POSTS))
            }
            text = " ".join(sentence.format(**facts, **own) for sentence in chosen[:3])
            rest = " ".join(sentence.format(**facts, **own) for sentence in chosen[3:])
            outlet = dice.choice(OUTLETS[language])
            title = f"{facts['place']}: {facts['count']} / {number}"
            yield {
                "id": f"made-{number}",
                "text": f"{text}\n\n{rest}\n\n{title}.",
                "outlet": outlet,
                "language": language,
                "title": title,
                "published_at": day,
            }
            number += 1


def write_sources(folder: Path, count: int) -> int:
    """Write the articles and the broken files into a folder, and return how many articles stand whole in the latter."""
    made = list(articles(count))
    for at in range(0, count, A_FILE):
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made[at : at + A_FILE])
        (folder / f"{at:07} whole.jsonl").write_text(lines, encoding="utf-8")
    files = max(1, count // A_FILE)
    kept = 0
    for round_ in range(EACH_KIND):
        for number, (kind, one) in enumerate(kinds()):
            at = (number * EACH_KIND + round_) * files // (len(dict(kinds())) * EACH_KIND) * A_FILE
            (folder / f"{at:07} x{number:02}{round_} {one.name}").write_bytes(one.made(f"It was {kind} {round_}."))
            kept += one.articles
    return kept


@dataclass
class Watched:
    """A run: its results by status and by cause, its memory (MB) by share done, and how long it took."""

    results: Counter[str] = field(default_factory=Counter)
    failed: list[str] = field(default_factory=list)
    memory: list[tuple[int, float, float]] = field(default_factory=list)
    seconds: float = 0.0
    reading: float = 0.0


def run(folder: Path | None, store: Path, *more: str, until: int | None = None) -> Watched:
    """Ingest, and watch; after `until` results it is killed with its workers."""
    command = [
        sys.executable,
        "-m",
        "extract",
        "ingest",
        *([str(folder)] if folder else []),
        "--json",
        "--store",
        str(store),
    ]
    watched, began = Watched(), time.monotonic()
    with subprocess.Popen(
        [*command, *more], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            result = json.loads(line)
            if result["type"] == "summary":
                continue
            watched.results[result["status"]] += 1
            watched.reading = time.monotonic() - began
            if result["status"] == "failed":
                watched.failed.append(result["uri"])
            done = watched.results.total()
            if done % 250 == 0:
                watched.memory.append((done, *memory(process.pid)))
            if until and done >= until:
                os.killpg(process.pid, signal.SIGKILL)
                break
    watched.seconds = time.monotonic() - began
    return watched


def memory(pid: int) -> tuple[float, float]:
    """Return what a process and the largest of its children hold now, in MB."""
    children = [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return resident(pid), max(map(resident, children), default=0.0)


def judge_some(store: Store) -> list[Judgement]:
    """Judge a few joined statements, and return the judgements."""
    _, cards = queries.statement_cards(store, queries.Filters(), limit=5)
    made = []
    for card in cards:
        view = queries.statement(store, card.id)
        assert view is not None
        answer = {"left": view.members[0].id, "right": "", "verdict": "same", "about": "quote"}
        judgement = Judgement(**answer, evidence="soak", author="Soak", created_at="2026-11-22T10:00:00+00:00")
        judgements.record(store, judgement)
        made.append(judgement)
    pipeline.derive(store)
    return made


def ids(store: Store) -> dict[str, set[str]]:
    """Return the ids that the store holds of each kind of thing."""
    tables = ("attributions", "claims", "statements", "speakers", "measures")
    return {table: {row[0] for row in store.rows(f"SELECT id FROM {table}")} for table in tables}


def curve(watched: Watched, which: int) -> str:
    """Return memory at the start, in the middle and at the end of a run."""
    found = [one[which] for one in watched.memory]
    picked = [found[0], found[len(found) // 2], found[-1]] if found else []
    return " → ".join(f"{one:,.0f}" for one in picked)


def main() -> None:
    """Soak, and print what was seen."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    with TemporaryDirectory() as root:
        folder, path = Path(root) / "in", Path(root) / "s.db"
        folder.mkdir()
        kept = write_sources(folder, count)
        broken = sum(1 for one in folder.iterdir() if "whole" not in one.name)
        print(f"{count:,} articles, {broken} broken files of {len(dict(kinds()))} kinds with {kept} whole articles")
        killed_and_resumed(folder, path, count, kept, broken)
        read_by_another(path, int(count * READ_AGAIN))


def killed_and_resumed(folder: Path, path: Path, count: int, kept: int, broken: int) -> None:
    """Read until it is killed, go on, and print what became of all."""
    killed = run(folder, path, until=int(count * KILLED_AFTER))
    ended = run(folder, path)
    with open_store(path) as store:
        held = store.one("SELECT count(*) FROM articles")  # earlier versions of one among them
        told = len({one.failure.uri.partition("!/")[0] for one in queries.failures(store)})
        whole = store.one("PRAGMA integrity_check")
    known, fresh = ended.results["known"], ended.results["new"]
    print(f"killed after {killed.results.total():,} results; the second run knew {known:,} articles")
    print(f"lost of the {killed.results['new']:,} acknowledged: {max(0, killed.results['new'] - known)}")
    print(f"articles {held:,} of {count + kept:,}; broken files told {told} of {broken}; integrity {whole}")
    print(f"read {fresh / ended.reading:,.1f} a second, matched in {ended.seconds - ended.reading:,.0f} s")
    print(f"memory of the coordinator {curve(ended, 1)} MB, of the larger worker {curve(ended, 2)} MB")


def read_by_another(path: Path, share: int) -> None:
    """Mark a share of the articles as read by an older version, read them again, and print what stayed."""
    with open_store(path) as store:
        judged = judge_some(store)
        before = ids(store)
        with store.writing():
            sql = "UPDATE readings SET onrecord = '0.0' WHERE article IN (SELECT article FROM readings LIMIT ?)"
            store.connection.execute(sql, (share,))
    again = run(None, path, "--again")
    with open_store(path) as store:
        after = ids(store)
        stood = sum(1 for one in judged if store.one("SELECT 1 FROM checked WHERE id = ?", (one.left,)))
    lost = {name: len(before[name] - after[name]) for name in before}
    print(f"read again by a new version: {again.results['searched']:,} of {share:,}; ids lost {lost}")
    print(f"judgements that stand: {stood} of {len(judged)}")


if __name__ == "__main__":
    main()
