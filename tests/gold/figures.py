"""The figures of the product on the sample, as counts."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from extract.model import Attribution, Extraction, Matching, read_spans
from tests.gold.agreement import Agreement
from tests.gold.reading import Row, languages, rows, same_pairs, texts

# Words that may stand before a name without being part of it.
TITLES = frozenset(
    re.findall(r"\w+", "the a an le la les l d dr mr mrs ms m mme mayor maire governor professor chief fire")
)

Figures = dict[str, dict[str, int]]


def figures(extractions: Mapping[str, Extraction], found: Agreement, matching: Matching) -> Figures:
    """Return the figures of each language, of what lies across articles, and of the raw pages, as counts by name."""
    result = {code: _of_language(found, code) for code in languages()}
    across = _statements(found, matching) | _speakers(found, matching) | _relations(found, matching)
    return result | {"across": across, "pages": _pages(extractions)}


def wrong_speakers(found: Agreement) -> dict[str, str]:
    """Return, by id, the speaker of each core quote that was found with a wrong one."""
    spelled = {row["name"]: row["spellings"] for row in rows("speakers.jsonl")}
    core = [row for row in found.quotes if row["tier"] == "core" and row["id"] in found.attribution_of]
    told = {row["id"]: _name(row, found.attribution_of[row["id"]]) for row in core}
    return {
        row["id"]: told[row["id"]]
        for row in core
        if not same_name(told[row["id"]], spelled.get(row["speaker"], [row["speaker"]]))
    }


def _of_language(found: Agreement, code: str) -> dict[str, int]:
    quotes = [row for row in found.quotes if row["language"] == code and row["tier"] == "core"]
    claims = [row for row in found.claims if row["language"] == code and row["tier"] == "core" and row["checkworthy"]]
    articles = {row["article"] for row in quotes}
    named = [(row, found.attribution_of[row["id"]]) for row in quotes if row["id"] in found.attribution_of]
    paired = [(row, found.claim_of[row["id"]]) for row in claims if row["id"] in found.claim_of]
    wrong = wrong_speakers(found)
    return {
        "quotes": len(quotes),
        "quotes_found": len(named),
        "kinds_right": sum(got.kind == row["kind"] for row, got in named),
        "speakers_right": sum(row["id"] not in wrong for row, _ in named),
        "quotes_false": sum(article in articles for article, _ in found.false_quotes),
        "claims": len(claims),
        "claims_found": len(paired),
        "units_right": sum(got.quantity.unit == row["unit"] for row, got in paired),
        "comparators_right": sum(row["comparator"] in (None, got.quantity.comparator) for row, got in paired),
        "claims_false": sum(article in articles for article, _ in found.false_claims),
    }


def _name(row: Row, got: Attribution) -> str:
    return got.speaker.name if got.speaker else read_spans(texts()[row["article"]], got.source)


def _statements(found: Agreement, matching: Matching) -> dict[str, int]:
    joined = {frozenset(p) for s in matching.statements for p in combinations([m.attribution for m in s.members], 2)}
    same = same_pairs(found.quotes)
    different = {frozenset(row["quotes"]) for row in rows("same.jsonl") if row["verdict"] == "different"}
    name = {attribution.id: row for row, attribution in found.attribution_of.items()}
    article = {row["id"]: row["article"] for row in found.quotes}
    known = {frozenset(map(name.__getitem__, pair)) for pair in joined if pair <= name.keys()}
    core = {row["id"] for row in found.quotes if row["tier"] == "core"}
    across = {pair for pair in known if pair <= core and len({article[one] for one in pair}) == 2}
    return {
        "same": len(same),
        "same_joined": len(same & known),
        "different": len(different),
        "different_joined": len(different & known),
        "unlabelled_joined": len(across - same - different),
    }


def _speakers(found: Agreement, matching: Matching) -> dict[str, int]:
    speaker_of = {attribution: s.id for s in matching.speakers for attribution in s.attributions}
    people = {row["name"]: row["kind"] for row in rows("speakers.jsonl")}
    ids: dict[str, set[str | None]] = {}
    held: dict[str, set[str]] = {}
    for row in found.quotes:
        if row["speaker"] in people and row["id"] in found.attribution_of:
            speaker = speaker_of.get(found.attribution_of[row["id"]].id)
            ids.setdefault(row["speaker"], set()).add(speaker)
            held.setdefault(speaker or "", set()).add(row["speaker"])
    whole = [name for name, found_as in ids.items() if len(found_as) == 1 and None not in found_as]
    return {
        "people": sum(kind == "person" for kind in people.values()),
        "people_whole": sum(people[name] == "person" for name in whole),
        "organisations": sum(kind == "organisation" for kind in people.values()),
        "organisations_whole": sum(people[name] == "organisation" for name in whole),
        "speakers_merged": sum(len(names) > 1 for speaker, names in held.items() if speaker),
    }


def _relations(found: Agreement, matching: Matching) -> dict[str, int]:
    name = {claim.id: row for row, claim in found.claim_of.items()}
    told = {
        frozenset((name.get(r.a, r.a), name.get(r.b, r.b))): r.relation for m in matching.measures for r in m.relations
    }
    gold = {frozenset((row["a"], row["b"])): row["relation"] for row in rows("relations.jsonl")}
    agreeing = ("agree", "compatible")

    def linked(kinds: Sequence[str], wanted: Sequence[str]) -> int:
        return sum(told.get(pair) in wanted for pair, relation in gold.items() if relation in kinds)

    return {
        "conflicts": sum(relation == "conflict" for relation in gold.values()),
        "conflicts_found": linked(["conflict"], ["conflict"]),
        "agreements": sum(relation in agreeing for relation in gold.values()),
        "agreements_found": linked(agreeing, agreeing),
        "updates": sum(relation == "update" for relation in gold.values()),
        "updates_found": linked(["update"], ["update"]),
        "conflicts_false": sum(
            relation == "conflict" and gold.get(pair) not in ("conflict", "update", "unjudged")
            for pair, relation in told.items()
        ),
    }


def _pages(extractions: Mapping[str, Extraction]) -> dict[str, int]:
    counts = dict.fromkeys(
        ("outlets_right", "dates_right", "titles_right", "body_characters", "body_found", "body_false"), 0
    )
    for row in rows("pages.jsonl"):
        article = extractions[row["article"]].article
        wanted = set(range(*row["body"]))
        found = {place for span in article.body for place in range(span.start, span.end)}
        counts["outlets_right"] += bool(article.outlet and article.outlet.name == row["outlet"])
        counts["dates_right"] += (article.published_at or "")[:10] == row["published_at"]
        counts["titles_right"] += article.title == row["title"][2]
        counts["body_characters"] += len(wanted)
        counts["body_found"] += len(wanted & found)
        counts["body_false"] += len(found - wanted)
    return counts


def same_name(found: str | None, spellings: Iterable[str]) -> bool:
    """Whether a name is one of these spellings, with titles or at most three more words about it."""
    words = _words(found or "")
    return any(wanted <= words and len(words - wanted) <= 3 for wanted in map(_words, spellings) if wanted)


def _words(name: str) -> frozenset[str]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).lower()
    return frozenset(re.findall(r"\w+", plain)) - TITLES
