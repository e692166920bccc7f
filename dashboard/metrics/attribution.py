"""Where patients came from, by what first brought them and by what brought them last, and what nobody can attribute."""

from __future__ import annotations

from datetime import UTC
from typing import Final

import polars as pl

from dashboard import stages
from dashboard.metrics.dimensions import Dimension, from_column
from dashboard.metrics.leads import LeadTable, Slice
from dashboard.metrics.once import once

BY: Final = ("source", "medium", "campaign")
"""What outcomes are attributed to."""
ATTRIBUTION: Final = {
    "leads": pl.Int64,
    "consult_booked": pl.Int64,
    "procedure_booked": pl.Int64,
    "last_leads": pl.Int64,
    "last_consult_booked": pl.Int64,
    "last_procedure_booked": pl.Int64,
}
"""Columns of `attribution`: real leads by what their first inquiry names, and last_... by what the newest inquiry of
the same person names (that of the first where it names nothing). The row without a value is what nobody can attribute.
Null: no file speaks of the outcome. A later stage counts for an earlier one, as everywhere."""
CLAIMS: Final = {"campaign": pl.String, "platform": pl.String, "claimed": pl.Float64, "leads": pl.Int64}
"""Columns of `claimed_beyond`."""

_OUTCOMES: Final = ("consult_booked", "procedure_booked")
_NOTHING: Final = (
    "", "-", "n/a", "na", "none", "(none)", "null", "unknown", "(unknown)", "not known", "not set", "(not set)",
    "not provided", "(not provided)", "unassigned", "undefined", "other", "(other)",
)  # fmt: skip
"""Words that stand where a source is not known."""
_BEYOND: Final = 1.2
_FEWEST_MORE: Final = 5
"""A claim this many times, and leads, above what arrived is told."""


@once
def attribution(leads: Slice, touches: pl.DataFrame, by: str = "source") -> pl.DataFrame:
    """Leads and outcomes by first and by last known source, most leads first, the unattributed last.

    `touches` are the workspace's current ones: those that were inquiries of their own name what brought them.
    """
    table = leads.table
    first, last = table.kept(f"attribution by {by}", lambda: _sides(table, touches, by), of=touches)
    sides = [_side(leads, one, by, prefix) for one, prefix in ((first, ""), (last, "last_"))]
    counts = [name for name in ATTRIBUTION if name.endswith("leads") or table.tells(name.removeprefix("last_"))]
    found: pl.DataFrame = (
        sides[0]
        .join(sides[1], on=by, how="full", coalesce=True, nulls_equal=True)
        .select(
            by,
            *(
                (pl.col(name).fill_null(0) if name in counts else pl.lit(None)).cast(dtype).alias(name)
                for name, dtype in ATTRIBUTION.items()
            ),
        )
        .sort(pl.col(by).is_null(), -pl.col("leads"), by)
    )
    return found


def _side(leads: Slice, told: Dimension, by: str, prefix: str) -> pl.DataFrame:
    """Real leads and outcomes by what the first or the last inquiry names; values without a lead left out."""
    counted = leads.counts(told.axis, leads.table.furthest, only=leads.real)
    columns = {"leads": 0} | {name: stages.position(name) for name in _OUTCOMES}
    return pl.DataFrame(
        {by: pl.Series(told.values, dtype=pl.String)}
        | {f"{prefix}{name}": counted[:, position:].sum(axis=1) for name, position in columns.items()}
    ).filter(pl.col(f"{prefix}leads") > 0)


def _sides(table: LeadTable, touches: pl.DataFrame, by: str) -> tuple[Dimension, Dimension]:
    """What the first inquiry of each lead names, and what its newest one does."""
    first = table.leads.select(_named(by)).to_series()
    last = _last(table, touches, by)
    own = from_column(f"first {by}", first)
    if last.null_count() == table.size:
        return own, own
    return own, from_column(f"last {by}", last.fill_null(first))


def claimed_beyond(returns: pl.DataFrame) -> pl.DataFrame:
    """Campaigns whose platform claims a fifth and five leads more than arrived, most beyond first.

    `returns` as `campaign_returns` gives them.
    """
    beyond = pl.col("platform_leads") - pl.col("leads")
    return (
        returns.filter(pl.col("platform_leads") >= _BEYOND * pl.col("leads"), beyond >= _FEWEST_MORE)
        .sort(beyond, descending=True, maintain_order=True)
        .select("campaign", "platform", claimed="platform_leads", leads="leads")
        .cast(CLAIMS)  # type: ignore[arg-type]
    )


def _last(table: LeadTable, touches: pl.DataFrame, by: str) -> pl.Series:
    """Per lead what its newest inquiry by `as_of` names; null where no inquiry after the first names anything."""
    none = pl.Series(f"last_{by}", [None] * table.size, dtype=pl.String)
    if by not in touches.columns or touches.is_empty():
        return none
    newest = (
        touches.with_columns(pl.col("system").fill_null(""), named=_named(by))
        .filter(pl.col("at") <= table.as_of.astimezone(UTC), pl.col("named").is_not_null())
        .sort("at", "named")
        .group_by("lead_id", "system")
        .agg(pl.col("named").last())
    )
    numbered = table.leads.select("lead_id", pl.col("system").fill_null(""))
    return numbered.join(newest, on=["lead_id", "system"], how="left", maintain_order="left")["named"]


def _named(by: str) -> pl.Expr:
    """The value, null where it says that nobody knows."""
    said = pl.col(by).str.strip_chars()
    return pl.when(~said.str.to_lowercase().is_in(_NOTHING)).then(said)
