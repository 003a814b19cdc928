"""Dossiers read back: the list of them, and one whole with what it holds."""

from dataclasses import replace

from extract.store.connection import Store
from extract.store.queries.dossier_things import lasting
from extract.store.queries.results import DossierCard, DossierView

SELECT = """SELECT d.id, d.title, d.note, d.author, d.created_at,
    (SELECT count(*) FROM dossier_items i WHERE i.dossier = d.id AND i.removed_at IS NULL) AS things FROM dossiers d"""


def dossiers(store: Store, limit: int = 200) -> tuple[DossierCard, ...]:
    """Return the dossiers, the newest first."""
    rows = store.rows(f"{SELECT} ORDER BY d.created_at DESC, d.id LIMIT ?", (limit,))
    return tuple(DossierCard(**dict(row)) for row in rows)


def dossier(store: Store, id: str) -> DossierView | None:
    """Return a dossier with its things in their order; None if there never was one."""
    with store.snapshot():
        row = store.row(f"{SELECT} WHERE d.id = ?", (id,))
        if row is None:
            return None
        sql = """SELECT row, kind, thing, note, kept FROM dossier_items WHERE dossier = ? AND removed_at IS NULL
            ORDER BY position, row"""
        found = [
            replace(lasting(store, item["kind"], item["thing"], item["kept"]), row=item["row"], note=item["note"])
            for item in store.rows(sql, (id,))
        ]
        return DossierView(card=DossierCard(**dict(row)), entries=tuple(found))
