"""The sentence above a figure says what stands out, or that nothing does."""

from __future__ import annotations

import polars as pl

from dashboard.findings.campaigns import claims_finding, costs_finding, unjoined_finding, what_if_finding
from dashboard.findings.funnel import funnel_finding, reasons_finding, trend_finding
from dashboard.findings.response import (
    attempts_finding,
    backwards_sentence,
    bands_finding,
    curve_finding,
    reach_finding,
    response_finding,
)
from dashboard.findings.segments import convert_finding, pairs_finding, segments_finding
from dashboard.metrics.campaigns import CAMPAIGN_RETURNS
from dashboard.metrics.trend import WEEKLY


def steps(*reached: int, lost: tuple[int, ...]) -> pl.DataFrame:
    names = ("inquiry", "reached", "consult_booked")[: len(reached)]
    before = (None, *reached[:-1])
    return pl.DataFrame(
        {
            "stage": names,
            "reached": reached,
            "lost": lost,
            "of_previous": [n / b if b else None for n, b in zip(reached, before, strict=True)],
        }
    )


def test_the_funnel_names_the_step_most_leads_are_lost_at() -> None:
    said = funnel_finding(steps(200, 150, 60, lost=(40, 80, 0)))
    assert said == "Most are lost between reached and consult booked: 80 of 150 (53 %)"


def test_the_funnel_names_a_change_that_is_unlikely_to_be_chance() -> None:
    now, then = steps(200, 100, 60, lost=(90, 30, 0)), steps(200, 150, 90, lost=(40, 50, 0))
    assert funnel_finding(now, then) == "Fewer were reached than before: 100 of 200 (50 %), 75 % then"
    assert funnel_finding(now, now).startswith("Most are lost between inquiry and reached")


def test_a_period_that_knows_fewer_stages_is_no_change() -> None:
    now, nobody = steps(200, 100, 60, lost=(90, 30, 0)), steps(0, lost=(0,))
    assert funnel_finding(now, nobody) == funnel_finding(now)


def test_few_inquiries_and_none_are_said_as_such() -> None:
    assert funnel_finding(steps(1, 1, 0, lost=(0, 1, 0))) == "1 inquiry: too few to say where they stop"
    assert funnel_finding(steps(0, 0, 0, lost=(0, 0, 0))) == "No inquiries in this view"
    assert funnel_finding(steps(40, 30, 30, lost=(0, 0, 0))).startswith("Of 40 inquiries none is lost yet")


def test_reasons_count_among_all_lost_leads() -> None:
    reasons = pl.DataFrame({"reason": ["Price", "Far", None], "leads": [5, 3, 12]})
    assert reasons_finding(reasons) == "Reason given most often: Price, 5 of 20 (25 %)"
    assert reasons_finding(reasons.tail(1)) == "No reason is recorded for any of the 12 lost leads"


def weeks(*rows: tuple[int, int, float]) -> pl.DataFrame:
    return pl.DataFrame(
        [{"leads": n, "converted": c, "open_share": o} for n, c, o in rows],
        schema={name: WEEKLY[name] for name in ("leads", "converted", "open_share")},
    )


def test_the_trend_leaves_young_weeks_out_and_counts_them() -> None:
    settled = [(50, 20, 0.0)] * 8 + [(50, 5, 0.1)] * 4
    said = trend_finding(weeks(*settled, (50, 1, 0.9)), "booked a consult")
    assert said == (
        "Fewer booked a consult lately: 20 of 200 (10 %) in the latest four settled weeks, 40 % before; "
        "the last week is still open"
    )
    assert trend_finding(weeks(*[(50, 20, 0.0)] * 12), "booked").startswith("No clear change: 80 of 200")
    assert trend_finding(weeks(*settled[:5]), "booked").startswith("Too few settled weeks")


def test_response_says_inside_the_limit_and_still_waiting() -> None:
    times = pl.DataFrame({"leads": [10], "never": [2], "within_limit": [0.4], "within_limit_business": [0.5]})
    said = response_finding(times, 3600, business=True)
    assert said == "5 of 10 (50 %) were answered within 1 h of opening hours; 2 had no answer yet"
    assert response_finding(times.with_columns(never=0), 3600, business=True).endswith("; everybody has an answer")


def test_answers_dated_before_their_inquiry_are_counted_in_words() -> None:
    said = backwards_sentence({"answered": 90, "backwards": 6})
    assert said.startswith("6 of 90 (7 %) first answers are dated before their inquiry")
    assert backwards_sentence({"answered": 90, "backwards": 0}) == ""


def test_the_curve_names_the_group_answered_late() -> None:
    times = pl.DataFrame(
        {"channel": ["call", "form", "chat"], "leads": [100, 100, 10], "within_limit_business": [0.9, 0.3, 0.0]}
    )
    said = curve_finding(times, "channel", "Channel", business=True)
    assert said == "Forms: answered late, 30 of 100 (30 %) within the limit, 90 % elsewhere"


def test_bands_speak_of_association_only() -> None:
    names = ["up to 5 min", "5 to 60 min", "1 to 4 h", "4 to 24 h", "1 to 3 days", "over 3 days", "not answered"]
    bands = pl.DataFrame({"band": names, "leads": [50, 50, 50, 50, 0, 0, 40], "converted": [30, 20, 10, 10, 0, 0, 0]})
    assert bands_finding(bands, "booked") == (
        "An answer within an hour is associated with more who booked: 50 of 100 (50 %) against 20 of 100 (20 %)"
    )
    even = bands.with_columns(converted=pl.col("leads") // 2)
    assert bands_finding(even, "booked").startswith("No clear difference")


def test_reach_and_tries() -> None:
    row = {"leads": 10, "attempted": 9, "reached": 6, "never_attempted": 1}
    assert reach_finding(row) == "6 of 10 (60 %) were reached; 1 was never tried"
    assert reach_finding(row | {"never_attempted": 0}) == "6 of 10 (60 %) were reached; all were tried"
    tries = pl.DataFrame({"attempts": [1, 2], "tried": [10, 5], "reached": [6, 2]})
    assert attempts_finding(tries) == "2 of 8 (25 %) of those reached took more than one try"


def test_a_segment_stands_out_or_none_does() -> None:
    rates = pl.DataFrame({"campaign": ["A", "B", None], "leads": [200, 200, 200], "converted": [20, 80, 80]})
    said = segments_finding(rates, "campaign", "Campaign", "booked a consult")
    assert said == "A: fewer booked a consult, 20 of 200 (10 %) against 40 % elsewhere"
    same = rates.with_columns(converted=pl.lit(50))
    assert (
        segments_finding(same, "campaign", "Campaign", "x")
        == "Nothing stands out by campaign: what differs could be chance"
    )
    assert segments_finding(rates.head(1), "campaign", "Campaign", "x").startswith("Too few leads by campaign")
    pairs = rates.rename({"campaign": "row"}).with_columns(column=pl.lit("Ames"))
    assert pairs_finding(pairs, "booked").startswith("A with Ames: fewer booked, 20 of 200")
    assert pairs_finding(pairs.head(1), "booked") == "Too few leads to compare pairs: fewer than two have 30"


def test_time_to_convert_says_half_and_nine_of_ten() -> None:
    curve = pl.DataFrame({"day": [0, 1, 2, 3], "at_risk": [100, 80, 60, 20], "share": [0.2, 0.3, 0.4, 0.9]})
    said = convert_finding(curve, "booked")
    assert said == "Half of those who booked did so within the same day, nine of ten within 2 days"


def returns(*rows: dict[str, object]) -> pl.DataFrame:
    full = [dict.fromkeys(CAMPAIGN_RETURNS) | {"currency": "USD"} | row for row in rows]
    return pl.DataFrame(full, schema=CAMPAIGN_RETURNS)


def test_money_that_brought_nothing_comes_first() -> None:
    table = returns(
        {"campaign": "A", "spend": 900.0, "leads": 9, "consult_booked": 0},
        {"campaign": "B", "spend": 100.0, "leads": 9, "consult_booked": 5, "cost_per_consult": 20.0},
    )
    assert costs_finding(table, "cost_per_consult") == "A brought no consult for $900"


def test_the_dearest_campaign_stands_beside_the_cheapest() -> None:
    table = returns(
        {"campaign": "A", "spend": 900.0, "consult_booked": 1, "cost_per_consult": 900.0},
        {"campaign": "B", "spend": 100.0, "consult_booked": 5, "cost_per_consult": 20.0},
    )
    assert costs_finding(table, "cost_per_consult") == "A consult from A costs $900, from B $20"
    assert costs_finding(returns(), "cost_per_consult").startswith("No spend in this view")


def test_what_is_not_joined_is_named() -> None:
    table = returns({"campaign": None, "leads": 7}, {"campaign": "Quiet", "spend": 5.0, "leads": 0})
    assert unjoined_finding(table) == "7 leads name no campaign; spend without a lead: Quiet."
    some = returns({"campaign": None, "leads": 1}, {"campaign": "Unpaid", "leads": 4})
    assert unjoined_finding(some) == "5 leads come from no campaign with spend (1 of them names none)."
    assert unjoined_finding(returns({"campaign": "Unpaid", "leads": 1})) == "1 lead comes from no campaign with spend."
    assert unjoined_finding(returns({"campaign": "A", "spend": 5.0, "leads": 3})) is None
    claimed = returns({"campaign": "A", "platform_leads": 12.0, "leads": 8}, {"campaign": "B", "leads": 5})
    assert claims_finding(claimed) == "The platforms claim 12 leads; 8 arrived from the same campaigns"


def test_break_even_is_set_beside_today() -> None:
    assert what_if_finding(0.05, 0.08) == "Spend pays for itself at 5 % closing; now 8 % close, above that"
    assert what_if_finding(None, None).startswith("No revenue")
