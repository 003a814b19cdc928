"""What became of the statements, speakers and measures that a new matching no longer has."""

from collections import Counter
from collections.abc import Collection, Mapping

from extract.store.connection import Store

HELD = {
    "speaker": """SELECT s.id, t.id FROM spoken p JOIN speakers s ON s.row = p.speaker
        JOIN attributions t ON t.row = p.attribution""",
    "statement": """SELECT st.id, t.id FROM members m JOIN statements st ON st.row = m.statement
        JOIN attributions t ON t.row = m.attribution""",
    "measure": """SELECT me.id, c.id FROM claim_facts f JOIN measures me ON me.row = f.measure
        JOIN claims c ON c.row = f.claim""",
}
Groups = dict[str, dict[str, list[str]]]
"""By what (speaker, statement, measure), by id: the ids of the members."""


def groups(store: Store) -> Groups:
    """Return what the store holds now."""
    found: Groups = {}
    for what, sql in HELD.items():
        of_what = found[what] = {}
        for id, member in store.rows(f"{sql} ORDER BY 1, 2"):
            of_what.setdefault(id, []).append(member)
    return found


def redirect(store: Store, before: Groups) -> None:
    """Redirect every id of before that is no more to who has most of its members.

    Older redirects to it stay, and are followed on: should it come back, they lead to it again. One that leads to a
    member leads to who has that now.
    """
    after = groups(store)
    for what, old in before.items():
        new = after[what]
        sql = "SELECT old, new FROM redirects WHERE what = ?"
        holder = {member: id for id, members in new.items() for member in members}
        earlier = {row["old"]: holder.get(row["new"], row["new"]) for row in store.rows(sql, (what,))}
        store.connection.execute("DELETE FROM redirects WHERE what = ?", (what,))
        kept = {id: target for id, target in {**earlier, **_moved(old, new, holder)}.items() if id not in new}
        rows = [(what, id, target) for id, target in sorted(kept.items())]
        store.connection.executemany("INSERT INTO redirects (what, old, new) VALUES (?, ?, ?)", rows)


def leave_members(store: Store, gone: Collection[str]) -> None:
    """Redirect every id to one of its members that is not `gone`, before what matching found is emptied."""
    sql = "INSERT OR REPLACE INTO redirects (what, old, new) VALUES (?, ?, ?)"
    for what, held in groups(store).items():
        left = ((what, id, next((one for one in members if one not in gone), None)) for id, members in held.items())
        store.connection.executemany(sql, (row for row in left if row[2]))


def _moved(old: Mapping[str, list[str]], new: Mapping[str, list[str]], holder: Mapping[str, str]) -> dict[str, str]:
    moved: dict[str, str] = {}
    for id, members in old.items():
        holders = Counter(holder[member] for member in members if member in holder)
        if id not in new and holders:
            moved[id] = max(holders, key=lambda one: (holders[one], one))
    return moved
