"""What counselors hear: themes by how often they are said, week by week, and kinds by campaign."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.cells import Cell, cells
from dashboard.charts.house import ACCENT, QUIET, SWATCH, beside, house, hover, key, rows
from dashboard.charts.marks import draw_marks
from dashboard.charts.room import width
from dashboard.metrics.marks import Flag

STEPS: Final = ("1", "2", "3 or 4", "5 to 9", "10 or more")
_FROM: Final = (1, 2, 3, 5, 10)
_KINDS: Final = ("question", "confusion", "objection", "ask", "material_missing", "praise")
_BAR_PX: Final = 44
_CELL_PX: Final = 42


def theme_bars(found: pl.DataFrame) -> go.Figure:
    """A bar a theme, the one said most often on top; what was said in the last four weeks in the accent."""
    names = [_label(name) for name in found["theme"]]
    earlier = (found["said"] - found["recent"]).to_list()
    figure = go.Figure()
    for values, start, colour, words in (
        (found["recent"].to_list(), [0] * len(found), ACCENT, "in the last 4 weeks"),
        (earlier, found["recent"].to_list(), QUIET, "earlier"),
    ):
        figure.add_bar(
            base=start,
            x=values,
            y=list(range(len(found))),
            orientation="h",
            marker={"color": colour, "line": {"width": 0}},
            hovertext=[
                hover([text.plain(name, 80), f"{text.count(number)} {words}"])
                for name, number in zip(found["theme"], values, strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    counts = [text.count(number) for number in found["said"]]
    trends = [trend_words(recent, before) for recent, before in found.select("recent", "before").iter_rows()]
    beside(figure, counts, 12)
    beside(figure, trends, 26 + width(counts))
    key(figure, [(SWATCH, ACCENT, "in the last 4 weeks"), (SWATCH, QUIET, "earlier")], left=width(names))
    house(
        figure,
        40 + _BAR_PX * max(1, len(found)),
        left=width(names) + 8,
        right=40 + width(counts) + width(trends),
        top=36,
    )
    rows(figure, names)
    figure.update_yaxes(automargin=False)
    figure.update_xaxes(showticklabels=False, showgrid=False, range=[0, max([1, *found["said"]]) * 1.02])
    return figure


def theme_bars_alt(found: pl.DataFrame) -> str:
    """The three themes said most often."""
    if found.is_empty():
        return "No theme yet."
    said = [
        f"{text.short(name, 60)}: {text.count(number)}" for name, number in found.select("theme", "said").iter_rows()
    ]
    return f"{len(found)} themes, by how often they were said. {'; '.join(said[:3])}."


def trend_words(recent: int, before: int) -> str:
    """How the last four weeks compare with the four before, in words."""
    if not recent and not before:
        return "quiet"
    if recent == before:
        return f"as before ({recent})"
    return f"{'up' if recent > before else 'down'} from {before} to {recent}"


def theme_weeks(found: pl.DataFrame, flags: Sequence[Flag] = ()) -> go.Figure:
    """How often each theme was said in each week: a row a theme, a column a week; `flags` mark days of these weeks."""
    weeks = found["week"].unique().sort().to_list()
    names = list(dict.fromkeys(found.select("theme_id", "theme").iter_rows()))
    places = {pair[0]: place for place, pair in enumerate(names)}
    figure = _grid(
        [
            (
                places[row["theme_id"]],
                weeks.index(row["week"]),
                row["said"],
                [row["theme"], f"week of {_day(row['week'])}"],
            )
            for row in found.iter_rows(named=True)
        ],
        [name for _, name in names],
        [f"{week.day}<br>{week:%b}" for week in weeks],
    )
    if flags:
        # Monday stands at the left edge of its week's cell
        draw_marks(figure, flags, lambda day: (day - weeks[0]).days / 7 - 0.5, below=True)
        figure.update_layout(margin_b=32, height=figure.layout.height + 24)
    return figure


def theme_weeks_alt(found: pl.DataFrame) -> str:
    """The week in which most was said."""
    by_week = found.group_by("week").agg(pl.col("said").sum()).sort("said", "week", descending=True)
    if by_week.is_empty() or not by_week["said"][0]:
        return "Nothing was said in these weeks."
    return f"Most was said in the week of {_day(by_week['week'][0])}: {text.count(by_week['said'][0])}."


def kinds(found: pl.DataFrame, by: str) -> go.Figure:
    """How often each kind was said about each value of `by`, the values with most feedback on top."""
    order = found.group_by(by).agg(pl.col("said").sum()).sort("said", by, descending=[True, False])[by].to_list()
    shown = [kind for kind in _KINDS if kind in found["kind"]]
    return _grid(
        [
            (order.index(value), shown.index(kind), number, [text.clean(value), kind_label(kind)])
            for value, kind, number in found.select(by, "kind", "said").iter_rows()
        ],
        order,
        [kind_label(kind) for kind in shown],
    )


def kinds_alt(found: pl.DataFrame, by: str) -> str:
    """What was said most often, and about what."""
    if found.is_empty():
        return "Nothing was said yet."
    value, kind, number = found.sort("said", descending=True).select(by, "kind", "said").row(0)
    return f"Said most often: {kind_label(kind).lower()}, {text.count(number)} about {text.short(value, 40)}."


def kind_label(kind: str) -> str:
    """A kind of feedback as people say it: 'Material missing'."""
    return kind.replace("_", " ").capitalize()


def _grid(
    found: Sequence[tuple[int, int, int, list[str]]], row_labels: Sequence[str | None], columns: Sequence[str]
) -> go.Figure:
    return cells(
        [
            Cell(
                row,
                column,
                text.count(number),
                hover([*(text.plain(word, 80) for word in about), f"{text.count(number)} times"]),
                sum(number >= least for least in _FROM) - 1,
            )
            for row, column, number, about in found
            if number
        ],
        [_label(label) for label in row_labels],
        list(columns),
        STEPS,
        "accent",
        _CELL_PX,
    )


def _label(name: str | None) -> str:
    return "<br>".join(text.plain(line) for line in text.folded(name, 25))


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
