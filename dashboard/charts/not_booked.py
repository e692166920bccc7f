"""Why leads did not book, group by group: not real, wrong audience, never reached, lacking something, still open."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.house import ACCENT, QUIET, WARNING
from dashboard.charts.shares import Part, Told, share_bars

PARTS: Final = {
    "not_real": Part("#B5B5B5", "not real"),
    "wrong_audience": Part("#E69F00", "wrong audience"),
    "never_reached": Part(WARNING, "never reached"),
    "lacking": Part(ACCENT, "reached, lacking something"),
    "open": Part(QUIET, "still open"),
}
"""In the order of the bars."""
WORDS: Final = {kind: part.words for kind, part in PARTS.items()}
FEWEST: Final = 30
TOGETHER: Final = "All together"


def not_booked(beside_usual: pl.DataFrame, by: str) -> go.Figure:
    """A bar a group, as long for each: the shares of its leads that did not book, by why. Counts are printed.

    `beside_usual` as the metric gives it; groups in its order, all of them together on top. A selected part carries
    (group, kind).
    """
    told = beside_usual["kind"].unique().to_list()
    parts = {kind: part for kind, part in PARTS.items() if kind in told}
    groups = beside_usual.group_by(by, maintain_order=True).agg(pl.col("leads", "of").first())
    numbers = {
        kind: beside_usual.filter(kind=kind).select(
            part="part", more=pl.struct("of", "usual", "sure").map_elements(_usual, return_dtype=pl.String)
        )
        for kind in parts
    }
    counted = groups.select(leads="of").with_columns(numbers[kind]["part"].alias(kind) for kind in parts)
    shown = pl.concat([counted.sum(), counted])
    every = pl.concat([groups.select(pl.col("leads", "of").sum()), groups.select("leads", "of")])
    faint = [of < FEWEST for of in every["of"]]
    beside = [
        f"{text.count(of)} of {text.count(leads)}" + (": too few to say" if few else "")
        for (leads, of), few in zip(every.iter_rows(), faint, strict=True)
    ]
    more = {kind: ["", *numbers[kind]["more"]] for kind in parts}
    return share_bars(shown, [TOGETHER, *groups[by]], parts, "did not book", Told(beside, faint, more))


def not_booked_alt(beside_usual: pl.DataFrame, by: str) -> str:
    """For each group its commonest reason."""
    parts = []
    for (group,), own in beside_usual.group_by(by, maintain_order=True):
        row = own.sort("part", descending=True, maintain_order=True).row(0, named=True)
        few = row["of"] < FEWEST
        said = "too few to say" if few else f"{WORDS[row['kind']]} {text.share(row['part'], row['of'])}"
        parts.append(f"{text.short(group)}: {said}")
    return (
        f"Most frequent reason of the leads that did not book. {'; '.join(parts)}."
        if parts
        else "No leads in this view."
    )


def _usual(row: dict[str, Any]) -> str:
    if row["of"] < FEWEST:
        return "too few to say"
    if row["usual"] is None:
        return ""
    sure = "unlikely to be chance" if row["sure"] else "could be chance"
    return f"elsewhere {text.percent(row['usual'])}: {sure}"
