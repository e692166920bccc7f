"""Cost, claims and what-if of campaigns."""

import polars as pl
import pytest

from dashboard.charts.campaigns import campaign_costs, campaign_costs_alt, platform_claims, platform_claims_alt
from dashboard.charts.what_if import what_if, what_if_alt
from tests.charts import made
from tests.charts.reading import bars, words


def test_spend_without_an_outcome_is_named_and_has_no_bar() -> None:
    empty = made.returns("B").with_columns(
        consult_booked=pl.lit(0, pl.Int64), cost_per_consult=pl.lit(None, pl.Float64)
    )
    figure = campaign_costs(pl.concat([made.returns("A"), empty]))
    assert list(bars(figure)[0].x) == [500, 0]
    assert {"&#36;500", "12 consults", "&#36;6,000 spent", "0 consults"} <= set(words(figure))


def test_leads_without_spend_have_no_cost_to_draw() -> None:
    free = made.returns(None).with_columns(spend=pl.lit(None, pl.Float64), cost_per_consult=pl.lit(None, pl.Float64))
    assert bars(campaign_costs(pl.concat([made.returns("A"), free])))[0].customdata == (["A"],)


def test_several_currencies_do_not_share_an_axis() -> None:
    mixed = pl.concat([made.returns("A"), made.returns("B", currency="CHF")])
    with pytest.raises(ValueError, match="Costs in CHF and USD cannot share an axis: draw one chart for each currency"):
        campaign_costs(mixed)


def test_costs_name_the_cheapest_and_the_dearest() -> None:
    cheap = made.returns("B").with_columns(cost_per_consult=pl.lit(250.0), consult_booked=pl.lit(24, pl.Int64))
    assert campaign_costs_alt(pl.concat([made.returns("A"), cheap])) == (
        "Least: B: $250 for each of 24 consults. Most: A: $500 for each of 12 consults."
    )
    assert campaign_costs_alt(made.returns("A").clear()) == "No spend is known in this view."


def test_claims_stand_beside_what_arrived() -> None:
    figure = platform_claims(made.returns("A"))
    pairs = [list(trace.x) for trace in figure.data if trace.mode == "markers"]
    assert pairs == [[150], [100]]
    assert "100 of 150" in words(figure)
    assert platform_claims_alt(made.returns("A")) == (
        "Platforms claim 150 leads; 100 arrived. Most are missing from A: 100 of 150 arrived."
    )


def test_the_rate_at_which_the_spend_comes_back_is_marked_on_the_line() -> None:
    table = pl.DataFrame({"closing_rate": [0.0, 0.1, 0.2], "return_on_spend": [0.0, 2.0, 4.0]})
    figure = what_if(table, 0.05, 0.15)
    marks = [(trace.x[0], trace.y[0]) for trace in figure.data if trace.mode == "markers"]
    assert marks == [(0.05, 1.0), (0.15, pytest.approx(3.0))]
    assert {"break-even at 5 %", "today 15 %: 3.0 times the spend"} <= set(words(figure))
    assert what_if_alt(0.05, 0.15) == "The spend comes back once 5 % of real leads become procedures; today it is 15 %."


def test_a_break_even_no_practice_can_reach_is_said_and_not_drawn() -> None:
    table = pl.DataFrame({"closing_rate": [0.0, 0.2], "return_on_spend": [0.0, 0.1]})
    assert not [trace for trace in what_if(table, 2.0, None).data if trace.mode == "markers"]
    assert what_if_alt(2.0, None) == "The spend would not come back even if every real lead became a procedure."
