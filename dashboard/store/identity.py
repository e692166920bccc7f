"""Which rows speak of the same lead.

A row's own identity is the system it came from and its lead id (reading makes one for a file
without). From there two things join: a fill-in file that names no system joins the one system that
knows its lead ids, and what one person sends within the agreed days is one lead.
"""

from __future__ import annotations

import polars as pl

from dashboard.store.newest import IS_INQUIRY
from dashboard.store.people import one_inquiry


def with_lead(rows: pl.DataFrame, days: int) -> pl.DataFrame:
    """The rows with `known_as` (the row's own identity) and `lead` (the lead it belongs to), both u64.

    One person's repeats within so many days are one lead; 0 keeps every record apart. Neither depends on the
    order of rows or imports, only on what the rows say.
    """
    rows = _with_own_system(rows).with_columns(known_as=pl.concat_str("system", "lead_id", separator="\x1f").hash())
    found = one_inquiry(rows, days)
    if found.is_empty():
        return rows.with_columns(lead=pl.col("known_as"))
    lead = rows.select("known_as").join(found, on="known_as", how="left", maintain_order="left")["lead"]
    return rows.with_columns(lead=lead).with_columns(lead=pl.coalesce("lead", "known_as"))


def _with_own_system(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of an undated lead without a system take over the one system that has a dated lead of that id.

    The other way round as well: a system's undated rows join the dated lead of a file without a system.
    """
    rows = rows.with_columns(pl.col("system").fill_null(""))
    undated = rows.filter(~IS_INQUIRY, pl.col("lead_id").is_not_null())["lead_id"].unique()
    if undated.is_empty():
        return rows
    leads = (
        rows.filter(pl.col("lead_id").is_in(undated.implode()))
        .group_by("lead_id", "system")
        .agg(dated=IS_INQUIRY.any())
    )
    homes = (
        leads.filter("dated")
        .group_by("lead_id")
        .agg(pl.col("system").filter(pl.col("system") != ""), nameless=(pl.col("system") == "").any())
        .select(
            "lead_id", "nameless", only=pl.when(pl.col("system").list.len() == 1).then(pl.col("system").list.first())
        )
    )
    adopted = (
        leads.filter(~pl.col("dated"))
        .join(homes, on="lead_id")
        .select(
            "lead_id",
            "system",
            adopts=pl.when((pl.col("system") == "") & ~pl.col("nameless"))
            .then("only")
            .when((pl.col("system") != "") & pl.col("nameless") & pl.col("only").is_null())
            .then(pl.lit("")),
        )
        .drop_nulls("adopts")
    )
    if adopted.is_empty():
        return rows
    return (
        rows.join(adopted, on=["lead_id", "system"], how="left", maintain_order="left")
        .with_columns(system=pl.coalesce("adopts", "system"))
        .drop("adopts")
    )
