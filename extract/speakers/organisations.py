"""The organisations of a text: entities, capitals with an organisation's noun, long forms and their short ones."""

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.model import Span
from extract.nlp import Parse
from extract.speakers.lexicon import Lexicon
from extract.speakers.mentions import Figure, Naming, Places, Word, bear, words_in
from extract.speakers.names import folded, is_acronym, is_listed, organisation_key, spells

PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
# What stands behind the town of a dateline: "(AP) -", ", 3 March –".
DATELINE = re.compile(r",? ?[^\W\d_]{0,12}[^\n.;:–—-]{0,24}(?:--|[–—]| - )")
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
    no_names = lexicon.post_nominals | set(lexicon.honorifics)
    entities = [e for e in entities if e.of(parse.text).strip().lower().replace(".", "") not in no_names]
    spans |= {_trimmed(parse.text, span) for span in entities if len(span) > 1 and span not in known}
    spans |= {n.span for n in found if is_acronym(n.text) or _has_noun(n, lexicon) or is_listed(n.text)}
    spans |= {n.span for n in found if _behind_noun(parse, n.span, lexicon)}
    spans |= {n.span for n in found if apposed_nouns(parse, n.span, lexicon)}
    texts = {" ".join(span.of(parse.text).split()) for span in spans}
    spans |= {n.span for n in found if n.text in texts}
    figures: dict[str, Figure] = {}
    long_of = {organisation_key(short): organisation_key(long) for short, (_, long) in shorts.items()}
    for span in _outermost(spans):
        text = " ".join(span.of(parse.text).split())
        key = organisation_key(text)
        if not key or not any(c.isupper() for c in text) or text.lower() in lexicon.anaphoric_organisations:
            continue
        key = long_of.get(key, key)
        token = _top(parse, span)
        figure = figures.setdefault(key, Figure("organisation", text))
        if len(text) > len(figure.name):
            figure.name = text
        bear(figure, Naming(span, text, tuple(text.split()), (), min(token, len(parse.tokens) - 1), quoted.holds(span)))
    bodies = [figure for figure in figures.values() if not _of_dateline(parse, figure)]
    _give_openings(parse, bodies, found)
    for figure in bodies:
        for naming in figure.namings:
            figure.role_heads |= apposed_nouns(parse, naming.span, lexicon)
    return _joined(parse, bodies)


def _behind_noun(parse: Parse, span: Span, lexicon: Lexicon) -> bool:
    """Whether the noun of a body stands straight before a name as what it is ("the relief agency X")."""
    before = words_in(parse, Span(max(0, span.start - 60), span.start), lexicon)[-2:]
    if not before or parse.text[before[-1].end : span.start].strip() or span.start == before[-1].end:
        return False
    adjective = before[-1].token < len(parse.tokens) and parse.tokens[before[-1].token].pos == "ADJ"
    noun = before[0] if adjective and not parse.text[before[0].end : before[-1].start].strip() else before[-1]
    return noun.lower in lexicon.organisation_nouns and noun.text[0].islower()


def apposed_nouns(parse: Parse, span: Span, lexicon: Lexicon) -> set[str]:
    """Return what a name is said to be in apposition: "the firm's bank, X,", "X, a relief agency in the south,"."""
    nouns, paragraph = set(), parse.paragraph_of(span.start) or span
    after = parse.text[span.end : paragraph.end].lstrip("' )’»”\"")
    if after.startswith(","):
        words = words_in(parse, Span(span.end, min(paragraph.end, span.end + 80)), lexicon)
        determined = bool(words) and (
            words[0].lower in lexicon.determiners or _elided(parse, words[0], lexicon) in lexicon.definite
        )
        phrase = _phrase(parse, words if words and words[0].lower not in lexicon.determiners else words[1:], lexicon)
        head = _head_of(parse, phrase)
        if determined and head is not None and head.lower in lexicon.organisation_nouns:
            nouns.add(head.lower)
    before = words_in(parse, Span(max(paragraph.start, span.start - 40), span.start), lexicon)
    gap = parse.text[before[-1].end : span.start].strip() if before else ""
    if gap == "," and after.startswith(","):
        nouns |= {before[-1].lower} & lexicon.organisation_nouns
        nouns |= {described_as(before, lexicon)} & (lexicon.organisation_nouns | lexicon.corporate_roles)
    return nouns


def described_as(words: Sequence[Word], lexicon: Lexicon) -> str:
    """Return the noun that heads a definite description at the end of the words ("the | operator | of the grid")."""
    opened = [place for place, word in enumerate(words) if word.lower in lexicon.definite]
    named = lexicon.organisation_nouns | lexicon.corporate_roles
    for place in opened[:1]:
        phrase = _until_hanging(words[place + 1 :], lexicon)
        return next((word.lower for word in reversed(phrase) if word.lower in named), "")
    return ""


def _until_hanging(words: Sequence[Word], lexicon: Lexicon) -> list[Word]:
    end = next((place for place, word in enumerate(words) if word.lower in lexicon.hanging), len(words))
    return list(words[:end])


def _head_of(parse: Parse, phrase: Sequence[Word]) -> Word | None:
    """Return the word of a phrase whose head lies outside it, else the last."""
    inside = {word.token for word in phrase}
    tops = [w for w in phrase if w.token < len(parse.tokens) and parse.tokens[w.token].head not in inside]
    return next((word for word in tops if parse.tokens[word.token].pos in ("NOUN", "PROPN")), None)


def _elided(parse: Parse, word: Word, lexicon: Lexicon) -> str:
    elided = parse.text[max(0, word.start - 2) : word.start].rstrip("'’").lower()
    return elided if elided in lexicon.elisions else ""


def _phrase(parse: Parse, words: Sequence[Word], lexicon: Lexicon) -> list[Word]:
    """Return the words up to the first that hangs under them or that another mark parts from them."""
    kept: list[Word] = []
    for word in words:
        if word.lower in lexicon.hanging | lexicon.relative_pronouns | lexicon.coordination | lexicon.clause_words:
            break
        if kept and parse.text[kept[-1].end : word.start].strip(" \n'’s"):
            break
        kept.append(word)
    return kept


def _of_dateline(parse: Parse, figure: Figure) -> bool:
    """Whether a body is but the town of a dateline, in capitals at a paragraph's start before a dash."""
    starts = {span.start for span in parse.paragraphs}
    return all(n.span.start in starts and _before_dash(parse.text, n) for n in figure.namings)


def _before_dash(text: str, naming: Naming) -> bool:
    """Whether a dash follows, behind a date where the name is not in capitals ("Brelle, le 4 mars –")."""
    match = DATELINE.match(text, naming.span.end)
    return match is not None and (naming.text.isupper() or (match[0][:1] == "," and any(map(str.isdigit, match[0]))))


def _joined(parse: Parse, bodies: Sequence[Figure]) -> list[Figure]:
    """Return the bodies with a bare first word ("Corvane") given to the one body that the text wrote in full before.

    Not where the word is a place's name too, or the list of organisations has it for itself.
    """
    kept: list[Figure] = []
    for figure in sorted(bodies, key=lambda f: -len(f.name.split())):
        full = [other for other in kept if _opens_with(other.name, figure.name) and other.first < figure.first]
        places = any(
            n.token < len(parse.tokens) and parse.tokens[n.token].entity in PLACE_LABELS for n in figure.namings
        )
        if len(full) == 1 and not places and not is_acronym(figure.name) and not is_listed(figure.name):
            for naming in figure.namings:
                bear(full[0], naming)
            full[0].role_heads |= figure.role_heads
        else:
            kept.append(figure)
    return sorted(kept, key=lambda figure: figure.first)


def _give_openings(parse: Parse, bodies: Sequence[Figure], found: Sequence[Naming]) -> None:
    """Give a bare first word that is no body of its own to the body that the text wrote in full before."""
    held = Places(naming.span for figure in bodies for naming in figure.namings)
    labels: dict[str, list[bool]] = {}
    for naming in found:
        if len(naming.words) == 1 and naming.token < len(parse.tokens):
            labels.setdefault(naming.text, []).append(parse.tokens[naming.token].entity in PLACE_LABELS)
    for naming in found:
        full = [body for body in bodies if _opens_with(body.name, naming.text) and body.first < naming.span.start]
        places = labels.get(naming.text, [])
        if len(full) == 1 and 2 * sum(places) <= len(places) and not held.holds(naming.span):
            bear(full[0], naming)


def _opens_with(long: str, short: str) -> bool:
    words = folded(long).split()
    return len(short.split()) == 1 and len(words) > 1 and words[0] == folded(short)


def _top(parse: Parse, span: Span) -> int:
    """Return the index of the token that heads a name ("Mutuelle" of "Mutuelle du Nord"), else of its last."""
    tokens = parse.within(span)
    inside = {token.index for token in tokens}
    top = next((t.index for t in tokens if t.head not in inside or t.head == t.index), None)
    return top if top is not None else parse.index_at(max(span.end - 1, span.start))


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
    nouns = lexicon.organisation_nouns | lexicon.body_words
    return len(naming.words) > 1 and any(word.lower().rstrip(".") in nouns for word in naming.words)


def _trimmed(text: str, span: Span) -> Span:
    return Span(span.start, span.start + len(span.of(text).rstrip(" \n,")))


def _bare(parse: Parse, span: Span, lexicon: Lexicon) -> Span:
    """Return the span without a leading article, a trailing possessive and what stands in brackets."""
    bracket = parse.text.find("(", span.start, span.end)
    words = words_in(parse, Span(span.start, bracket if bracket > span.start else span.end), lexicon)
    # "Selon Hydralis": a sentence's first word may look like the name's.
    no_name = lexicon.definite | (lexicon.hanging - lexicon.particles)
    while len(words) > 1 and words[0].lower in no_name:
        words = words[1:]
    while len(words) > 1 and words[-1].lower.replace(".", "") in lexicon.post_nominals:
        words = words[:-1]
    return Span(words[0].start, words[-1].end) if words else span


def _finished(parse: Parse, span: Span, lexicon: Lexicon) -> Span:
    """Return a span that stops at a word which needs more ("Régie des eaux de l'") with the name after it."""
    words = words_in(parse, Span(span.start, min(len(parse.text), span.end + 60)), lexicon)
    inside = [word for word in words if word.start < span.end]
    after = next((word for word in words if word.start >= span.end), None)
    last = parse.text[: span.end].rstrip("'’")[span.start :].split()[-1:] or [""]
    open_ended = last[0].lower() in lexicon.hanging | lexicon.definite | lexicon.elisions
    elided = inside and parse.text[inside[-1].end : span.end].strip("'’ ").lower() in lexicon.elisions
    if after is None:
        return span
    described = sum(word.text[0].isupper() for word in inside) == 1 and inside[0].lower in lexicon.organisation_nouns
    behind = [word for word in words if word.start >= span.end][:2]
    if described and len(behind) == 2 and behind[0].lower in lexicon.authors and behind[1].text[0].isupper():
        joined = (
            not parse.text[span.end : behind[0].start].strip()
            and not parse.text[behind[0].end : behind[1].start].strip()
        )
        return Span(span.start, behind[1].end) if joined else span
    if not after.text[0].isupper() or not (open_ended or elided):
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
