"""A workspace out of a folder into the database and object store of a server."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import sqlalchemy as sa

from dashboard.schema import KINDS
from dashboard.store.backup import KEPT, copied
from dashboard.store.imports import StoreError
from dashboard.store.live import live_imports
from dashboard.store.places import RECORDS, records_of, rows_of
from dashboard.store.records import METADATA, STATE, Records
from dashboard.store.rows import RowTable

_NUMBERED: Final = """
    select setval(pg_get_serial_sequence(:name, 'id'), (select max(id) from {table}))
    where pg_get_serial_sequence(:name, 'id') is not null and exists (select from {table})
"""


def move(folder: Path, workspace: Path) -> None:
    """Put what lives in a folder where this server keeps the workspace of that name, whole or not at all.

    Raises StoreError where that workspace holds anything.
    """
    source, target = Records(folder / RECORDS), records_of(workspace)
    with source.reading() as old, target.changing() as new:
        tables = [table for table in METADATA.sorted_tables if table is not STATE]
        if any(new.execute(sa.select(table).limit(1)).first() for table in tables):
            raise StoreError(
                f"The workspace {workspace.name} of this server is not empty; name another one with --workspace."
            )
        live = live_imports(old)
        for kind in KINDS:
            table = RowTable(rows_of(workspace), kind)
            table.keep(())
            for number in sorted(live):
                rows = RowTable(folder / "rows", kind).of([number])
                if rows.height:
                    table.append(rows)
        new.execute(STATE.delete())
        copied(old, new)
        for one in METADATA.sorted_tables:
            if "id" in one.c:
                new.execute(sa.text(_NUMBERED.format(table=one.name)), {"name": one.name})
        for name in KEPT:
            if (content := source.kept(name)) is not None:
                target.keep(name, content)
