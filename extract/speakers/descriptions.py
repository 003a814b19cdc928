"""Whom a description stands for: "the coordinator", "the professor", "the young diver", "the agency"."""

from bisect import bisect_left

from extract.model import Span
from extract.speakers.mentions import Figure
from extract.speakers.names import folded
from extract.speakers.reading import Reading, adjacent, foremost, place_of
from extract.speakers.resolved import Who
from extract.speakers.sources import Local

# How far an epithet ("the young diver") must lead, which points less clearly than a pronoun.
EPITHET_LEAD, EPITHET_LEAST = 1.8, 0.5
# How heavy a body must be that "the agency" goes back to without sharing its noun.
ANAPHOR_LEAST = 0.2


def of_description(reading: Reading, local: Local) -> Who | None:
    """Return whom a description goes back to, or None where it stands for itself."""
    offset = local.span.start
    if local.kind == "person":
        earlier = _same_description(reading, local, offset)
        figure = _by_role(reading, local, offset)
        if figure is not None:
            return figure
        if earlier is not None:
            return earlier
        covered = _by_covered_role(reading, local, offset)
        if covered is not None:
            return covered
        if local.determiner != "definite":
            return None
        return _just_met(reading, local, offset) or _epithet(reading, local, offset)
    if local.kind == "organisation" and local.determiner == "definite":
        return _by_organisation(reading, local, offset)
    if local.kind in ("unnamed", "group", "document"):
        same = _same_description(reading, local, offset)
        return same or (_just_met(reading, local, offset) if local.determiner == "definite" else None)
    return None


def _just_met(reading: Reading, local: Local, offset: int) -> Who | None:
    """Return whom "the midfielder", "the former winger", "the man" goes back to: who was just named, or spoke last.

    Such words are no posts that somebody else of the story may hold; "this widow" points back, whatever she is, and
    "the biologist" may be who has no role yet. Only one may have been named in the paragraph since the last report of
    speech, and nothing may speak against the gender.
    """
    words = reading.lexicon
    former = bool(set(local.words) & words.former) and local.kind == "person"
    generic = local.head in words.generic_roles
    pointed = bool(set(local.words[:1]) & words.demonstratives)
    trade = words.base_of(local.head) in words.trades
    known = former or generic or pointed or local.head in words.epithets
    if local.kind not in ("person", "unnamed") or not (known or trade):
        return None
    last = reading.spoken[-1][1] if reading.spoken else None
    who = reading.speakers[last.id][0] if last is not None else None
    after = max((span.end for span in (*last.source, *last.content)), default=0) if last is not None else 0
    paragraph = reading.parse.paragraph_of(offset)
    if paragraph is None:
        return None
    start = min(max(after, paragraph.start), offset)
    named = {
        id(n.figure): n.figure
        for n in reading.cast.within(Span(start, offset))
        if n.figure is not None and n.figure.kind == "person" and not n.quoted
    }
    if not named and (last is None or not adjacent(reading, after, offset)):
        named = _named_above(reading, paragraph)
    if len(named) == 1:
        who = next(iter(named.values()))
    elif named or last is None or not adjacent(reading, after, offset):
        return None
    if who is None or not (known or (isinstance(who, Figure) and not who.role_heads)):
        return None
    return who if _may_be_called(reading, local, who, generic) else None


def _named_above(reading: Reading, paragraph: Span) -> dict[int, Figure]:
    """Return the people whom the paragraph before names, outside quotations."""
    paragraphs = reading.parse.paragraphs
    here = bisect_left(paragraphs, paragraph.start, key=lambda span: span.start)
    before = paragraphs[max(0, here - 1) : here]
    return {
        id(n.figure): n.figure
        for span in before
        for n in reading.cast.within(span)
        if n.figure is not None and n.figure.kind == "person" and not n.quoted
    }


def _may_be_called(reading: Reading, local: Local, who: Who, generic: bool) -> bool:
    """Whether somebody may go by a description: one person, of its gender; a post of one's own is no other's."""
    against = {"m": "f", "f": "m"}.get(gender_of_description(reading, local) or "")
    if isinstance(who, Local):
        return generic and who.kind in ("person", "unnamed") and reading.lexicon.roles.get(who.head) != against
    return who.kind == "person" and (who.gender is None or who.gender != against)


def gender_of_description(reading: Reading, local: Local) -> str | None:
    """Return m or f where the noun or its determiner says so: a feminine determiner makes a common noun a woman's."""
    words = reading.lexicon
    first = next((word for word in local.words if word in words.determiners), "")
    told = words.determiner_genders.get(first)
    gender = words.roles.get(local.head)
    # "L'ancienne ministre": neither its article nor its noun says what its adjective does.
    adjectives = [t for t in reading.parse.within(local.span) if t.lower in words.former and t.lower in local.words]
    feminine = told == "f" or any("Gender=Fem" in token.morph for token in adjectives)
    return "f" if feminine else gender if gender in ("m", "f") else None


def _same_description(reading: Reading, local: Local, offset: int) -> Local | None:
    """Return an unnamed source with the same noun that spoke before ("a spokesman … the spokesman")."""
    if local.determiner != "definite":
        return None
    base = reading.lexicon.base_of(local.head)
    same = [
        who
        for place, who in reading.unnamed
        if place < offset and reading.lexicon.base_of(who.head) == base and who.kind == local.kind
    ]
    extra = set(local.words) - reading.lexicon.determiners
    fits = [who for who in same if extra <= set(who.words)]
    return fits[-1] if fits else None


def _by_role(reading: Reading, local: Local, offset: int) -> Figure | None:
    """Return the one person introduced with this role; of several the one whom its words or the text single out."""
    if local.determiner == "indefinite" or local.head in reading.lexicon.generic_roles:
        return None
    base = reading.lexicon.base_of(local.head)
    against = {"m": "f", "f": "m"}.get(gender_of_description(reading, local) or "")
    fits = [
        figure
        for figure in reading.cast.people
        if base in figure.role_heads and (against is None or figure.gender != against)
    ]
    if set(local.words) & reading.lexicon.former:
        # "The former minister" is not who is the minister.
        fits = [figure for figure in fits if _was(reading, figure)]
    met = [figure for figure in fits if figure.first < offset]
    extra = set(local.words) - {local.head} - reading.lexicon.determiners - reading.lexicon.hanging
    share = {id(figure): _share(extra, figure) for figure in fits}
    # Who is introduced later is meant only where the words say more than the bare role.
    fits = met or [figure for figure in fits if share[id(figure)] >= 0.5 and local.determiner == "definite"]
    if len(fits) > 1 and extra:
        fits = [figure for figure in fits if share[id(figure)] > 0.5]
    if len(fits) > 1:
        heavy = [pair for pair in reading.salience.ranked(offset, "person") if pair[1] in fits]
        if heavy and (len(heavy) == 1 or heavy[0][0] >= 2 * heavy[1][0]):
            return heavy[0][1]
        return None
    return fits[0] if fits else None


def _was(reading: Reading, figure: Figure) -> bool:
    """Whether one of a figure's roles is said to be past."""
    return any(set(role.lower().split()) & reading.lexicon.former for role in figure.roles)


def _by_covered_role(reading: Reading, local: Local, offset: int) -> Figure | None:
    """Return the one person met so far whose trade the bare role may stand for ("the professor" for a geologist)."""
    if local.determiner != "definite":
        return None
    against = {"m": "f", "f": "m"}.get(gender_of_description(reading, local) or "")
    fits = [
        figure
        for figure in reading.cast.people
        if figure.first < offset
        and (against is None or figure.gender != against)
        and any(reading.lexicon.covers(local.head, role) for role in _trades(figure))
    ]
    # Who speaks here and has no role yet is nearer than who was introduced above with one that fits.
    return (_heard_here(reading, local, offset) or fits[0]) if len(fits) == 1 else None


def _heard_here(reading: Reading, local: Local, offset: int) -> Figure | None:
    """Return the last speaker where it is one of this paragraph, without a role, who may go by the description."""
    paragraph = reading.parse.paragraph_of(offset)
    last = reading.spoken[-1][1] if reading.spoken else None
    who = reading.speakers[last.id][0] if last is not None else None
    if last is None or paragraph is None or not isinstance(who, Figure) or who.role_heads or who.kind != "person":
        return None
    return who if place_of(last) >= paragraph.start and _may_be_called(reading, local, who, False) else None


def _trades(figure: Figure) -> set[str]:
    return figure.role_heads | {title for naming in figure.namings for title in naming.titles}


def _share(words: set[str], figure: Figure) -> float:
    """Return which part of the words the figure's roles have."""
    said = {word.strip(".,").lower() for role in figure.roles for word in role.split()}
    return len(words & said) / len(words) if words else 0.0


def _epithet(reading: Reading, local: Local, offset: int) -> Figure | None:
    """Return whom a description with words of its own ("the young diver") means: the last speaker, clearly in front."""
    if len(local.words) < 3 or not reading.spoken:
        return None
    gender = reading.lexicon.roles.get(local.head)
    figure = foremost(reading, gender if gender in ("m", "f") else None, offset, EPITHET_LEAD, EPITHET_LEAST)
    last = reading.speakers[reading.spoken[-1][1].id][0]
    if figure is None or figure is not last:
        return None
    # Who is introduced by one post ("the opposition leader") is not meant by another ("the Interior minister").
    office = any(letter.isupper() for letter in local.span.of(reading.article.text)[1:])
    other_post = office and local.head in reading.lexicon.roles
    other_post = other_post and reading.lexicon.base_of(local.head) not in figure.role_heads
    return None if other_post and figure.role_heads else figure


def _by_organisation(reading: Reading, local: Local, offset: int) -> Figure | None:
    """Return the organisation that "the agency" goes back to: one of that noun, else the one clearly in front."""
    if reading.cast.within(local.span):
        return None
    # "Oslo-based", "left-leaning" describe a body and are no part of its name.
    own = set(local.words) - reading.lexicon.determiners
    words = {folded(word) for word in own if "-" not in word and not _of_place(reading, local, word)}
    named = [
        figure
        for figure in reading.cast.organisations
        if words <= {*folded(figure.name).replace("-", " ").split(), *map(folded, figure.role_heads)}
        and figure.first < offset
    ]
    if len(named) == 1:
        return named[0]
    # Further words ("the rights group") say which body it is; they are not the words of whichever came last.
    if local.head not in reading.lexicon.anaphoric_organisations or (len(words) > 1 and not named):
        return None
    ranked = reading.salience.ranked(offset, "organisation")
    ranked = [pair for pair in ranked if (pair[1] in named if named else not _bracketed(reading, pair[1]))]
    if not ranked or ranked[0][0] < ANAPHOR_LEAST or (not named and _of_another_kind(reading, local, ranked[0][1])):
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] >= 1.3 * ranked[1][0] else None


def _of_another_kind(reading: Reading, local: Local, figure: Figure) -> bool:
    """Whether the name of the body in front says that it is no such body as the description's noun."""
    words = reading.lexicon
    said = {word.rstrip(".") for word in figure.name.lower().split()} & (words.organisation_nouns | words.body_words)
    return local.head in words.particular_bodies and bool(said) and local.head not in said


def _bracketed(reading: Reading, figure: Figure) -> bool:
    """Whether a body stands in brackets alone, as the agency of a dateline does."""
    text = reading.article.text
    return all(text[max(0, n.span.start - 1) : n.span.start] == "(" for n in figure.namings)


def _of_place(reading: Reading, local: Local, word: str) -> bool:
    """Whether a word says where a body is from ("the Swiss firm", "le groupe lyonnais"), and not which it is."""
    if word == local.head:
        return False
    tokens = [token for token in reading.parse.within(local.span) if token.lower == word]
    ending = reading.lexicon.demonym_endings and word.endswith(reading.lexicon.demonym_endings)
    return any(token.entity == "NORP" or (ending and token.pos == "ADJ") for token in tokens)
