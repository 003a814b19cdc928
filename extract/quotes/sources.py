"""Whose words a cue reports: the noun phrase in the text."""

from extract.nlp import Token
from extract.quotes.cues import Cue, Lexicon, opinion_end, plain
from extract.quotes.reading import Reading

SUBJECT = frozenset({"nsubj", "csubj", "nsubj:caus"})
PASSIVE_SUBJECT = frozenset({"nsubjpass", "nsubj:pass"})
AGENT = frozenset({"agent", "obl:agent"})
CLAUSE_OF_NOUN = frozenset({"acl", "relcl", "acl:relcl"})
INHERITS = frozenset({"conj", "advcl", "xcomp", "pcomp", "dep", "parataxis", "ccomp", "prep"})
BEHIND = frozenset(
    {
        "prep",
        "pobj",
        "nmod",
        "flat",
        "flat:name",
        "flat:foreign",
        "compound",
        "poss",
        "case",
        "fixed",
        "amod",
        "nummod",
        "npadvmod",
    }
)
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X", "INTJ"})
LONGEST = 25

Range = tuple[int, int]


def source_of(reading: Reading, words: Lexicon, cue: Cue) -> Range | None:
    """Return the tokens of the cue's source, or None where the text names nobody."""
    if "phrase" in cue.frame:
        if cue.lemma in words.opinions:
            return cue.last, opinion_end(reading, reading.blocks[reading.block_of[cue.verb]], cue.first)
        return _after_phrase(reading, cue)
    found = _source_of_verb(reading, words, cue)
    within = range(*found) if found else ()
    # « a-t-elle martelé, assurant que » : a parse that takes the verb for a noun names it with its subject.
    inverted = [
        i for i in within if reading.tokens[i].pos == "PRON" and plain(reading.tokens[i].text) in words.inverted
    ]
    return (inverted[-1], inverted[-1] + 1) if inverted else found


def _source_of_verb(reading: Reading, words: Lexicon, cue: Cue) -> Range | None:
    return (
        _inverted_pronoun(reading, words, cue)
        or _inverted_noun(reading, words, cue)
        or _touching_name(reading, cue)
        or _by_parse(reading, words, cue, cue.verb, 4)
        or _of_auxiliary(reading, cue)
        or _beside(reading, words, cue)
    )


def shares_subject(reading: Reading, cue: Cue) -> bool:
    """Whether a verb without a subject takes that of the cue before it: a participle, or one behind a conjunction."""
    if is_passive(reading, cue.verb) or "phrase" in cue.frame or cue.first == 0:
        return False
    token, before = reading.tokens[cue.verb], reading.tokens[cue.first - 1]
    participle = token.tag == "VBG" or ("VerbForm=Part" in token.morph and "Tense=Pres" in token.morph)
    return participle or before.pos == "CCONJ"


def _inverted_pronoun(reading: Reading, words: Lexicon, cue: Cue) -> Range | None:
    """Return the pronoun of "a-t-il déclaré": the last glued one in the verb's group."""
    glued = [i for i in range(cue.first, cue.last) if plain(reading.tokens[i].text) in words.inverted]
    return (glued[-1], glued[-1] + 1) if glued else None


def _inverted_noun(reading: Reading, words: Lexicon, cue: Cue) -> Range | None:
    """Return the noun phrase of "…, a annoncé lundi la préfecture", which the parse often takes for an object."""
    block = reading.blocks[reading.block_of[cue.verb]]
    if not cue.frame & {"speech", "quoting"} or cue.first == block.first or is_passive(reading, cue.verb):
        return None
    if not (reading.is_pause(cue.first - 1) or reading.is_mark(cue.first - 1)):
        return None
    parenthesis = "parenthesis" in cue.frame
    before = [c for c in reading.parse.children(cue.verb) if c.dep in SUBJECT and c.index < cue.first]
    if not words.inverted or (before and not parenthesis):
        return None
    index = _past_adjuncts(reading, words, cue.last, block.last)
    while index + 1 < block.last and reading.tokens[index].pos in ("DET", "ADJ", "NUM"):
        index += 1
    if index >= block.last or not _could_head(reading, index, cue) or reading.tokens[index].pos == "PRON":
        return None
    found = noun_phrase(reading, index, cue)
    following = reading.tokens[found[1]] if found[1] < block.last else None
    ends = following is None or reading.is_punctuation(following.index) or following.pos in ("ADP", "ADV", "PROPN")
    return found if ends else None


def _past_adjuncts(reading: Reading, words: Lexicon, index: int, last: int) -> int:
    """Return the first token behind the times, adverbs and prepositional phrases that follow a verb, three at most."""
    for _ in range(3):
        while index < last and is_time(reading, words, index):
            index += 1
        if index < last and reading.tokens[index].pos == "ADV":
            index += 1
        elif index < last and reading.tokens[index].pos == "ADP" and reading.tokens[index].head > index:
            index = reading.tokens[index].head + 1
    return index


def is_time(reading: Reading, words: Lexicon, index: int) -> bool:
    """Whether the token is a weekday or the like, or a number beside one ("mardi 3 mai")."""
    if plain(reading.tokens[index].text) in words.times:
        return True
    beside = [reading.tokens[i] for i in (index - 1, index + 1) if 0 <= i < len(reading.tokens)]
    return reading.tokens[index].pos == "NUM" and any(plain(token.text) in words.times for token in beside)


def _touching_name(reading: Reading, cue: Cue) -> Range | None:
    """Return the name between a comma and the verb that the parse coordinated with words before the comma."""
    block, last = reading.blocks[reading.block_of[cue.verb]], cue.first - 1
    while last > block.first and reading.tokens[last].text == ")":
        last = next((i - 1 for i in range(last, block.first, -1) if reading.tokens[i].text == "("), block.first)
    token = reading.tokens[last]
    if not cue.frame & {"speech"} or token.pos != "PROPN" or token.dep != "conj" or reading.quoted(last):
        return None
    first, end = noun_phrase(reading, last, cue)
    return (first, end) if first > block.first and reading.tokens[first - 1].text == "," else None


def _of_auxiliary(reading: Reading, cue: Cue) -> Range | None:
    """Return the subject that the parse hung on another word of the group ("ont fait savoir")."""
    for index in range(cue.first, cue.last):
        for child in reading.parse.children(index):
            if (
                child.dep in SUBJECT
                and child.index < cue.first
                and child.pos in NOMINAL
                and not reading.quoted(child.index)
            ):
                return noun_phrase(reading, child.index, cue)
    return None


def is_passive(reading: Reading, verb: int) -> bool:
    return any(
        child.dep in PASSIVE_SUBJECT or child.dep in ("auxpass", "aux:pass") for child in reading.parse.children(verb)
    )


def _by_parse(reading: Reading, words: Lexicon, cue: Cue, verb: int, depth: int) -> Range | None:
    agent = agent_of(reading, words, verb)
    if agent is not None:
        return agent
    children = list(reading.parse.children(verb))
    if is_passive(reading, verb) and cue.lemma not in words.passive_speaker:
        return None
    subjects = [c for c in children if c.dep in SUBJECT | PASSIVE_SUBJECT and not reading.quoted(c.index)]
    subjects = [c for c in subjects if c.pos in NOMINAL and not reading.is_punctuation(c.index)]
    subjects = [c for c in subjects if c.index < verb or plain(c.text) not in words.times]
    if subjects:
        nearest = min(subjects, key=lambda c: (c.index > verb, abs(c.index - verb)))
        return noun_phrase(reading, nearest.index, cue)
    token = reading.tokens[verb]
    if depth == 0 or token.head == verb:
        return None
    head = reading.tokens[token.head]
    if token.dep in CLAUSE_OF_NOUN and head.pos in ("NOUN", "PROPN", "PRON") and not reading.quoted(head.index):
        return noun_phrase(reading, head.index, cue)
    if token.dep == "conj" and verb == cue.verb and coordinated_with(reading, cue) != head.index:
        return _by_parse(reading, words, cue, coordinated_with(reading, cue), depth - 1)
    if (
        token.dep in INHERITS
        and head.pos in ("VERB", "AUX", "ADP", "SCONJ")
        and not reading.quoted(head.index)
        and verb > head.index
    ):
        return _by_parse(reading, words, cue, head.index, depth - 1)
    if token.dep == "advcl" and head.pos in ("VERB", "AUX") and not reading.quoted(head.index):
        return _by_parse(reading, words, cue, head.index, depth - 1)
    return None


def finite(reading: Reading, verb: int) -> str:
    """Return tag, tense and mood of the first word of a verb's group, to tell which verbs are coordinated."""
    group = [c for c in reading.parse.children(verb) if c.dep.startswith("aux") and c.index < verb]
    token = group[0] if group else reading.tokens[verb]
    return token.tag + "|".join(
        part for part in token.morph.split("|") if part.startswith(("Mood", "Tense", "VerbForm"))
    )


def coordinated_with(reading: Reading, cue: Cue) -> int:
    """Return the verb that a conjoined cue is coordinated with, which the parse often takes too low.

    In "said that X must be held … and called on Y", "called" stands beside "said": it has the tense of "said", and an
    object, which a second passive participle would not have.
    """
    head = reading.tokens[cue.verb].head
    own = finite(reading, cue.verb)
    if own == finite(reading, head):
        return head
    above = list(reading.ancestors(head))
    twin = next((token.index for token in above if finite(reading, token.index) == own), None)
    if twin is None and "Tense=Past|VerbForm=Part" in reading.tokens[cue.verb].morph and cue.first == cue.verb:
        # A participle without an auxiliary shares that of one above it: "a déclaré que … et accusé …".
        twin = next((t.index for t in above if "Tense=Past|VerbForm=Part" in t.morph and t.pos == "VERB"), None)
    objects = any(c.dep in ("dobj", "obj") for c in reading.parse.children(cue.verb)) or cue.last > cue.verb + 1
    if twin is None and objects and is_passive(reading, head):
        twin = next((token.index for token in above if token.pos == "VERB"), None)
    return head if twin is None else twin


def agent_of(reading: Reading, words: Lexicon, verb: int) -> Range | None:
    """Return the noun phrase behind "by" / "par" of a passive verb."""
    for child in reading.parse.children(verb):
        if child.dep in AGENT or (is_passive(reading, verb) and plain(child.text) in words.agent):
            if plain(child.text) in words.agent:
                objects = [c for c in reading.parse.children(child.index) if c.pos in NOMINAL]
                return noun_phrase(reading, objects[0].index, None) if objects else None
            return noun_phrase(reading, child.index, None)
    return None


def noun_phrase(reading: Reading, head: int, cue: Cue | None) -> Range:
    """Return the head with what stands unbroken before it and the phrases of it behind, at most 25 words."""
    parse = reading.parse
    low, high = 0, len(reading.tokens)
    if cue is not None:
        low, high = (cue.last, high) if head >= cue.last else (low, cue.first if head < cue.first else high)
    block = reading.blocks[reading.block_of[head]]
    low, high = max(low, block.first), min(high, block.last)
    first = last = head
    before = {
        i
        for child in parse.children(head)
        if child.index < head and child.dep != "relcl"
        for i in reading.subtree(child.index)
    }
    while first - 1 >= low and first - 1 in before and not _breaks(reading, first - 1):
        first -= 1
    behind = {
        i
        for child in parse.children(head)
        if child.index > head and _belongs(reading, child)
        for i in _without_clauses(reading, child)
    }
    while last + 1 < high and last + 1 in behind and not _breaks(reading, last + 1):
        last += 1
    while last > head and (reading.is_punctuation(last) or reading.tokens[last].pos in ("ADP", "CCONJ", "DET")):
        last -= 1
    while (
        first < head
        and (reading.is_punctuation(first) or reading.tokens[first].pos in ("CCONJ", "SCONJ", "ADV", "ADP"))
        and reading.tokens[first].pos != "DET"
    ):
        first += 1
    first, last = _with_name(reading, first, last, low, cue.first if cue is not None and head < cue.first else high)
    return (first, last + 1) if last + 1 - first <= LONGEST else (max(first, last + 1 - LONGEST), last + 1)


def _with_name(reading: Reading, first: int, last: int, low: int, high: int) -> Range:
    """Return the phrase with a name that the parse cut off: "the mayor of Dale | Anna Bright said"."""
    tokens = reading.tokens
    while first - 1 >= low and tokens[first].pos == "PROPN" and _is_name(reading, first - 1):
        first -= 1
    end = last + 1
    while end < high and _is_name(reading, end):
        end += 1
    if end > last + 1 and tokens[last].pos != "PRON":
        return first, end - 1
    if end < high and tokens[end].text == "," and tokens[last].pos != "PROPN":
        name = end + 1
        while name < high and _is_name(reading, name):
            name += 1
        if name == high and name > end + 2 and not reading.is_pause(name - 1):
            return end + 1, name - 1
    return first, last


def _is_name(reading: Reading, index: int) -> bool:
    token = reading.tokens[index]
    if reading.quoted(index) or reading.is_punctuation(index) or token.entity in ("DATE", "TIME"):
        return False
    return token.pos == "PROPN" or (token.entity in ("PERSON", "PER") and token.text[:1].isupper())


def _breaks(reading: Reading, index: int) -> bool:
    # The apostrophe of a genitive ("the owners' union") is no mark.
    return (reading.is_mark(index) and reading.tokens[index].tag != "POS") or reading.tokens[index].text in (
        ",",
        ":",
        ";",
        "—",
        "–",
        "(",
        ")",
    )


def _belongs(reading: Reading, child: Token) -> bool:
    return child.dep in BEHIND or (child.dep in ("conj", "cc") and child.pos not in ("VERB", "AUX"))


def _without_clauses(reading: Reading, child: Token) -> list[int]:
    """Return the subtree of a dependent without the clauses in it."""
    found, queue = [], [child.index]
    while queue:
        index = queue.pop()
        found.append(index)
        queue.extend(
            c.index
            for c in reading.parse.children(index)
            if c.dep not in CLAUSE_OF_NOUN | {"appos", "advcl", "parataxis", "ccomp"}
        )
    return found


def _after_phrase(reading: Reading, cue: Cue) -> Range | None:
    """Return the noun phrase behind "according to"."""
    tokens, block = reading.tokens, reading.blocks[reading.block_of[cue.verb]]
    if cue.last >= block.last:
        return None
    below = [c.index for c in reading.parse.children(cue.last - 1) if c.index >= cue.last and c.pos in NOMINAL]
    above = tokens[cue.first].head
    if below:
        return noun_phrase(reading, below[0], cue)
    if above >= cue.last and tokens[above].pos in NOMINAL and above - cue.last < LONGEST and not reading.quoted(above):
        return noun_phrase(reading, above, cue)
    last = cue.last
    while (
        last < block.last
        and last - cue.last < LONGEST
        and not _breaks(reading, last)
        and tokens[last].pos not in ("VERB", "AUX")
    ):
        last += 1
    while last > cue.last and reading.is_punctuation(last - 1):
        last -= 1
    return (cue.last, last) if last > cue.last else None


def _beside(reading: Reading, words: Lexicon, cue: Cue) -> Range | None:
    """Return the noun phrase that touches the verb's group, where the parse gives no subject."""
    if is_passive(reading, cue.verb):
        return None
    block = reading.blocks[reading.block_of[cue.verb]]
    before, after = cue.first - 1, cue.last
    if before >= block.first and _could_head(reading, before, cue):
        return noun_phrase(reading, before, cue)
    inverts = cue.frame & {"speech", "quoting"} and cue.last <= cue.verb + 1 and "directive" not in cue.frame
    if (
        inverts
        and after < block.last
        and reading.tokens[after].pos in ("NOUN", "PROPN", "PRON", "DET")
        and not reading.quoted(after)
    ):
        head = after
        while (
            head + 1 < block.last
            and not _could_head(reading, head, cue)
            and reading.tokens[head].pos in ("DET", "ADJ", "NUM")
        ):
            head += 1
        return noun_phrase(reading, head, cue) if _could_head(reading, head, cue) else None
    return None


def _could_head(reading: Reading, index: int, cue: Cue) -> bool:
    token = reading.tokens[index]
    beside = reading.quote_of[index] == reading.quote_of[cue.verb]
    return token.pos in ("NOUN", "PROPN", "PRON") and beside and not reading.is_punctuation(index)
