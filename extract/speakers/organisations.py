"""The organisations of a text: entities, capitals with an organisation's noun, long forms and their short ones."""

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.model import Span
from extract.nlp import Parse
from extract.speakers.lexicon import Lexicon
from extract.speakers.mentions import Figure, Naming, Places, bear, words_in
from extract.speakers.names import folded, is_acronym, is_listed, organisation_key, spells

BRACKETED = re.compile(r"\(\s{0,3}([^\W\d_][^\W\d_.&-]{1,9})\.?\s{0,3}[),]")


def organisations(
    parse: Parse, found: Sequence[Naming], lexicon: Lexicon, quoted: Places, people: Sequence[Span]
) -> list[Figure]:
    """Return the organisations: entities, capitals with an organisation's noun, long forms with a short one."""
    shorts = dict(_short_forms(parse))
    spans = {span for span, _ in shorts.values()}
    known = set(people)
    ends = {span.end: span for span in people}
    entities = [_bare(parse, entity.span, lexicon) for entity in parse.entities if entity.label == "ORG"]
    entities = [_finished(parse, entity, lexicon) for entity in entities]
    entities = [entity for entity in entities if not _is_post(parse, entity, lexicon)]
    # What the model takes for an organisation may end in a person's name: "Ministry of Ports | Ada Brunel".
    entities = [Span(e.start, max(e.start, ends[e.end].start)) if e.end in ends else e for e in entities]
    spans |= {_trimmed(parse.text, span) for span in entities if len(span) > 1 and span not in known}
    spans |= {n.span for n in found if is_acronym(n.text) or _has_noun(n, lexicon) or is_listed(n.text)}
    figures: dict[str, Figure] = {}
    long_of = {organisation_key(short): organisation_key(long) for short, (_, long) in shorts.items()}
    for span in _outermost(spans):
        text = " ".join(span.of(parse.text).split())
        key = organisation_key(text)
        if not key or not any(c.isupper() for c in text) or text.lower() in lexicon.anaphoric_organisations:
            continue
        key = long_of.get(key, key)
        token = parse.index_at(max(span.end - 1, span.start))
        figure = figures.setdefault(key, Figure("organisation", text))
        if len(text) > len(figure.name):
            figure.name = text
        bear(figure, Naming(span, text, tuple(text.split()), (), min(token, len(parse.tokens) - 1), quoted.holds(span)))
    return list(figures.values())


def _is_post(parse: Parse, span: Span, lexicon: Lexicon) -> bool:
    """Whether what the model takes for an organisation is somebody's post ("ministre de l'Intérieur")."""
    words = words_in(parse, span, lexicon)
    if len(words) < 2 or words[0].lower not in lexicon.roles or words[0].lower in lexicon.document_nouns:
        return False
    return words[0].text[0].islower() or words[1].lower in lexicon.hanging


def _outermost(spans: Iterable[Span]) -> list[Span]:
    """Return the spans that lie in no other."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span not in kept[-1]:
            kept.append(span)
    return kept


def _has_noun(naming: Naming, lexicon: Lexicon) -> bool:
    return len(naming.words) > 1 and any(word.lower() in lexicon.organisation_nouns for word in naming.words)


def _trimmed(text: str, span: Span) -> Span:
    return Span(span.start, span.start + len(span.of(text).rstrip(" \n,")))


def _bare(parse: Parse, span: Span, lexicon: Lexicon) -> Span:
    """Return the span without a leading article, a trailing possessive and what stands in brackets."""
    bracket = parse.text.find("(", span.start, span.end)
    words = words_in(parse, Span(span.start, bracket if bracket > span.start else span.end), lexicon)
    while len(words) > 1 and words[0].lower in lexicon.definite:
        words = words[1:]
    return Span(words[0].start, words[-1].end) if words else span


def _finished(parse: Parse, span: Span, lexicon: Lexicon) -> Span:
    """Return a span that stops at a word which needs more ("Régie des eaux de l'") with the name after it."""
    words = words_in(parse, Span(span.start, min(len(parse.text), span.end + 60)), lexicon)
    inside = [word for word in words if word.start < span.end]
    after = next((word for word in words if word.start >= span.end), None)
    last = parse.text[: span.end].rstrip("'’")[span.start :].split()[-1:] or [""]
    open_ended = last[0].lower() in lexicon.hanging | lexicon.definite | lexicon.elisions
    elided = inside and parse.text[inside[-1].end : span.end].strip("'’ ").lower() in lexicon.elisions
    if after is None or not after.text[0].isupper() or not (open_ended or elided):
        return span
    return Span(span.start, after.end) if len(parse.text[span.end : after.start].strip(" \n'’")) <= 1 else span


def _short_forms(parse: Parse) -> Iterator[tuple[str, tuple[Span, str]]]:
    """Yield short forms in brackets with their long form (Schwartz and Hearst 2003: the initials, read backwards)."""
    for paragraph in parse.paragraphs:
        for match in BRACKETED.finditer(parse.text, paragraph.start, paragraph.end):
            short = match[1]
            if sum(c.isupper() for c in short) < 2:
                continue
            start = max(paragraph.start, match.start() - 150)
            words = list(re.finditer(r"[^\W_]+(?:-[^\W_]+)*", parse.text[start : match.start()]))
            for word in words[-1 : -2 * len(short) - 6 : -1]:
                text = parse.text[start + word.start() : match.start()].strip()
                if word[0][0].isupper() and folded(word[0])[0] == folded(short)[0] and spells(short, text):
                    span = Span(start + word.start(), start + word.start() + len(text))
                    yield short, (span, " ".join(text.split()))
                    break
