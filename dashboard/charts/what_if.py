"""What closing more leads would bring back of the spend."""

from __future__ import annotations

import plotly.graph_objects as go
import polars as pl

from dashboard.charts import text
from dashboard.charts.drawn import drawn_once
from dashboard.charts.house import ACCENT, REST, WARNING, above, house

_PLOT_PX = 280


@drawn_once
def what_if(returns: pl.DataFrame, break_even: float | None, now: float | None) -> go.Figure:
    """Return on spend by closing rate, with the rate at which the spend comes back and today's rate marked.

    `returns` has closing_rate (share of real leads that become procedures), rising, and return_on_spend
    (revenue / spend).
    """
    rates, earned = returns["closing_rate"].to_list(), returns["return_on_spend"].to_list()
    figure = go.Figure(
        go.Scatter(
            x=rates,
            y=earned,
            mode="lines",
            line={"color": ACCENT, "width": 3},
            hovertext=[
                f"closing {text.percent(rate)} brings back {_times(back)} the spend"
                for rate, back in zip(rates, earned, strict=True)
            ],
            hovertemplate="%{hovertext}<extra></extra>",
        )
    )
    figure.add_hline(y=1, line={"color": REST, "width": 2, "dash": "dot"})
    last = max([0.01, *rates])
    if break_even is not None and break_even <= last:
        _mark(figure, break_even, 1.0, f"break-even at {text.percent(break_even)}", WARNING, "diamond", last)
    if now is not None and now <= last and rates:
        back = _earned(rates, earned, now)
        _mark(figure, now, back, f"today {text.percent(now)}: {_times(back)} the spend", ACCENT, "circle", last)
    above(figure, "what comes back, in times the spend", 0, within="paper")
    house(figure, _PLOT_PX + 80, top=32)
    figure.update_xaxes(range=[0, last], tickformat=".0%", nticks=8, showgrid=False)
    figure.update_xaxes(title={"text": "share of real leads that become procedures"})
    figure.update_yaxes(range=[0, max([1.3, *earned]) * 1.05], ticksuffix="×", nticks=6)
    return figure


def what_if_alt(break_even: float | None, now: float | None) -> str:
    """The break-even rate beside today's."""
    if break_even is None:
        return "What it takes to break even cannot be worked out from these data."
    if break_even > 1:
        return "The spend would not come back even if every real lead became a procedure."
    said = f"The spend comes back once {text.percent(break_even)} of real leads become procedures"
    return f"{said}; today it is {text.percent(now)}." if now is not None else f"{said}."


def _mark(figure: go.Figure, x: float, y: float, words: str, colour: str, symbol: str, last: float) -> None:
    figure.add_scatter(
        x=[x], y=[y], mode="markers", marker={"color": colour, "size": 14, "symbol": symbol}, hoverinfo="skip"
    )
    # the line rises to the right, so there is room below it to the right, and above it at the far end
    left = x > last * 0.6
    figure.add_annotation(
        text=words,
        x=x,
        y=y,
        xanchor="right" if left else "left",
        yanchor="bottom" if left else "top",
        xshift=-12 if left else 12,
        yshift=4 if left else -4,
        showarrow=False,
    )


def _earned(rates: list[float], earned: list[float], rate: float) -> float:
    """The return at a rate, on the straight line between its neighbours."""
    above = next((place for place, known in enumerate(rates) if known >= rate), len(rates) - 1)
    if above == 0 or rates[above] == rates[above - 1]:
        return earned[above]
    part = (rate - rates[above - 1]) / (rates[above] - rates[above - 1])
    return earned[above - 1] + part * (earned[above] - earned[above - 1])


def _times(number: float) -> str:
    return f"{number:,.1f} times"
