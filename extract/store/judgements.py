"""What people decided. A judgement is never deleted: withdrawing one notes when.

Judgements are facts apart from what is derived, and every derivation follows those that stand. Each keeps where the
judged words stood, so that it holds when articles are read again; a new one that contradicts those that stand is
refused, so that what stands is always of one mind. What they correct of single quotes and claims (`corrections`) holds
from the moment of the judgement; who is whom, and which quotes report one statement, from the next derivation.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from sqlite3 import Row

from extract.errors import JudgementError
from extract.model import Anchor, Judgement
from extract.store import anchors, corrections
from extract.store.connection import Store, bindable
from extract.store.contradictions import PAIRS, Standing, against, opposed
from extract.store.queries.redirects import follow
from extract.store.tables import as_json
from extract.store.write import mark_underived

VERDICTS = ("same", "different", "unsure")
ABOUT = (*PAIRS, "spoken", "quote", "span", "claim")
PLAIN = ("left", "right", "verdict", "evidence", "author", "created_at", "deleted_at", "about")
COLUMNS = (*PLAIN, "left_at", "right_at")
NAMES = ", ".join(f'"{name}"' for name in COLUMNS)
Numbered = tuple[int, Judgement]


def record(store: Store, judgement: Judgement) -> int:
    """Keep a judgement, and return the number by which it can be withdrawn.

    Raises `JudgementError` where it is none (an unknown verdict, nobody's, of no time, of a thing and itself) or
    contradicts those that stand, `StoreError` where the store cannot be written.
    """
    _check(judgement)
    with store.writing():
        standing = _standing(store, judgement)
        judgement = _anchored(store, judgement, standing)
        if judgement.deleted_at is None and judgement.verdict != "unsure":
            _refuse_contradiction(store, judgement, standing)
            _refuse_merged(store, judgement)
        number = _insert(store, judgement)
        _followed(store, number, judgement)
    return number


def withdraw(store: Store, number: int, at: str) -> bool:
    """Mark a judgement as withdrawn at a time (ISO), and return whether it stood until then; raises `StoreError`."""
    sql = "UPDATE judgements SET deleted_at = ? WHERE row = ? AND deleted_at IS NULL"
    with store.writing():
        changed = store.connection.execute(sql, (at, number)).rowcount > 0
        if changed:
            ((_, judgement),) = _rows(store, "WHERE row = ?", (number,))
            _followed(store, number, judgement)
    return changed


def correct(store: Store) -> None:
    """Look again for what the judgements that stand correct, after articles were read; raises `StoreError`."""
    with store.writing():
        if corrections.write(store, _active(store)):
            store.raise_revision()


def active(store: Store) -> tuple[Judgement, ...]:
    """Return the judgements that stand, oldest first, each with the ids that what it names goes by now."""
    return tuple(judgement for _, judgement in _active(store))


def _active(store: Store) -> list[Numbered]:
    return [(number, _now(store, one)) for number, one in _rows(store, "WHERE deleted_at IS NULL")]


def history(store: Store) -> tuple[Numbered, ...]:
    """Return all judgements as they were given, withdrawn ones too, with their numbers, oldest first."""
    return tuple(_rows(store, ""))


def latest(store: Store, offset: int = 0, limit: int = 20) -> tuple[int, tuple[Numbered, ...]]:
    """Return how many judgements were ever given, and a page of them as they were given, the latest first."""
    sql = f"SELECT row, {NAMES} FROM judgements ORDER BY created_at DESC, row DESC LIMIT ? OFFSET ?"
    with store.snapshot():
        total = store.one("SELECT count(*) FROM judgements")
        return total, tuple((row["row"], _judgement(row)) for row in store.rows(sql, (limit, offset)))


def replay(store: Store, judgements: Iterable[Judgement]) -> int:
    """Do what a history tells, in its order, and return how many judgements were new or newly withdrawn.

    What the store has already stays as it is. Raises as `record` does.
    """
    held = {_identity(one): (number, one.deleted_at) for number, one in history(store)}
    done = 0
    for judgement in judgements:
        number, deleted = held.get(_identity(judgement), (0, None))
        if not number:
            record(store, judgement)
            done += 1
        elif judgement.deleted_at and not deleted:
            done += withdraw(store, number, judgement.deleted_at)
    return done


def _identity(judgement: Judgement) -> Judgement:
    return replace(judgement, left_at=None, right_at=None, deleted_at=None)


def _rows(store: Store, condition: str, values: Sequence[object] = ()) -> list[Numbered]:
    sql = f"SELECT row, {NAMES} FROM judgements {condition} ORDER BY created_at, row"
    return [(row["row"], _judgement(row)) for row in store.rows(sql, values)]


def _judgement(row: Row) -> Judgement:
    left, right = anchors.from_json(row["left_at"]), anchors.from_json(row["right_at"])
    return Judgement(**{name: row[name] for name in PLAIN}, left_at=left, right_at=right)


def _standing(store: Store, new: Judgement) -> list[Standing]:
    """Return the judgements that a new one might contradict: those of its kind, or those about its quote or claim."""
    found = _rows(store, "WHERE about = ? AND deleted_at IS NULL AND verdict <> 'unsure'", (new.about,))
    if new.about not in PAIRS:
        about = {number for number, _ in _about(store, [_now(store, new).left])}
        found = [(number, one) for number, one in found if number in about or one.left == new.left]
    return [Standing(number, one, _now(store, one)) for number, one in found]


def _about(store: Store, things: Sequence[str]) -> list[Numbered]:
    """Return the judgements that stand about these things, by the ids of now."""
    sql = "WHERE row IN (SELECT judgement FROM checked WHERE id IN (SELECT value FROM json_each(?)))"
    return _rows(store, f"{sql} AND deleted_at IS NULL", (as_json(list(things)),))


def _now(store: Store, judgement: Judgement) -> Judgement:
    """Return the judgement with the attributions that it names by the ids that they have now."""
    left, right, found = judgement.left_at, judgement.right_at, _found
    if judgement.about == "claim":
        return replace(judgement, left=found(store, judgement.left, left, anchors.find_claim))
    if judgement.about == "span":
        # A better model may draw the very words that a person did.
        place = found(store, "", left) or found(store, judgement.left, right)
        return replace(judgement, left=place, right_at=anchors.moved(store, right) if right else None)
    return replace(judgement, left=found(store, judgement.left, left), right=found(store, judgement.right, right))


def _found(
    store: Store, id: str, anchor: Anchor | None, find: Callable[[Store, Anchor], str | None] = anchors.find
) -> str:
    return (find(store, anchor) if anchor else None) or id


def _anchored(store: Store, judgement: Judgement, standing: Sequence[Standing]) -> Judgement:
    if judgement.about == "claim":
        return replace(judgement, left_at=judgement.left_at or anchors.of_claim(store, judgement.left))
    if judgement.about == "span":
        right = judgement.right_at or anchors.of_words(store, judgement.left, judgement.right)
        return replace(judgement, left_at=judgement.left_at or anchors.anchor_of(store, judgement.left), right_at=right)
    known = [id for one in standing for id in (one.now.left, one.now.right)]
    left = judgement.left_at or anchors.anchor_of(store, judgement.left, known, judgement.right)
    beside = left.attribution if left else judgement.left
    return replace(
        judgement,
        left_at=left,
        right_at=judgement.right_at or anchors.anchor_of(store, judgement.right, known, beside),
    )


def _insert(store: Store, judgement: Judgement) -> int:
    values = [bindable(getattr(judgement, name)) for name in PLAIN]
    values += [bindable(anchors.to_json(anchor)) for anchor in (judgement.left_at, judgement.right_at)]
    marks = ", ".join("?" * len(values))
    cursor = store.connection.execute(f"INSERT INTO judgements ({NAMES}) VALUES ({marks})", values)
    assert cursor.lastrowid is not None  # a row was inserted
    return cursor.lastrowid


def _followed(store: Store, number: int, judgement: Judgement) -> None:
    """Correct what the judgements correct, and note that what is derived does not follow this one yet."""
    things = corrections.beside(store, corrections.about(_now(store, judgement)))
    standing = {**dict(_about(store, things)), **dict(_rows(store, "WHERE row = ? AND deleted_at IS NULL", (number,)))}
    order = sorted(standing.items(), key=lambda item: (item[1].created_at, item[0]))
    corrections.write(store, [(row, _now(store, one)) for row, one in order], things)
    confirmed = judgement.about == "quote" and judgement.verdict == "same"
    if judgement.verdict != "unsure" and not confirmed:
        mark_underived(store)
    store.raise_revision()


def _check(judgement: Judgement) -> None:
    if judgement.verdict not in VERDICTS:
        raise JudgementError(f"{judgement.verdict!r} is no verdict; say one of: {', '.join(VERDICTS)}")
    if judgement.about not in ABOUT:
        raise JudgementError(f"nobody judges about {judgement.about!r}; say one of: {', '.join(ABOUT)}")
    if not judgement.author.strip():
        raise JudgementError("a judgement needs its author; say who judges")
    try:
        datetime.fromisoformat(judgement.created_at)
    except ValueError as error:
        cause = f"{judgement.created_at!r} is no time at which somebody judged"
        raise JudgementError(f"{cause}; give an ISO date or time") from error
    if judgement.left == judgement.right:
        raise JudgementError("a thing cannot be judged beside itself; name two")


def _refuse_contradiction(store: Store, new: Judgement, standing: Sequence[Standing]) -> None:
    """Raise where what stands says the opposite, by itself or in a chain ("A is B", "B is C", and now "A is not C")."""
    one = Standing(0, new, _now(store, new))
    others = against(one, standing) if new.about in PAIRS else opposed(one, standing, lambda id: _whose(store, id))
    if others is not None:
        told = "; ".join(f"{_said(store, one)} ({one.given.created_at})" for one in others)
        cause = f"this contradicts what stands: {told}; and now {_said(store, Standing(0, new, _now(store, new)))}"
        raise JudgementError(f"{cause}; withdraw one of them first", tuple(one.number for one in others))


def _refuse_merged(store: Store, new: Judgement) -> None:
    """Raise where two speakers are held apart that have merged: which of the one's words are whose, nobody said."""
    sql = "SELECT 1 FROM speakers WHERE id = ?"
    left, right = (follow(store, "speaker", id) for id in (new.left, new.right))
    if new.about == "speaker" and new.verdict == "different" and left == right and store.one(sql, (left,)):
        cause = f"{_name(store, new.left_at.attribution if new.left_at else new.left)} is one speaker by now"
        raise JudgementError(f"{cause}; judge two of the quotes instead")


def _whose(store: Store, id: str) -> str:
    """Return the speaker whom an id stands for, be it a quote's or a speaker's; a typed name in small letters."""
    sql = """SELECT s.id FROM attributions t JOIN spoken p ON p.attribution = t.row JOIN speakers s ON s.row = p.speaker
        WHERE t.id = ?"""
    return store.one(sql, (id,)) or follow(store, "speaker", id).casefold()


def _said(store: Store, one: Standing) -> str:
    left = (_name if one.given.about == "speaker" else _words)(store, one.now.left)
    right = (_words if one.given.about == "statement" else _name)(store, one.now.right)
    yes, no = SAID[one.given.about]
    said = (yes if one.now.verdict == "same" else no).format(left=left, right=right)
    return f"{one.given.author} says that {said}"


SAID = {
    "speaker": ("{left} and {right} are the same", "{left} and {right} are different"),
    "statement": ("{left} and {right} are the same statement", "{left} and {right} are different statements"),
    "spoken": ("{left} is said by {right}", "{left} is not said by {right}"),
    "quote": ("{left} is a quote", "{left} is no quote"),
    "span": ("the words of {left} are others", "the words of {left} are not others"),
    "claim": ("the claim {left} is worth checking", "the claim {left} is not worth checking"),
}


def _words(store: Store, id: str) -> str:
    sql = """SELECT text FROM attributions WHERE id = ?1
        UNION ALL SELECT sentence FROM claims WHERE id = ?1 LIMIT 1"""
    words = " ".join((store.one(sql, (id,)) or id).split())
    return f"“{words if len(words) <= 80 else words[:80] + '…'}”"


def _name(store: Store, id: str) -> str:
    """Return what an id stands for, for a person: a name and its outlet."""
    sql = """SELECT json_extract(t.speaker, '$.name') AS name, a.outlet FROM attributions t
        JOIN articles a ON a.row = t.article WHERE t.id = ?"""
    found = store.row(sql, (id,))
    if found is None or not found["name"]:
        return f"“{id}”"
    return f"“{found['name']}” ({found['outlet'] or 'outlet not given'})"
