"""Why a rate changed, in words: the parts in points, associated and never caused."""

from __future__ import annotations

from typing import Any

import polars as pl

from dashboard.filters import Filters
from dashboard.findings.change import change_finding, moved_sentence
from dashboard.findings.contributions import contributions_finding
from dashboard.metrics.change import CHANGE, Changed, Rate, change_by, changed
from dashboard.metrics.dimensions import label_of
from dashboard.metrics.leads import Slice, lead_table
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import leads

BOOKED = Rate("inquiry", "consult_booked")


def period(by: str, *groups: tuple[str | None, int, int]) -> Slice:
    rows: list[dict[str, Any]] = []
    for value, number, booked in groups:
        rows += [{by: value, "consult_booked": place < booked} for place in range(number)]
    return lead_table(leads(*rows), Practice()).slice(Filters())


def said(now: Slice, then: Slice, by: str) -> str:
    whole = changed(now, then, BOOKED)
    assert whole is not None
    return change_finding(whole, change_by(now, then, BOOKED, by), by, label_of)


def test_more_social_leads_and_a_lower_rate_of_calls_are_told_with_their_points() -> None:
    then = period("channel", ("call", 300, 150), ("social", 100, 10))
    now = period("channel", ("call", 300, 105), ("social", 300, 30))
    assert said(now, then, "channel") == (
        "Consults booked fell 18 points, from 40 % to 22 %: "
        "9 with a lower rate for calls and 5 with more social messages"
    )


def test_a_name_from_a_file_stays_as_it_is_written_and_one_not_known_is_said_so() -> None:
    then, now = (
        period("location", ("North", 300, 60), ("B", 300, 60)),
        period("location", ("North", 300, 180), ("B", 300, 60)),
    )
    assert said(now, then, "location") == (
        "Consults booked rose 20 points, from 20 % to 40 %: 20 with a higher rate for leads of North"
    )
    then, now = period("doctor", (None, 300, 60), ("B", 300, 60)), period("doctor", (None, 300, 180), ("B", 300, 60))
    assert said(now, then, "doctor").endswith("20 with a higher rate for leads whose doctor is not known")


def test_waits_are_said_as_waits() -> None:
    whole = Changed(BOOKED, 150, 500, 200, 500)
    rows = [
        ("4 to 24 h", 300, 30, 100, 10, 0.1, 0.1, -0.08, 0.0, True, False),
        ("not answered", 200, 120, 400, 190, 0.6, 0.475, -0.02, 0.0, True, False),
    ]
    change = pl.DataFrame(rows, schema=CHANGE, orient="row")
    assert change_finding(whole, change, "response_band", label_of) == (
        "Consults booked fell 10 points, from 40 % to 30 %: "
        "8 with more leads that waited 4 to 24 h and 2 with fewer leads not answered"
    )


def test_a_small_change_could_be_chance_and_none_is_none() -> None:
    then, now = period("channel", ("call", 100, 40)), period("channel", ("call", 100, 45))
    assert said(now, then, "channel") == "Consults booked rose 5 points, from 40 % to 45 %: this could be chance"
    assert said(then, then, "channel") == "Consults booked stayed at 40 % of inquiries"


def test_a_change_of_all_kinds_alike_is_spread_out() -> None:
    then, now = (period("channel", ("call", 400, n), ("form", 400, n)) for n in (200, 120))
    assert said(now, then, "channel") == (
        "Consults booked fell 20 points, from 50 % to 30 %: the change is spread over many kinds of leads"
    )


def test_few_leads_say_nothing() -> None:
    few = period("channel", ("call", 10, 5))
    assert said(few, few, "channel") == "Consults booked: too few leads to say what changed"


def test_whole_percents_that_are_not_so_many_points_apart_get_a_decimal() -> None:
    """384 and 468 of 1,000 are 8 points apart, 38 % and 47 % are 9."""
    assert moved_sentence(Changed(BOOKED, 468, 1000, 384, 1000)) == (
        "Consults booked rose 8 points, from 38.4 % to 46.8 %"
    )
    assert moved_sentence(Changed(BOOKED, 46, 100, 38, 100)) == "Consults booked rose 8 points, from 38 % to 46 %"


def test_what_is_left_is_told_where_it_is_half_of_the_change_or_more() -> None:
    whole = Changed(BOOKED, 320, 1000, 300, 1000)
    schema = {"field": pl.String, "value": pl.String, "kind": pl.String, "points": pl.Float64, "more": pl.Boolean}

    def parts(rest: float) -> pl.DataFrame:
        rows = [("channel", "call", "rate", 0.038, True), (None, None, "rest", rest, None)]
        return pl.DataFrame(rows, schema=schema, orient="row")

    said = contributions_finding(whole, parts(-0.018), label_of)
    assert "4 with a higher rate for calls; 2 with everything else the other way" in said
    assert "everything else" not in contributions_finding(whole, parts(-0.002), label_of)
