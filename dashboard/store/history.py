"""The imports of a workspace as its records tell of them."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa

from dashboard.store.imports import Import, Receipt
from dashboard.store.records import FILES, IMPORTS


def history(connection: sa.Connection) -> list[Import]:
    """All imports, newest first, those taken back among them."""
    receipts: dict[int, list[Receipt]] = {}
    for file in connection.execute(sa.select(FILES).order_by(FILES.c.import_id, FILES.c.file)):
        receipts.setdefault(file.import_id, []).append(Receipt.from_json(file.receipt))
    return [
        Import(
            found.id,
            datetime.fromisoformat(found.at),
            datetime.fromisoformat(found.undone_at) if found.undone_at else None,
            tuple(receipts.get(found.id, ())),
        )
        for found in connection.execute(sa.select(IMPORTS).order_by(IMPORTS.c.id.desc()))
    ]
