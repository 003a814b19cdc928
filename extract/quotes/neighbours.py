"""Attributions whose content and cue stand in different sentences or paragraphs."""

from collections.abc import Iterator, Sequence

from extract.quotes.cues import Cue, Lexicon, plain
from extract.quotes.edges import left_edge
from extract.quotes.found import Found
from extract.quotes.reading import Block, Reading
from extract.quotes.sources import SUBJECT, Range, agent_of, noun_phrase, source_of
from extract.quotes.turns import colon_cue

SENTENCE_WORDS = 4


def back_references(reading: Reading, words: Lexicon, cues: Sequence[Cue]) -> Iterator[Found]:
    """Yield the sentences that the next one attributes: "This was stated by …", "C'est ce qu'a déclaré …"."""
    for cue in cues:
        number = reading.block_of[cue.verb]
        block = reading.blocks[number]
        if number == 0 or not cue.frame & {"speech"}:
            continue
        cleft = any(_begins(reading, block, phrase) for phrase in words.cleft)
        first = plain(reading.tokens[block.first].text)
        passive = first in words.demonstratives and block.first + 1 == cue.first and agent_of(reading, words, cue.verb)
        if cleft or passive:
            previous = reading.blocks[number - 1]
            content = (left_edge(reading, previous.first, previous.last), previous.last)
            yield Found((content,), "back-reference", cue, source_of(reading, words, cue))


def _begins(reading: Reading, block: Block, phrase: Sequence[str]) -> bool:
    tokens = reading.tokens[block.first : block.first + len(phrase)]
    return [plain(token.text) for token in tokens] == list(phrase)


def after_colons(reading: Reading, words: Lexicon, cues: Sequence[Cue], found: Sequence[Found]) -> Iterator[Found]:
    """Yield the quotations behind a colon that no cue took yet: `Bright continued:⏎“…”`, `Bright: “…”`."""
    taken = {index for item in found for index in item.tokens()}
    used = {item.cue.verb for item in found if item.cue is not None}
    by_block: dict[int, list[Cue]] = {}
    for cue in cues:
        by_block.setdefault(reading.block_of[cue.verb], []).append(cue)
    for number in range(len(reading.quotations)):
        first, last = reading.quote_tokens(number)
        colon = first - 1
        if first == 0 or first in taken or colon in taken or reading.tokens[colon].text != ":" or reading.quoted(colon):
            continue
        if sum(not reading.is_punctuation(index) for index in range(first, last)) < SENTENCE_WORDS:
            continue
        block = reading.blocks[reading.block_of[colon]]
        free = [cue for cue in by_block.get(reading.block_of[colon], ()) if cue.verb < colon and cue.verb not in used]
        free = [cue for cue in free if cue.frame & {"speech", "quoting"} and reading.quote_of[cue.verb] < 0]
        if free:
            yield Found(((first, last),), "quote-cue-before", free[-1], source_of(reading, words, free[-1]))
        else:
            yield Found(((first, last),), "colon", colon_cue(colon), _before_colon(reading, block, colon))


def _before_colon(reading: Reading, block: Block, colon: int) -> Range | None:
    """Return the subject of the sentence that ends with a colon, or the name that stands alone before it."""
    inside = range(block.first, colon)
    for index in inside:
        token = reading.tokens[index]
        if token.dep in SUBJECT and not reading.quoted(index) and token.pos in ("NOUN", "PROPN", "PRON"):
            return noun_phrase(reading, index, None)
    if any(reading.tokens[index].pos in ("VERB", "AUX") for index in inside) or not inside:
        return None
    last = reading.tokens[colon - 1]
    return noun_phrase(reading, last.index, None) if last.pos in ("NOUN", "PROPN") else None


def goes_on(reading: Reading, words: Lexicon, cues: Sequence[Cue], found: Sequence[Found]) -> Iterator[Found]:
    """Yield sentences that go on reporting without a cue, in the conditional, right behind a reported one."""
    taken = {index for item in found for index in item.tokens()}
    cued = {reading.block_of[cue.verb] for cue in cues}
    reported = {
        reading.block_of[item.cue.verb]
        for item in found
        if item.cue is not None
        and item.rule in ("clause-complement", "clause-cue-after", "clause-cue-between")
        and not item.cue.thinks
        and not any(reading.quoted(index) for index in item.tokens())
    }
    for number in range(1, len(reading.blocks)):
        block, before = reading.blocks[number], reading.blocks[number - 1]
        if number - 1 not in reported or number in cued or before.paragraph != block.paragraph:
            continue
        tokens = range(block.first, block.last)
        if any(index in taken or reading.quoted(index) for index in tokens):
            continue
        if _backshifted(reading, words, block):
            yield Found(((block.first, block.last),), "goes-on")


def _backshifted(reading: Reading, words: Lexicon, block: Block) -> bool:
    """Whether the main verb of a sentence stands in the conditional."""
    for index in range(block.first, block.last):
        token = reading.tokens[index]
        head = reading.tokens[token.head]
        main = token if token.dep == "ROOT" else head if token.dep.startswith("aux") and head.dep == "ROOT" else None
        if main is not None and (plain(token.text) in words.backshift or "Mood=Cnd" in token.morph):
            return True
    return False
