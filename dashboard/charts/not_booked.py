"""Why leads did not book, group by group: not real, wrong audience, never reached, lacking something, still open."""

from __future__ import annotations

from typing import Any, Final

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.house import (
    ACCENT,
    BESIDE_SELECTED,
    INK,
    ON_STRONG,
    QUIET,
    ROW,
    SWATCH,
    WARNING,
    beside,
    house,
    hover,
    key,
    rows,
    width,
)

FILLS: Final[dict[str, str]] = {
    "not_real": "#B5B5B5",
    "wrong_audience": "#E69F00",
    "never_reached": WARNING,
    "lacking": ACCENT,
    "open": QUIET,
}
"""Each kind's fill, in the order of the bars."""
WORDS: Final = {
    "not_real": "not real",
    "wrong_audience": "wrong audience",
    "never_reached": "never reached",
    "lacking": "reached, lacking something",
    "open": "still open",
}
FEWEST: Final = 30
TOGETHER: Final = "All together"
_PLOT_PX: Final = 700
_DIGIT_PX: Final = 9


def not_booked(beside_usual: pl.DataFrame, by: str) -> go.Figure:
    """A bar a group, as long for each: the shares of its leads that did not book, by why. Counts are printed.

    `beside_usual` as the metric gives it; groups in its order, all of them together on top. A selected part carries
    (group, kind).
    """
    beside_usual = pl.concat([_together(beside_usual, by), beside_usual], how="vertical_relaxed")
    groups = list(dict.fromkeys(beside_usual.select(by, "leads", "of").rows()))
    place = {group: nth for nth, (group, _, _) in enumerate(groups)}
    figure = go.Figure()
    starts = dict.fromkeys(place, 0.0)
    for kind in (kind for kind in FILLS if (beside_usual["kind"] == kind).any()):
        own = beside_usual.filter(pl.col("kind") == kind)
        figure.add_trace(_bars(own, by, kind, place, starts))
        figure.add_traces(_counts(own, by, kind, place, starts))
        starts = {group: starts[group] + (share or 0.0) for group, share in own.select(by, "share").iter_rows()}
    said = [
        f"{text.count(of)} of {text.count(leads)}" + (": too few to say" if of < FEWEST else "")
        for _, leads, of in groups
    ]
    beside(figure, said, 12, heading="did not book")
    house(figure, 66 + ROW * max(1, len(groups)), right=24 + width(said), top=58)
    rows(figure, [text.plain(group, 26) for group, _, _ in groups])
    figure.update_xaxes(range=[0, 1], visible=False)
    entries = [(SWATCH, FILLS[kind], WORDS[kind]) for kind in FILLS if (beside_usual["kind"] == kind).any()]
    key(figure, entries, 26)
    return figure


def _together(beside_usual: pl.DataFrame, by: str) -> pl.DataFrame:
    """The same table for all groups as one, called `TOGETHER`; nothing of it is compared with others."""
    sums = beside_usual.group_by("kind", maintain_order=True).agg(pl.col("leads", "part", "of").sum())
    return sums.select(
        pl.lit(TOGETHER).alias(by),
        "leads",
        "kind",
        "part",
        "of",
        share=pl.when(pl.col("of") > 0).then(pl.col("part") / pl.col("of")),
        low=pl.lit(None, pl.Float64),
        high=pl.lit(None, pl.Float64),
        usual=pl.lit(None, pl.Float64),
        sure=pl.lit(value=False),
    )


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


def _bars(own: pl.DataFrame, by: str, kind: str, place: dict[Any, int], starts: dict[Any, float]) -> go.Bar:
    few = [of < FEWEST for of in own["of"]]
    return go.Bar(
        base=[starts[group] for group in own[by]],
        x=own["share"].fill_null(0.0).to_list(),
        y=[place[group] for group in own[by]],
        orientation="h",
        marker={"color": FILLS[kind], "opacity": [0.35 if one else 1.0 for one in few], "line": {"width": 0}},
        unselected=BESIDE_SELECTED,
        customdata=[[group, kind] for group in own[by]],
        hovertext=[
            hover([text.plain(row[by]), f"{WORDS[kind]}: {text.share(row['part'], row['of'])}", _usual(row)])
            for row in own.iter_rows(named=True)
        ],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _usual(row: dict[str, Any]) -> str:
    if row["of"] < FEWEST:
        return "too few to say"
    if row["usual"] is None:
        return ""
    sure = "unlikely to be chance" if row["sure"] else "could be chance"
    return f"elsewhere {text.percent(row['usual'])}: {sure}"


def _counts(own: pl.DataFrame, by: str, kind: str, place: dict[Any, int], starts: dict[Any, float]) -> list[go.Scatter]:
    """The counts, where they fit; on the faint fill of few leads in the theme's own colour."""
    fits = [
        (starts[row[by]] + row["share"] / 2, place[row[by]], text.count(row["part"]), row["of"] < FEWEST)
        for row in own.iter_rows(named=True)
        if row["share"] and row["share"] * _PLOT_PX > len(text.count(row["part"])) * _DIGIT_PX + 6
    ]
    strong = {"color": ON_STRONG} if kind in ("never_reached", "lacking") else {"color": INK} if kind != "open" else {}
    return [
        go.Scatter(
            x=[x for x, _, _, faint in fits if faint is few],
            y=[y for _, y, _, faint in fits if faint is few],
            mode="text",
            text=[said for _, _, said, faint in fits if faint is few],
            textfont={} if few else strong,
            hoverinfo="skip",
        )
        for few in (False, True)
    ]
