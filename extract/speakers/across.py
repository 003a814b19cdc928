"""One speaker for every spelling of one person across articles, and never one for two people.

Names meet in blocks (by the sound of the surname, by an organisation's key) and are compared pair by pair there. A set
of names becomes one speaker only where every pair of it may be one person, so that no chain of weak links joins two;
a name that would fit two people who do not fit each other stays by itself.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from rapidfuzz.distance import DamerauLevenshtein

from extract.model import Alias, Judgement, Role, Speaker, SpeakerMention, content_id
from extract.speakers.names import (
    NameForm,
    alike,
    compatible,
    folded,
    form_of,
    initials,
    is_acronym,
    is_listed,
    organisation_key,
    sounded,
    translated_keys,
    translation,
)

# A typing slip in a long name ("Hernandes" for "Hernandez"): so many edits at most, in words at least so long.
SLIP, SLIP_LENGTH = 1, 7
ACRONYM_LENGTH = 3
# Who has a name beyond one article.
NAMED = ("person", "organisation")


@dataclass(slots=True)
class Node:
    """The mentions of one name in one article, the smallest thing that is judged."""

    kind: str
    article: str
    key: str
    name: str
    form: NameForm | None
    mentions: list[SpeakerMention] = field(default_factory=list)

    @property
    def full(self) -> bool:
        return self.form is not None and bool(self.form.given)

    @property
    def bare(self) -> bool:
        """Whether it is a body without a name of its own."""
        return self.kind == "organisation" and self.name == self.name.lower()

    @property
    def place(self) -> tuple[str, str, str]:
        return (self.kind, self.key, self.article)


def cluster(mentions: Sequence[SpeakerMention], judgements: Sequence[Judgement] = ()) -> tuple[Speaker, ...]:
    """Return one speaker for each person, organisation, group, document and unnamed source, in the order of their ids.

    The result depends on the set of mentions alone, not on their order. `judgements` name two attributions or two
    speakers: same joins them, different parts them; the later verdict on a pair counts, deleted ones do not.
    """
    nodes = _nodes(mentions)
    groups = [*_people(nodes), *_organisations(nodes), *_local(nodes)]
    groups = _judged(groups, judgements)
    return tuple(sorted(_speakers(groups), key=lambda speaker: speaker.id))


def _nodes(mentions: Sequence[SpeakerMention]) -> list[Node]:
    nodes: dict[tuple[str, str, str], Node] = {}
    for mention in sorted(set(mentions), key=_order):
        kind = "organisation" if mention.kind == "person" and is_listed(mention.name) else mention.kind
        form = form_of(mention.name) if kind == "person" else None
        if kind == "person":
            key = " ".join((*form.words, form.suffix)).strip() if form else ""
        else:
            key = organisation_key(mention.name) if kind == "organisation" else folded(mention.name)
        # A name that compares with nothing is known by its own text in its own article.
        node = Node(kind, mention.article_id, key or f"\x00{mention.name}", mention.name, form)
        nodes.setdefault(node.place, node).mentions.append(mention)
    return [nodes[place] for place in sorted(nodes)]


def _order(mention: SpeakerMention) -> tuple[str, ...]:
    return (mention.attribution_id, mention.article_id, mention.kind, mention.name, *mention.roles)


def _grouped(nodes: Iterable[Node], key: Callable[[Node], Hashable]) -> list[list[Node]]:
    groups: dict[Hashable, list[Node]] = defaultdict(list)
    for node in nodes:
        groups[key(node)].append(node)
    return list(groups.values())


def _people(nodes: Sequence[Node]) -> list[list[Node]]:
    people = [node for node in nodes if node.kind == "person"]
    full = _grouped((node for node in people if node.full), lambda node: node.key)
    clusters = _cliques(full, _near(full))
    return _with_bare_names(clusters, [node for node in people if not node.full])


def _near(groups: Sequence[list[Node]]) -> dict[int, set[int]]:
    """Return which groups may be one, compared in blocks: by the sound of the surname, or the first given names."""
    blocks: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, group in enumerate(groups):
        form = group[0].form
        if form is not None:
            blocks["surname", sounded(form.surname), sounded(form.given[0])[:1]].append(place)
            if len(form.given) > 1:
                blocks["given", *form.given[:2]].append(place)
    near: dict[int, set[int]] = {place: set() for place in range(len(groups))}
    for block in blocks.values():
        for a, b in combinations(block, 2):
            if b not in near[a] and _may_be_one(groups[a], groups[b]):
                near[a].add(b)
                near[b].add(a)
    return near


def _cliques(groups: Sequence[list[Node]], near: dict[int, set[int]]) -> list[list[Node]]:
    """Join the groups whose names fit each with each; one that fits two who do not fit each other stays out."""
    torn = {a for a, others in near.items() if any(c not in near[b] for b, c in combinations(sorted(others), 2))}
    clusters, seen = [], set(torn)
    for a in range(len(groups)):
        if a in seen:
            continue
        members = [a, *sorted(near[a] - torn)]
        seen |= set(members)
        clusters.append([node for member in members for node in groups[member]])
    return clusters + [groups[a] for a in sorted(torn)]


def _may_be_one(one: Sequence[Node], two: Sequence[Node]) -> bool:
    """Whether two names fit, or sound alike in every word where a role says so too ("Sergei", "Sergueï")."""
    a, b = one[0].form, two[0].form
    if a is None or b is None:
        return False
    if compatible(a, b) or _slip(a, b):
        return True
    return alike(a, b) and any(_shared_role(one, node) for node in two)


def _slip(a: NameForm, b: NameForm) -> bool:
    """Whether two names of three words or more differ by one letter in one long word."""
    if len(a.words) != len(b.words) or len(a.words) < 3 or a.suffix != b.suffix:
        return False
    unlike = [(x, y) for x, y in zip(a.words, b.words, strict=True) if x != y]
    return (
        len(unlike) == 1 and min(map(len, unlike[0])) >= SLIP_LENGTH and DamerauLevenshtein.distance(*unlike[0]) <= SLIP
    )


def _with_bare_names(clusters: list[list[Node]], bare: Sequence[Node]) -> list[list[Node]]:
    """Give a bare surname to the one person of its article who bears it, or the one anywhere who shares a role."""
    bearers: dict[str, list[int]] = defaultdict(list)
    for place, members in enumerate(clusters):
        for surname in {node.form.surname for node in members if node.form}:
            bearers[surname].append(place)
    clusters = [list(members) for members in clusters]
    alone: list[Node] = []
    joins: list[tuple[int, Node]] = []
    for node in bare:
        fits = bearers.get(node.form.surname, []) if node.form else []
        here = [place for place in fits if any(member.article == node.article for member in clusters[place])]
        told = [place for place in fits if _shared_role(clusters[place], node)]
        chosen = here if here else told if len(fits) == 1 else []
        if len(chosen) == 1:
            joins.append((chosen[0], node))
        else:
            alone.append(node)
    for place, node in joins:
        clusters[place].append(node)
    return clusters + [joined for same in _grouped(alone, lambda node: node.key) for joined in _by_role(same)]


def _by_role(nodes: list[Node]) -> list[list[Node]]:
    """Join the same bare name of several articles where each pair shares a role's words, else leave them apart."""
    if nodes[0].form is not None and all(_shared_role([a], b) for a, b in combinations(nodes, 2)):
        return [nodes]
    return [[node] for node in nodes]


def _role_words(node: Node) -> set[str]:
    words = {word.strip(".,'") for mention in node.mentions for role in mention.roles for word in folded(role).split()}
    return {word[:6] for word in words if len(word) > 3}


def _shared_role(members: Sequence[Node], node: Node) -> bool:
    wanted = _role_words(node)
    return bool(wanted) and any(wanted & _role_words(member) for member in members)


def _organisations(nodes: Sequence[Node]) -> list[list[Node]]:
    """Join an organisation's spellings, its listed forms, a short form that one long name alone spells, translations.

    What is no name ("the board") stays in its article.
    """
    bodies = [node for node in nodes if node.kind == "organisation"]
    groups = {group[0].key: group for group in _grouped((n for n in bodies if not n.bare), lambda n: n.key)}
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
    return [*_translated(groups), *_grouped((n for n in bodies if n.bare), lambda n: n.place)]


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


def _local(nodes: Sequence[Node]) -> list[list[Node]]:
    """Return groups, documents and unnamed sources, which are the same only in one article and in the same words."""
    rest = [node for node in nodes if node.kind not in NAMED]
    return _grouped(rest, lambda node: node.place)


def _judged(groups: list[list[Node]], judgements: Sequence[Judgement]) -> list[list[Node]]:
    """Return the groups with what people decided: first every "same", then every "different"."""
    verdicts: dict[tuple[str, str], str] = {}
    for judgement in sorted(judgements, key=lambda j: (j.created_at, j.author, j.verdict)):
        if judgement.deleted_at is None:
            verdicts[min(judgement.left, judgement.right), max(judgement.left, judgement.right)] = judgement.verdict
    if not verdicts:
        return groups
    nodes_of = _things(groups)
    for (left, right), verdict in sorted(verdicts.items()):
        if verdict == "same" and left in nodes_of and right in nodes_of:
            wanted = {id(node) for node in (*nodes_of[left], *nodes_of[right])}
            touched = [group for group in groups if any(id(node) in wanted for node in group)]
            groups = [group for group in groups if group not in touched] + [[n for group in touched for n in group]]
    for (left, right), verdict in sorted(verdicts.items()):
        if verdict == "different" and left in nodes_of and right in nodes_of:
            groups = [part for group in groups for part in _parted(group, nodes_of[left], nodes_of[right])]
    return groups


def _things(groups: list[list[Node]]) -> dict[str, list[Node]]:
    """Return the nodes of every id that a judgement may name: an attribution's, a speaker's before judgement."""
    things: dict[str, list[Node]] = {}
    for group, speaker in zip(groups, _speakers(groups), strict=True):
        things[speaker.id] = group
        for node in group:
            things |= {mention.attribution_id: [node] for mention in node.mentions}
    return things


def _parted(group: list[Node], left: list[Node], right: list[Node]) -> list[list[Node]]:
    """Part a group that holds both sides; the rest follows the side whose roles it shares more, else the left."""
    sides = [[node for node in group if any(node is other for other in side)] for side in (left, right)]
    if not sides[0] or not sides[1] or any(node in sides[1] for node in sides[0]):
        return [group]
    words = [set().union(*(_role_words(node) for node in side)) for side in sides]
    for node in group:
        if not any(node is other for side in sides for other in side):
            own = _role_words(node)
            sides[len(own & words[1]) > len(own & words[0])].append(node)
    return sides


def _speakers(groups: Sequence[list[Node]]) -> list[Speaker]:
    """Return the groups as speakers; an id is of kind and name, with the article where two would share it."""
    named = [_canonical(group) for group in groups]
    shared = Counter((group[0].kind, node.key) for group, node in zip(groups, named, strict=True))
    return [
        _speaker(group, node, shared[group[0].kind, node.key] > 1 or node.bare or node.kind not in NAMED)
        for group, node in zip(groups, named, strict=True)
    ]


def _canonical(group: Sequence[Node]) -> Node:
    """Return the node with the fullest name, among these the most frequent, then the first in the alphabet."""
    counts = Counter(node.name for node in group)
    words = {node.name: len(node.form.words) if node.form else not is_acronym(node.name) for node in group}
    return min(group, key=lambda node: (-words[node.name], -counts[node.name], node.name, node.place))


def _speaker(group: Sequence[Node], named: Node, shared: bool) -> Speaker:
    kind, mentions = named.kind, [mention for node in group for mention in node.mentions]
    article = min(node.article for node in group) if shared else None
    return Speaker(
        id=content_id("speaker", kind, named.key)
        if article is None
        else content_id("speaker", kind, named.key, article),
        name=named.name,
        kind=kind,
        roles=_roles(mentions),
        aliases=tuple(
            Alias(text=name, articles=tuple(sorted({m.article_id for m in mentions if m.name == name})))
            for name in sorted({m.name for m in mentions})
        ),
        attributions=tuple(sorted({mention.attribution_id for mention in mentions})),
    )


def _roles(mentions: Sequence[SpeakerMention]) -> tuple[Role, ...]:
    """Return every role with the articles that give it; spellings that differ in case alone are one."""
    articles: dict[str, set[str]] = defaultdict(set)
    texts: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        for role in mention.roles:
            articles[role.casefold()].add(mention.article_id)
            texts[role.casefold()].add(role)
    return tuple(Role(text=min(texts[key]), articles=tuple(sorted(articles[key]))) for key in sorted(articles))
