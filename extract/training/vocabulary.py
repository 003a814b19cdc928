"""Which word pieces of the base the tagger keeps: those that English and French text is cut into.

Four fifths of the base are its vocabulary of a hundred languages. What is left out costs nothing but length: a word
whose piece is gone is cut into smaller ones.
"""

from collections import Counter
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from extract.training.base import Base

KEPT = 40_000
# Begin, pad, end and unknown; they keep their ids, which extract.quotes.tagger.pieces knows.
SPECIAL = 4


def tokenizer_of(pieces: Iterable[str], scores: Iterable[float], unknown: int) -> Tokenizer:
    """Return the Unigram tokenizer over the pieces; its offsets refer to the text as given."""
    made = Tokenizer(models.Unigram(list(zip(pieces, map(float, scores), strict=True)), unk_id=unknown))
    made.normalizer = normalizers.NFKC()
    made.pre_tokenizer = pre_tokenizers.Metaspace()
    return made


def kept(base: Base, texts: Iterable[str], words: Iterable[str]) -> NDArray[np.int64]:
    """Return the ids of the base to keep, in order: all that the texts use, then what most of the words need."""
    whole = tokenizer_of(base.pieces, base.scores, base.unknown)
    used = _counts(whole, texts)
    wanted = Counter({piece: 1 for piece, text in enumerate(base.pieces) if len(text) == 1 and _is_ours(text)})
    wanted.update(_counts(whole, words))
    chosen = {*range(SPECIAL), *used}
    for piece, _ in sorted(wanted.items(), key=lambda item: (-item[1], item[0])):
        if len(chosen) >= KEPT:
            break
        chosen.add(piece)
    return np.array(sorted(chosen), dtype=np.int64)


def _counts(tokenizer: Tokenizer, texts: Iterable[str]) -> Counter[int]:
    counts: Counter[int] = Counter()
    for encoding in tokenizer.encode_batch(list(texts)):
        counts.update(encoding.ids)
    return counts


def _is_ours(character: str) -> bool:
    """Whether a single character may stand in English or French text: Latin letters, digits, marks and signs."""
    return ord(character) < 0x250 or 0x2000 <= ord(character) < 0x2200
