"""From the local mention to the speaker, within one article: "he", "the coordinator", "Ahmed" and nothing at all.

What cannot be resolved keeps what the text calls it: a wrong name is worse than none.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extract.lang import Language
from extract.model import Article, Attribution, Mention, Span
from extract.nlp import Parse, Token
from extract.speakers.cast import Cast, cast_of, settle
from extract.speakers.lexicon import Lexicon, lexicon
from extract.speakers.mentions import Figure, Places
from extract.speakers.names import folded
from extract.speakers.resolved import Who, chain_to, mention_of, speaker_of
from extract.speakers.roles import give_roles
from extract.speakers.salience import SPEAKER, Salience, part_weight, salience_of
from extract.speakers.sources import Local, cannot_speak, read_source

MARKED = re.compile("“[^“”]*”|«[^«»]*»|\"[^\"]*\"|‘‘[^‘’]*’’|``[^'`]*''")
# How far the first candidate for a pronoun must lead the second, and how heavy it must be at all.
LEAD, LEAST = 1.08, 0.12
# An epithet ("the young diver") points less clearly than a pronoun.
EPITHET_LEAD, EPITHET_LEAST = 1.8, 0.5
# The same for a body that "it" goes back to.
BODY_LEAD, BODY_LEAST = 1.5, 0.45
ANAPHOR_LEAST = 0.2
# What a naming in the pronoun's own paragraph adds, and how heavy the only one of its gender must be.
NAMED_HERE, ALONE = 1.15, 0.06
# How many attributions back the last speaker is looked for.
NEAR = 20
# How many words a document's description may go on for.
LONGEST_TAIL = 15


@dataclass(slots=True)
class Reading:
    """One article while it is read from top to bottom, and who has spoken so far."""

    article: Article
    parse: Parse
    lexicon: Lexicon
    cast: Cast
    salience: Salience
    attributions: Sequence[Attribution]
    speakers: dict[str, tuple[Who | None, tuple[Mention, ...]]] = field(default_factory=dict)
    spoken: list[tuple[int, Attribution]] = field(default_factory=list)
    unnamed: list[tuple[int, Local]] = field(default_factory=list)
    pronouns: dict[int, Figure] = field(default_factory=dict)


def resolve(
    article: Article, parse: Parse, language: Language, attributions: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """Return the attributions, in their order, with `speaker` and `resolution` filled where the text tells."""
    if not attributions or not parse.tokens:
        return tuple(attributions)
    words = lexicon(language)
    quoted = quotations(article.text, attributions)
    sources = [span for attribution in attributions for span in attribution.source]
    cast = cast_of(parse, words, quoted, sources)
    give_roles(parse, cast, words)
    settle(cast, words, sources)
    reported = [span for attribution in attributions for span in attribution.content]
    reading = Reading(article, parse, words, cast, salience_of(parse, cast, quoted, reported), attributions)
    _read(reading)
    return tuple(_filled(reading, attribution) for attribution in attributions)


def quotations(text: str, attributions: Sequence[Attribution]) -> list[Span]:
    """Return the stretches that somebody else says word for word: direct contents, and marked parts of mixed ones."""
    spans = []
    for attribution in attributions:
        for span in attribution.content:
            if attribution.kind == "direct":
                spans.append(span)
            elif attribution.kind == "mixed":
                spans += [Span(*match.span()) for match in MARKED.finditer(text, span.start, span.end)]
    return sorted(spans)


def _place(attribution: Attribution) -> int:
    if attribution.source:
        return attribution.source[0].start
    return attribution.content[0].start if attribution.content else 0


def _read(reading: Reading) -> None:
    """Resolve the pronouns of the text and the sources of attributions, all in text order."""
    events: list[tuple[int, int, Attribution | int]] = [(_place(a), 1, a) for a in reading.attributions]
    sources = Places(span for attribution in reading.attributions for span in attribution.source)
    quoted = Places(quotations(reading.article.text, reading.attributions))
    for token in reading.parse.tokens:
        if token.lower in reading.lexicon.pronouns and token.dep.startswith("nsubj"):
            span = token.span
            if not sources.holds(span) and not quoted.holds(span):
                events.append((token.start, 0, token.index))
    for _, _, event in sorted(events, key=lambda e: (e[0], e[1])):
        if isinstance(event, int):
            _pronoun_in_passing(reading, event)
        else:
            _speaker(reading, event)


def _pronoun_in_passing(reading: Reading, index: int) -> None:
    token = reading.parse.tokens[index]
    figure = _by_pronoun(reading, token.lower, token.start)
    if figure is not None:
        reading.salience.mention(figure, token.start, 1.0)


def _speaker(reading: Reading, attribution: Attribution) -> None:
    chain: tuple[Mention, ...] = ()
    who: Who | None
    if attribution.source:
        span = _whole(attribution.source)
        local = read_source(reading.parse, span, reading.cast, reading.lexicon)
        chain = (mention_of(local),)
        if local.kind == "document":
            local = _described(reading, local, attribution)
        heard = bool(local.text) and not cannot_speak(reading.parse, local, reading.lexicon)
        who = _of_local(reading, local, attribution) if heard else None
    else:
        who = _continued(reading, attribution)
    reading.speakers[attribution.id] = (who, chain)
    reading.spoken.append((_place(attribution), attribution))
    if isinstance(who, Figure) and attribution.source:
        reading.salience.mention(who, attribution.source[0].start, SPEAKER)
    if isinstance(who, Local) and who.kind in ("person", "unnamed", "group", "organisation", "document"):
        reading.unnamed.append((_place(attribution), who))


def _described(reading: Reading, local: Local, attribution: Attribution) -> Local:
    """Return a document with what the parse hangs under it ("a study | sponsored by the board"), up to a comma."""
    tokens = reading.parse.tokens
    inside = [token for token in reading.parse.within(local.span) if token.lower == local.head]
    if not inside:
        return local
    stop = min((s.start for s in (*attribution.content, *attribution.cue) if s.start >= local.span.end), default=None)
    end, under = local.span.end, set(reading.parse.subtree(inside[-1].index))
    for index in range(reading.parse.index_at(end), min(len(tokens), reading.parse.index_at(end) + LONGEST_TAIL)):
        if index not in under or tokens[index].pos == "PUNCT" or (stop is not None and tokens[index].end > stop):
            break
        end = tokens[index].end
    text = " ".join(reading.article.text[local.span.start : end].split())
    return replace(local, text=text) if end > local.span.end else local


def _whole(spans: Sequence[Span]) -> Span:
    """Return the first span, with those that follow closely."""
    end = spans[0].end
    for span in spans[1:]:
        if 0 <= span.start - end <= 40:
            end = span.end
    return Span(spans[0].start, end)


def _of_local(reading: Reading, local: Local, attribution: Attribution) -> Who | None:
    if local.kind == "name":
        figure = local.namings[0].figure
        return figure if figure is not None else local
    if local.kind == "pronoun":
        return _of_pronoun(reading, local, attribution)
    if local.determiner in ("definite", "possessive") or local.kind == "person":
        return _of_description(reading, local) or local
    return local


def _of_pronoun(reading: Reading, local: Local, attribution: Attribution) -> Who | None:
    word, words, offset = local.head, reading.lexicon, local.span.start
    if word in words.relative_pronouns:
        antecedent = _antecedent(reading, local)
        if antecedent is not None:
            return antecedent
    if word in words.first_person:
        return _enclosing(reading, attribution)
    if word in words.pronouns:
        unnamed = _unnamed_speaker(reading, words.pronouns[word], offset)
        if unnamed is not None:
            return unnamed
        figure = _by_pronoun(reading, word, offset)
        return figure if figure is not None else _last_speaker(reading, offset, ("organisation",))
    if word in words.plural_pronouns:
        return _last_speaker(reading, offset, ("group", "organisation", "names"))
    if word in words.neuter_pronouns:
        return _last_speaker(reading, offset, ("organisation", "document")) or _body_in_front(reading, offset)
    return local if word in words.indefinite_pronouns else None


def _unnamed_speaker(reading: Reading, gender: str, offset: int) -> Local | None:
    """Return the unnamed person who spoke last, if of this gender and nobody was named since ("a guard … he")."""
    before = [attribution for place, attribution in reading.spoken[-NEAR:] if place < offset]
    who = reading.speakers[before[-1].id][0] if before else None
    if not isinstance(who, Local) or who.kind != "person" or who.determiner != "indefinite":
        return None
    against = {"m": "f", "f": "m"}.get(reading.lexicon.roles.get(who.head) or "")
    start = max((span.end for span in before[-1].source), default=_place(before[-1]))
    named = any(
        naming.figure is not None and naming.figure.kind == "person" and not naming.quoted
        for naming in reading.cast.within(Span(start, max(start, offset)))
    )
    return None if named or gender == against or not _adjacent(reading, start, offset) else who


def _body_in_front(reading: Reading, offset: int) -> Figure | None:
    """Return the organisation whom the sentence or the one before is about, clearly before any other."""
    ranked = reading.salience.ranked(offset, "organisation")
    if not ranked or ranked[0][0] < BODY_LEAST:
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] >= BODY_LEAD * ranked[1][0] else None


def _by_pronoun(reading: Reading, word: str, offset: int) -> Figure | None:
    """Return whom of the pronoun's gender the text is about before the offset; None where two are as near."""
    gender = reading.lexicon.pronouns[word]
    return _foremost(reading, gender, offset, LEAD, LEAST)


def _foremost(reading: Reading, gender: str | None, offset: int, lead: float, least: float) -> Figure | None:
    here = {id(figure) for figure in _named_here(reading, offset)}
    fits = [
        (
            weight
            * (1.0 if figure.gender == gender or gender == "c" else 0.85)
            * (NAMED_HERE if id(figure) in here else 1),
            figure,
        )
        for weight, figure in reading.salience.ranked(offset, "person")
        if figure.gender in (gender, None) or gender in ("c", None)
    ]
    fits.sort(key=lambda pair: (-pair[0], pair[1].name))
    if len(fits) == 1 and fits[0][1].gender == gender:
        least = min(least, ALONE)
    if not fits or fits[0][0] < least:
        return None
    return fits[0][1] if len(fits) == 1 or fits[0][0] >= lead * fits[1][0] else None


def _named_here(reading: Reading, offset: int) -> list[Figure]:
    """Return whom the paragraph names before the offset, outside quotations."""
    paragraphs = reading.parse.paragraphs
    number = bisect_right(paragraphs, offset, key=lambda span: span.start) - 1
    namings = reading.cast.within(Span(paragraphs[number].start, offset)) if number >= 0 else []
    return [naming.figure for naming in namings if naming.figure is not None and not naming.quoted]


def _enclosing(reading: Reading, attribution: Attribution) -> Who | None:
    """Return who says the words in which the attribution stands: the "I" of a quotation."""
    place = _place(attribution)
    around = [
        other
        for other in reading.attributions
        if other.id in reading.speakers and any(span.start <= place < span.end for span in other.content)
    ]
    around.sort(key=lambda other: sum(len(span) for span in other.content))
    return reading.speakers[around[0].id][0] if around else None


def _last_speaker(reading: Reading, offset: int, kinds: tuple[str, ...]) -> Who | None:
    """Return the last speaker, if of one of these kinds and no more than two sentences away."""
    before = [other for place, other in reading.spoken[-NEAR:] if place < offset]
    if not before:
        return None
    who = reading.speakers[before[-1].id][0]
    near = reading.salience.rank(offset) - reading.salience.rank(_place(before[-1])) <= 2
    return who if near and who is not None and who.kind in kinds else None


def _antecedent(reading: Reading, local: Local) -> Who | None:
    """Return what a relative pronoun goes back to: the noun phrase that its clause hangs under."""
    parse = reading.parse
    index = parse.index_at(local.span.end - 1)
    if index >= len(parse.tokens):
        return None
    for head in parse.ancestors(index):
        if head.dep in ("relcl", "acl:relcl") and head.head != head.index:
            noun = _somebody(reading, parse.tokens[head.head], local.head)
            start = min(
                (child.start for child in parse.children(noun.index) if child.index < noun.index), default=noun.start
            )
            around = reading.cast.within(Span(max(0, noun.start - 100), noun.end + 100))
            naming = next((n for n in around if n.figure and n.span.start <= noun.start < n.span.end), None)
            if naming is not None:
                return naming.figure
            end = max(noun.end, local.span.start)
            found = read_source(parse, Span(min(start, end), end), reading.cast, reading.lexicon)
            if found.kind == "name":
                return found.namings[0].figure
            return found if found.kind != "pronoun" else None
    return None


def _somebody(reading: Reading, noun: Token, word: str) -> Token:
    """Return the noun, or where "who" cannot mean it the person above it ("a person close to the talks, who")."""
    words = reading.lexicon
    if word not in words.personal_relatives or noun.pos != "NOUN" or _calls(words, noun):
        return noun
    above = (token for token in reading.parse.ancestors(noun.index) if token.pos == "NOUN")
    return next((token for token in above if _calls(words, token)), noun)


def _calls(words: Lexicon, noun: Token) -> bool:
    """Whether a noun calls people something."""
    lemma = noun.lemma.lower()
    return words.is_role(lemma) or lemma in words.generic_roles or noun.lower in words.group_nouns


def _continued(reading: Reading, attribution: Attribution) -> Who | None:
    """Return who goes on speaking where no source stands: the speaker before, unless a new subject came between."""
    place = _place(attribution)
    before = [other for spot, other in reading.spoken[-NEAR:] if spot < place and other.content]
    if not before or (attribution.cue and attribution.kind == "indirect"):
        return None
    last = max(before, key=lambda other: max(span.end for span in (*other.content, *other.source)))
    end = max(span.end for span in (*last.content, *last.source, *last.cue))
    if not _adjacent(reading, end, place):
        return None
    between = [
        naming
        for naming in reading.cast.within(Span(min(end, place), place))
        if naming.figure is not None and not naming.quoted
        if reading.parse.sentence_of(naming.span.start) != reading.parse.sentence_of(max(end - 1, 0))
        if part_weight(reading.parse, naming) == 1.0
    ]
    people = {
        id(naming.figure): naming.figure for naming in between if naming.figure and naming.figure.kind == "person"
    }
    if people:
        return next(iter(people.values())) if len(people) == 1 else None
    return reading.speakers[last.id][0]


def _adjacent(reading: Reading, end: int, place: int) -> bool:
    """Whether two places lie in one paragraph or in two that follow each other."""
    here, there = (
        bisect_right(reading.parse.paragraphs, offset, key=lambda span: span.start)
        for offset in (place, max(end - 1, 0))
    )
    return abs(here - there) <= 1


def _of_description(reading: Reading, local: Local) -> Who | None:
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
        return _epithet(reading, local, offset) if local.determiner == "definite" else None
    if local.kind == "organisation" and local.determiner == "definite":
        return _by_organisation(reading, local, offset)
    if local.kind in ("unnamed", "group", "document"):
        return _same_description(reading, local, offset)
    return None


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
    gender = reading.lexicon.roles.get(local.head)
    against = {"m": "f", "f": "m"}.get(gender or "")
    fits = [
        figure
        for figure in reading.cast.people
        if base in figure.role_heads and (against is None or figure.gender != against)
    ]
    met = [figure for figure in fits if min(n.span.start for n in figure.namings) < offset]
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


def _by_covered_role(reading: Reading, local: Local, offset: int) -> Figure | None:
    """Return the one person met so far whose trade the bare role may stand for ("the professor" for a geologist)."""
    if local.determiner != "definite":
        return None
    against = {"m": "f", "f": "m"}.get(reading.lexicon.roles.get(local.head) or "")
    fits = [
        figure
        for figure in reading.cast.people
        if min(n.span.start for n in figure.namings) < offset
        and (against is None or figure.gender != against)
        and any(reading.lexicon.covers(local.head, role) for role in _trades(figure))
    ]
    return fits[0] if len(fits) == 1 else None


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
    figure = _foremost(reading, gender if gender in ("m", "f") else None, offset, EPITHET_LEAD, EPITHET_LEAST)
    last = reading.speakers[reading.spoken[-1][1].id][0]
    return figure if figure is not None and figure is last else None


def _by_organisation(reading: Reading, local: Local, offset: int) -> Figure | None:
    """Return the organisation that "the agency" goes back to: one of that noun, else the one clearly in front."""
    if reading.cast.within(local.span):
        return None
    # "Oslo-based", "left-leaning" describe a body and are no part of its name.
    words = {folded(word) for word in set(local.words) - reading.lexicon.determiners if "-" not in word}
    named = [
        figure
        for figure in reading.cast.organisations
        if words <= set(folded(figure.name).replace("-", " ").split())
        and min(n.span.start for n in figure.namings) < offset
    ]
    if len(named) == 1:
        return named[0]
    # Further words ("the rights group") say which body it is; they are not the words of whichever came last.
    if local.head not in reading.lexicon.anaphoric_organisations or (len(words) > 1 and not named):
        return None
    ranked = reading.salience.ranked(offset, "organisation")
    ranked = [pair for pair in ranked if (pair[1] in named if named else not _of_dateline(reading, pair[1]))]
    if not ranked or ranked[0][0] < ANAPHOR_LEAST:
        return None
    return ranked[0][1] if len(ranked) == 1 or ranked[0][0] >= 1.3 * ranked[1][0] else None


def _of_dateline(reading: Reading, figure: Figure) -> bool:
    """Whether a body stands in brackets alone or in capitals at a paragraph's start: an agency, its town."""
    text, starts = reading.article.text, {span.start for span in reading.parse.paragraphs}
    return all(
        text[max(0, n.span.start - 1) : n.span.start] == "(" or (n.span.start in starts and n.text.isupper())
        for n in figure.namings
    )


def _filled(reading: Reading, attribution: Attribution) -> Attribution:
    who, chain = reading.speakers[attribution.id]
    if who is None:
        return replace(attribution, resolution=chain)
    speaker = speaker_of(reading.article, who)
    return replace(attribution, speaker=speaker, resolution=chain_to(chain, who))
