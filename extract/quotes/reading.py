"""A parse read together with its quotation marks: which token is quoted, and sentences that no quotation is cut by."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from extract.model import Span
from extract.nlp import Parse, Token
from extract.quotes.marks import MARK, Quotation, quotations

ENDS = frozenset(".!?…") | {"...", "?!", "!!", "!?"}
# A sentence of more tokens, quotations aside, is none; the cut keeps the rules' time bounded.
LONGEST_BLOCK = 400
DEEPEST = 50
PAUSES = frozenset(",;:—–-") | {"--"}


@dataclass(frozen=True, slots=True)
class Block:
    """Tokens `first` to `last` (exclusive) of one sentence; a quotation of many sentences stays in one block."""

    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Reading:
    """`quote_of` holds for each token the index of its quotation or -1, `block_of` the index of its block."""

    parse: Parse
    quotations: tuple[Quotation, ...]
    quote_of: tuple[int, ...]
    blocks: tuple[Block, ...]
    block_of: tuple[int, ...]

    @property
    def tokens(self) -> Sequence[Token]:
        return self.parse.tokens

    def quoted(self, index: int) -> bool:
        return self.quote_of[index] >= 0

    def ends_quotation(self, index: int) -> bool:
        """Whether the token is the last of a quotation."""
        number = self.quote_of[index]
        return number >= 0 and (index + 1 == len(self.tokens) or self.quote_of[index + 1] != number)

    def is_mark(self, index: int) -> bool:
        """Whether the token is a quotation mark and nothing else."""
        return MARK.fullmatch(self.tokens[index].text) is not None

    def is_pause(self, index: int) -> bool:
        return self.tokens[index].text in PAUSES

    def is_punctuation(self, index: int) -> bool:
        return not any(character.isalnum() or character in "%$€£" for character in self.tokens[index].text)

    def subtree(self, index: int) -> list[int]:
        """Return the token and what hangs under it within its block, in any order; bounded as the block is."""
        block = self.blocks[self.block_of[index]]
        found, queue = [], [index]
        while queue:
            token = queue.pop()
            found.append(token)
            queue.extend(c.index for c in self.parse.children(token) if block.first <= c.index < block.last)
        return found

    def ancestors(self, index: int) -> list[Token]:
        """Return the heads above a token, nearest first, at most `DEEPEST` of them."""
        return list(islice(self.parse.ancestors(index), DEEPEST))

    def quote_tokens(self, number: int) -> tuple[int, int]:
        """Return the first token of a quotation and the one after its last."""
        span = self.quotations[number].span
        first = self.parse.index_at(span.start)
        last = first
        while last < len(self.tokens) and self.quote_of[last] == number:
            last += 1
        return first, last

    def share_quoted(self, spans: Sequence[Span]) -> float:
        """Return the share of the word characters in the spans that stand inside quotation marks."""
        words = quoted = 0
        for span in spans:
            for index in range(self.parse.index_at(span.start), self.parse.index_at(span.end)):
                if not self.is_punctuation(index):
                    words += 1
                    quoted += self.quoted(index)
        return quoted / words if words else 0.0


def read(parse: Parse) -> Reading:
    """Return the parse with its quotations and blocks."""
    found = quotations(parse.text, parse.paragraphs)
    quote_of = _quote_of(parse, found)
    blocks = tuple(_blocks(parse, found, quote_of))
    block_of = tuple(number for number, block in enumerate(blocks) for _ in range(block.first, block.last))
    return Reading(parse, found, quote_of, blocks, block_of)


def _quote_of(parse: Parse, found: Sequence[Quotation]) -> tuple[int, ...]:
    starts = [quotation.span.start for quotation in found]
    numbers = []
    for token in parse.tokens:
        # A token such as l'« hangs half outside; its end decides.
        number = bisect_right(starts, token.end - 1) - 1
        numbers.append(number if number >= 0 and token.end <= found[number].span.end else -1)
    return tuple(numbers)


def _blocks(parse: Parse, found: Sequence[Quotation], quote_of: Sequence[int]) -> list[Block]:
    blocks: list[Block] = []
    start = 0
    for number, paragraph in enumerate(parse.paragraphs):
        first, last = parse.index_at(paragraph.start), parse.index_at(paragraph.end)
        for index in range(first, last):
            if index + 1 == last:
                # Only a quotation that runs on joins paragraphs.
                ends = last == len(parse.tokens) or quote_of[index] < 0 or quote_of[index] != quote_of[last]
            else:
                overlong = index - start >= LONGEST_BLOCK and quote_of[index] < 0
                ends = overlong or _ends_block(parse, found, quote_of, start, index)
            if ends:
                blocks.append(Block(start, index + 1, number))
                start = index + 1
    return blocks


def _ends_block(parse: Parse, found: Sequence[Quotation], quote_of: Sequence[int], start: int, index: int) -> bool:
    token, following = parse.tokens[index], parse.tokens[index + 1]
    here, there = quote_of[index], quote_of[index + 1]
    if here >= 0 and here == there:
        return False
    starts_new = following.text[:1].isupper() or following.text[:1].isdigit() or there >= 0 or _bullet(following)
    if here >= 0:
        inside = found[here].inside.of(parse.text)
        return inside[-1:] in ".!?…" and starts_new and inside[-1:] != ""
    if token.text in ENDS or (token.text in (")", "]") and index > start and parse.tokens[index - 1].text in ENDS):
        return starts_new and following.text not in (")", "]")
    # A token that ends in a stop ("Inc.") ends a sentence only where the parser thinks so too.
    return token.text.endswith(".") and starts_new and token.sentence != following.sentence


def _bullet(token: Token) -> bool:
    return token.text in ("-", "–", "—", "•", "*", "(", "[")
