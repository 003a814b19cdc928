"""One speaker for every spelling of one person across articles, and never one for two people.

People, organisations and the nameless are joined each in their way, then judgements are laid over that. Every name of a
speaker says why it is taken for the speaker's.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from extract.model import Alias, Judgement, Role, Speaker, SpeakerMention, content_id
from extract.speakers.bodies import organisations
from extract.speakers.evidence import Weighing, together
from extract.speakers.judged import Group, judged
from extract.speakers.likeness import likeness
from extract.speakers.names import is_acronym
from extract.speakers.nodes import NAMED, Node, grouped, nodes_of
from extract.speakers.people import people


def cluster(mentions: Sequence[SpeakerMention], judgements: Sequence[Judgement] = ()) -> tuple[Speaker, ...]:
    """Return one speaker for each person, organisation, group, document and unnamed source, in the order of their ids.

    The result depends on the set of mentions alone, not on their order. `judgements` name two attributions or two
    speakers (as they are without judgements): same joins them, different parts them, unsure changes nothing; deleted
    ones do not count, and of two that contradict each other the later does.
    """
    nodes, weighing = nodes_of(mentions)
    groups = [
        *people([node for node in nodes if node.kind == "person"], weighing),
        *organisations([node for node in nodes if node.kind == "organisation"]),
        # Groups, documents and unnamed sources are the same only in one article and in the same words.
        *grouped((node for node in nodes if node.kind not in NAMED), lambda node: node.place),
    ]
    decided = judged(groups, _things(groups, judgements), judgements, weighing)
    return tuple(sorted(_speakers(decided, weighing), key=lambda speaker: speaker.id))


def _things(groups: Sequence[list[Node]], judgements: Sequence[Judgement]) -> dict[str, str]:
    """Return the attribution for which each id of a judgement stands: itself, or a speaker's first."""
    if not judgements:
        return {}
    ids = _ids([Group(nodes) for nodes in groups])
    firsts = (min(mention.attribution_id for node in nodes for mention in node.mentions) for nodes in groups)
    things = dict(zip(ids, firsts, strict=True))
    return things | {m.attribution_id: m.attribution_id for nodes in groups for node in nodes for m in node.mentions}


def _speakers(groups: Sequence[Group], weighing: Weighing) -> list[Speaker]:
    return [_speaker(group, id, weighing) for group, id in zip(groups, _ids(groups), strict=True)]


def _ids(groups: Sequence[Group]) -> list[str]:
    """Return an id for each group, of kind and name, with the article where two would share it."""
    named = [_canonical(group.nodes) for group in groups]
    shared = Counter((node.kind, node.key) for node in named)
    return [
        _id(group, node, shared[node.kind, node.key] > 1 or node.bare or node.kind not in NAMED)
        for group, node in zip(groups, named, strict=True)
    ]


def _id(group: Group, named: Node, shared: bool) -> str:
    if not shared:
        return content_id("speaker", named.kind, named.key)
    # Nodes are one a name, an article and a part of it: the first of them tells the group from others of its name.
    article, part = min((n.article, n.part) for n in group.nodes if (n.kind, n.key) == (named.kind, named.key))
    return content_id("speaker", named.kind, named.key, article, *([part] if part else []))


def _canonical(nodes: Sequence[Node]) -> Node:
    """Return the node with the fullest name, not in capitals, then the most frequent, the first in the alphabet."""
    counts = Counter(node.name for node in nodes)
    words = {node.name: len(node.form.words) if node.form else not is_acronym(node.name) for node in nodes}
    return min(nodes, key=lambda n: (-words[n.name], n.name.isupper(), -counts[n.name], n.name, n.place, n.part))


def _speaker(group: Group, id: str, weighing: Weighing) -> Speaker:
    named = _canonical(group.nodes)
    mentions = [mention for node in group.nodes for mention in node.mentions]
    articles: dict[str, set[str]] = defaultdict(set)
    for mention in mentions:
        articles[mention.name].add(mention.article_id)
    return Speaker(
        id=id,
        name=named.name,
        kind=named.kind,
        roles=_roles(mentions),
        aliases=tuple(
            Alias(text=name, articles=tuple(sorted(articles[name])), evidence=why)
            for name, why in _reasons(group, named, sorted(articles), weighing).items()
        ),
        attributions=tuple(sorted({mention.attribution_id for mention in mentions})),
    )


def _reasons(group: Group, named: Node, names: Sequence[str], weighing: Weighing) -> Mapping[str, str]:
    """Return, for each name, why it is taken for the speaker's; "" for the name that the speaker goes by."""
    if len(names) == 1:
        return {names[0]: ""}
    base = group.bases.get(id(named))
    bearers = [node for node in group.nodes if node.key == named.key and group.bases.get(id(node)) == base]
    known = together(node.facts for node in bearers)
    found = {}
    for name in names:
        nodes = [node for node in group.nodes if any(mention.name == name for mention in node.mentions)]
        near = [node for node in nodes if group.bases.get(id(node)) == base]
        if name == named.name:
            found[name] = ""
        elif not near and group.judged:
            found[name] = "; ".join(_told(one) for one in group.judged)
        else:
            points = _like(near[0], named)
            if near[0].key != named.key and near[0].kind == "person":
                points += weighing.reasons(together(node.facts for node in near), known)
            found[name] = "; ".join(f"{why} ({worth:+.4g})" if worth else why for worth, why in points)
    return found


def _like(node: Node, named: Node) -> tuple[tuple[float, str], ...]:
    """Return what the two names themselves say."""
    if node.key == named.key:
        return ((0.0, "the same name"),)
    if node.kind == "organisation":
        short = is_acronym(node.name) or is_acronym(named.name)
        return ((0.0, "short form" if short else "the same name in another language"),)
    like = likeness(node.form, named.form) if node.form and named.form else None
    if like:
        return ((like.points, like.reason),)
    return ((0.0, "the surname alone" if not node.full else "like another name of this speaker"),)


def _told(judgement: Judgement) -> str:
    return f"{judgement.author or 'somebody'} judged so on {judgement.created_at[:10]}" + (
        f": {judgement.evidence}" if judgement.evidence else ""
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
