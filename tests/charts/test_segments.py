"""Rates by group, by two fields, and over time."""

from itertools import pairwise

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from dashboard.charts.house import ACCENT, REST, WARNING
from dashboard.charts.lines import spread
from dashboard.charts.segments import (
    convert_curve,
    convert_curve_alt,
    segments,
    segments_alt,
    two_way,
    two_way_alt,
)
from tests.charts import made
from tests.charts.reading import words


def test_a_group_is_coloured_only_where_chance_would_hardly_put_it() -> None:
    figure = segments(made.rates(), "campaign", 0.25)
    drawn = {row[0]: trace for trace in figure.data if trace.customdata for row in trace.customdata}
    assert {name: trace.marker.color for name, trace in drawn.items()} == {
        "A": ACCENT,
        "B": WARNING,
        "C": REST,
        "D": REST,
    }
    assert len({drawn[name].marker.symbol for name in "ABC"}) == 3
    assert drawn["D"].opacity < drawn["C"].opacity


def test_a_group_whose_own_range_lies_apart_is_not_coloured_where_several_were_looked_at() -> None:
    # 17 of 100 against 60 of 200 lie 2.4 standard errors apart; of three groups one lies 2.9 apart by chance alone
    rates = pl.DataFrame({"campaign": ["A", "B", "C"], "leads": 100, "converted": [30, 30, 17]}).with_columns(
        rate=pl.col("converted") / 100, low=pl.Series([0.22, 0.22, 0.11]), high=pl.Series([0.4, 0.4, 0.255]),
        projected=pl.lit(None, pl.Float64),
    )  # fmt: skip
    figure = segments(rates, "campaign", 77 / 300)
    assert {trace.marker.color for trace in figure.data if trace.customdata} == {REST}
    assert "No group differs by more than could be chance." in segments_alt(rates, "campaign", 77 / 300)


def test_the_interval_is_drawn_from_low_to_high() -> None:
    figure = segments(made.rates(), "campaign", 0.25)
    above = next(trace for trace in figure.data if trace.customdata and trace.customdata[0][0] == "A")
    assert (above.x[0] - above.error_x.arrayminus[0], above.x[0] + above.error_x.array[0]) == (0.4, 0.6)


def test_under_30_leads_it_is_too_few_to_say() -> None:
    said = words(segments(made.rates(), "campaign", 0.25))
    assert said.count("too few to say") == 1
    assert {"50 of 100", "9 of 10", "all leads 25 %"} <= set(said)
    assert "90 %" not in said


def test_segments_name_those_above_and_below() -> None:
    assert segments_alt(made.rates(), "campaign", 0.25) == (
        "All leads: 25 %. Above it: A (50 of 100 (50 %)). Below it: B (10 of 100 (10 %)). "
        "1 of 4 groups: too few to say."
    )
    assert "No group differs by more than could be chance." in segments_alt(made.rates()[2:3], "campaign", 0.25)


def test_two_way_cells_hold_converted_of_leads_and_can_be_selected() -> None:
    cells = {
        part: (tuple(row), trace.opacity)
        for trace in two_way(made.pairs()).data[1:]
        for part, row in zip(trace.text, trace.customdata, strict=True)
    }
    assert cells["45/100"] == (("A", "Dr. Ames"), 1.0)
    assert cells["3/30"] == (("A", "Dr. Bell"), 1.0)
    assert cells["29/29"] == (("B", "Dr. Ames"), 0.7)


def test_a_muted_pair_has_no_shade_and_does_not_stretch_the_others() -> None:
    # 10 % a shade, as 45 % is the highest of the pairs with enough leads
    assert [list(row) for row in two_way(made.pairs()).data[0].z] == [[5, 2], [0, None]]


def test_the_map_names_its_ends() -> None:
    assert two_way_alt(made.pairs()) == (
        "Highest: A × Dr. Ames, 45 of 100 (45 %). Lowest: A × Dr. Bell, 3 of 30 (10 %). "
        "2 of 3 pairs have 30 leads or more."
    )
    assert two_way_alt(made.pairs()[2:]) == "No pair has 30 leads: too few to say."


def test_the_young_part_of_a_curve_is_faint_and_joined_to_the_rest() -> None:
    old, young = (trace for trace in convert_curve(made.convert()).data if trace.hovertext)
    assert (list(old.x), list(young.x)) == ([0, 1, 2], [2])
    assert young.opacity < old.opacity


def test_days_on_which_nothing_happens_any_more_are_left_off() -> None:
    still = pl.DataFrame({"day": range(3, 200)}).join(made.convert()[2:].drop("day"), how="cross")
    longer = pl.concat([made.convert(), still.select(made.convert().columns)])
    assert max(trace.x[-1] for trace in convert_curve(longer).data) == 30


def test_ranges_are_drawn_for_up_to_three_curves() -> None:
    few, many = (convert_curve(made.convert(*names), "campaign") for names in ("ABC", "ABCD"))
    assert sum(trace.fill == "tonexty" for trace in few.data) == 3
    assert not any(trace.fill for trace in many.data)


def test_a_curve_speaks_of_the_last_day_that_rests_on_enough_leads() -> None:
    assert convert_curve_alt(made.convert()) == "Share converted, young leads still open. all leads: 40 % by day 1."


@given(st.lists(st.floats(0, 300), max_size=8))
def test_labels_at_line_ends_keep_apart_in_order_and_inside(wanted: list[float]) -> None:
    placed = spread(wanted, 20, 300)
    assert all(-1e-9 <= place <= 300 for place in placed)
    ordered = [place for _, place in sorted(zip(wanted, placed, strict=True))]
    assert all(high - low >= 20 - 1e-9 for low, high in pairwise(ordered))
