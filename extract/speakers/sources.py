"""What a source is on its face: a pronoun, a name, a body, a paper, a group or somebody without a name."""

import re
from dataclasses import dataclass

from extract.model import Span
from extract.nlp import Parse
from extract.speakers.cast import Cast
from extract.speakers.lexicon import Lexicon
from extract.speakers.mentions import SUBJECTS, Naming, Word, words_in
from extract.speakers.organisations import described_as
from extract.speakers.phrases import bare_text, without_aside

CLOSERS = frozenset(",(;:–—")
# How far behind a description the name that it is apposed to may end.
APPOSED = 90
PARTING = re.compile(r"[,;:.!?«»“”\"–—]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Local:
    """A source as it stands: `kind` is name, names, pronoun, person, organisation, document or group.

    `person` is a description of one ("the coordinator"). `head` is its noun in lower case, `determiner` definite,
    possessive, indefinite or "". `namings` are the names that head it, two or more for `names`.
    """

    kind: str
    span: Span
    text: str
    head: str = ""
    determiner: str = ""
    namings: tuple[Naming, ...] = ()
    words: tuple[str, ...] = ()


def read_source(parse: Parse, span: Span, cast: Cast, lexicon: Lexicon) -> Local:
    """Return what the source at the span is on its face."""
    span = _widened(parse, _unglued(parse, span, lexicon), cast)
    span = _with_determiner(parse, _with_modifiers(parse, span), lexicon)
    words = words_in(parse, span, lexicon)
    text = bare_text(_without_reason(span.of(parse.text), lexicon))
    if not words:
        return Local(kind="group", span=span, text=text)
    if len(words) <= 2 and (pronoun := _pronoun(text, words, lexicon)):
        return Local(kind="pronoun", span=span, text=text, head=pronoun)
    namings = _heading_names(parse, span, words, cast, lexicon)
    if namings:
        kind = "name" if len(namings) == 1 else "names"
        return Local(
            kind=kind, span=span, text=text, namings=tuple(namings), determiner=_determiner(parse, span, words, lexicon)
        )
    head = _head(parse, span, words, lexicon)
    whole, span = span, without_aside(parse, span, head, cast.within(span), lexicon)
    if span != whole:
        words, text = words_in(parse, span, lexicon), bare_text(span.of(parse.text))
    kind = _kind(parse, words, head, lexicon)
    lowers = tuple(word.lower for word in words)
    if (
        kind in ("person", "unnamed", "group")
        and (named := _named_after(parse, whole, cast, lexicon, head.lower)) is not None
    ):
        return Local(kind="name", span=span, text=text, head=head.lower, namings=(named,))
    return Local(
        kind=kind,
        span=span,
        text=text,
        head=head.lower,
        determiner=_determiner(parse, span, words, lexicon),
        words=lowers,
    )


def _unglued(parse: Parse, span: Span, lexicon: Lexicon) -> Span:
    """Return the span without white space and what ties an inverted pronoun to its verb ("-t-il")."""
    text = span.of(parse.text)
    start = span.start + len(text) - len(text.lstrip())
    glue = next((glue for glue in lexicon.glue if parse.text.startswith(glue, start, span.end)), "")
    return Span(start + len(glue), span.end) if start + len(glue) < span.end else span


def _with_determiner(parse: Parse, span: Span, lexicon: Lexicon) -> Span:
    """Return the span of a description with the determiner that stands straight before it."""
    inside = parse.within(span)
    if not inside or inside[0].index == 0 or inside[0].pos not in ("NOUN", "ADJ") or not inside[0].text[0].islower():
        return span
    before = parse.tokens[inside[0].index - 1]
    adjoins = not parse.text[before.end : span.start].strip() and before.sentence == inside[0].sentence
    known = before.lower.rstrip("'’") in lexicon.definite | lexicon.possessive | lexicon.indefinite
    return Span(before.start, span.end) if adjoins and known and before.pos == "DET" else span


def _widened(parse: Parse, span: Span, cast: Cast) -> Span:
    """Return the span with the whole of a name that it cuts (a source found by the parse may stop at a line's end)."""
    for naming in cast.within(Span(max(0, span.start - 60), span.end + 60)):
        if naming.span.overlaps(span) and naming.span not in span:
            span = Span(min(span.start, naming.span.start), max(span.end, naming.span.end))
    return span


def _with_modifiers(parse: Parse, span: Span) -> Span:
    """Return the span with what straight before it belongs to its noun ("the nurses' | representatives")."""
    inside = parse.within(span)
    if not inside or inside[0].pos != "NOUN":
        return span
    index, noun = inside[0].index, inside[0]
    under = set(parse.subtree(noun.index))
    while index > 0 and index - 1 in under and parse.tokens[index - 1].pos != "PUNCT":
        index -= 1
    while parse.tokens[index].pos == "ADP" and index < noun.index:
        index += 1
    before = parse.tokens[index : noun.index]
    if any(token.pos in ("VERB", "AUX", "CCONJ", "SCONJ") for token in before):
        return span
    return Span(min(span.start, parse.tokens[index].start), span.end)


def cannot_speak(parse: Parse, local: Local, lexicon: Lexicon) -> bool:
    """Whether a source that is nobody's name or description says when, or what stuff, or nothing of anybody."""
    if local.kind in ("name", "names", "pronoun", "person") or not local.words:
        return False
    if local.head in lexicon.time_nouns and len(set(local.words) - lexicon.determiners) == 1:
        return True
    tokens = [token for token in parse.within(local.span) if token.lower == local.head]
    if local.kind != "unnamed" or not tokens:
        return False
    if any(token.pos in ("NOUN", "PROPN", "NUM") or token.text[0].isupper() for token in parse.within(local.span)):
        return tokens[0].pos == "NOUN" and local.words == (tokens[0].text,) and not local.determiner
    return tokens[0].pos in ("VERB", "AUX")


def _named_after(parse: Parse, span: Span, cast: Cast, lexicon: Lexicon, head: str) -> Naming | None:
    """Return whose name follows the description at once or between commas, after the rest of the description.

    "the board's director | for water, Mr Berg,": no verb and no other mark may stand between the two. A body is named
    so only where the head says what it is to others ("the mill's owner, Lindt Foods,").
    """
    for naming in cast.within(Span(span.end, span.end + APPOSED)):
        if naming.figure is None or (naming.figure.kind != "person" and head not in lexicon.corporate_roles):
            if "," in parse.text[span.end : naming.span.start]:
                break
            continue
        gap, after = parse.text[span.end : naming.span.start], parse.text[naming.span.end : naming.span.end + 1]
        words = words_in(parse, Span(span.end, naming.span.start), lexicon)
        tail = [word for word in words if not (word.lower in lexicon.honorifics or word.lower in lexicon.titles)]
        if gap and not gap.strip():
            return naming
        comma = gap.rfind(",")
        if comma < 0 or after not in (",", ".", ";", ":", ""):
            break
        tail = [word for word in tail if word.end <= span.end + comma]
        told = [word for word in words if word.start >= span.end + comma]
        if (
            not PARTING.search(gap[:comma])
            and all(lexicon.is_title(word.lower) or word.lower in lexicon.definite for word in told)
            and all(_describes(parse, word, lexicon) for word in tail)
            and (not tail or tail[0].lower in lexicon.hanging or _describes_on(parse, tail[0]))
        ):
            return naming
        break
    return None


def _describes(parse: Parse, word: Word, lexicon: Lexicon) -> bool:
    """Whether a word may stand inside a description: no verb, no pronoun, nothing that opens a clause."""
    if word.token >= len(parse.tokens) or word.lower in lexicon.clause_words - lexicon.hanging:
        return False
    return parse.tokens[word.token].pos not in ("VERB", "AUX", "PRON", "SCONJ")


def _describes_on(parse: Parse, word: Word) -> bool:
    return word.token < len(parse.tokens) and parse.tokens[word.token].pos in ("ADJ", "NOUN", "PROPN", "ADP")


def _without_reason(text: str, lexicon: Lexicon) -> str:
    """Return a source without why it is not named, where a comma parts that from it (", on condition of anonymity")."""
    head, comma, tail = text.partition(",")
    words = {word.strip(".,;").replace("’", "'").rpartition("'")[2] for word in tail.lower().split()}
    return head if comma and words & lexicon.anonymity and head.strip() else text


def _pronoun(text: str, words: list[Word], lexicon: Lexicon) -> str | None:
    lower = text.lower().replace("’", "'")
    singles = lexicon.first_person | lexicon.first_person_plural | lexicon.plural_pronouns | lexicon.neuter_pronouns
    known = singles | lexicon.relative_pronouns | lexicon.indefinite_pronouns | set(lexicon.pronouns)
    if lower in known:
        return lower
    return words[0].lower if len(words) == 1 and words[0].lower in known else None


def _heading_names(parse: Parse, span: Span, words: list[Word], cast: Cast, lexicon: Lexicon) -> list[Naming]:
    """Return the name that heads the source, or all of a list ("Berg and Lindt"); none where names only modify."""
    inside = _outermost(cast.within(span))
    heads: list[Naming] = []
    for naming in inside:
        if _is_head(parse, naming, span, words, lexicon, heads[-1] if heads else None):
            heads.append(naming)
    if not heads:
        return []
    joined = [heads[0]]
    for naming in heads[1:]:
        between = parse.text[joined[-1].span.end : naming.span.start]
        parts = [word.lower for word in words_in(parse, Span(joined[-1].span.end, naming.span.start), lexicon)]
        if _naming_joins(between, parts, lexicon):
            joined.append(naming)
    return joined


def _naming_joins(between: str, parts: list[str], lexicon: Lexicon) -> bool:
    parts = [part for part in parts if part not in lexicon.definite]
    return len(parts) <= 1 and all(part in lexicon.coordination for part in parts) and (bool(parts) or "," in between)


def _outermost(namings: list[Naming]) -> list[Naming]:
    """Drop namings that lie inside a longer one."""
    return [
        n
        for n in namings
        if not any(n is not other and n.span != other.span and n.span in other.span for other in namings)
    ]


def _is_head(
    parse: Parse, naming: Naming, span: Span, words: list[Word], lexicon: Lexicon, earlier: Naming | None
) -> bool:
    after = parse.text[naming.span.end : span.end]
    rest = after.lstrip()
    if rest.startswith(("'s", "’s")) and rest[2:].strip(" ,"):
        return False
    behind = [word for word in words if word.start >= naming.span.end]
    next_word = next((word for word in behind if word.lower.replace(".", "") not in lexicon.post_nominals), None)
    if (
        rest
        and rest[0] not in CLOSERS
        and not rest.startswith(("'", "’", '"', "”", "»", ")", "--", "- "))
        and next_word is not None
    ):
        joins = lexicon.coordination | lexicon.clause_words | lexicon.relative_pronouns | lexicon.hanging
        if next_word.lower not in joins and not _follows_name(parse, next_word):
            return False
    before = [word for word in words if word.end <= naming.span.start]
    if not before:
        return True
    gap = parse.text[before[-1].end : naming.span.start].strip()
    if gap.startswith("("):
        return False
    if gap in (",", "--", "–", "—", ":"):
        return _apposed(parse, before, naming, lexicon)
    while len(before) > 1 and before[-1].lower in lexicon.determiners - lexicon.hanging:
        before = before[:-1]
    if before[-1].lower in lexicon.coordination:
        return earlier is not None and not parse.text[earlier.span.end : before[-1].start].strip(" \n,")
    untitled = before
    while len(untitled) > 1 and lexicon.is_title(untitled[-1].lower):
        untitled = untitled[:-1]
    # "la présidente du groupe X": what kind of body the name is of leads on to what hangs above it.
    while len(untitled) > 1 and untitled[-1].lower in lexicon.organisation_nouns:
        untitled = untitled[:-1]
    if untitled[-1].lower in lexicon.hanging:
        return False
    return not (before[-1].token < len(parse.tokens) and parse.tokens[before[-1].token].pos in ("VERB", "AUX", "SCONJ"))


def _follows_name(parse: Parse, word: Word) -> bool:
    """Whether a word after a name is no noun that the name would modify."""
    return word.token < len(parse.tokens) and parse.tokens[word.token].pos not in ("NOUN", "PROPN", "ADJ", "NUM")


def _apposed(parse: Parse, before: list[Word], naming: Naming, lexicon: Lexicon) -> bool:
    """Whether a name after a comma stands for the description before it, and not for a place or a list's next item."""
    body = naming.figure is not None and naming.figure.kind == "organisation"
    if body and before[0].lower in lexicon.definite:
        nouns = lexicon.organisation_nouns
        return before[-1].lower in nouns or described_as(before, lexicon) in nouns | lexicon.corporate_roles
    return (
        naming.figure is not None
        and naming.figure.kind == "person"
        and any(
            word.lower in lexicon.roles or word.lower in lexicon.titles or word.lower in lexicon.family_words
            for word in before
        )
    ) or any(word.lower in lexicon.coordination for word in before[-1:])


def _determiner(parse: Parse, span: Span, words: list[Word], lexicon: Lexicon) -> str:
    elided = parse.text[span.start : words[0].start].strip().rstrip("'’").lower()
    first = elided or words[0].lower
    if first in lexicon.definite:
        return "definite"
    if first in lexicon.possessive:
        return "possessive"
    return "indefinite" if first in lexicon.indefinite else ""


def _head(parse: Parse, span: Span, words: list[Word], lexicon: Lexicon) -> Word:
    """Return the head noun: in the parse the noun whose head lies outside, else the last before a hanging word."""
    core = _core(parse, words, lexicon)
    tokens = parse.within(Span(core[0].start, core[-1].end)) if core else ()
    inside = {token.index for token in tokens}
    for token in tokens:
        if token.pos in ("NOUN", "PROPN") and (token.head not in inside or token.head == token.index):
            return next((word for word in core if word.start <= token.start < word.end), core[-1])
    # In "two officials having asked", the participle that heads the noun lies inside the source.
    nouns = {token.index for token in tokens if token.pos in ("NOUN", "PROPN")}
    for token in tokens:
        if token.index in nouns and token.head not in nouns and token.dep in SUBJECTS:
            return next((word for word in core if word.start <= token.start < word.end), core[-1])
    for word in core:
        if (
            lexicon.is_role(word.lower)
            or word.lower in lexicon.organisation_nouns
            or word.lower in lexicon.document_nouns
        ):
            return word
    return core[-1] if core else words[-1]


def _core(parse: Parse, words: list[Word], lexicon: Lexicon) -> list[Word]:
    """Return the words up to the first that hangs under them, a determiner at the front left out."""
    start = 0
    while start < len(words) - 1 and words[start].lower in lexicon.determiners:
        start += 1
    core: list[Word] = []
    for word in words[start:]:
        if core and (
            word.lower in lexicon.hanging | lexicon.relative_pronouns | lexicon.coordination
            or _parted(parse, core[-1], word)
        ):
            break
        core.append(word)
    return core


def _parted(parse: Parse, before: Word, word: Word) -> bool:
    return any(mark in parse.text[before.end : word.start] for mark in ",(;–—")


def _kind(parse: Parse, words: list[Word], head: Word, lexicon: Lexicon) -> str:
    token = parse.tokens[head.token] if head.token < len(parse.tokens) else None
    lower, lemma = head.lower, (token.lemma.lower() if token else head.lower)
    plural = (token is not None and "Number=Plur" in token.morph) or (
        lemma != lower and token is not None and token.tag in ("NNS", "NNPS")
    )
    if any(word.lower in lexicon.coordination for word in words) and not _one_body(lower, lexicon):
        if lower in lexicon.roles and words[0].lower in lexicon.definite and not plural and _one_person(words, lexicon):
            return "person"
        return "document" if lemma in lexicon.document_nouns or lower in lexicon.document_nouns else "group"
    # A post is a person, a newspaper or a tweet: what is written first in the order decides.
    if lexicon.is_role(lower) or (lexicon.is_role(lemma) and not plural):
        return "person"
    if lower in lexicon.document_nouns or (plural and lemma in lexicon.document_nouns):
        return "organisation" if lower in lexicon.organisation_nouns and head.text[0].isupper() else "document"
    if lower in lexicon.group_nouns or plural:
        return "group"
    if (
        lower in lexicon.organisation_nouns
        or lemma in lexicon.organisation_nouns
        or (head.text[0].isupper() and head.start > words[0].start)
    ):
        return "organisation"
    if head.text[0].isupper() and token is not None and token.pos == "PROPN":
        return "organisation"
    return "document" if lemma in lexicon.document_nouns else "unnamed"


def _one_person(words: list[Word], lexicon: Lexicon) -> bool:
    """Whether a list has one determiner for all ("the former mayor and senator")."""
    return sum(word.lower in lexicon.determiners for word in words) == 1


def _one_body(head: str, lexicon: Lexicon) -> bool:
    return head in lexicon.organisation_nouns
