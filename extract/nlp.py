"""Article text → Parse. The only importer of spaCy, which is loaded with the first text of a language.

The parse covers the given paragraphs alone; a line break inside one counts as a space, so that hard-wrapped text parses
as it reads, and every offset stays true.
"""

import bisect
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from extract.errors import ModelError
from extract.lang import Language
from extract.model import Span

if TYPE_CHECKING:
    from spacy.language import Language as SpacyLanguage


@dataclass(frozen=True, slots=True)
class Token:
    """One token: `head` is the index of its head (its own for a root), `sentence` the index of its sentence.

    `pos` and `dep` follow the model (Universal POS; English ClearNLP labels, French Universal Dependencies);
    `morph` is "Gender=Fem|Number=Sing"; `entity` is "PERSON" or "" (French: PER, ORG, LOC, MISC).
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    morph: str
    entity: str
    sentence: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def lower(self) -> str:
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Entity:
    """A named entity: tokens `first` to `last` inclusive, with the model's label."""

    first: int
    last: int
    label: str
    span: Span


@dataclass(frozen=True, slots=True)
class Parse:
    """Tokens, sentences (token ranges, end exclusive), entities and paragraphs of a text."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    entities: tuple[Entity, ...]
    paragraphs: tuple[Span, ...]
    _children: dict[int, list[int]] = field(default_factory=dict, repr=False, compare=False)
    _starts: list[int] = field(default_factory=list, repr=False, compare=False)

    def __post_init__(self) -> None:
        for token in self.tokens:
            self._starts.append(token.start)
            if token.head != token.index:
                self._children.setdefault(token.head, []).append(token.index)

    def children(self, index: int) -> Iterator[Token]:
        """Yield the dependents of a token in text order."""
        return (self.tokens[child] for child in self._children.get(index, ()))

    def subtree(self, index: int) -> list[int]:
        """Return the token and all that hangs under it, as sorted indices."""
        found, queue = [], [index]
        while queue:
            token = queue.pop()
            found.append(token)
            queue.extend(self._children.get(token, ()))
        return sorted(found)

    def ancestors(self, index: int) -> Iterator[Token]:
        """Yield the heads above a token, nearest first."""
        while self.tokens[index].head != index:
            index = self.tokens[index].head
            yield self.tokens[index]

    def index_at(self, offset: int) -> int:
        """Return the index of the first token that ends after the offset; `len(tokens)` past the last."""
        index = bisect.bisect_right(self._starts, offset) - 1
        if index >= 0 and self.tokens[index].end > offset:
            return index
        return index + 1

    def within(self, span: Span) -> Sequence[Token]:
        """Return the tokens that lie wholly inside the span."""
        first = bisect.bisect_left(self._starts, span.start)
        last = bisect.bisect_left(self._starts, span.end)
        while last > first and self.tokens[last - 1].end > span.end:
            last -= 1
        return self.tokens[first:last]

    def sentence_span(self, number: int) -> Span:
        """Return the span of a sentence, from its first to its last character that is no white space."""
        first, end = self.sentences[number]
        return Span(self.tokens[first].start, self.tokens[end - 1].end)

    def sentence_of(self, offset: int) -> int | None:
        """Return the number of the sentence at the offset, or None in an empty parse."""
        if not self.tokens:
            return None
        return self.tokens[min(self.index_at(offset), len(self.tokens) - 1)].sentence

    def paragraph_of(self, offset: int) -> Span | None:
        """Return the paragraph that holds the offset, or None between paragraphs."""
        return next((span for span in self.paragraphs if span.start <= offset < span.end), None)


@cache
def _pipeline(model: str) -> "SpacyLanguage":
    try:
        with _without_torch():
            module: Any = import_module(model)
    except ImportError as error:
        raise ModelError(f"the spaCy model {model} is not installed; run: pip install onrecord") from error
    loaded: SpacyLanguage = module.load()
    loaded.max_length = 20_000_000
    return loaded


@contextmanager
def _without_torch() -> Iterator[None]:
    """Let spaCy find no torch where there is one: it would load it for more than a second, and use nothing of it."""
    if "torch" in sys.modules:
        yield
        return
    # What stands as None among the modules cannot be imported; the type of the dictionary cannot say it.
    sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules["torch"]


def vocabulary(language: Language) -> list[str]:
    """Return the words that the language's model knows, sorted: strings of letters alone."""
    return sorted(word for word in _pipeline(language.model).vocab.strings if word.isalpha())


def parse(text: str, paragraphs: Sequence[Span], language: Language) -> Parse:
    """Parse the paragraphs of a text; raises `ModelError` where the language's model is not installed."""
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    entities: list[Entity] = []
    spans = [span for span in paragraphs if span.of(text).strip()]
    # Longer pieces would cost memory without a better parse.
    pieces = [(piece.start, piece.of(text)) for span in spans for piece in _pieces(text, span)]
    docs = _pipeline(language.model).pipe((_unwrapped(piece) for _, piece in pieces), batch_size=16)
    for (offset, _), doc in zip(pieces, docs, strict=True):
        index_of: dict[int, int] = {}
        for token in doc:
            if not token.is_space:
                index_of[token.i] = len(tokens) + len(index_of)
        for sent in doc.sents:
            first = len(tokens)
            for token in sent:
                if token.is_space:
                    continue
                head = token.head
                while head.is_space and head.head.i != head.i:
                    head = head.head
                tokens.append(
                    Token(
                        index=index_of[token.i],
                        start=offset + token.idx,
                        end=offset + token.idx + len(token.text),
                        text=token.text,
                        lemma=token.lemma_,
                        pos=token.pos_,
                        tag=token.tag_,
                        dep=token.dep_,
                        head=index_of.get(head.i, index_of[token.i]),
                        morph=str(token.morph),
                        entity=token.ent_type_,
                        sentence=len(sentences),
                    )
                )
            if len(tokens) > first:
                sentences.append((first, len(tokens)))
        for entity in doc.ents:
            inside = [index_of[token.i] for token in entity if token.i in index_of]
            if inside:
                span = Span(tokens[inside[0]].start, tokens[inside[-1]].end)
                entities.append(Entity(first=inside[0], last=inside[-1], label=entity.label_, span=span))
    return Parse(text, tuple(tokens), tuple(sentences), tuple(entities), tuple(spans))


PIECE = 20_000


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """Cut an overlong paragraph at white space, so that no text is too long to parse."""
    start = span.start
    while span.end - start > PIECE:
        cut = text.rfind(" ", start + PIECE // 2, start + PIECE)
        cut = cut if cut > 0 else start + PIECE
        yield Span(start, cut)
        start = cut
    yield Span(start, span.end)


def _unwrapped(piece: str) -> str:
    """Return the piece with every white-space character as a plain space; no offset moves."""
    return "".join(" " if character.isspace() else character for character in piece)
