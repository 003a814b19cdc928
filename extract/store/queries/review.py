"""What is worth a person's look, the most doubtful first; what was decided; and what each of it is about.

A store may hold a million quotes, so doubt is read from indexes, and each kind of question gives some hundred at most.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from extract.store.connection import Store
from extract.store.queries import attributions, numbers, shape
from extract.store.queries.redirects import follow
from extract.store.queries.results import ClaimView, QuoteView
from extract.store.versions import SUPERSEDED

PAIRS = ("speaker", "statement")
"""Kinds of questions about two things."""

MOST = 200
"""Questions of one kind that are found at once."""

LOOKED_AT = 5_000
"""Rows at the doubtful end of an index among which questions are looked for."""

JOINED, FOUND = 0.75, 0.6
"""Score of a report, and confidence of a quote, from which nobody is asked."""

POINTS = re.compile(r"\(([+-][\d.]+)\)")
NAMELESS = ("pronoun", "role", "group")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question as a judgement answers it, why the machine thinks what it does, and how doubtful that is, 0 to 1.

    `now` says what holds as long as nobody answers: that the two are one (or the quote one, the claim worth checking).
    """

    about: str
    left: str
    right: str
    doubt: float
    reason: str = ""
    now: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The quotes and claims that questions and judgements name, by id, those that there are."""

    quotes: dict[str, QuoteView]
    claims: dict[str, ClaimView]


def questions(
    store: Store, about: str | None = None, outlet: str | None = None, speaker: str | None = None
) -> tuple[Question, ...]:
    """Return what nobody has judged yet, the most doubtful first, of one kind or all; `speaker` is an id.

    There may be more than are returned: of one kind come `MOST` at most.
    """
    with store.snapshot():
        judged = _judged(store)
        found = [
            question
            for kind, ask in ASKED.items()
            if about in (None, kind)
            for question in islice(_open(ask(store, outlet, speaker), judged), MOST)
        ]
    return tuple(sorted(found, key=lambda one: (-one.doubt, one.about, one.left, one.right)))


def evidence(store: Store, ids: Sequence[str]) -> Evidence:
    """Return the quotes and claims with these ids."""
    with store.snapshot():
        return Evidence(quotes=attributions.by_ids(store, ids), claims=numbers.by_ids(store, ids))


def _judged(store: Store) -> set[tuple[str, frozenset[str]]]:
    """Return what stands, by kind and by what it is about; who is not the speaker of a quote leaves who is."""
    sql = "SELECT about, left, right, left_at, right_at FROM judgements WHERE deleted_at IS NULL"
    found = set()
    for about, left, right, *anchors in store.rows(sql):
        first, second = (shape.anchored(anchor) or id for id, anchor in zip((left, right), anchors, strict=True))
        for one, other in ((left, right), (first, second)):
            found.add((about, frozenset((one, other)) if about in PAIRS else frozenset((one,))))
    return found


def _open(found: Iterable[Question], judged: set[tuple[str, frozenset[str]]]) -> Iterator[Question]:
    for one in found:
        pair = one.about in PAIRS
        if (one.about, frozenset((one.left, one.right)) if pair else frozenset((one.left,))) not in judged:
            yield one


def _doubtful(store: Store, outlet: str | None, speaker: str | None) -> str:
    """Return the attributions to look at, as a condition on `t.row`; by filter, or at the doubtful end of the index."""
    if outlet is None and speaker is None:
        return f"{BOTH} AND t.row IN (SELECT row FROM attributions ORDER BY confidence LIMIT {LOOKED_AT})"
    return f"t.row IN (SELECT m.attribution FROM members m WHERE {_of(outlet, speaker)} LIMIT {4 * LOOKED_AT})"


def _of(outlet: str | None, speaker: str | None) -> str:
    named = ["m.outlet = ?1" if outlet is not None else "", "m.speaker_id = ?2" if speaker else "", BOTH]
    return " AND ".join(name for name in named if name)


BOTH = "coalesce(?1, ?2, '') IS NOT NULL"
"""Always so: every query names both parameters, which are given by their place."""


def _quotes(store: Store, outlet: str | None, speaker: str | None) -> Iterator[Question]:
    """Yield the quotes that may be none."""
    sql = f"""SELECT t.id, t.confidence, t.rule FROM attributions t LEFT JOIN corrected x ON x.attribution = t.row
        WHERE t.confidence < {FOUND} AND coalesce(x.rejected, 0) = 0 AND t.article NOT IN ({SUPERSEDED})
        AND {_doubtful(store, outlet, speaker)} ORDER BY t.confidence, t.row LIMIT {2 * MOST}"""
    for id, confidence, rule in store.rows(sql, [outlet, speaker]):
        yield Question(about="quote", left=id, right="", doubt=1 - confidence, reason=rule)


def _spoken(store: Store, outlet: str | None, speaker: str | None) -> Iterator[Question]:
    """Yield the quotes whose speaker is not named where they stand."""
    sql = f"""SELECT t.id, t.confidence, s.id AS speaker, t.source_text FROM attributions t
        JOIN spoken p ON p.attribution = t.row JOIN speakers s ON s.row = p.speaker
        LEFT JOIN corrected x ON x.attribution = t.row
        WHERE coalesce(x.rejected, 0) = 0 AND x.speaker IS NULL AND {_doubtful(store, outlet, speaker)}
        AND (json_extract(t.resolution, '$[0][3]') IN {NAMELESS} OR t.source_text = '')
        ORDER BY t.confidence, t.row LIMIT {2 * MOST}"""
    for id, confidence, said_by, _source in store.rows(sql, [outlet, speaker]):
        yield Question(about="spoken", left=id, right=said_by, doubt=0.9 * (1 - confidence))


def _joined(store: Store, outlet: str | None, speaker: str | None) -> Iterator[Question]:
    """Yield the reports that were only just taken for one statement."""
    sql = f"""SELECT base.id, t.id, m.score, m.relation, m.flags FROM
        (SELECT statement, position, attribution, score, relation, flags FROM members m
            WHERE m.score < {JOINED} AND m.position > 0 AND {_of(outlet, speaker)} ORDER BY m.score LIMIT {2 * MOST}) m
        JOIN members first ON first.statement = m.statement AND first.position = 0
        JOIN attributions base ON base.row = first.attribution JOIN attributions t ON t.row = m.attribution"""
    for base, other, score, relation, flags in store.rows(sql, [outlet, speaker]):
        differs = 0.1 * bool(shape.strings(flags))
        yield Question(about="statement", left=base, right=other, doubt=min(1.0, 1 - score + differs), reason=relation)


def _statements(store: Store, outlet: str | None, speaker: str | None) -> Iterator[Question]:
    """Yield the reports that were only just joined, then statements that were only just not."""
    yield from _joined(store, outlet, speaker)
    if outlet is None:
        yield from _apart(store, speaker)


def _apart(store: Store, speaker: str | None) -> Iterator[Question]:
    """Yield pairs of statements of one speaker and day that share most of their words, of the newest ones."""
    sql = f"""SELECT st.speaker, st.first_day AS day, st.language, st.canonical, t.id FROM
        (SELECT * FROM statements WHERE speaker IS NOT NULL AND first_day IS NOT NULL AND {BOTH}
            AND (?2 IS NULL OR speaker = (SELECT row FROM speakers WHERE id = ?2))
            ORDER BY last_day DESC, outlet_count DESC, row LIMIT {LOOKED_AT}) st
        JOIN members m ON m.statement = st.row AND m.position = 0 JOIN attributions t ON t.row = m.attribution"""
    occasions: dict[tuple[object, ...], list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for row in store.rows(sql, [None, speaker]):
        words = frozenset(word for word in WORD.findall(row["canonical"].casefold()) if len(word) >= TELLING)
        if len(words) >= FEW:
            occasions[row["speaker"], row["day"], row["language"]].append((row["id"], words))
    for said in occasions.values():
        for (left, one), (right, other) in combinations(said[:CROWD], 2):
            shared = len(one & other) / min(len(one), len(other))
            if shared >= ALIKE:
                yield Question(about="statement", left=left, right=right, doubt=0.5 * shared, now=False)


WORD = re.compile(r"\w+")
TELLING, FEW, ALIKE, CROWD = 4, 4, 0.5, 30
"""Letters of a word that tells something; such words that a statement has at least; the share of them that two
statements have in common; statements of one occasion that are compared."""


def _speakers(store: Store, outlet: str | None, speaker: str | None) -> Iterator[Question]:
    """Yield the names that were taken for one person's by what else is known, then names that may be one person's."""
    yield from _aliases(store, outlet, speaker)
    if outlet is None:
        yield from _namesakes(store, speaker)


def _aliases(store: Store, outlet: str | None, speaker: str | None) -> Iterator[Question]:
    sql = f"""SELECT s.id, s.name, w.text, w.articles, w.evidence, own.articles AS own FROM speaker_words w
        JOIN speakers s ON s.row = w.speaker JOIN speaker_words own
        ON own.speaker = w.speaker AND own.what = 'alias' AND own.text = s.name
        WHERE w.what = 'alias' AND w.evidence NOT IN ('', 'the same name') AND (?2 IS NULL OR s.id = ?2)
        AND (?1 IS NULL OR EXISTS (SELECT 1 FROM json_each(w.articles) j JOIN articles a ON a.id = j.value
            WHERE coalesce(a.outlet, '') = ?1)) LIMIT {2 * MOST}"""
    found = []
    for row in store.rows(sql, [outlet, speaker]):
        left = _naming(store, row["own"], row["name"])
        right = _naming(store, row["articles"], row["text"])
        if left and right and left != right:
            points = sum(float(point) for point in POINTS.findall(row["evidence"]))
            doubt = 1 / (2 + max(0.0, points))
            found.append(Question(about="speaker", left=left, right=right, doubt=doubt, reason=row["evidence"]))
    yield from sorted(found, key=lambda one: -one.doubt)


def _naming(store: Store, articles: str, name: str) -> str | None:
    """Return the first attribution in the first of the articles (JSON) that has this name for its speaker."""
    sql = """SELECT t.id FROM articles a JOIN attributions t ON t.article = a.row
        WHERE a.id = (SELECT value FROM json_each(?) LIMIT 1) AND json_extract(t.speaker, '$.name') = ?
        ORDER BY t.row LIMIT 1"""
    return store.one(sql, (articles, name))  # type: ignore[no-any-return]


def _namesakes(store: Store, speaker: str | None) -> Iterator[Question]:
    """Yield pairs of people with one surname whose given names do not part them, those with most quotes first."""
    sql = f"SELECT id, name FROM speakers WHERE kind = 'person' ORDER BY quotes DESC, row LIMIT {LOOKED_AT}"
    by_surname: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    for id, name in store.rows(sql):
        words = name.casefold().split()
        if words:
            by_surname[words[-1]].append((id, words[:-1]))
    pairs = (pair for some in by_surname.values() for pair in islice(combinations(some, 2), MOST))
    likely = (
        (a, b) for (a, one), (b, other) in pairs if _may_be_one(one, other) and (speaker is None or speaker in (a, b))
    )
    for a, b in islice(likely, MOST):
        left, right = (_first_quote(store, id) for id in (a, b))
        if left and right:
            yield Question(about="speaker", left=left, right=right, doubt=0.3, now=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A speaker, and the id of the first of the quotes."""

    id: str
    name: str
    role: str | None
    quote: str


def speakers_named(store: Store, words: str, limit: int = 20) -> tuple[Named, ...]:
    """Return the speakers whose name holds all the words, accents or not, those with most quotes first."""
    wanted = _plain(words).split()[:8]
    sql = "SELECT id, name, role FROM speakers ORDER BY quotes DESC, row"
    rows = (row for row in store.rows(sql) if all(word in _plain(row["name"]) for word in wanted))
    found = [(row, _first_quote(store, row["id"])) for row in islice(rows, limit if wanted else 0)]
    return tuple(Named(**dict(row), quote=quote) for row, quote in found if quote)


def _plain(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))


def first_reports(store: Store, ids: Sequence[str]) -> dict[str, str]:
    """Return the id of the first quote of each of these statements or speakers, also of one that has merged since."""
    found = {}
    for id in ids:
        sql = """SELECT t.id FROM statements st JOIN members m ON m.statement = st.row AND m.position = 0
            JOIN attributions t ON t.row = m.attribution WHERE st.id = ?"""
        quote = store.one(sql, (follow(store, "statement", id),)) or _first_quote(store, follow(store, "speaker", id))
        if quote:
            found[id] = quote
    return found


def _may_be_one(one: Sequence[str], other: Sequence[str]) -> bool:
    return not one or not other or one[0][0] == other[0][0]


def _first_quote(store: Store, speaker: str) -> str | None:
    sql = """SELECT t.id FROM speakers s JOIN spoken p ON p.speaker = s.row JOIN attributions t ON t.row = p.attribution
        WHERE s.id = ? ORDER BY t.row LIMIT 1"""
    return store.one(sql, (speaker,))  # type: ignore[no-any-return]


def _claims(store: Store, outlet: str | None, speaker: str | None) -> Iterator[Question]:
    """Yield the figures that stand in a conflict, then quantities that were left aside for another reason than form."""
    conflicts = """SELECT c.id, c.article FROM (SELECT row FROM measures WHERE conflict = 1 LIMIT 100) me
        JOIN claim_facts f ON f.measure = me.row JOIN claims c ON c.row = f.claim"""
    aside = f"SELECT c.id, c.article FROM claims c WHERE c.checkworthy = 0 AND c.reason NOT IN {OF_FORM}"
    for sql, doubt, now in ((conflicts, 0.5, True), (aside, 0.35, False)):
        narrowed = f"""SELECT found.id FROM ({sql} LIMIT {4 * MOST}) found JOIN articles a ON a.row = found.article
            JOIN claims c ON c.id = found.id LEFT JOIN claim_facts f ON f.claim = c.row
            LEFT JOIN speakers s ON s.row = f.speaker WHERE (?1 IS NULL OR coalesce(a.outlet, '') = ?1)
            AND (?2 IS NULL OR s.id = ?2) AND found.article NOT IN ({SUPERSEDED})"""
        for (id,) in store.rows(narrowed, [outlet, speaker]):
            yield Question(about="claim", left=id, right="", doubt=doubt, now=now)


OF_FORM = ("date", "time", "phone", "name", "score", "furniture", "list", "pronoun")
"""Reasons that nobody doubts: what looks like a number and is none."""

ASKED = {"speaker": _speakers, "statement": _statements, "spoken": _spoken, "quote": _quotes, "claim": _claims}
