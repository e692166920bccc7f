"""The imports that count: those that were not taken back."""

from __future__ import annotations

import sqlalchemy as sa

from dashboard.store.records import FILES, IMPORTS


def live_imports(connection: sa.Connection) -> frozenset[int]:
    """The numbers of the imports that count."""
    return frozenset(connection.scalars(sa.select(IMPORTS.c.id).where(IMPORTS.c.undone_at.is_(None))))


def live_digests(connection: sa.Connection) -> frozenset[str]:
    """The contents of all files that count."""
    live = sa.select(IMPORTS.c.id).where(IMPORTS.c.undone_at.is_(None))
    return frozenset(connection.scalars(sa.select(FILES.c.digest).where(FILES.c.import_id.in_(live))))
