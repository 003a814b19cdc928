"""What people decided. A judgement is never deleted: withdrawing one notes when.

Judgements are facts apart from what is derived, and every derivation follows those that stand. Each keeps where the
judged words stood, so that it holds when articles are read again; a new one that contradicts those that stand is
refused, so that what stands is always of one mind.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from sqlite3 import Row

from extract.errors import JudgementError
from extract.model import Anchor, Judgement
from extract.store import anchors
from extract.store.connection import Store, bindable
from extract.store.contradictions import Standing, against
from extract.store.queries.redirects import follow

VERDICTS = ("same", "different", "unsure")
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
        standing = _standing(store, judgement.about)
        judgement = _anchored(store, judgement, standing)
        if judgement.deleted_at is None and judgement.verdict != "unsure":
            _refuse_contradiction(store, judgement, standing)
            _refuse_merged(store, judgement)
        number = _insert(store, judgement)
        _underived(store)
        store.raise_revision()
    return number


def withdraw(store: Store, number: int, at: str) -> bool:
    """Mark a judgement as withdrawn at a time (ISO), and return whether it stood until then; raises `StoreError`."""
    sql = "UPDATE judgements SET deleted_at = ? WHERE row = ? AND deleted_at IS NULL"
    with store.writing():
        changed = store.connection.execute(sql, (at, number)).rowcount > 0
        if changed:
            _underived(store)
            store.raise_revision()
    return changed


def active(store: Store) -> tuple[Judgement, ...]:
    """Return the judgements that stand, oldest first, each with the ids that what it names goes by now."""
    return tuple(_now(store, judgement) for _, judgement in _rows(store, "WHERE deleted_at IS NULL"))


def history(store: Store) -> tuple[Numbered, ...]:
    """Return all judgements as they were given, withdrawn ones too, with their numbers, oldest first."""
    return tuple(_rows(store, ""))


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


def _rows(store: Store, condition: str) -> list[Numbered]:
    sql = f"SELECT row, {NAMES} FROM judgements {condition} ORDER BY created_at, row"
    return [(row["row"], _judgement(row)) for row in store.rows(sql)]


def _judgement(row: Row) -> Judgement:
    left, right = anchors.from_json(row["left_at"]), anchors.from_json(row["right_at"])
    return Judgement(**{name: row[name] for name in PLAIN}, left_at=left, right_at=right)


def _standing(store: Store, about: str) -> list[Standing]:
    found = _rows(store, "WHERE deleted_at IS NULL AND verdict <> 'unsure'")
    return [Standing(number, one, _now(store, one)) for number, one in found if one.about == about]


def _now(store: Store, judgement: Judgement) -> Judgement:
    """Return the judgement with the attributions that it names by the ids that they have now."""
    left = _found(store, judgement.left, judgement.left_at)
    right = _found(store, judgement.right, judgement.right_at)
    return replace(judgement, left=left, right=right)


def _found(store: Store, id: str, anchor: Anchor | None) -> str:
    return (anchors.find(store, anchor) if anchor else None) or id


def _anchored(store: Store, judgement: Judgement, standing: Sequence[Standing]) -> Judgement:
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


def _underived(store: Store) -> None:
    """Note that what is derived does not follow the judgements yet, should the program stop before it does."""
    store.connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('underived', '1')")


def _check(judgement: Judgement) -> None:
    if judgement.verdict not in VERDICTS:
        raise JudgementError(f"{judgement.verdict!r} is no verdict; say one of: {', '.join(VERDICTS)}")
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
    others = against(Standing(0, new, _now(store, new)), standing)
    if others is not None:
        told = "; ".join(f"{_said(store, one)} ({one.given.created_at})" for one in others)
        cause = f"this contradicts what stands: {told}; and now {_said(store, Standing(0, new, _now(store, new)))}"
        raise JudgementError(f"{cause}; withdraw one of them first", tuple(one.number for one in others))


def _refuse_merged(store: Store, new: Judgement) -> None:
    """Raise where two speakers are held apart that have merged: which of the one's words are whose, nobody said."""
    sql = "SELECT 1 FROM speakers WHERE id = ?"
    left, right = (follow(store, "speaker", id) for id in (new.left, new.right))
    if new.verdict == "different" and left == right and store.one(sql, (left,)):
        cause = f"{_name(store, new.left_at.attribution if new.left_at else new.left)} is one speaker by now"
        raise JudgementError(f"{cause}; judge two of the quotes instead")


def _said(store: Store, one: Standing) -> str:
    verb = "are the same" if one.now.verdict == "same" else "are different"
    left, right = (_name(store, id) for id in (one.now.left, one.now.right))
    return f"{one.given.author} says that {left} and {right} {verb}"


def _name(store: Store, id: str) -> str:
    """Return what an id stands for, for a person: a name and its outlet."""
    sql = """SELECT json_extract(t.speaker, '$.name') AS name, a.outlet FROM attributions t
        JOIN articles a ON a.row = t.article WHERE t.id = ?"""
    found = store.row(sql, (id,))
    if found is None or not found["name"]:
        return f"“{id}”"
    return f"“{found['name']}” ({found['outlet'] or 'outlet not given'})"
