"""The pictures of briefs: kept once by their content, never changed."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Final

import sqlalchemy as sa

from dashboard.store.column_types import Moment
from dashboard.store.records import METADATA, Records

PICTURES: Final = sa.Table(
    "pictures",
    METADATA,
    sa.Column("digest", sa.String, primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)


class Pictures:
    """The pictures of a workspace, as they were cleaned before (ui/picture.py)."""

    def __init__(self, records: Records) -> None:
        self._records = records

    def add(self, content: bytes) -> str:
        """Keep a picture; the answer is its digest, the same for the same picture."""
        digest = hashlib.sha256(content).hexdigest()
        if self.content(digest) is None:
            with self._records.changing() as connection:
                known = connection.execute(sa.select(PICTURES.c.digest).where(PICTURES.c.digest == digest)).first()
                if known is None:
                    values = {"digest": digest, "at": datetime.now(UTC), "content": content}
                    connection.execute(PICTURES.insert().values(**values))
        return digest

    def content(self, digest: str) -> bytes | None:
        """The picture of this digest, if there is one."""
        if not self._records.exists:
            return None
        with self._records.reading() as connection:
            return connection.execute(sa.select(PICTURES.c.content).where(PICTURES.c.digest == digest)).scalar()
