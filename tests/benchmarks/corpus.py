"""A large made-up store for the dashboard's benchmark: `python -m tests.benchmarks.corpus STORE [ATTRIBUTIONS]`.

Words, outlets and people are invented and skewed as they are in the news: few of them make most of it. Articles come
in events that one to eight outlets report within days, so that statements have several wordings, figures disagree and
outlets can be compared. The rows go straight into the tables; what is counted of them, the store counts itself.
"""

import itertools
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from extract.model import content_id
from extract.store import Store, open_store
from extract.store.derived_counts import write_counts
from extract.store.tables import Rows, as_json, insert

A_ARTICLE = 10  # attributions
OUTLETS, FIRST_DAY, DAYS = 60, date(2023, 11, 1), 3 * 365
VOCABULARY = 40_000
COMMON, RARE = "thema", "quixolant"
"""A word in about every eighth quote, and one in a few dozen of a million."""

RELATIONS = ("exact", "punctuation", "truncated", "edited", "paraphrase", "translation", "repeated")
FLAGS = ("number changed", "denied", "hedge dropped", "negation changed", "cut before a condition")
UNITS = (None, None, None, "EUR", "USD", "percent", "km", "year", "t", "month")
ENTITIES = ("boats", "gates", "homes", "jobs", "tons of grain", "passengers", "trees", "schools", "beds", "letters")
BATCH = 1_000
SYLLABLES = re.findall(r"\w+", "ba do ke li mu na po ra su ti ve zo cha dri fle gro pla sti tre vau")


@dataclass(slots=True)
class Speaker:
    """Who is quoted, and what the store counts of them."""

    row: int
    id: str
    name: str
    role: str
    quotes: int = 0
    articles: dict[str, None] = field(default_factory=dict)
    outlets: set[str] = field(default_factory=set)


@dataclass(slots=True)
class Said:
    """A statement of an event, with the figure in it if it has one."""

    words: list[str]
    speaker: Speaker
    figure: int | None
    unit: str | None
    entity: str
    reports: list[tuple[object, ...]] = field(default_factory=list)
    claims: list[tuple[str, int, int, str]] = field(default_factory=list)


class Corpus:
    """The tables in the making; a batch of rows is written whenever it is long enough."""

    def __init__(self, store: Store, attributions: int) -> None:
        self.store, self.wanted = store, attributions
        self.random = random.Random(8)
        names = ("".join(self.random.choices(SYLLABLES, k=self.random.randint(1, 4))) for _ in range(10 * VOCABULARY))
        self.words = [COMMON, *itertools.islice(dict.fromkeys(names), VOCABULARY)]
        self.weights = list(itertools.accumulate(1 / (at + 6) for at in range(len(self.words))))
        self.outlets = [f"{self.name()} {kind}" for kind in ("Post", "Herald", "Courrier") for _ in range(OUTLETS // 3)]
        self.outlet_weights = list(itertools.accumulate(1 / (at + 3) for at in range(OUTLETS)))
        self.speakers = [self.speaker(row) for row in range(1, max(50, attributions // 50) + 1)]
        self.speaker_weights = list(itertools.accumulate(1 / (at + 8) for at in range(len(self.speakers))))
        self.rows: dict[str, Rows] = defaultdict(list)
        self.counts: Counter[str] = Counter()

    def name(self) -> str:
        return self.random.choice(self.words[200:]).title()

    def speaker(self, row: int) -> Speaker:
        name = f"{self.name()} {self.name()}"
        return Speaker(row=row, id=content_id("made speaker", str(row)), name=name, role=self.random.choice(self.words))

    def sentence(self, length: int) -> list[str]:
        return self.random.choices(self.words, cum_weights=self.weights, k=length)

    def fill(self) -> None:
        """Write events until there are as many attributions as wanted."""
        while self.counts["attributions"] < self.wanted:
            self.event()
            if len(self.rows["articles"]) > BATCH:
                self.flush()
        self.people()
        self.flush()

    def event(self) -> None:
        chance = self.random
        size = min(8, 1 + int(chance.expovariate(0.9)))
        outlets = list(dict.fromkeys(chance.choices(self.outlets, cum_weights=self.outlet_weights, k=size)))
        first = FIRST_DAY + timedelta(days=int(DAYS * chance.random() ** 0.8))
        cast = chance.choices(self.speakers, cum_weights=self.speaker_weights, k=4)
        pool = [self.said(chance.choice(cast)) for _ in range(A_ARTICLE if size == 1 else A_ARTICLE + 3 * size)]
        for at, outlet in enumerate(outlets):
            day = None if chance.random() < 0.03 else (first + timedelta(days=chance.randint(0, 3) * bool(at)))
            self.article(outlet, day, chance.sample(pool, min(len(pool), chance.randint(6, 14))))
        for said in pool:
            self.statement(said)

    def said(self, speaker: Speaker) -> Said:
        words = self.sentence(self.random.randint(6, 28))
        if self.random.random() < 4e-5:
            words[2] = RARE
        figure = self.random.randint(2, 5_000) if self.random.random() < 0.3 else None
        unit, entity = self.random.choice(UNITS), self.random.choice(ENTITIES)
        return Said(words=words, speaker=speaker, figure=figure, unit=unit, entity=entity)

    def article(self, outlet: str, day: date | None, quoted: Sequence[Said]) -> None:
        """Lay the quotes one after the other and note where each stands."""
        row = self.counts["articles"] = self.counts["articles"] + 1
        id, language = content_id("made article", str(row)), "fr" if outlet.endswith("Courrier") else "en"
        written = day.isoformat() if day else None
        parts, at = [" ".join(self.sentence(20)) + ".\n\n"], 0
        at = len(parts[0])
        for said in quoted:
            text, relation, flags, figure = self.worded(said)
            sentence = f"“{text},” said {said.speaker.name}, the {said.speaker.role}."
            self.attribution(row, id, outlet, language, written, said, text, sentence, at, relation, flags, figure)
            parts.append(f"{sentence}\n\n")
            at += len(parts[-1])
        text, uri = "".join(parts), f"https://{outlet.replace(' ', '-').lower()}.example/{id}"
        title = " ".join(self.sentence(7)).capitalize()
        document = content_id(uri)
        self.rows["documents"].append((document, uri, "text/html", written, content_id(text), None, "{}"))
        zones = as_json([["body", 0, len(text)]])
        own = (row, id, document, uri, content_id(outlet), outlet, title, written, written, language, text, zones)
        self.rows["articles"].append(own)
        self.rows["article_words"].append((row, title, text))

    def worded(self, said: Said) -> tuple[str, str, tuple[str, ...], int | None]:
        """Return the words of one report, how they stand to the first one's, what differs, and the figure in them."""
        chance, words, figure = self.random, said.words, said.figure
        relation, flags = "exact", ()
        if said.reports and chance.random() < 0.4:
            relation = chance.choice(RELATIONS[1:])
            kept = words[: max(4, len(words) - chance.randint(1, 6))]
            words = kept + (self.sentence(2) if chance.random() < 0.5 else [])
            if figure and chance.random() < 0.15:
                figure, flags = figure + chance.randint(1, 40), ("number changed",)
            elif chance.random() < 0.1:
                flags = (chance.choice(FLAGS[1:]),)
        counted = [str(figure), said.unit or said.entity] if figure else []
        return " ".join(words + counted), relation, flags, figure

    def attribution(self, article, id, outlet, language, day, said, text, sentence, at, relation, flags, figure):  # type: ignore[no-untyped-def]
        row = self.counts["attributions"] = self.counts["attributions"] + 1
        own, chance, speaker = f"{row:016x}", self.random.random(), said.speaker
        kind = "direct" if chance < 0.6 else "indirect" if chance < 0.85 else "mixed"
        start, end = at + 1, at + 1 + len(text)
        cue, source = (end + 3, end + 7), (end + 8, end + 8 + len(speaker.name))
        sure = 0.97 - 0.6 * chance**4
        local = as_json(
            {
                "id": f"l{speaker.row}-{id}",
                "name": speaker.name,
                "kind": "person",
                "roles": [[speaker.role, [id]]],
                "aliases": [],
                "attributions": [],
            }
        )
        self.rows["attributions"].append(
            (
                row,
                own,
                article,
                kind,
                "speech",
                f"[[{start},{end}]]",
                f"[[{cue[0]},{cue[1]}]]",
                f"[[{source[0]},{source[1]}]]",
                text,
                "said",
                speaker.name,
                sentence,
                at,
                sure,
                "quote-cue-after",
                local,
                "[]",
            )
        )
        self.rows["attribution_words"].append((row, text))
        self.rows["spoken"].append((row, speaker.row))
        speaker.quotes += 1
        speaker.articles[id] = None
        speaker.outlets.add(outlet)
        said.reports.append((row, own, relation, flags, speaker.id, outlet, language, kind, day, text))
        if figure:
            self.claim(article, own, said, sentence, text, figure, at, outlet, local, kind)

    def claim(self, article, own, said, sentence, text, figure, at, outlet, local, kind):  # type: ignore[no-untyped-def]
        row = self.counts["claims"] = self.counts["claims"] + 1
        surface = f"{figure} {said.unit or said.entity}"
        start = at + 1 + len(text) - len(surface)
        id = f"c{row:015x}"
        worthy = int(self.random.random() < 0.9)
        sort = {"EUR": "money", "USD": "money", "percent": "percent", "year": "age", "month": "duration"}
        self.rows["claims"].append(
            (
                row,
                id,
                article,
                start,
                start + len(surface),
                at,
                at + len(sentence),
                surface,
                sentence,
                sort.get(said.unit or "", "count"),
                str(figure),
                "=",
                said.unit,
                said.entity,
                own,
                said.speaker.name,
                local,
                worthy,
                None if worthy else "one of many",
            )
        )
        self.rows["claim_words"].append((row, sentence, said.entity))
        said.claims.append((id, row, figure, outlet, kind))

    def statement(self, said: Said) -> None:
        """Write a statement that was reported, and the measure of its figures."""
        if not said.reports:
            return
        row = self.counts["statements"] = self.counts["statements"] + 1
        reports = sorted(said.reports, key=lambda one: (one[8] is None, one[8] or ""))
        outlets = list(dict.fromkeys(one[5] for one in reports))
        languages = list(dict.fromkeys(one[6] for one in reports))
        wordings = len({one[9] for one in reports})
        flags = list(dict.fromkeys(flag for one in reports for flag in one[3]))
        days = [one[8] for one in reports if one[8]]
        differ = int("number changed" in flags)
        first = said.reports[0]
        self.rows["statements"].append(
            (
                row,
                content_id("made statement", str(row)),
                first[9],
                None,
                first[6],
                first[7],
                said.speaker.row,
                as_json(outlets),
                len(outlets),
                len(reports),
                wordings,
                int(wordings > 1),
                as_json(languages),
                reports[0][5],
                reports[0][8],
                min(days, default=None),
                max(days, default=None),
                int(len(languages) > 1),
                len(outlets),
                as_json(flags),
                differ,
            )
        )
        for at, (attribution, _, relation, own, speaker, outlet, language, kind, day, _text) in enumerate(said.reports):
            score = 1.0 if relation == "exact" else 0.7 + 0.3 * self.random.random()
            self.rows["members"].append(
                (row, at, attribution, relation, score, as_json(own), speaker, outlet, language, kind, day, differ)
            )
        if said.claims:
            self.measure(said, differ)

    def measure(self, said: Said, differ: int) -> None:
        figures = {figure for _, _, figure, _, _ in said.claims}
        conflict = int(len(figures) > 1)
        row = None
        if len(said.claims) > 1:
            row = self.counts["measures"] = self.counts["measures"] + 1
            outlets = len({outlet for _, _, _, outlet, _ in said.claims})
            id = content_id("made measure", str(row))
            self.rows["measures"].append((row, id, said.entity, conflict, outlets, len(said.claims)))
            first = said.claims[0]
            for at, other in enumerate(said.claims[1:]):
                relation = "agree" if other[2] == first[2] else "conflict"
                self.rows["relations"].append((row, at, first[0], other[0], relation, f"{first[2]} and {other[2]}"))
        for at, (_, claim, _, _, kind) in enumerate(said.claims):
            own = at if row else None
            self.rows["claim_facts"].append((claim, row, own, said.speaker.row, kind, int(conflict or differ)))

    def people(self) -> None:
        """Write the speakers that were quoted, each with a name that was taken for theirs by evidence."""
        for one in self.speakers:
            counts = one.quotes, len(one.articles), as_json(sorted(one.outlets))
            self.rows["speakers"].append((one.row, one.id, one.name, "person", one.role, *counts))
            ids = list(one.articles)
            self.rows["speaker_words"].append((one.row, "alias", 0, one.name, as_json(ids), ""))
            self.rows["speaker_words"].append((one.row, "role", 0, one.role, as_json(ids), ""))
            if len(ids) > 3 and one.row % 5 == 0:
                said = f"the last name {one.name.split()[-1]} (+2.1)"
                short = (one.row, "alias", 1, one.name.split()[-1], as_json(ids[1:3]), said)
                self.rows["speaker_words"].append(short)

    def flush(self) -> None:
        for table, rows in self.rows.items():
            if table in COLUMNS:
                columns = COLUMNS[table]
                marks = ", ".join("?" * (columns.count(",") + 1))
                self.store.connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)
            else:
                insert(self.store, table, rows)
        self.rows.clear()


COLUMNS = {
    "documents": "id, uri, media_type, fetched_at, sha256, content, metadata",
    "articles": "row, id, document_id, uri, outlet_id, outlet, title, published_at, day, language, text, zones",
    "attributions": """row, id, article, kind, stance, content, cue, source, text, cue_text, source_text, context,
        context_start, confidence, rule, speaker, resolution""",
    "claims": """row, id, article, start, end, sentence_start, sentence_end, surface, sentence, kind, value, comparator,
        unit, entity, attribution_id, source_text, speaker, checkworthy, reason""",
    "article_words": "rowid, title, text",
    "attribution_words": "rowid, text",
    "claim_words": "rowid, sentence, entity",
}
"""The tables that articles fill, which `tables.insert` does not know."""


def build(path: Path, attributions: int) -> Path:
    """Write a store of about so many attributions; an index a table is made when all is in it. Returns the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.glob(f"{path.name}*"):
        old.unlink()
    with open_store(path, create=True) as store:
        run = store.connection.execute
        run("PRAGMA foreign_keys = OFF")
        run("PRAGMA synchronous = OFF")
        run("PRAGMA cache_size = -400000")
        run("PRAGMA journal_mode = OFF")
        indexes = list(store.rows("SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"))
        for index in indexes:
            run(f"DROP INDEX {index['name']}")
        run("BEGIN")
        corpus = Corpus(store, attributions)
        store.connection.executemany(
            "INSERT INTO outlets (id, name) VALUES (?, ?)",
            [(content_id(name), name) for name in dict.fromkeys(corpus.outlets)],
        )
        corpus.fill()
        for index in indexes:
            run(index["sql"])
        write_counts(store)
        # An ingest need not look through all of them for versions first.
        run("INSERT INTO article_keys (key, article) SELECT 'made', max(row) FROM articles")
        run("INSERT INTO meta (key, value) VALUES ('matching', 'made')")
        store.raise_revision()
        run("COMMIT")
        run("PRAGMA journal_mode = WAL")
        made = ", ".join(f"{count:,} {name}" for name, count in corpus.counts.items())
        print(f"{made}; {len(corpus.speakers):,} speakers; {path.stat().st_size / 1e6:,.0f} MB", flush=True)
    return path


def main(arguments: Iterable[str]) -> None:
    """Write the store and say what it cost."""
    path, *given = arguments
    begun = time.process_time()
    build(Path(path), int(given[0]) if given else 1_000_000)
    print(f"{time.process_time() - begun:.0f} CPU seconds")


if __name__ == "__main__":
    main(sys.argv[1:])
