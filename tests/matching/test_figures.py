"""What the development data say of statements; each floor is the project's own, and lowering one is a decision."""

import itertools
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from extract.jsonlines import quote_from_json, statement_to_json
from extract.matching.encoder import default_encoder
from extract.matching.link import SUPPORTED, proved, statements
from extract.matching.report import reports
from extract.model import Quote
from tests.shared import SHARED, needs_shared, rows

pytestmark = needs_shared


def seeds() -> list[Quote]:
    return [
        Quote(
            id=row["id"],
            text=row["content_text"],
            article_id=row["file"],
            language=row["lang"],
            speaker=row["speaker"],
            kind=row["kind"],
        )
        for row in rows(SHARED / "seeds/seed_quotes.jsonl")
    ]


def test_the_seeds_statements_are_recognised() -> None:
    of = {m.attribution: s.id for s in statements(seeds(), default_encoder()) for m in s.members}
    known = rows(SHARED / "seeds/seed_same.jsonl")
    same = {frozenset((pair["a"], pair["b"])) for row in known if row["type"] == "same" for pair in row["pairs"]}
    joined = {frozenset(pair) for pair in itertools.combinations(of, 2) if of[pair[0]] == of[pair[1]]}
    assert len(joined & same) >= 17
    assert len(joined - same) <= 1


def test_every_member_is_verified_against_the_canonical_wording() -> None:
    encoder, quotes = default_encoder(), {quote.id: quote for quote in seeds()}
    several = [found for found in statements(list(quotes.values()), encoder) if len(found.members) > 1]
    assert several
    for statement in several:
        canonical, *others = (quotes[member.attribution] for member in statement.members)
        assert canonical.text == statement.canonical
        for member in others:
            alone = statements([canonical, member], encoder)
            one, two = reports([canonical, member])
            assert len(alone) == 1 or proved(one, two)[0] >= SUPPORTED, (canonical.text, member.text)


@pytest.mark.parametrize(("gold", "f1", "precision"), [("pairs_dev", 93.0, 91.0), ("xling_dev", 93.0, 95.0)])
def test_judged_pairs_stand_above_the_floor(gold: str, f1: float, precision: float, tmp_path: Path) -> None:
    script, pairs = SHARED / "score/match.py", SHARED / f"gold/match/{gold}.jsonl"

    def call(*arguments: object) -> str:
        command = [sys.executable, *map(str, arguments)]
        done = subprocess.run(
            command, capture_output=True, text=True, check=True, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
        )
        return done.stdout

    (tmp_path / "quotes.jsonl").write_text(call(script, "quotes", pairs), "utf-8")
    found = statements([quote_from_json(row) for row in rows(tmp_path / "quotes.jsonl")], default_encoder())
    lines = [json.dumps(statement_to_json(statement)) for statement in found if len(statement.members) > 1]
    (tmp_path / "matched.jsonl").write_text("\n".join(lines), "utf-8")
    words = call(script, "score", pairs, tmp_path / "matched.jsonl").split()
    assert float(words[words.index("P") + 1]) >= precision
    assert float(words[words.index("F1") + 1]) >= f1
