"""Which leads convert better, and how soon: rates by group, by two fields at once, and over time."""

from __future__ import annotations

from typing import Final

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.cells import SHADES, Cell, cells
from dashboard.charts.dots import Dot, dots, sides
from dashboard.charts.drawn import drawn_once
from dashboard.charts.house import above, hover
from dashboard.charts.lines import Line, lines, split
from dashboard.metrics.once import once
from dashboard.metrics.segments import FEWEST

_ROUND: Final = (0.01, 0.02, 0.05, 0.1, 0.2)
"""Widths of a shade in the two-way map, so that its steps are round numbers."""


@drawn_once
def segments(rates: pl.DataFrame, by: str, whole: float | None) -> go.Figure:
    """Each group's rate with its interval against the whole's rate, rows in the table's order.

    `rates` as `segment_rates` gives them. A selected dot carries (group's value,).
    """
    return dots(_dots(rates, by), whole)


@once
def segments_alt(rates: pl.DataFrame, by: str, whole: float | None) -> str:
    """Which groups lie beyond what chance would have, of all leads."""
    found = _dots(rates, by)
    if not found:
        return "No leads in this view."
    said = [f"All leads: {text.percent(whole)}."] if whole is not None else []
    on_side = sides(found, whole)
    for side, direction in ((1, "Above"), (-1, "Below")):
        there = [dot for dot, own in zip(found, on_side, strict=True) if own == side]
        named = [f"{text.short(dot.name)} ({text.share(dot.converted, dot.leads)})" for dot in there]
        if named:
            said.append(f"{direction} it: {text.listed(named)}.")
    if not any(on_side):
        said.append("No group differs by more than could be chance.")
    few = sum(dot.few for dot in found)
    if few:
        said.append(f"{few} of {len(found)} groups: too few to say.")
    return " ".join(said)


@drawn_once
def two_way(pairs: pl.DataFrame) -> go.Figure:
    """Conversion by two fields as a map of converted/leads; pairs under 30 leads are muted.

    `pairs` as `two_way` of the metrics gives them; rows and columns stand in their order of first mention.
    A selected cell carries (row's value, column's value).
    """
    down = pairs["row"].unique(maintain_order=True).to_list()
    across = pairs["column"].unique(maintain_order=True).to_list()
    highest = max([0.0, *pairs.filter(pl.col("leads") >= FEWEST)["rate"].drop_nulls()])
    width = next((step for step in _ROUND if step * SHADES > highest), _ROUND[-1])
    found = [
        Cell(
            row=down.index(row["row"]),
            column=across.index(row["column"]),
            text=_fraction(text.count(row["converted"]), text.count(row["leads"])),
            hover=hover(
                [
                    f"{text.plain(row['row'])} × {text.plain(row['column'])}",
                    text.share(row["converted"], row["leads"]),
                    "too few to say" if row["leads"] < FEWEST else "",
                ]
            ),
            shade=None if row["leads"] < FEWEST else min(SHADES - 1, int((row["rate"] + 1e-9) / width)),
            selected_as=(row["row"], row["column"]),
        )
        for row in pairs.iter_rows(named=True)
    ]
    steps = [text.percent(width * step) for step in range(SHADES)]
    steps[-1] += " up"
    fits = max(6, 52 // max(1, len(across)))
    columns = ["<br>".join(text.plain(line) for line in text.folded(value, fits, 3)) for value in across]
    return cells(found, [text.plain(value, 18) for value in down], columns, steps, "accent", 40)


@once
def two_way_alt(pairs: pl.DataFrame) -> str:
    """The best and the worst pair among those with enough leads."""
    enough = pairs.filter(pl.col("leads") >= FEWEST).sort("rate")
    if not len(pairs):
        return "No leads in this view."
    if not len(enough):
        return f"No pair has {FEWEST} leads: too few to say."
    worst, best = (
        f"{text.short(row['row'])} × {text.short(row['column'])}, {text.share(row['converted'], row['leads'])}"
        for row in (enough.row(0, named=True), enough.row(-1, named=True))
    )
    if len(enough) == 1:
        return f"Only one pair has {FEWEST} leads: {best}."
    return f"Highest: {best}. Lowest: {worst}. {len(enough)} of {len(pairs)} pairs have {FEWEST} leads or more."


@drawn_once
def convert_curve(curve: pl.DataFrame, by: str | None = None) -> go.Figure:
    """Share converted by days since the inquiry, a line a group, faint where fewer than 30 leads are that old.

    `curve` as `convert_time` gives it, with at most 7 groups. Up to three groups also show their range.
    Days on which next to nothing happens any more are left off the end.
    """
    curve = curve.filter(pl.col("day") <= _last_day(curve, by))
    found = [_line(text.plain(name, 16), own) for name, own in split(curve, by)]
    reached = [high for line in found for high in (line.band[1] if line.band and len(found) <= 3 else line.share)]
    figure = lines(found, highest=min(1.0, max([0.05, *reached]) * 1.08), shape="hv")
    figure.update_xaxes(title={"text": "days since the inquiry"}, rangemode="tozero", showgrid=False, nticks=8)
    if any(line.young is not None for line in found):
        above(figure, f"faint: fewer than {FEWEST} leads are that old", 0, within="paper")
    return figure


@once
def convert_curve_alt(curve: pl.DataFrame, by: str | None = None) -> str:
    """Each group's share by the last day that still rests on 30 leads."""
    ends = []
    for name, own in split(curve, by):
        old = own.filter(pl.col("at_risk") >= FEWEST)
        said = f"{text.percent(old['share'][-1])} by day {old['day'][-1]}" if len(old) else "too few to say"
        ends.append(f"{text.short(name)}: {said}")
    return f"Share converted, young leads still open. {'; '.join(ends)}." if ends else "No leads in this view."


def _fraction(part: str, of: str) -> str:
    """Part/of, on two lines where it is too long for a cell of half a screen."""
    return f"{part}/{of}" if len(part) + len(of) < 7 else f"{part}/<br>{of}"


def _dots(rates: pl.DataFrame, by: str) -> list[Dot]:
    columns = (by, "leads", "converted", "rate", "low", "high", "projected")
    return [Dot(*values) for values in rates.select(columns).iter_rows()]


def _last_day(curve: pl.DataFrame, by: str | None) -> int:
    """Half as long again as the slowest group takes to 99 % of what it will reach, 30 days at least."""
    there = [own.filter(pl.col("share") >= 0.99 * own["share"][-1])["day"][0] for _, own in split(curve, by)]
    return max(30, *(int(1.5 * day) for day in there)) if there else 0


def _line(name: str, own: pl.DataFrame) -> Line:
    young = own["at_risk"].to_numpy() < FEWEST
    # where all or none converted there is no range, and the line itself stands for it
    low, high = (own[end].fill_null(own["share"]).to_list() for end in ("low", "high"))
    return Line(
        name=name,
        x=own["day"].to_list(),
        share=own["share"].to_list(),
        said=[
            hover([name, f"{text.percent(share)} by day {day}", f"{text.count(at_risk)} leads that old and open"])
            for day, share, at_risk in own.select("day", "share", "at_risk").iter_rows()
        ],
        band=(low, high),
        young=int(young.argmax()) if young.any() else None,
    )
