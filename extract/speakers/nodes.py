"""The mentions of one name in one article: the smallest thing that the machine judges."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache

from extract import lang
from extract.model import SpeakerMention
from extract.speakers.evidence import Facts, Weighing, facts
from extract.speakers.lexicon import lexicon
from extract.speakers.likeness import key_of
from extract.speakers.names import NameForm, folded, is_common_body, is_listed, organisation_key, person_form

# Who has a name beyond one article.
NAMED = ("person", "organisation")
# A name that speaks in so many articles at most, or in this share of all, tells a circle.
RARE, RARE_SHARE = 10, 0.01


@dataclass(slots=True, eq=False)
class Node:
    """The mentions of one name in one article, or the `part` of them that people told from the rest."""

    kind: str
    article: str
    key: str
    name: str
    form: NameForm | None
    mentions: list[SpeakerMention] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)
    part: str = ""

    @property
    def full(self) -> bool:
        return self.form is not None and bool(self.form.given)

    @property
    def bare(self) -> bool:
        """Whether it is a body without a name of its own."""
        if self.kind != "organisation":
            return False
        return self.name == self.name.lower() or is_common_body(self.name, _body_nouns(self.mentions[0].language))

    @property
    def place(self) -> tuple[str, str, str]:
        return (self.kind, self.key, self.article)


def nodes_of(mentions: Iterable[SpeakerMention]) -> tuple[list[Node], Weighing]:
    """Return the nodes, in an order that does not depend on that of the mentions, and what weighs their facts."""
    found: dict[tuple[str, str, str], Node] = {}
    for mention in sorted(set(mentions), key=_order):
        node = _node(mention)
        found.setdefault(node.place, node).mentions.append(mention)
    nodes = [found[place] for place in sorted(found)]
    return nodes, _with_facts(nodes)


@cache
def _body_nouns(language: str | None) -> frozenset[str]:
    known = language in lang.supported()
    return frozenset(map(folded, lexicon(lang.load(language or "")).organisation_nouns)) if known else frozenset()


def _node(mention: SpeakerMention) -> Node:
    kind = "organisation" if mention.kind == "person" and is_listed(mention.name) else mention.kind
    form = person_form(mention.name) if kind == "person" else None
    if kind == "person":
        key = key_of(form) if form else ""
    else:
        key = organisation_key(mention.name) if kind == "organisation" else folded(mention.name)
    # A name that compares with nothing is known by its own text in its own article.
    return Node(kind, mention.article_id, key or f"\x00{mention.name}", mention.name, form)


def _order(mention: SpeakerMention) -> tuple[str, ...]:
    written = (mention.language or "", mention.outlet or "", mention.date or "")
    return (mention.attribution_id, mention.article_id, mention.kind, mention.name, *written, *mention.roles)


def _with_facts(nodes: Sequence[Node]) -> Weighing:
    """Give each named node its facts, and return what weighs them."""
    spread = Counter(node.key for node in nodes if node.kind in NAMED and not node.bare)
    articles = {node.article for node in nodes}
    rare = max(RARE, int(RARE_SHARE * len(articles)))
    speaking: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        if node.kind in NAMED and not node.bare and not node.key.startswith("\x00"):
            speaking[node.article].add(node.key)
    for node in nodes:
        if node.kind == "person":
            roles = {role for mention in node.mentions for role in mention.roles}
            first = node.mentions[0]
            company = speaking[node.article] - {node.key}
            node.facts = facts(sorted(roles), company, node.article, first.date, first.language)
    return Weighing(spread, rare)


def grouped(nodes: Iterable[Node], key: Callable[[Node], Hashable]) -> list[list[Node]]:
    """Return the nodes in groups of one key, in the order in which the keys first come."""
    groups: dict[Hashable, list[Node]] = defaultdict(list)
    for node in nodes:
        groups[key(node)].append(node)
    return list(groups.values())
