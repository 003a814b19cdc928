"""The line that says who gives which figure."""

import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from dashboard.components import reasons, sides
from extract.model import Relation, Span
from extract.store.queries.results import ClaimView, MeasureView


def claim(id, outlet, value, comparator="=", by=None, unit=None):
    empty = dict.fromkeys(ClaimView.__dataclass_fields__)
    span = Span(0, 1)
    known = {"id": id, "outlet": outlet, "value": Decimal(value), "comparator": comparator, "speaker_name": by}
    fixed = {"kind": "count", "span": span, "sentence_span": span, "surface": value, "date": f"2026-05-0{id[-1]}"}
    return ClaimView(**{**empty, **known, **fixed, "unit": unit})


def measure(claims, *relations):
    made = tuple(Relation(a=a, b=b, relation=name, evidence=f"{a} and {b}: {name}") for a, b, name in relations)
    fixed = {"id": "m", "entity": "boats", "conflict": True, "outlet_count": len(claims)}
    return MeasureView(**fixed, claims=tuple(claims), relations=made)


def shown(measure):
    """Return the lines above the fold, without markup."""
    return re.findall(r"<li>(.*?)</li>", sides.evidence(measure).split("<details")[0])


def plain(line):
    return re.sub(r"<[^>]*>", "", line)


BOATS = [claim("c1", "A", "800", "~"), claim("c2", "B", "800", "~"), claim("c3", "C", "1150")]
DISPUTED = measure(BOATS, ("c1", "c3", "conflict"), ("c2", "c3", "conflict"), ("c1", "c2", "agree"))


def test_outlets_with_one_figure_are_one_side_of_one_line():
    said = [plain(line) for line in shown(DISPUTED)]
    assert said == ["cannot both be right: about 800 — A and B; 1,150 — C; 43.8% apart, of the lower figure"]


def test_every_pair_stands_in_the_fold():
    fold = sides.evidence(DISPUTED).split("<details")[1]
    assert "pair by pair (3)" in fold
    assert all(f"{pair}: " in fold for pair in ("c1 and c3", "c2 and c3", "c1 and c2"))


def test_that_all_agree_is_said_where_nothing_else_is_to_say():
    agreed = measure([claim("c1", "A", "240"), claim("c2", "B", "240", "~")], ("c1", "c2", "agree"))
    assert [plain(line) for line in shown(agreed)] == ["agree: 240 or about 240 — A and B"]


def test_an_outlet_that_gives_two_figures_has_its_sources_named():
    claims = [claim("c1", "A", "23"), claim("c2", "A", "32", by="Ann Roe"), claim("c3", "B", "23", by="Oda Brill")]
    said = plain(shown(measure(claims, ("c2", "c3", "conflict"), ("c1", "c3", "agree")))[0])
    assert said.startswith("cannot both be right: 23 — B; 32 — A (Ann Roe);")


def test_figures_in_two_units_have_no_share_between_them():
    claims = [claim("c1", "A", "5", unit="km"), claim("c2", "B", "9", unit="m")]
    assert "apart" not in shown(measure(claims, ("c1", "c2", "conflict")))[0]


def test_the_reason_of_a_pair_is_said_with_its_own_words_and_with_percentages_as_everywhere():
    claims = {one.id: one for one in (claim("c1", "A", "20"), claim("c2", "B", "40", by="Ann Roe"))}
    why = "“20” (A) and “40” (B, Ann Roe) do not meet; they lie 100.5 % of the lower value apart."
    told = reasons.said(Relation(a="c1", b="c2", relation="conflict", evidence=why), claims)
    assert told.endswith("(B, Ann Roe) do not meet; they lie 100.5% of the lower value apart.")


def test_a_reason_in_a_form_that_nobody_foresaw_stands_as_it_is():
    odd = Relation(a="c1", b="c2", relation="conflict", evidence="<b>odd</b>")
    assert reasons.said(odd, {}) == '<span lang="en">&lt;b&gt;odd&lt;/b&gt;</span>'


ids = st.sampled_from(["c1", "c2", "c3"])
relations = st.lists(st.tuples(ids, ids, st.sampled_from(["conflict", "agree", "update", "odd"])), max_size=6)


@given(relations)
def test_whatever_the_relations_no_outlet_in_a_conflict_is_left_out(found):
    said = " ".join(plain(line) for line in shown(measure(BOATS, *found)) if "cannot" in line)
    names = {claim.id: claim.outlet for claim in BOATS}
    for a, b, name in found:
        assert name != "conflict" or all(re.search(rf"\b{names[one]}\b", said) for one in (a, b))
