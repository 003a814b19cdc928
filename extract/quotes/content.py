"""What a cue reports: the tokens before it, after it, or on both sides of it."""

from dataclasses import dataclass

from extract.quotes.cues import Cue, Lexicon, plain, verb_of
from extract.quotes.reading import Reading
from extract.quotes.sources import CLAUSE_OF_NOUN, SUBJECT, Range, coordinated_with

OBJECT = frozenset({"dobj", "obj", "oprd", "attr", "iobj", "obl:arg", "xcomp", "ccomp", "nsubj", "acomp", "obl:mod"})
DATELINE = 12
BESIDE = frozenset({"advcl", "conj", "cc", "punct", "parataxis"})
FINITE = ("VERB", "AUX")


@dataclass(frozen=True, slots=True)
class Content:
    """Token ranges of a content, and the name of the rule that found them."""

    ranges: tuple[Range, ...]
    rule: str


def content_of(reading: Reading, words: Lexicon, cue: Cue, source: Range | None, cues: list[Cue]) -> Content | None:
    """Return what the cue reports within its block, or None."""
    if "phrase" in cue.frame:
        return _of_phrase(reading, words, cue, source)
    if "parenthesis" in cue.frame:
        return _around(reading, cue)
    before = _before(reading, words, cue, source)
    after = _after(reading, words, cue, source, cues)
    if before is not None and (after is None or _prefers_before(reading, words, cue, before, after)):
        return before
    return after


def _around(reading: Reading, cue: Cue) -> Content | None:
    """Return the quotation around a cue, without it."""
    first, last = reading.quote_tokens(reading.quote_of[cue.verb])
    ranges = tuple(part for part in ((first, cue.first), (cue.last, last)) if not _is_empty(reading, part))
    return Content(ranges, "quote-cue-between") if ranges else None


def _is_empty(reading: Reading, part: Range) -> bool:
    return all(reading.is_punctuation(index) for index in range(*part))


def _prefers_before(reading: Reading, words: Lexicon, cue: Cue, before: Content, after: Content) -> bool:
    start = after.ranges[0][0]
    if before.rule == "clause-cue-between" and after.rule == "quote-cue-before":
        # A quotation that begins like a sentence is the whole content: `On Monday, she said, "We …"`.
        return not reading.quotations[reading.quote_of[start]].inside.of(reading.parse.text)[:1].isupper()
    if before.rule == "clause-cue-between":
        return any(reading.tokens[i].text == "," for i in range(cue.last, start))
    if before.rule.startswith("quote"):
        between = [i for i in range(cue.last, start) if not reading.is_punctuation(i)]
        return not any(plain(reading.tokens[i].text) in words.complementizers for i in between) and not (
            reading.quoted(start) and not between and not any(reading.is_pause(i) for i in range(cue.last, start))
        )
    return False


# Before the cue


def _before(reading: Reading, words: Lexicon, cue: Cue, source: Range | None) -> Content | None:
    """Return a content that ends before the cue ("…, he said"), with what goes on behind it."""
    block = reading.blocks[reading.block_of[cue.verb]]
    anchor = cue.first
    if source is not None and block.first <= source[0] < anchor:
        anchor = source[0]
    while (
        anchor > block.first
        and reading.tokens[anchor - 1].pos in ("ADV", "DET")
        and not reading.quoted(anchor - 1)
        and not reading.is_pause(anchor - 1)
    ):
        anchor -= 1
    if anchor == block.first:
        return _of_block_before(reading, words, cue, source)
    end = anchor
    paused = False
    while end > block.first and (reading.is_punctuation(end - 1)):
        paused = paused or reading.is_pause(end - 1) or reading.quoted(end - 1) or reading.tokens[end - 1].text in "?!…"
        end -= 1
    if not paused or end == block.first:
        return None
    start = left_edge(reading, block.first, end)
    quoted = reading.quoted(end - 1) and any(reading.quoted(i) for i in range(end, anchor))
    if quoted and not _sentential(reading, reading.quote_of[end - 1], anchor):
        quoted = False
    may_report = "speech" in cue.frame and _is_finite(reading, words, cue)
    if not quoted and (not may_report or _right_verb(reading, cue, source)):
        return None
    if quoted:
        start = _introduced(reading, start, end)
    ranges = [(start, end)]
    rest = _rest(reading, words, cue, source, quoted)
    if rest is not None:
        ranges.append(rest)
    if not quoted and not (_has_verb(reading, ranges[-1]) or (end - start > 2 and _has_verb(reading, ranges[0]))):
        return None
    rule = "quote-" if quoted else "clause-"
    return Content(tuple(ranges), rule + ("cue-between" if rest else "cue-after"))


def _is_finite(reading: Reading, words: Lexicon, cue: Cue) -> bool:
    """Whether the verb's group can stand by itself: no bare participle, no infinitive."""
    group = reading.tokens[cue.first : cue.last]
    if any((t.pos == "AUX" and t.index < cue.verb) or plain(t.text) in words.inverted for t in group):
        return True
    token = reading.tokens[cue.verb]
    return (
        token.tag not in ("VB", "VBG", "VBN")
        and "VerbForm=Inf" not in token.morph
        and "VerbForm=Part" not in token.morph
    )


def _sentential(reading: Reading, number: int, anchor: int) -> bool:
    """Whether a quotation before a cue ends like speech: with a comma or an end mark at its edge, or before a pause."""
    quotation = reading.quotations[number]
    last = quotation.inside.of(reading.parse.text)[-1:]
    first, end = reading.quote_tokens(number)
    opens = first == reading.blocks[reading.block_of[first]].first and end - first > 4
    return opens or last in ",.!?…—–-" or any(reading.is_pause(i) for i in range(end, anchor))


def left_edge(reading: Reading, first: int, end: int) -> int:
    """Return where a sentence begins behind its dateline ("VALCOURT, May 3 — …") and opening punctuation."""
    start = first
    if reading.tokens[first].text.isupper() and len(reading.tokens[first].text) > 2:
        for index in range(first + 1, min(end - 2, first + DATELINE)):
            token = reading.tokens[index]
            if token.pos in FINITE or reading.quoted(index):
                break
            if token.text in (":", "—", "–", "--", "-"):
                start = index + 1
                break
    while start < end and reading.is_punctuation(start) and not reading.quoted(start):
        start += 1
    return start


def _introduced(reading: Reading, start: int, end: int) -> int:
    """Return where the last quotation begins that a colon introduces, else the start."""
    first, _ = reading.quote_tokens(reading.quote_of[end - 1])
    return first if start < first - 1 and reading.tokens[first - 1].text == ":" else start


def _has_complement(reading: Reading, words: Lexicon, cue: Cue, floor: int) -> bool:
    """Whether the cue has a content of its own behind it."""
    block = reading.blocks[reading.block_of[cue.verb]]
    clauses = [c for c in reading.parse.children(cue.verb) if c.dep in ("ccomp", "xcomp") and c.index >= floor]
    near = range(floor, min(block.last, floor + 4))
    return (
        bool(clauses)
        or any(plain(reading.tokens[i].text) in words.complementizers for i in near)
        or any(reading.quoted(i) for i in range(floor, block.last))
    )


def _right_verb(reading: Reading, cue: Cue, source: Range | None) -> bool:
    """Whether a clause or a quotation follows the cue before the next comma."""
    block = reading.blocks[reading.block_of[cue.verb]]
    index = max(cue.last, source[1] if source and source[0] >= cue.last else 0)
    if any(
        c.dep in ("ccomp", "xcomp") and c.index >= index and not reading.is_pause(c.index)
        for c in reading.parse.children(cue.verb)
    ) and not (index < block.last and reading.is_pause(index)):
        return True
    while index < block.last and reading.tokens[index].text not in (",", ";", "—", "–"):
        token = reading.tokens[index]
        if reading.quoted(index) or (
            token.pos in FINITE and token.dep not in CLAUSE_OF_NOUN and token.dep not in ("advcl", "pcomp")
        ):
            return True
        index += 1
    return False


def _rest(reading: Reading, words: Lexicon, cue: Cue, source: Range | None, quoted: bool) -> Range | None:
    """Return what goes on behind a cue that interrupts it: `…, he said, "…"`."""
    block = reading.blocks[reading.block_of[cue.verb]]
    inverted = source is not None and source[0] >= cue.last
    index = max(cue.last, source[1] if source and inverted else 0)
    if quoted:
        while index < block.last and not reading.quoted(index):
            if verb_of(words, reading.tokens[index]) or reading.tokens[index].text == ":":
                return None
            index += 1
        if index >= block.last or not _pause_before(reading, index):
            return None
        _, end = reading.quote_tokens(reading.quote_of[index])
        return (index, end)
    while index < block.last and not reading.is_pause(index):
        index += 1
    start = index + 1
    end = _strip(reading, start, block.last)
    if end <= start or inverted or verb_of(words, reading.tokens[start]) is not None:
        return None
    return (start, end)


def _pause_before(reading: Reading, index: int) -> bool:
    return index > 0 and (reading.is_pause(index - 1))


def _of_block_before(reading: Reading, words: Lexicon, cue: Cue, source: Range | None) -> Content | None:
    """Return the quotation in the block before, where it ended like a sentence: `"Really?" Smith asked.`"""
    number = reading.block_of[cue.verb]
    block = reading.blocks[number]
    if number == 0 or reading.blocks[number - 1].paragraph != block.paragraph:
        return None
    floor = max(cue.last, source[1] if source and source[0] >= cue.last else 0)
    if _has_complement(reading, words, cue, floor):
        return None
    previous = reading.blocks[number - 1]
    last = previous.last - 1
    if not reading.quoted(last) or not reading.quotations[reading.quote_of[last]].closed:
        return None
    first, _ = reading.quote_tokens(reading.quote_of[last])
    if first > previous.first + 1 or not cue.frame & {"speech", "quoting"}:
        return None
    return Content(((previous.first, previous.last),), "quote-cue-after")


# After the cue


def _after(reading: Reading, words: Lexicon, cue: Cue, source: Range | None, cues: list[Cue]) -> Content | None:
    """Return a content that begins after the cue."""
    block = reading.blocks[reading.block_of[cue.verb]]
    floor = max(cue.last, source[1] if source and source[0] >= cue.last else 0)
    end = _right_edge(reading, words, cue, cues, block.last)
    start, rule = _start_after(reading, words, cue, floor, end)
    if start is None:
        return None
    start = _past_complementizer(reading, words, start, end)
    if rule == "object":
        end = _end_of_object(reading, words, cue, start, end)
    if start < end and reading.quoted(start):
        end = _end_of_quotes(reading, start, end)
    end = _strip(reading, start, end)
    if end <= start or not any(not reading.is_punctuation(i) for i in range(start, end)):
        return None
    return Content(((start, end),), rule)


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
    clause = next((c.index for c in children if c.dep in ("ccomp", "xcomp") and c.pos != "PUNCT"), None)
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
    if that is not None and cue.frame & {"speech", "thought"} and _has_verb(reading, (that + 1, end)):
        return that + 1, "clause-complementizer"
    if "nominal" in cue.frame and floor < end and not reading.is_pause(floor) and cue.lemma not in words.recipient:
        particle = cue.last > cue.verb + 1 and plain(tokens[cue.last - 1].text) in words.prepositions.get(cue.lemma, ())
        if particle or any(c.dep in OBJECT and c.index - floor < 8 for c in children):
            return floor, "object"
    return None, ""


def _complementizer(reading: Reading, words: Lexicon, first: int, last: int) -> int | None:
    """Return the first "that" which opens a clause, if no verb stands before it."""
    for index in range(first, last):
        token = reading.tokens[index]
        if plain(token.text) in words.complementizers and token.pos == "SCONJ":
            return index
        if token.pos in FINITE or reading.quoted(index):
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
        if tokens[index].text == "," and plain(tokens[index + 1].text) in words.contrasts and not reading.quoted(index):
            return index
    return end


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
        return token.head == cue.verb or (not own and coordinated_with(reading, other) == cue.verb)
    return False


def _clause_start(reading: Reading, words: Lexicon, other: Cue, floor: int) -> int:
    """Return where the other cue's clause begins, its conjunction and comma left out."""
    start = other.first
    while start > floor and (
        reading.is_pause(start - 1)
        or (reading.tokens[start - 1].pos in ("CCONJ", "ADV") and not reading.quoted(start - 1))
    ):
        start -= 1
    return start


def _strip(reading: Reading, start: int, end: int) -> int:
    """Return the end without punctuation outside quotation marks and without dangling conjunctions."""
    while (
        end > start
        and not reading.quoted(end - 1)
        and (reading.is_punctuation(end - 1) or reading.tokens[end - 1].pos == "CCONJ")
    ):
        end -= 1
    return end


# Around "according to"


def _of_phrase(reading: Reading, words: Lexicon, cue: Cue, source: Range | None) -> Content | None:
    if source is None:
        return None
    block = reading.blocks[reading.block_of[cue.verb]]
    left_end = _strip(reading, block.first, cue.first)
    start = source[1]
    while start < block.last and not reading.is_pause(start):
        start += 1
    after = (start + 1, _strip(reading, start + 1, block.last)) if start < block.last else (block.last, block.last)
    left = (left_edge(reading, block.first, left_end), left_end)
    if not _has_verb(reading, left) and not _has_verb(reading, after):
        return None
    if (
        left[1] - left[0] < 1
        or (
            left[1] < cue.first
            and reading.tokens[cue.first - 1].text == ","
            and reading.tokens[cue.first - 2].pos in ("CCONJ", "SCONJ")
        )
        or reading.tokens[cue.first - 1].pos in ("CCONJ", "SCONJ")
    ):
        if not _has_verb(reading, after):
            after = (source[1], _strip(reading, source[1], block.last))
        return Content((after,), "according-to") if after[1] > after[0] else None
    if _has_verb(reading, after) and not _has_verb(reading, left):
        return Content((left, after), "according-to")
    return Content((left,), "according-to") if _has_verb(reading, left) else None


def _has_verb(reading: Reading, span: Range) -> bool:
    return any(reading.tokens[i].pos in FINITE for i in range(*span))
