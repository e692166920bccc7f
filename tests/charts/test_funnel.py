"""The funnel and its panels."""

import polars as pl
import pytest

from dashboard.charts.funnel import funnel, funnel_alt, funnel_panels, funnel_panels_alt
from tests.charts import made
from tests.charts.reading import bars, words


def test_the_first_stage_stands_on_top_and_empty_stages_stay() -> None:
    axis = funnel(made.steps()).layout.yaxis
    assert list(axis.ticktext) == ["Inquiry", "Reached", "Qualified"]
    assert list(axis.tickvals) == [0, 1, 2]
    assert axis.range[0] > axis.range[1]


def test_won_open_and_lost_follow_each_other_and_start_at_zero() -> None:
    won, still, lost = bars(funnel(made.steps()))
    assert [list(bar.x) for bar in (won, still, lost)] == [[60, 0, 0], [10, 20, 0], [30, 40, 0]]
    assert [list(bar.base) for bar in (won, still, lost)] == [[0, 0, 0], [60, 0, 0], [70, 20, 0]]


def test_a_selected_bar_names_its_stage_and_state() -> None:
    won, still, lost = bars(funnel(made.steps()))
    assert won.customdata[0] == ["inquiry", "won"]
    assert still.customdata[1] == ["reached", "open"]
    assert lost.customdata[2] == ["qualified", "lost"]


def test_count_and_both_shares_stand_beside_each_stage() -> None:
    said = words(funnel(made.steps()))
    assert [said.count(part) for part in ("100", "60 %", "of stage<br>before", "of first<br>stage")] == [1, 2, 1, 1]


def test_the_period_compared_with_is_a_thin_line_the_scale_has_room_for() -> None:
    figure = funnel(made.steps().with_columns(before_reached=pl.Series([140, 70, 5])))
    line = next(trace for trace in figure.data if trace.type == "scatter" and trace.mode == "markers")
    assert list(line.x) == [140, 70, 5]
    assert figure.layout.xaxis.range[1] == 140
    assert "before" in words(funnel(made.steps().with_columns(before_reached=1)))[-1]
    assert "before" not in words(funnel(made.steps()))[-1]


def test_nobody_goes_on_from_the_last_stage() -> None:
    assert list(bars(funnel(made.steps()))[0].hovertext) == [
        "Inquiry: 60 of 100 (60 %) went on",
        "Reached: 0 of 60 (0 %) went on",
        "Qualified: 0 leads",
    ]


def test_panels_share_one_scale_and_carry_their_group() -> None:
    figure = funnel_panels(made.steps("A", None, "C"), "campaign")
    won = bars(figure)[0]
    assert list(won.x) == pytest.approx([0.6, 0, 0] * 3)
    assert [row[2] for row in won.customdata] == ["A"] * 3 + [None] * 3 + ["C"] * 3
    assert won.base[0] == won.base[6] < won.base[3]
    assert won.y[0] == won.y[3] < won.y[6]
    assert [said for said in words(figure) if said.startswith("<b>")] == ["<b>A</b>", "<b>not known</b>", "<b>C</b>"]


def test_the_funnel_says_where_most_are_lost() -> None:
    assert funnel_alt(made.steps()) == (
        "Of 100 leads at Inquiry, 0 (0 %) qualified. Most were lost after Reached before Qualified: 40 of 60 (67 %)."
    )
    assert funnel_panels_alt(made.steps("A"), "campaign") == "Reached Qualified, by group. A: 0 of 100 (0 %)."


def test_an_empty_funnel_says_so() -> None:
    assert funnel_alt(made.steps().clear()) == "No leads in this view."
    assert funnel_panels_alt(made.steps("A").clear(), "campaign") == "No leads in this view."
