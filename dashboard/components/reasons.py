"""Why two figures stand as they do: the engine says it in English, in a few known forms; here each is said anew."""

import re
from collections.abc import Mapping

from dashboard.components.text import escape, number, one_line, outlet
from dashboard.words import N_, _, listed
from extract.model import Relation
from extract.store.queries.results import ClaimView

# How the engine ends its sentence, and how a page says it; both figures and who gives them stand before.
ENDS = (
    (r"give the same figure\.", N_("{both} give the same figure.")),
    (r"leave room for one and the same figure\.", N_("{both} leave room for one and the same figure.")),
    (
        r"differ, and they are for different times, (?P<one>[^,]+) and (?P<other>[^,]+)\.",
        N_("{both} differ, and they are for different times, {one} and {other}."),
    ),
    (
        r"differ, and one of them says that it revises the figure\.",
        N_("{both} differ, and one of them says that it revises the figure."),
    ),
    (
        r"differ, and one of them is an earlier figure\.",
        N_("{both} differ, and one of them is an earlier figure."),
    ),
    (r"differ, and one of them was a forecast\.", N_("{both} differ, and one of them was a forecast.")),
    (
        r"differ, and one of them is the level that was reached that day\.",
        N_("{both} differ, and one of them is the level that was reached that day."),
    ),
    (r"differ, and the later report counts more\.", N_("{both} differ, and the later report counts more.")),
    (
        r"differ by a factor near (?P<factor>[\d,]+): a likely slip\.",
        N_("{both} differ by a factor near {factor}: a likely slip."),
    ),
    (
        r"do not meet; the gap has no share of the lower value\.",
        N_("{both} do not meet; the gap has no share of the lower value."),
    ),
    (
        r"do not meet; they lie (?P<share>[\d.,]+) % of the lower value apart\.",
        N_("{both} do not meet; they lie {share}% of the lower value apart."),
    ),
)
FORMS = tuple((re.compile(rf" {end}$"), words) for end, words in ENDS)
COUNTED = ("factor", "share")


def said(relation: Relation, claims: Mapping[str, ClaimView]) -> str:
    """Return why two claims stand as they do, as HTML in the language of the page; a form unknown here as it stands."""
    if relation.a in claims and relation.b in claims:
        both = listed([given(claims[relation.a]), given(claims[relation.b])])
        for form, words in FORMS:
            if found := form.search(relation.evidence):
                parts = {name: shown(name, part) for name, part in found.groupdict().items()}
                return _(words, both=both, **parts)
    return f'<span lang="en">{escape(relation.evidence)}</span>'


def given(claim: ClaimView) -> str:
    """Return a figure in its article's words, and who gives it."""
    behind = claim.speaker_name or claim.source_text
    where = f"{outlet(claim.outlet)}, {one_line(behind)}" if behind else outlet(claim.outlet)
    return _("“{figure}” ({where})", figure=one_line(claim.surface), where=where)


def shown(name: str, part: str) -> str:
    return number(part.replace(",", "")) if name in COUNTED else escape(part)
