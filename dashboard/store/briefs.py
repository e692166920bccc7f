"""What a campaign offers and how to speak of it, version by version, and which counselors have seen it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final
from urllib.parse import urlsplit

import polars as pl
import sqlalchemy as sa

from dashboard.store.column_types import Moment, Several
from dashboard.store.imports import StoreError
from dashboard.store.ledger import ConflictError, Ledger, versioned
from dashboard.store.records import METADATA, Records
from dashboard.store.wording import without_identifiers

BRIEFS: Final = sa.Table(
    "briefs",
    METADATA,
    *versioned(),
    sa.Column("brief", sa.Integer, nullable=False),
    sa.Column("campaign", sa.String, nullable=False),
    sa.Column("used_from", sa.Date, nullable=False),
    sa.Column("starts", sa.Date),
    sa.Column("ends", sa.Date),
    sa.Column("offer", sa.String, nullable=False),
    sa.Column("audience", sa.String, nullable=False),
    sa.Column("landing_page", sa.String, nullable=False),
    sa.Column("script", sa.String, nullable=False),
    sa.Column("price", sa.String, nullable=False),
    sa.Column("avoid", sa.String, nullable=False),
    sa.Column("questions", Several, nullable=False),
    sa.Column("links", Several, nullable=False),
    sa.Column("pictures", Several, nullable=False),
    sa.Column("by", sa.String, nullable=False),
    sa.UniqueConstraint("brief", "version"),
)
ACKNOWLEDGEMENTS: Final = sa.Table(
    "acknowledgements",
    METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("brief", sa.Integer, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("who", sa.String, nullable=False),
    sa.UniqueConstraint("brief", "version", "who"),
)
TABLE: Final = {
    "brief": pl.Int64,
    "version": pl.Int64,
    "campaign": pl.String,
    "used_from": pl.Date,
    "starts": pl.Date,
    "ends": pl.Date,
}
"""Columns of `Briefs.table`."""


@dataclass(frozen=True, slots=True)
class Brief:
    """One version of one campaign's brief. `brief` stays the same for all its versions; 0: not stored yet."""

    campaign: str
    used_from: date
    """The day counselors work by this version."""
    starts: date | None = None
    ends: date | None = None
    """Last day of the campaign, included."""
    offer: str = ""
    audience: str = ""
    landing_page: str = ""
    script: str = ""
    """One line to say a line."""
    price: str = ""
    avoid: str = ""
    """What not to say."""
    questions: tuple[tuple[str, str], ...] = ()
    """Likely questions, each with its answer."""
    links: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    """Digests of the pictures (store/pictures.py)."""
    by: str = ""
    brief: int = 0
    version: int = 0
    id: int = 0
    at: datetime | None = None

    def __post_init__(self) -> None:
        if self.starts and self.ends and self.starts > self.ends:
            raise StoreError("The campaign ends before it starts; swap the two dates.")
        for address in (*self.links, *([self.landing_page] if self.landing_page else [])):
            if not safe_address(address):
                raise StoreError(f"{address[:200]} is no address to link to; write it like https://example.com/ad.")


def safe_address(address: str) -> bool:
    """Whether an address may be linked to: https, with a plain host, without a user name or signs that hide."""
    try:
        parts = urlsplit(address)
        plain = address.isascii() and address.isprintable() and not set(address) & set(" \"'<>\\`()[]")
        return plain and parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """A counselor has read this version of a brief."""

    brief: int
    version: int
    who: str
    at: datetime


class Briefs:
    """All briefs of a workspace with every version they had."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._versions = Ledger(records, BRIEFS, Brief)

    def versions(self, brief: int | None = None) -> list[Brief]:
        """Every version, oldest first; of one brief or of all."""
        return self._versions.all(*([] if brief is None else [BRIEFS.c.brief == brief]))

    def newest(self) -> list[Brief]:
        """Each brief's newest version, the brief begun last first."""
        return sorted({one.brief: one for one in self.versions()}.values(), key=lambda one: -one.brief)

    def save(self, brief: Brief) -> Brief:
        """Store the next version of a brief, or with `brief` 0 the first of a new one.

        Raises ConflictError when someone else stored a version after the one this was written from, StoreError
        where no campaign is named, and for words that tell who a patient is.
        """
        texts = (brief.campaign, brief.offer, brief.audience, brief.script, brief.price, brief.avoid)
        without_identifiers([*texts, *(words for pair in brief.questions for words in pair)])
        if not brief.campaign.strip():
            raise StoreError("Name the campaign that the brief is for.")
        with self._records.changing() as connection:
            if not brief.brief:
                first = self._versions.inserted(connection, brief)
                connection.execute(BRIEFS.update().where(BRIEFS.c.id == first.id).values(brief=first.id))
                return replace(first, brief=first.id)
            stored = self._versions.found(connection, BRIEFS.c.brief == brief.brief)
            if not stored:
                raise StoreError("This brief is not there any more; reload the page to see those there are.")
            if stored[-1].version != brief.version:
                raise ConflictError(brief, stored[-1])
            return self._versions.inserted(connection, brief, version=brief.version + 1)

    def acknowledge(self, brief: int, version: int, who: str) -> None:
        """Note that this person has read this version; a second time changes nothing."""
        if not who.strip():
            raise StoreError("Enter your name, so that others see who has read the brief.")
        with self._records.changing() as connection:
            known = sa.select(ACKNOWLEDGEMENTS.c.id).where(
                ACKNOWLEDGEMENTS.c.brief == brief, ACKNOWLEDGEMENTS.c.version == version, ACKNOWLEDGEMENTS.c.who == who
            )
            if connection.execute(known).first() is None:
                values = {"at": datetime.now(UTC), "brief": brief, "version": version, "who": who}
                connection.execute(ACKNOWLEDGEMENTS.insert().values(**values))

    def table(self) -> pl.DataFrame:
        """Every version with the dates that say when it is used, oldest first."""
        rows = [{name: getattr(one, name) for name in TABLE} for one in self.versions()]
        return pl.DataFrame(rows, schema=TABLE)

    def acknowledgements(self) -> list[Acknowledgement]:
        """Who has read which version, oldest first."""
        if not self._records.exists:
            return []
        columns = [ACKNOWLEDGEMENTS.c[name] for name in ("brief", "version", "who", "at")]
        with self._records.reading() as connection:
            rows = connection.execute(sa.select(*columns).order_by(ACKNOWLEDGEMENTS.c.id))
            return [Acknowledgement(*row) for row in rows]
