"""Contents that begin after their cue ("he said that …")."""

from extract.nlp import Token
from extract.quotes.cues import Cue, Lexicon, plain, verb_of
from extract.quotes.edges import FINITE, Content, has_verb, stripped
from extract.quotes.reading import Reading
from extract.quotes.sources import CLAUSE_OF_NOUN, SUBJECT, Range, coordinated_with, is_time, noun_phrase

OBJECT = frozenset({"dobj", "obj", "oprd", "attr", "iobj", "obl:arg", "xcomp", "ccomp", "nsubj", "acomp", "obl:mod"})
BESIDE = frozenset({"advcl", "conj", "cc", "punct", "parataxis"})


def after_cue(reading: Reading, words: Lexicon, cue: Cue, source: Range | None, cues: list[Cue]) -> Content | None:
    """Return a content that begins after the cue."""
    block = reading.blocks[reading.block_of[cue.verb]]
    floor = max(cue.last, source[1] if source and source[0] >= cue.last else 0)
    end = _right_edge(reading, words, cue, cues, block.last)
    if floor < block.last and reading.tokens[floor].text == "(":
        floor = next((i + 1 for i in range(floor, block.last) if reading.tokens[i].text == ")"), floor)
    if floor < block.last and reading.tokens[floor].text == ";":
        return None
    floor = _past_time(reading, words, floor, end)
    start, rule = _start_after(reading, words, cue, floor, end)
    if start is None:
        return None
    start = _past_complementizer(reading, words, start, end)
    if rule == "object":
        end = _end_of_object(reading, words, cue, start, end)
    if "nominal" in cue.frame and rule != "directive":
        end = _end_of_predicate(reading, start, end)
    if start < end and reading.quoted(start):
        end = _end_of_quotes(reading, start, end)
    end = stripped(reading, start, end)
    if all(reading.is_punctuation(i) or plain(reading.tokens[i].text) in words.blank for i in range(start, end)):
        return None
    return Content(((start, end),), rule)


def _past_time(reading: Reading, words: Lexicon, floor: int, end: int) -> int:
    """Return the token behind a day that stands between the cue and its object ("a exhorté | lundi matin | l'État")."""
    start = floor
    while start < end and is_time(reading, words, start):
        start += 1
    object_ = floor < start < end and (reading.tokens[start].pos == "DET" or reading.quoted(start))
    return start if object_ else floor


def _past_complementizer(reading: Reading, words: Lexicon, start: int, end: int) -> int:
    """Return the start of a clause without its "that", which the content leaves out; a second one belongs to it."""
    taken = start > 0 and plain(reading.tokens[start - 1].text) in words.complementizers
    while start < end and not reading.quoted(start):
        if not taken and plain(reading.tokens[start].text) in words.complementizers:
            taken = True
        elif not reading.is_punctuation(start):
            break
        start += 1
    return start


def _start_after(reading: Reading, words: Lexicon, cue: Cue, floor: int, end: int) -> tuple[int | None, str]:
    """Return where the content begins, and by which rule."""
    tokens, parse = reading.tokens, reading.parse
    children = [c for c in parse.children(cue.verb) if floor <= c.index < end]
    if "directive" in cue.frame and floor < end and not reading.is_pause(floor) and not reading.quoted(floor):
        called = plain(tokens[floor].text) in words.directive_prepositions or cue.last > cue.verb + 1
        if _asks_to_act(reading, floor, end) or (called and "nominal" in cue.frame):
            return floor, "directive"
    quote = next((i for i in range(floor, end) if reading.quoted(i)), None)
    clauses = [c for c in children if c.dep in ("ccomp", "xcomp") and c.pos != "PUNCT"]
    clause = next((c.index for c in clauses if c.dep == "ccomp" or len(clauses) == 1 or not _is_gerund(c)), None)
    if clause is not None and cue.frame & {"speech", "thought", "nominal"}:
        subtree = [i for i in reading.subtree(clause) if i >= floor]
        start = min(subtree)
        that = _complementizer(reading, words, floor, clause)
        start = start if that is None else that + 1
        if quote is None or start <= quote:
            return start, "clause-complement"
    if (
        quote is not None
        and not cue.frame <= {"thought", "directive"}
        and _introduces(reading, words, cue, floor, quote)
    ):
        return quote, "quote-cue-before"
    that = _complementizer(reading, words, floor, min(end, floor + 12))
    if that is not None and cue.frame & {"speech", "thought"} and has_verb(reading, (that + 1, end)):
        return that + 1, "clause-complementizer"
    names = "nominal" in cue.frame and cue.lemma not in words.recipient and not _is_infinitive(reading, cue)
    # « …, a-t-il annoncé jeudi soir. »: what an inverted pronoun says stands before it.
    inverted = any(plain(t.text) in words.inverted for t in tokens[cue.first : cue.last])
    if names and not inverted and floor < end and not reading.is_pause(floor):
        particle = cue.last > cue.verb + 1 and plain(tokens[cue.last - 1].text) in words.prepositions.get(cue.lemma, ())
        if particle or any(c.dep in OBJECT and c.index - floor < 8 for c in children):
            return floor, "object"
    return None, ""


def _is_gerund(token: Token) -> bool:
    """Whether a token is a present participle, which may stand as a preposition does ("concerning the boats")."""
    return token.tag == "VBG" or ("VerbForm=Part" in token.morph and "Tense=Pres" in token.morph)


def _is_infinitive(reading: Reading, cue: Cue) -> bool:
    """Whether the verb is a bare infinitive, which tells what is meant to be said ("to denounce the owners")."""
    group = reading.tokens[cue.first : cue.verb + 1]
    return "VerbForm=Inf" in group[-1].morph and not any(token.pos == "AUX" for token in group[:-1])


def _complementizer(reading: Reading, words: Lexicon, first: int, last: int) -> int | None:
    """Return the first "that" which opens a clause, if no verb stands before it."""
    for index in range(first, last):
        token = reading.tokens[index]
        if plain(token.text) in words.complementizers and token.pos == "SCONJ":
            return index
        if (token.pos in FINITE and not _is_gerund(token)) or reading.quoted(index):
            return None
    return None


def _asks_to_act(reading: Reading, floor: int, end: int) -> bool:
    """Whether an infinitive stands in reach behind a directive verb, with no question word or finite verb before it."""
    for index in range(floor, min(end, floor + 15)):
        token = reading.tokens[index]
        if token.pos in FINITE:
            return token.tag == "VB" or "VerbForm=Inf" in token.morph
        if token.tag in ("WP", "WRB", "WDT") or reading.is_pause(index):
            return False
    return False


def _introduces(reading: Reading, words: Lexicon, cue: Cue, floor: int, quote: int) -> bool:
    """Whether only adjuncts stand between the cue and a quotation: `said in a statement, "…"`."""
    if quote == floor or reading.tokens[quote - 1].text in (":", ",", "—", "–"):
        return not any(
            reading.tokens[i].pos == "VERB"
            and reading.tokens[i].dep not in CLAUSE_OF_NOUN | {"advcl", "pcomp"}
            and verb_of(words, reading.tokens[i])
            for i in range(floor, quote)
        )
    return False


def _end_of_object(reading: Reading, words: Lexicon, cue: Cue, start: int, end: int) -> int:
    """Return where a content without a clause ends: with the last dependent of the cue that is no clause beside it."""
    last = start
    for child in reading.parse.children(cue.verb):
        if start <= child.index < end and child.dep not in BESIDE:
            last = max(last, *(i + 1 for i in reading.subtree(child.index) if i < end))
    while last < end and reading.quoted(last - 1):
        last += 1
    return last if last > start else end


def _end_of_predicate(reading: Reading, start: int, end: int) -> int:
    """Return where quoted words end that are said of an object behind them: "a qualifié d'« absurde » | le projet"."""
    opening = next((i for i in range(start, min(start + 3, end)) if reading.quoted(i)), None)
    if opening is None or any(token.pos != "ADP" for token in reading.tokens[start:opening]):
        return end
    _, last = reading.quote_tokens(reading.quote_of[opening])
    return last if last < end and reading.tokens[last].pos == "DET" else end


def _end_of_quotes(reading: Reading, start: int, end: int) -> int:
    """Return where a content that begins with a quotation ends: with it, or where that is partial with the clause."""
    number = reading.quote_of[start]
    _, last = reading.quote_tokens(number)
    if last >= end:
        return end
    inside = reading.quotations[number].inside.of(reading.parse.text)
    if inside[-1:] in ".!?,…" or reading.is_pause(last):
        return last
    if reading.tokens[last].pos == "CCONJ" and any(t.pos in FINITE for t in reading.tokens[start:last]):
        return last
    return end


def _right_edge(reading: Reading, words: Lexicon, cue: Cue, cues: list[Cue], end: int) -> int:
    """Return where the content must end: its block, its clause, or where another cue takes over."""
    tokens = reading.tokens
    verb = tokens[cue.verb]
    if verb.dep in ("relcl", "acl", "acl:relcl", "advcl", "csubj", "pcomp"):
        limit = max(reading.subtree(cue.verb)) + 1
        while limit < end and reading.quoted(limit - 1):
            limit += 1
        roots = (t for t in tokens[limit:end] if t.dep == "ROOT" and t.sentence == verb.sentence)
        if verb.head > cue.verb or any(not reading.quoted(t.index) for t in roots):
            end = min(end, max(limit, cue.last + 1))
    for other in cues:
        if other.verb <= cue.verb or other.first >= end:
            continue
        if _takes_over(reading, words, cue, other):
            end = _clause_start(reading, words, other, cue.last)
            break
    for index in range(cue.last + 3, end - 2):
        # What is quoted against a thing denied is no part of it: `denied that …: “…”`.
        if cue.lemma in words.denial and tokens[index].text == ":" and _is_sentence(reading, index + 1):
            return index
        if tokens[index].text == "," and plain(tokens[index + 1].text) in words.contrasts and not reading.quoted(index):
            return index
    return end


def _is_sentence(reading: Reading, index: int) -> bool:
    """Whether a quotation begins at a token and reads like a sentence of its own."""
    if not reading.quoted(index):
        return False
    first, last = reading.quote_tokens(reading.quote_of[index])
    inside = reading.quotations[reading.quote_of[index]].inside.of(reading.parse.text)
    return first == index and inside[:1].isupper() and has_verb(reading, (first, last))


def _takes_over(reading: Reading, words: Lexicon, cue: Cue, other: Cue) -> bool:
    tokens = reading.tokens
    token = tokens[other.verb]
    before = tokens[other.first - 1] if other.first else None
    if "phrase" in other.frame:
        return before is not None and before.text == ","
    if before is not None and before.text == "," and token.tag == "VBG":
        return True
    if (
        before is not None
        and before.text == ","
        and "VerbForm=Part|Tense=Pres" in "|".join(sorted(token.morph.split("|"), reverse=True))
    ):
        return True
    if token.dep == "conj":
        own = any(c.dep in SUBJECT for c in reading.parse.children(other.verb))
        return (
            token.head == cue.verb
            or _contrasts(reading, other, cue.last)
            or (not own and coordinated_with(reading, other) == cue.verb)
        )
    return False


def _subject_start(reading: Reading, other: Cue, floor: int) -> int:
    """Return where the subject before a cue begins, or the cue: "…, but | Anna Bright said"."""
    subjects = [c for c in reading.parse.children(other.verb) if c.dep in SUBJECT and floor <= c.index < other.first]
    if not subjects:
        return other.first
    start = noun_phrase(reading, subjects[-1].index, other)[0]
    return start if floor < start else other.first


def _contrasts(reading: Reading, other: Cue, floor: int) -> bool:
    """Whether a comma and a conjunction open the clause of a cue with a named subject: "…, but Bright said"."""
    start = _subject_start(reading, other, floor)
    tokens = reading.tokens
    if start == other.first or start < 2 or "speech" not in other.frame or reading.quoted(start):
        return False
    apart = tokens[start - 1].pos == "CCONJ" and tokens[start - 2].text in (",", ";")
    return apart and any(token.pos == "PROPN" for token in tokens[start : other.first])


def _clause_start(reading: Reading, words: Lexicon, other: Cue, floor: int) -> int:
    """Return where the other cue's clause begins, its conjunction and comma left out."""
    start = _subject_start(reading, other, floor)
    while start > floor and (
        reading.is_pause(start - 1)
        or (reading.tokens[start - 1].pos in ("CCONJ", "ADV") and not reading.quoted(start - 1))
    ):
        start -= 1
    return start
