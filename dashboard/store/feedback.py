"""What counselors hear from leads, in a few words each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Final, Literal

import polars as pl
import sqlalchemy as sa

from dashboard.ingest.telling import SAID, telling, telling_number
from dashboard.stages import TEAMS, Team
from dashboard.store.imports import StoreError
from dashboard.store.ledger import Ledger, versioned
from dashboard.store.records import METADATA, Records
from dashboard.store.themes import Theme, Themes

Kind = Literal["question", "confusion", "objection", "ask", "material_missing", "praise"]
KINDS: Final[tuple[Kind, ...]] = ("question", "confusion", "objection", "ask", "material_missing", "praise")
LONGEST: Final = 1000
"""Signs that one piece of feedback holds at most."""
RATINGS: Final = range(1, 6)
FEEDBACK: Final = sa.Table(
    "feedback",
    METADATA,
    *versioned(),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("words", sa.String, nullable=False),
    sa.Column("campaign", sa.String),
    sa.Column("procedure", sa.String),
    sa.Column("doctor", sa.String),
    sa.Column("lead_id", sa.String),
    sa.Column("rating", sa.Integer),
    sa.Column("who", sa.String, nullable=False),
    sa.Column("team", sa.String),
    sa.Column("said_on", sa.Date, nullable=False),
    sa.Column("theme_id", sa.ForeignKey("themes.id")),
)
TABLE: Final = {
    "id": pl.Int64,
    "said_on": pl.Date,
    "kind": pl.String,
    "words": pl.String,
    "campaign": pl.String,
    "procedure": pl.String,
    "doctor": pl.String,
    "lead_id": pl.String,
    "rating": pl.Int64,
    "who": pl.String,
    "team": pl.String,
    "theme_id": pl.Int64,
    "theme": pl.String,
}
"""Columns of `Feedbacks.table`: theme_id and theme are those it counts under, merged ones looked through."""


@dataclass(frozen=True, slots=True)
class Feedback:
    """One thing heard, by whom and about what; or only a rating of a lead's quality, 1 (poor) to 5 (very good)."""

    kind: Kind
    words: str
    who: str
    said_on: date
    team: Team | None = None
    campaign: str | None = None
    procedure: str | None = None
    doctor: str | None = None
    lead_id: str | None = None
    rating: int | None = None
    theme_id: int | None = None
    id: int = 0
    version: int = 1
    at: datetime | None = None

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise StoreError(f"There is no feedback of kind {self.kind!r}; there are {', '.join(KINDS)}.")
        if self.team is not None and self.team not in TEAMS:
            raise StoreError(f"There is no team {self.team!r}; there are {', '.join(TEAMS)}.")
        if self.rating is not None and self.rating not in RATINGS:
            raise StoreError("A lead's quality is rated from 1 (poor) to 5 (very good).")
        if not self.words.strip() and self.rating is None:
            raise StoreError("Write what you heard, or rate the lead.")
        if len(self.words) > LONGEST:
            raise StoreError(f"Keep it under {LONGEST:,} characters; this has {len(self.words):,}.")


class Feedbacks(Ledger[Feedback]):
    """All feedback of a workspace."""

    def __init__(self, records: Records, themes: Themes) -> None:
        super().__init__(records, FEEDBACK, Feedback)
        self._themes = themes

    def gather(self, said: Sequence[Feedback], themes: Sequence[str] = ()) -> list[Feedback]:
        """Store feedback together, all or none; what is of no theme begins one.

        `themes` may name that theme for each, equal names being one; otherwise it goes by the words themselves.

        Raises StoreError where words hold a patient's address, number or date of birth.
        """
        today = datetime.now(UTC).date()
        told = [part for one in said for part in telling(one.words, today) if part.sure]
        told += [part for one in said if (part := telling_number(one.lead_id or "", today))]
        if told:
            raise StoreError(f"It holds {SAID[told[0].kind]}; leave that out, then save.")
        with self._records.changing() as connection:
            begun: dict[str, int] = {}
            stored = []
            for one, name in zip(said, themes or [one.words for one in said], strict=True):
                theme, name = one.theme_id, " ".join(name.split())
                if theme is None and name:
                    if name.casefold() not in begun:
                        begun[name.casefold()] = self._themes.inserted(connection, Theme(name[:120])).id
                    theme = begun[name.casefold()]
                stored.append(self.inserted(connection, replace(one, theme_id=theme)))
            return stored

    def remove(self, number: int) -> None:
        """Delete one piece for good, its words included. Raises StoreError when there is none."""
        with self._records.changing() as connection:
            gone = self.standing(connection, number)
            connection.execute(FEEDBACK.delete().where(FEEDBACK.c.id == number))
            # a theme that nobody speaks of any more would keep the deleted words as its name
            spoken_of = sa.select(FEEDBACK.c.id).where(FEEDBACK.c.theme_id == gone.theme_id)
            if gone.theme_id is not None and connection.execute(spoken_of).first() is None:
                self._themes.forget(connection, gone.theme_id)

    def table(self) -> pl.DataFrame:
        """All feedback, oldest first, with the name of its theme."""
        themes = {theme.id: theme for theme in self._themes.all()}
        rows = []
        for one in self.all():
            theme = themes.get(one.theme_id) if one.theme_id else None
            root = themes.get(theme.merged_into, theme) if theme and theme.merged_into else theme
            told = {name: getattr(one, name) for name in TABLE if name not in ("theme", "theme_id")}
            rows.append(told | {"theme_id": root.id if root else None, "theme": root.name if root else None})
        return pl.DataFrame(rows, schema=TABLE)
