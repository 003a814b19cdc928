"""What the engine's codes are called on the screen; a code that is not here stands as it is."""

from collections.abc import Mapping

from dashboard.words import N_, _

KINDS = {
    "direct": N_("direct"),
    "indirect": N_("reported indirectly"),
    "mixed": N_("partly quoted"),
    "free_indirect": N_("told in the outlet's words"),
}
KINDS_OF_QUOTES = {
    "direct": N_("direct quotes"),
    "indirect": N_("reported indirectly"),
    "mixed": N_("partly quoted"),
    "free_indirect": N_("told in the outlet's words"),
}
FLAGS = {
    "number changed": N_("a number differs"),
    "number dropped": N_("a number is left out"),
    "number added": N_("a number is added"),
    "denied": N_("a denial"),
    "negation changed": N_("a negation differs"),
    "hedge dropped": N_("a hedge is gone"),
    "hedge added": N_("a hedge is added"),
    "agent changed": N_("who acts is said otherwise"),
    "cut before a condition": N_("cut before a “but” or an “if”"),
    "cut after a condition": N_("cut after an “if”"),
    "cut after a negation": N_("cut after a “not”"),
    "direct became indirect": N_("a direct quote became indirect"),
    "indirect became direct": N_("indirect speech became a direct quote"),
}
RELATIONS = {
    "exact": N_("the same words"),
    "punctuation": N_("the same words, punctuated otherwise"),
    "truncated": N_("shortened"),
    "ellipsis": N_("cut, with an ellipsis"),
    "bracketed": N_("with words put in brackets"),
    "edited": N_("edited"),
    "paraphrase": N_("in other words"),
    "translation": N_("translated"),
    "repeated": N_("said again"),
}
BETWEEN_FIGURES = {
    "conflict": N_("cannot both be right"),
    "scale": N_("in other units or steps"),
    "update": N_("a later figure"),
    "compatible": N_("can both be right"),
    "agree": N_("agree"),
}
REASONS = {
    "date": N_("a date"),
    "time": N_("a time of day"),
    "name": N_("part of a name"),
    "phone": N_("a telephone number"),
    "score": N_("a score"),
    "list": N_("a number of a list"),
    "pronoun": N_("a pronoun"),
    "furniture": N_("outside the article itself"),
    "one of many": N_("one of many"),
    "a single one, no figure": N_("a single one, no figure"),
    "a conversion of the figure before it": N_("a conversion of the figure before it"),
    "how often, no figure": N_("how often, no figure"),
    "a time before or after, no figure": N_("a time before or after, no figure"),
    "the base of a rate": N_("the base of a rate"),
    "the level before a change": N_("the level before a change"),
}
SPEAKERS = {
    "person": N_("person"),
    "organisation": N_("organisation"),
    "group": N_("group"),
    "document": N_("document"),
    "unnamed": N_("unnamed"),
}
CLAIMS = {
    "count": N_("count"),
    "money": N_("money"),
    "percent": N_("share"),
    "duration": N_("length of time"),
    "age": N_("age"),
    "measure": N_("measurement"),
    "ratio": N_("ratio"),
    "multiple": N_("multiple"),
    "ordinal": N_("rank"),
}
RULES = {
    "quote-cue-after": N_("the word of saying follows the quote"),
    "quote-cue-before": N_("the word of saying precedes the quote"),
    "quote-cue-between": N_("the word of saying stands inside the quote"),
    "clause-cue-after": N_("the word of saying follows the clause"),
    "clause-cue-before": N_("the word of saying precedes the clause"),
    "clause-cue-between": N_("the word of saying stands inside the clause"),
    "clause-complement": N_("a clause after a word of saying"),
    "clause-complementizer": N_("a clause with “that” after a word of saying"),
    "according-to": N_("“according to”"),
    "back-reference": N_("a sentence that points back to what was said"),
    "follow-on": N_("more of the quote before it"),
    "goes-on": N_("the report goes on in the next sentence"),
    "colon": N_("a quote after a colon"),
    "turn": N_("a turn in a transcript, under the speaker’s name"),
    "interview": N_("a turn in an interview, under the speaker’s name"),
    "answer": N_("an answer in an interview, below its question"),
    "directive": N_("an order or a request"),
    "object": N_("what was said, as a noun"),
    "tagger": N_("a language model"),
}


def called(table: Mapping[str, str], code: str) -> str:
    """Return what a code is called in the language of the page."""
    return _(table[code]) if code in table else code
