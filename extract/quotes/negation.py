"""Cues that assert nothing: "did not say whether …", "nobody said that …", "refused to say who …"."""

from extract.quotes.cues import Cue, Lexicon, plain
from extract.quotes.edges import Content, has_verb
from extract.quotes.reading import Reading
from extract.quotes.sources import Range

NEAR = 3


def asserts_nothing(reading: Reading, words: Lexicon, cue: Cue, source: Range | None, content: Content) -> bool:
    """Whether the text says that the content was not said; a sentence in marks behind a colon was said all the same."""
    if "phrase" in cue.frame or _stands_by_itself(reading, content):
        return False
    return (
        _negated(reading, words, cue.verb, cue.first, cue.last)
        or _withheld(reading, words, cue)
        or (source is not None and _nobody(reading, words, cue, source))
    )


def _stands_by_itself(reading: Reading, content: Content) -> bool:
    """Whether a content is a quoted clause that the cue does not govern: `He did not say much: “We wait.”`"""
    first, last = content.ranges[0]
    if not content.rule.startswith("quote") or not has_verb(reading, (first, last)):
        return False
    return content.rule != "quote-cue-before" or (first > 0 and reading.is_pause(first - 1))


def _negated(reading: Reading, words: Lexicon, verb: int, first: int, last: int) -> bool:
    """Whether a negation hangs under the verb or an auxiliary of its group, with its particle."""
    group = {*range(first, last), verb}
    near = range(max(0, first - NEAR), min(last + 2, len(reading.tokens)))
    own = [i for i in near if (i in group or reading.tokens[i].head in group) and not reading.quoted(i)]
    if words.negation_particles and not any(plain(reading.tokens[i].text) in words.negation_particles for i in own):
        return False
    behind = verb + 1 if not words.negation_particles else near.stop
    return any(
        plain(reading.tokens[i].text) in words.negations and i < behind and not _only(reading, words, i) for i in own
    )


def _only(reading: Reading, words: Lexicon, index: int) -> bool:
    """Whether the word behind a negation takes it back ("not only said that …")."""
    return index + 1 < len(reading.tokens) and plain(reading.tokens[index + 1].text) in words.not_negations


def _withheld(reading: Reading, words: Lexicon, cue: Cue) -> bool:
    """Whether the cue is the infinitive of a negated verb or of a refusal ("did not want to say", "refused to say")."""
    token = reading.tokens[cue.verb]
    head = reading.tokens[token.head]
    if token.dep != "xcomp" or head.index >= cue.verb:
        return False
    return head.lemma.lower() in words.refusals or _negated(reading, words, head.index, head.index, head.index + 1)


def _nobody(reading: Reading, words: Lexicon, cue: Cue, source: Range) -> bool:
    """Whether the source opens with a word for nobody, beside the negation particle where the language has one."""
    tokens = reading.tokens
    opens = plain(tokens[source[0]].text) in words.nobody
    paired = source[0] > 0 and plain(tokens[source[0] - 1].text) in words.nobody and not reading.quoted(source[0] - 1)
    if not (opens or paired):
        return False
    group = tokens[max(0, cue.first - 1) : cue.last]
    return not words.negation_particles or any(plain(t.text) in words.negation_particles for t in group)
