"""The imports of a workspace as its records tell of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import sqlalchemy as sa

from dashboard.store.imports import Import, Receipt
from dashboard.store.records import FILES, IMPORTS

if TYPE_CHECKING:
    from dashboard.ingest.checking import Checked


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


def take_down(connection: sa.Connection, record: Import, checked: Sequence[Checked]) -> None:
    """Write down an import with the files it was made of."""
    connection.execute(IMPORTS.insert().values(id=record.id, at=record.at.isoformat()))
    for number, (file, receipt) in enumerate(zip(checked, record.receipts, strict=True)):
        connection.execute(
            FILES.insert().values(
                import_id=record.id,
                file=number,
                digest=file.digest,
                receipt=receipt.kept().to_json(),
                segments=dict(file.segments),
            )
        )
