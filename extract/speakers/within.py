"""From the local mention to the speaker, within one article: "he", "the coordinator", "Ahmed" and nothing at all.

What cannot be resolved keeps what the text calls it: a wrong name is worse than none.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from extract.lang import Language
from extract.model import Article, Attribution, Mention, Span, Speaker
from extract.nlp import Parse
from extract.quotes.asked import ANSWER
from extract.quotes.turns import INITIALS, INTERVIEW, initials_of
from extract.speakers.cast import cast_of, settle
from extract.speakers.delayed import named_later
from extract.speakers.descriptions import of_description
from extract.speakers.documents import author_of
from extract.speakers.lexicon import lexicon
from extract.speakers.mentions import Figure, Places
from extract.speakers.pronouns import by_pronoun, enclosing, of_pronoun
from extract.speakers.reading import NEAR, Reading, adjacent, place_of
from extract.speakers.resolved import Who, chain_to, mention_of, naming_of, speaker_of
from extract.speakers.roles import give_roles
from extract.speakers.salience import SPEAKER, part_weight, salience_of
from extract.speakers.sources import Local, cannot_speak, read_source

MARKED = re.compile("“[^“”]*”|«[^«»]*»|\"[^\"]*\"|‘‘[^‘’]*’’|``[^'`]*''")
# How many words a document's description may go on for.
LONGEST_TAIL = 15


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
    settle(parse, cast, words, sources)
    reported = [span for attribution in attributions for span in attribution.content]
    salience = salience_of(parse, cast, quoted, reported)
    reading = Reading(article, parse, words, cast, salience, attributions, Places(quoted))
    _read(reading)
    known: dict[int, tuple[Speaker, Mention]] = {}
    return tuple(_filled(reading, attribution, known) for attribution in attributions)


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


def _read(reading: Reading) -> None:
    """Resolve the pronouns of the text and the sources of attributions, all in text order."""
    reading.interviewed = interviewed(reading)
    events: list[tuple[int, int, Attribution | int]] = [(place_of(a), 1, a) for a in reading.attributions]
    sources = Places(span for attribution in reading.attributions for span in attribution.source)
    for token in reading.parse.tokens:
        if token.lower in reading.lexicon.pronouns and token.dep.startswith("nsubj"):
            span = token.span
            if not sources.holds(span) and not reading.quoted.holds(span):
                events.append((token.start, 0, token.index))
    for _, _, event in sorted(events, key=lambda e: (e[0], e[1])):
        if isinstance(event, int):
            _pronoun_in_passing(reading, event)
        else:
            _speaker(reading, event)
    # Who says the words around an "I" may stand behind them.
    for attribution in reading.attributions:
        who, chain = reading.speakers[attribution.id]
        if who is None and chain and chain[0].text.lower() in reading.lexicon.first_person:
            reading.speakers[attribution.id] = enclosing(reading, attribution), chain


def _pronoun_in_passing(reading: Reading, index: int) -> None:
    token = reading.parse.tokens[index]
    figure = by_pronoun(reading, token.lower, token.start)
    if figure is not None:
        reading.pronouns[index] = figure
        reading.salience.mention(figure, token.start, 1.0)


def _speaker(reading: Reading, attribution: Attribution) -> None:
    chain: tuple[Mention, ...] = ()
    who: Who | None
    if attribution.source:
        span = _whole(attribution.source)
        local = read_source(reading.parse, span, reading.cast, reading.lexicon)
        chain = (mention_of(local),)
        author = None
        if local.kind == "document":
            local, author = _described(reading, local, attribution), author_of(reading, local)
        author = author or (by_initials(reading, local) if attribution.rule == INTERVIEW else None)
        heard = bool(local.text) and not cannot_speak(reading.parse, local, reading.lexicon)
        who = author or (_of_local(reading, local, attribution) if heard else None)
    else:
        who = reading.interviewed if attribution.rule == ANSWER else _continued(reading, attribution)
    reading.speakers[attribution.id] = (who, chain)
    reading.spoken.append((place_of(attribution), attribution))
    if isinstance(who, Figure) and attribution.source:
        reading.salience.mention(who, attribution.source[0].start, SPEAKER)
    if isinstance(who, Local) and who.kind in ("person", "unnamed", "group", "organisation", "document"):
        reading.unnamed.append((place_of(attribution), who))


def by_initials(reading: Reading, local: Local) -> Figure | None:
    """Return the one person, else body, of the article whose initials a turn of an interview begins with ("A. B.:")."""
    letters = initials_of(local.text) if INITIALS.fullmatch(local.text) else ""
    for figures in (reading.cast.people, reading.cast.organisations):
        named = [f for f in figures if letters and not INITIALS.fullmatch(f.name)]
        fits = [f for f in named if len(f.name.split()) > 1 and initials_of(f.name).endswith(letters)]
        if len(fits) == 1:
            return fits[0]
    return None


def interviewed(reading: Reading) -> Figure | None:
    """Return whom an interview without labels has introduced above its first answer, the foremost of several."""
    first = min((place_of(one) for one in reading.attributions if one.rule == ANSWER), default=0)
    title, author = reading.article.title or "", reading.article.author or ""
    named = {
        id(figure): ((len(above) + bool(title and figure.name.split()[-1] in title), len(figure.namings)), figure)
        for figure in reading.cast.people
        if (above := [n for n in figure.namings if n.span.start < first and not n.quoted])
        if figure.name.split()[-1] not in author
    }
    ranked = sorted(named.values(), key=lambda pair: pair[0], reverse=True)
    return ranked[0][1] if len(ranked) == 1 or (ranked and ranked[0][0] > ranked[1][0]) else None


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
        return of_pronoun(reading, local, attribution)
    if local.determiner in ("definite", "possessive") or local.kind == "person":
        return of_description(reading, local) or named_later(reading, local) or local
    return local


def _continued(reading: Reading, attribution: Attribution) -> Who | None:
    """Return who goes on speaking where no source stands: the speaker before, unless a new subject came between."""
    place = place_of(attribution)
    before = [other for spot, other in reading.spoken[-NEAR:] if spot < place and other.content]
    if not before or (attribution.cue and attribution.kind == "indirect"):
        return None
    last = max(before, key=lambda other: max(span.end for span in (*other.content, *other.source)))
    end = max(span.end for span in (*last.content, *last.source, *last.cue))
    if not adjacent(reading, end, place):
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


def _filled(reading: Reading, attribution: Attribution, known: dict[int, tuple[Speaker, Mention]]) -> Attribution:
    """Return the attribution with its speaker; `known` keeps those made, as one figure may speak thousands of times."""
    who, chain = reading.speakers[attribution.id]
    if who is None:
        return replace(attribution, resolution=chain)
    if id(who) not in known:
        known[id(who)] = speaker_of(reading.article, who), naming_of(who)
    speaker, last = known[id(who)]
    return replace(attribution, speaker=speaker, resolution=chain_to(chain, last))
