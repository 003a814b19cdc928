"""What people are called: the roles beside their names, and what these say of their gender."""

from bisect import bisect_right
from collections.abc import Sequence

from extract.model import Span
from extract.nlp import Parse, Token
from extract.speakers.cast import Cast
from extract.speakers.lexicon import Lexicon, gender_of_name
from extract.speakers.mentions import Figure, Naming, Places, Word, words_in

LONGEST_ROLE = 30
STOPS = frozenset({"VERB", "AUX", "PRON", "SCONJ"})
COPULAS = frozenset({"be", "become", "être", "devenir"})


def give_roles(parse: Parse, cast: Cast, lexicon: Lexicon) -> None:
    """Write into the people of a cast the roles that stand before and after their names, and their gender."""
    people = Places(naming.span for figure in cast.people for naming in figure.namings)
    for figure in cast.people:
        for naming in figure.namings:
            _before(parse, naming, figure, lexicon, people)
            _after(parse, naming, figure, lexicon)
            _predicate(parse, naming, figure, lexicon)
        figure.gender = _gender(figure, lexicon)


def role_words(words: Sequence[Word], lexicon: Lexicon) -> list[int]:
    """Return the places of the role nouns among the words."""
    return [place for place, word in enumerate(words) if lexicon.is_role(word.lower) or word.lower in lexicon.titles]


def _paragraph(parse: Parse, naming: Naming) -> Span:
    """Return the paragraph of a name, found by bisection: an article may have many of both."""
    place = bisect_right(parse.paragraphs, naming.span.start, key=lambda span: span.start) - 1
    return parse.paragraphs[place] if place >= 0 else naming.span


def _token(parse: Parse, word: Word) -> Token | None:
    return parse.tokens[word.token] if word.token < len(parse.tokens) else None


def _stops(parse: Parse, word: Word, lexicon: Lexicon) -> bool:
    """Whether a word cannot lie inside a role: a finite verb, a pronoun, a word that opens a clause."""
    token = _token(parse, word)
    if token is None or word.lower in lexicon.clause_words or word.lower in lexicon.relative_pronouns:
        return True
    if word.text[0].isupper() or word.lower in lexicon.roles:
        return False
    if token.pos == "VERB" and ("Tense=Past|VerbForm=Part" in token.morph or "VerbForm=Inf" in token.morph):
        return False
    return token.pos in STOPS and word.lower not in lexicon.possessive


def _before(parse: Parse, naming: Naming, figure: Figure, lexicon: Lexicon, others: Places) -> None:
    """Take the role before the name: "Interior Minister Aftab Khan", "the regional director for Asia, Aftab Khan"."""
    paragraph = _paragraph(parse, naming)
    words = words_in(parse, Span(max(paragraph.start, naming.span.start - 240), naming.span.start), lexicon)
    kept: list[Word] = []
    end = naming.span.start
    comma = False
    for word in reversed(words[-LONGEST_ROLE:]):
        gap = parse.text[word.end : end].strip()
        if gap == "," and all(part.lower in lexicon.honorifics for part in kept):
            comma, kept = True, []
        elif not _small(parse.text[word.end : end], lexicon):
            break
        if _stops(parse, word, lexicon) or others.holds(Span(word.start, word.end)):
            break
        if not kept and word.lower in lexicon.hanging | lexicon.determiners | lexicon.coordination:
            return
        kept.insert(0, word)
        end = word.start
    while kept and kept[-1].lower in lexicon.honorifics:
        kept.pop()
    places = role_words(kept, lexicon)
    if not places or (comma and not _leads(parse, kept, places[0], lexicon)):
        return
    first = places[0]
    while (
        first > 0
        and not parse.text[kept[first - 1].end : kept[first].start].strip("'’s- \n\t\xa0")
        and _modifies(parse, kept[first - 1], lexicon)
    ):
        first -= 1
    if first > 0:
        figure.told |= {lexicon.determiner_genders.get(kept[first - 1].lower, "")} - {""}
    text = _clean(parse.text[kept[first].start : kept[-1].end])
    _add_role(figure, text, [kept[place].lower for place in places], lexicon)


def _leads(parse: Parse, words: Sequence[Word], place: int, lexicon: Lexicon) -> bool:
    """Whether a determiner or an owner opens the noun phrase of a role that a comma parts from the name."""
    before = parse.text[max(0, words[place].start - 3) : words[place].start].replace("’", "'").lower()
    if before.endswith("'s ") or before.rstrip("'").split()[-1:] in ([elided] for elided in lexicon.elisions):
        return True
    return any(word.lower in lexicon.definite | lexicon.possessive for word in words[:place])


def _modifies(parse: Parse, word: Word, lexicon: Lexicon) -> bool:
    token = _token(parse, word)
    if (
        token is None
        or word.lower in lexicon.determiners | lexicon.hanging | lexicon.coordination
        or word.lower in lexicon.honorifics
        or token.pos in ("CCONJ", "SCONJ", "ADV")
    ):
        return False
    return (
        token.pos in ("ADJ", "NOUN", "PROPN", "NUM")
        or word.text[0].isupper()
        or "Tense=Past|VerbForm=Part" in token.morph
    )


def _after(parse: Parse, naming: Naming, figure: Figure, lexicon: Lexicon) -> None:
    """Take the role after the name: ", the project coordinator for the group,", " (directeur de l'école)"."""
    paragraph = _paragraph(parse, naming)
    tail = parse.text[naming.span.end : paragraph.end]
    opened = tail.lstrip()
    if not opened or opened[0] not in ",(—–-":
        return
    start = naming.span.end + len(tail) - len(opened) + 1
    kept: list[Word] = []
    last = start
    for word in words_in(parse, Span(start, min(paragraph.end, start + 240)), lexicon)[:LONGEST_ROLE]:
        if not _small(parse.text[last : word.start], lexicon) or _stops(parse, word, lexicon):
            break
        kept.append(word)
        last = word.end
    places = role_words(kept, lexicon)
    if not places or not _opens_role(kept[: places[0] + 1], lexicon) or _only_modifies(parse, kept, places):
        return
    figure.told |= {lexicon.determiner_genders.get(kept[0].lower, "")} - {""}
    while kept and kept[0].lower in lexicon.definite | lexicon.indefinite:
        kept = kept[1:]
    while kept and kept[-1].lower in lexicon.hanging | lexicon.coordination | lexicon.determiners:
        kept = kept[:-1]
    if kept:
        heads = [
            word.lower
            for word in kept[: role_words(kept, lexicon)[0] + 1]
            if lexicon.is_role(word.lower) or word.lower in lexicon.titles
        ]
        _add_role(figure, _clean(parse.text[kept[0].start : kept[-1].end]), heads, lexicon)


def _opens_role(words: Sequence[Word], lexicon: Lexicon) -> bool:
    """Whether the first role noun heads the phrase: nothing before it that hangs or joins."""
    return not any(word.lower in lexicon.hanging | lexicon.coordination for word in words[:-1])


def _only_modifies(parse: Parse, words: Sequence[Word], places: Sequence[int]) -> bool:
    """Whether the first role noun is but part of another thing ("delegate battle")."""
    token = _token(parse, words[places[0]])
    heads = {word.token: place for place, word in enumerate(words)}
    return token is not None and token.dep == "compound" and heads.get(token.head, places[0]) not in places


def _predicate(parse: Parse, naming: Naming, figure: Figure, lexicon: Lexicon) -> None:
    """Take the role of "Anna Berg is the harbour master": heads alone, as the words may say when she was."""
    if naming.quoted or naming.token >= len(parse.tokens):
        return
    token = parse.tokens[naming.token]
    head = parse.tokens[token.head]
    if not token.dep.startswith("nsubj"):
        return
    nouns = [head] if any(child.dep == "cop" for child in parse.children(head.index)) else []
    if head.lemma in COPULAS:
        nouns = [child for child in parse.children(head.index) if child.dep == "attr"]
    figure.role_heads |= {lexicon.base_of(noun.lower) for noun in nouns if noun.lower in lexicon.roles}


def _clean(text: str) -> str:
    return " ".join(text.split()).rstrip(" ,(–—-")


def _small(gap: str, lexicon: Lexicon) -> bool:
    """Whether what stands between two words of a role is white space, a hyphen, a possessive or an elided article."""
    return gap == "-" or gap.strip().strip("'’").lower() in ("", "s", *lexicon.elisions)


def _add_role(figure: Figure, text: str, heads: Sequence[str], lexicon: Lexicon) -> None:
    words = text.lower().rstrip(".").split()
    if not text or (len(words) == 1 and words[0] in lexicon.honorifics):
        return
    if text.casefold() not in {role.casefold() for role in figure.roles}:
        figure.roles.append(text)
    figure.role_heads |= {lexicon.base_of(head) for head in heads}


def _gender(figure: Figure, lexicon: Lexicon) -> str | None:
    """Return m or f from forms of address, then the nearest role, then the given name; None where they are silent."""
    titles = [title for naming in figure.namings for title in naming.titles]
    for table in (lexicon.honorifics, lexicon.roles):
        told = {table[title] for title in titles if table.get(title) in ("m", "f")}
        if len(told) == 1 and (table is lexicon.honorifics or "f" in told):
            return told.pop()
    given = gender_of_name(figure.name, lexicon)
    if given:
        return given
    if len(figure.told) == 1:
        return next(iter(figure.told))
    heads = {lexicon.roles.get(word) for role in figure.roles for word in role.lower().split()[:3]} & {"m", "f"}
    return heads.pop() if len(heads) == 1 else None
