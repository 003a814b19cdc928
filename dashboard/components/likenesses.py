"""Why a name is taken for a speaker's: the engine says it in English, in a few known forms; here each is said anew."""

import re
from collections.abc import Iterator

from dashboard.components.text import number, one_line
from dashboard.words import N_, _, language, listed

LONGEST = 2_000
"""Characters of evidence that are looked into; more is shown as it stands."""
PARTS = re.compile(r"; (?![^“]*”)")
WORTH = re.compile(r" \(([+-][\d.]+)\)$")
# How the engine says it, and how a page does. What stands in groups are words of articles, and stays as it is.
FORMS = tuple(
    (re.compile(form), words)
    for form, words in (
        (r"the same name", N_("the same name")),
        (r"short form", N_("short form")),
        (r"the same name in another language", N_("the same name in another language")),
        (r"the surname alone", N_("the surname alone")),
        (r"like another name of this speaker", N_("like another name of this speaker")),
        (r"one has a further name", N_("one has a further name")),
        (r"spelled (?P<pair>.+)", N_("spelled {pair}")),
        (r"one letter apart: (?P<pair>.+)", N_("one letter apart: {pair}")),
        (r"the same words in another order", N_("the same words in another order")),
        (r"alike in sound: (?P<pair>.+)", N_("alike in sound: {pair}")),
        (r"initials of the other's given names", N_("initials of the other's given names")),
        (
            r"(?P<one>.+) and (?P<other>.+) may be short and long for one name",
            N_("{one} and {other} may be short and long for one name"),
        ),
        (r"(?P<pair>.+), but for a particle", N_("{pair}, but for a particle")),
        (r"one has half of the other's double surname", N_("one has half of the other's double surname")),
        (r"named side by side in one article", N_("named side by side in one article")),
        (r"(?P<names>.+) speak in articles of both", N_("{names} speak in articles of both")),
        (r"both of (?P<body>.+)", N_("both of {body}")),
        (r"both in (?P<field>.+)", N_("both in {field}")),
        (r"both (?P<role>.+)", N_("both {role}")),
        (r"roles share “(?P<word>.+)”", N_("roles share “{word}”")),
        (r"(?P<one>.+) and (?P<other>.+) are two worlds", N_("{one} and {other} are two worlds")),
        (
            r"(?P<office>.+) of (?P<one>.+) and of (?P<other>.+)",
            N_("{office} of {one} and of {other}"),
        ),
        (r"in the same days", N_("in the same days")),
        (r"(?P<days>\d+) days apart", N_("{days} days apart")),
        (r"(?P<years>\d+) years apart", N_("{years} years apart")),
        (r"(?P<who>.+) judged so on (?P<day>[\d-]+)(?:: .+)?", N_("{who} judged so on {day}")),
    )
)
LANGUAGES = re.compile(r"in (\w\w) and (\w\w)")


def said(evidence: str) -> str:
    """Return why a name is a speaker's, as HTML in the language of the page; what is unknown here as it stands."""
    if len(evidence) > LONGEST:
        return one_line(evidence)
    return _("; ").join(part(one) for one in parts(evidence)) if evidence else ""


def parts(evidence: str) -> Iterator[str]:
    """Yield the reasons one by one; what is neither known nor worth anything ran into a "; " of an article's words."""
    held: list[str] = []
    for one in PARTS.split(evidence):
        if held and known(one):
            yield "; ".join(held)
            held.clear()
        held.append(one)
        if WORTH.search(one) or known(one):
            yield "; ".join(held)
            held.clear()
    if held:
        yield "; ".join(held)


def known(one: str) -> bool:
    """Return whether a reason is of a form that a page can say anew."""
    bare = WORTH.sub("", one)
    return bool(LANGUAGES.fullmatch(bare)) or any(form.fullmatch(bare) for form, _told in FORMS)


def part(one: str) -> str:
    """Return one reason with what it is worth in points."""
    found = WORTH.search(one)
    bare = one[: found.start()] if found else one
    worth = f" ({found[1][0].replace('-', '−')}{number(found[1][1:])})" if found else ""
    return reason(bare) + worth


def reason(words: str) -> str:
    if spoken := LANGUAGES.fullmatch(words):
        return _("in {languages}", languages=listed([language(spoken[1]), language(spoken[2])]))
    for form, told in FORMS:
        if found := form.fullmatch(words):
            return _(told, **{name: one_line(value) for name, value in found.groupdict().items()})
    return f'<span lang="en">{one_line(words)}</span>'
