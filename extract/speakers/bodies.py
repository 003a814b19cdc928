"""Which organisations are one across articles and languages."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from extract.speakers.names import initials, is_acronym, translated_keys, translation
from extract.speakers.nodes import Node, grouped

ACRONYM_LENGTH = 3


def organisations(bodies: Sequence[Node]) -> list[list[Node]]:
    """Join an organisation's spellings, its listed forms, a short form that one long name alone spells, translations.

    What is no name ("the board") stays in its article.
    """
    groups = {group[0].key: group for group in grouped((n for n in bodies if not n.bare), lambda n: n.key)}
    long_of: dict[str, set[str]] = defaultdict(set)
    for key, group in groups.items():
        for short in {initials(node.name) for node in group} | {"".join(word[0] for word in key.split())}:
            if len(short) >= ACRONYM_LENGTH and " " in key:
                long_of[short.lower()].add(key)
    for key in sorted(groups):
        name = groups[key][0].name
        if is_acronym(name) and len(name.replace(".", "")) >= ACRONYM_LENGTH and len(long_of.get(key, ())) == 1:
            (long,) = long_of[key]
            if long != key:
                groups[long] = groups[long] + groups.pop(key)
    return [*_translated(groups), *grouped((n for n in bodies if n.bare), lambda n: n.place)]


def _translated(groups: dict[str, list[Node]]) -> list[list[Node]]:
    """Join a name with the one name of the other language that says the same word by word, the proper words alike."""
    first, second = translation()
    readable: dict[str, list[str]] = defaultdict(list)
    for key, group in groups.items():
        if second in _languages(group):
            readable[" ".join(sorted(key.split()))].append(key)
    pairs: dict[str, set[str]] = {}
    for key, group in groups.items():
        if first in _languages(group):
            pairs[key] = {other for read in translated_keys(group[0].name) for other in readable.get(read, ())} - {key}
    wanted = Counter(other for others in pairs.values() for other in others)
    joined = dict(groups)
    for key, others in pairs.items():
        if len(others) == 1 and wanted[other := next(iter(others))] == 1 and other in joined and key in joined:
            joined[other] = joined[other] + joined.pop(key)
    return list(joined.values())


def _languages(group: Sequence[Node]) -> set[str | None]:
    return {mention.language for node in group for mention in node.mentions}
