"""Which rows people have judged."""

from collections.abc import Sequence

from extract.store.connection import Store
from extract.store.queries.redirects import follow
from extract.store.tables import as_json

HOW = """CASE WHEN j.about = 'quote' AND j.verdict = 'different' THEN 'rejected'
    WHEN j.about = 'spoken' THEN 'speaker' WHEN j.about = 'span' THEN 'words' ELSE 'checked' END"""
JUDGED = f"{HOW} AS how, j.author, j.created_at FROM checked k CROSS JOIN judgements j ON j.row = k.judgement"
ORDER = "ORDER BY j.created_at, j.row"
Check = tuple[str, str, str]
"""How something was judged (checked, rejected, speaker, words), by whom, and when (ISO)."""


def checked(store: Store, ids: Sequence[str]) -> dict[str, Check]:
    """Return the latest judgement on each of these quotes, claims, statements and speakers that has one.

    Of a statement that is one on any of its reports, of a speaker one on who is who.
    """
    asked = as_json(list(ids))
    among = "IN (SELECT value FROM json_each(?))"
    single = f"SELECT k.id, {JUDGED} WHERE k.id {among} {ORDER}"
    statement = f"""SELECT st.id, {JUDGED} CROSS JOIN attributions t ON t.id = k.id
        CROSS JOIN members m ON m.attribution = t.row CROSS JOIN statements st ON st.row = m.statement
        WHERE st.id {among} {ORDER}"""
    speaker = f"""SELECT s.id, {JUDGED} CROSS JOIN attributions t ON t.id = k.id
        CROSS JOIN spoken p ON p.attribution = t.row CROSS JOIN speakers s ON s.row = p.speaker
        WHERE j.about IN ('speaker', 'spoken') AND s.id {among} {ORDER}"""
    found: dict[str, Check] = {}
    with store.snapshot():
        for sql in (statement, speaker, single):
            for id, how, author, at in store.rows(sql, (asked,)):
                found[id] = ("checked" if sql is speaker else how, author, at)
    return found


def speaker_names(store: Store, ids: Sequence[str]) -> dict[str, str]:
    """Return the names of speakers by the ids asked for, also where they have merged into others since."""
    found = {id: store.one("SELECT name FROM speakers WHERE id = ?", (follow(store, "speaker", id),)) for id in ids}
    return {id: name for id, name in found.items() if name}
