"""What a cue reports: the tokens before it, after it, or on both sides of it."""

from extract.quotes.after import after_cue
from extract.quotes.before import before_cue
from extract.quotes.cues import Cue, Lexicon, plain
from extract.quotes.edges import Content, has_verb
from extract.quotes.phrase import around_phrase
from extract.quotes.reading import Reading
from extract.quotes.sources import Range, is_passive


def content_of(reading: Reading, words: Lexicon, cue: Cue, source: Range | None, cues: list[Cue]) -> Content | None:
    """Return what the cue reports within its block, or None."""
    if "phrase" in cue.frame:
        return around_phrase(reading, cue, source)
    if "parenthesis" in cue.frame:
        return _around(reading, words, cue, source)
    if source is None and cue.frame <= {"thought", "quoting"} and is_passive(reading, cue.verb):
        # Nobody in the text speaks in "is expected to cost …" and "is titled “…”".
        return None
    before = before_cue(reading, words, cue, source)
    after = after_cue(reading, words, cue, source, cues)
    if before is not None and (after is None or _prefers_before(reading, words, cue, before, after)):
        return before
    return after


def _around(reading: Reading, words: Lexicon, cue: Cue, source: Range | None) -> Content | None:
    """Return the quotation around a cue, without it and its subject."""
    first, last = reading.quote_tokens(reading.quote_of[cue.verb])
    rest = cue.last if source is None or source[0] < cue.last else _past_apposition(reading, words, source, last)
    ranges = tuple(part for part in ((first, cue.first), (rest, last)) if not _is_empty(reading, part))
    return Content(ranges, "quote-cue-between") if ranges else None


def _past_apposition(reading: Reading, words: Lexicon, source: Range, last: int) -> int:
    """Return where speech goes on behind an inverted subject: "…, raconte Anne Dubreuil, maire de Valcourt, …"."""
    comma = next((i for i in range(source[1], last) if reading.is_punctuation(i)), last)
    end = next((i for i in range(comma + 1, last) if reading.tokens[i].text in (",", ".", "»", "”", '"')), last)
    inside = reading.tokens[comma + 1 : end]
    if not inside or reading.tokens[comma].text != "," or has_verb(reading, (comma + 1, end)):
        return comma
    definite = "Definite=Def" in inside[0].morph and inside[0].pos == "DET" and has_verb(reading, (end, last))
    noun = inside[0].pos in ("NOUN", "PROPN", "ADJ") and plain(inside[0].text) not in words.times
    return end if noun or definite else comma


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
