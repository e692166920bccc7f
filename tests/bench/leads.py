"""The made-up practice in the sizes measured, as stored rows and as the plain columns other engines get.

The other engines get the same worked-out columns (furthest stage, waiting seconds, hour of arrival ...), so that
all three do the same counting and nobody pays for parsing dates.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from dashboard import schema, stages
from dashboard.metrics.leads import LeadTable, lead_table
from dashboard.metrics.progress import step_us
from dashboard.sample.practice import SAMPLE_PRACTICE, sample_practice


def write(folder: Path, leads: int) -> None:
    """Stored leads, stored campaigns and the plain columns, as parquet files in the folder."""
    sample = sample_practice(leads=leads)
    stored = _stored(sample.leads, "leads")
    stored.write_parquet(folder / "leads.parquet")
    _stored(sample.campaigns, "campaigns").write_parquet(folder / "campaigns.parquet")
    _plain(lead_table(stored, SAMPLE_PRACTICE)).write_parquet(folder / "plain.parquet")


def _stored(rows: pl.DataFrame, kind: schema.Kind) -> pl.DataFrame:
    """Rows as the store gives them; a stage date sets its yes/no as the importer does."""
    kept = schema.stored_columns(kind)
    given = (
        rows.with_columns(pl.col(f"{name}_at").is_not_null().alias(name) for name in stages.RECORDED)
        if kind == "leads"
        else rows
    )
    if kind == "leads":
        given = given.with_columns(lost=pl.col("lost_at").is_not_null())
    return given.select(
        pl.col(name).cast(dtype) if name in given.columns else pl.lit(None, dtype).alias(name)
        for name, dtype in kept.items()
    )


def _plain(table: LeadTable) -> pl.DataFrame:
    answerable = table.progress.answerable
    steps = {f"step{place}": step_us(table.progress.at_us, answerable, place) for place in range(2, len(answerable))}
    hours = table.local.select(pl.col("weekday"), pl.col("hour"))
    return pl.DataFrame(
        {
            "campaign": table.leads["campaign"].fill_null("(none)"),
            "doctor": table.leads["doctor"].fill_null("(none)"),
            "furthest": table.progress.furthest,
            "lost": table.progress.lost,
            "genuine": table.genuine.codes.astype(bool),
            "value": table.leads["value"],
            "response_s": _known(table.response_seconds()),
            "business_s": _known(table.response_seconds(business=True)),
            **{name: _known(taken // 1_000_000) for name, taken in steps.items() if taken is not None},
        }
    ).hstack(hours)


def _known(seconds: np.ndarray) -> pl.Series:
    column = pl.Series(seconds, dtype=pl.Int64)
    return pl.select(pl.when(column >= 0).then(column)).to_series()
