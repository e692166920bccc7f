"""Practices side by side: how many of each one's inquiries got to a stage."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.dots import Dot, dots
from dashboard.charts.drawn import drawn_once
from dashboard.metrics.once import once


@drawn_once
def practices(found: pl.DataFrame, stage: str) -> go.Figure:
    """Each practice's share with its interval, against that of all together. `found` as `rollup` gives it."""
    return dots(_dots(found, stage), found["rate"][-1])


@once
def practices_alt(found: pl.DataFrame, stage: str) -> str:
    """Every practice's share in words."""
    said = [f"{text.short(dot.name)} {text.share(dot.converted, dot.leads)}" for dot in _dots(found, stage)]
    return f"All together: {text.share(found[stage][-1], found['of'][-1])}. {text.listed(said)}."


def _dots(found: pl.DataFrame, stage: str) -> list[Dot]:
    known = found.filter(pl.col("practice").is_not_null() & pl.col("of").is_not_null())
    return [
        Dot(row["practice"], row["of"], row[stage], row["rate"], row["low"], row["high"])
        for row in known.iter_rows(named=True)
    ]
