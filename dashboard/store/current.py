"""What is known today, derived from all rows of live imports: leads, campaign spend, touches."""

from __future__ import annotations

from typing import Final

import polars as pl

from dashboard import schema
from dashboard.schema import Kind
from dashboard.store.identity import with_lead
from dashboard.store.merged import BROUGHT_BY, arrived, as_touches
from dashboard.store.newest import IS_INQUIRY, newest_known
from dashboard.store.signals import with_signals
from dashboard.store.spending import latest_spend, with_spending

FROM: Final = ("import_id", "file", "row")
"""Where the newest row of a lead came from."""
_PART: Final = "\x1f"


def current(kind: Kind, rows: pl.DataFrame, days: int, leads: pl.DataFrame | None = None) -> pl.DataFrame:
    """The table a page reads: the stored fields, the segments, and where each row came from.

    `days` is how long one person's repeats are one inquiry; `leads` are the stored rows of leads, which
    touches are told from as well, those with what brought that inquiry (source, medium, campaign).
    """
    if kind == "leads":
        known = with_lead(rows, days)
        latest = with_signals(dated(current_leads(known)), known)
    elif kind == "campaigns":
        latest = latest_spend(with_spending(rows))
    else:
        latest = first_touches(with_touch(rows))
        if leads is not None:
            latest = _with_repeats(latest, with_lead(leads, days))
    if kind == "touches":
        unsaid = [pl.lit(None, pl.String).alias(name) for name in BROUGHT_BY if name not in latest.columns]
        return latest.with_columns(unsaid).select(fields(latest, kind) + list(BROUGHT_BY) + list(FROM))
    return latest.select(fields(latest, kind) + list(FROM))


def _with_repeats(touches: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The touches under their leads' present numbers, and one for each record of a lead that has several."""
    several = rows.filter(pl.col("known_as") != pl.col("lead")).select("lead").unique()
    of = rows.join(several, on="lead", how="semi")
    if of.is_empty():
        return touches
    leads = current_leads(of).select("lead", "lead_id", "system")
    numbers = of.select("lead", said="lead_id", of="system").unique(["said", "of"]).join(leads, on="lead")
    renamed = (
        touches.join(
            numbers.select("said", "of", "lead_id", "system"),
            left_on=["lead_id", "system"],
            right_on=["said", "of"],
            how="left",
            suffix="_now",
            maintain_order="left",
        )
        .with_columns(lead_id=pl.coalesce("lead_id_now", "lead_id"), system=pl.coalesce("system_now", "system"))
        .drop("lead_id_now", "system_now")
    )
    return pl.concat([renamed, as_touches(of, leads)], how="diagonal_relaxed")


def fields(rows: pl.DataFrame, kind: Kind) -> list[str]:
    """The stored fields of the kind and the segments these rows have, in order."""
    named = [name for name in schema.stored_columns(kind) if name not in FROM]
    return named + sorted(name for name in rows.columns if name.startswith(schema.SEGMENT_PREFIX))


def current_leads(rows: pl.DataFrame) -> pl.DataFrame:
    """One row for each `lead`, waiting ones included: the newest known value of each field.

    Where several records speak of one lead, the first of them tells how it arrived.
    """
    return arrived(newest_known(rows, "lead", fields(rows, "leads"), FROM), rows)


def dated(leads: pl.DataFrame) -> pl.DataFrame:
    """Without the leads that wait for a file that tells when they inquired."""
    return leads.filter(IS_INQUIRY)


def with_touch(rows: pl.DataFrame) -> pl.DataFrame:
    """Touches with `same`: equal for one touch in overlapping files.

    Two equal rows of one file are two touches; the same file again brings the same two.
    """
    said = [pl.col(name).cast(pl.String).fill_null("") for name in fields(rows, "touches")]
    rows = rows.with_columns(same=pl.concat_str(said, separator=_PART).hash())
    copy = pl.int_range(pl.len()).over("import_id", "file", "same", order_by="row")
    return rows.with_columns(same=pl.struct("same", copy=copy).hash())


def first_touches(rows: pl.DataFrame) -> pl.DataFrame:
    """Each touch once, as it first came."""
    return rows.sort("import_id", "file", "row").unique("same", keep="first", maintain_order=True)
