"""Contents that end before their cue ("…, he said"), with what goes on behind it."""

from extract.quotes.cues import Cue, Lexicon, plain, verb_of
from extract.quotes.edges import FINITE, Content, has_verb, left_edge, stripped
from extract.quotes.reading import Reading
from extract.quotes.sources import CLAUSE_OF_NOUN, Range, is_time


def before_cue(reading: Reading, words: Lexicon, cue: Cue, source: Range | None) -> Content | None:
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
    if not quoted and not (has_verb(reading, ranges[-1]) or (end - start > 2 and has_verb(reading, ranges[0]))):
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
    if index < block.last and reading.tokens[index].text == ";":
        return None
    start = _past_date(reading, words, index, block.last)
    end = stripped(reading, start, block.last)
    if end <= start or inverted or verb_of(words, reading.tokens[start]) is not None:
        return None
    return (start, end)


def _past_date(reading: Reading, words: Lexicon, pause: int, last: int) -> int:
    """Return the token behind a pause, and behind a date that ends in one ("he said on Monday, | 3 May, | …")."""
    index = pause + 1
    while index < last and (is_time(reading, words, index) or reading.tokens[index].pos == "NUM"):
        index += 1
    ends = index >= last or reading.is_punctuation(index)
    dated = any(is_time(reading, words, i) for i in range(max(pause - 1, 0), min(index, last)))
    return min(index + 1, last) if ends and dated and index > pause + 1 else pause + 1


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
