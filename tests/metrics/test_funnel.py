"""The funnel on leads that can be counted on fingers."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import polars as pl
import pytest

from dashboard.filters import FilterError, Filters
from dashboard.metrics.funnel import funnel_steps, lost_reasons, stopped_here
from dashboard.metrics.leads import Slice, lead_table
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads


def days(number: float) -> datetime:
    return NOON + timedelta(days=number)


def everyone(*rows: dict[str, Any], as_of: datetime | None = None, practice: Practice | None = None) -> Slice:
    return lead_table(leads(*rows), practice or Practice(), as_of=as_of).slice(Filters())


def column(steps: pl.DataFrame, name: str) -> dict[str, Any]:
    return dict(zip(steps["stage"], steps[name], strict=True))


def test_a_skipped_stage_counts_as_passed() -> None:
    steps = funnel_steps(
        everyone({"reached_at": days(1)}, {"consult_booked_at": days(2)}, {"qualified": True}, {"qualified": False})
    )
    # 4 inquiries; booked skipped qualified and reached; qualified skipped reached
    assert column(steps, "reached") == {"inquiry": 4, "reached": 3, "qualified": 2, "consult_booked": 1}
    assert column(steps, "skipped") == {"inquiry": 0, "reached": 2, "qualified": 1, "consult_booked": 0}


def test_a_stage_no_file_speaks_of_is_left_out() -> None:
    table = lead_table(leads({"procedure_booked": True}, {"procedure_booked": False}), Practice())
    assert table.stages == ("inquiry", "procedure_booked")


def test_a_no_is_an_answer_so_the_stage_stays_with_nobody_in_it() -> None:
    steps = funnel_steps(everyone({"reached": False}, {"reached": False}))
    assert column(steps, "reached") == {"inquiry": 2, "reached": 0}


def test_a_short_or_missed_call_is_no_real_lead_and_a_form_is() -> None:
    steps = funnel_steps(
        everyone(
            {"channel": "form"},
            {"channel": "call", "call_answered": True, "call_duration_s": 61.0},
            {"channel": "call", "call_answered": True, "call_duration_s": 60.0},
            {"channel": "call", "call_answered": False, "call_duration_s": 300.0},
            {"channel": "form", "is_real": False},
        )
    )
    assert column(steps, "reached") == {"inquiry": 5, "real": 2}
    assert column(steps, "lost")["inquiry"] == 3


def test_won_open_and_lost_add_up_to_reached() -> None:
    steps = funnel_steps(
        everyone(
            {"consult_booked_at": days(1), "lost": True},  # went on, so it is no loss here
            {"lost": True, "consult_booked": False},
            {"consult_booked": False},
            as_of=days(3),
        )
    )
    assert steps.row(0, named=True) | {"median_days": None} == {
        "stage": "inquiry", "reached": 3, "won": 1, "open": 1, "lost": 1, "skipped": 0,
        "of_first": 1.0, "of_previous": None, "low": None, "high": None, "median_days": None,
    }  # fmt: skip


def test_silence_longer_than_95_percent_of_those_who_went_on_took_means_lost() -> None:
    # 21 leads went on after 0, 1, ... 20 days: 95 % of them within 19 days
    went_on = [{"consult_booked_at": days(n), "consult_attended": False} for n in range(21)]
    waiting = [
        {"created_at": days(40) - timedelta(days=19)},
        {"created_at": days(40) - timedelta(days=19, hours=1)},
        {"created_at": days(0), "last_activity_at": days(39)},
    ]
    inquiry = funnel_steps(everyone(*went_on, *waiting, as_of=days(40))).row(0, named=True)
    assert (inquiry["won"], inquiry["open"], inquiry["lost"]) == (21, 2, 1)


def test_with_few_to_go_by_the_agreed_horizon_decides() -> None:
    rows = [{"reached_at": days(1)}, {"created_at": days(0)}, {"created_at": days(20)}]
    inquiry = funnel_steps(everyone(*rows, as_of=days(31), practice=Practice(horizon_days=30))).row(0, named=True)
    assert (inquiry["open"], inquiry["lost"]) == (1, 1)


def test_a_consult_ahead_keeps_the_lead_open() -> None:
    rows = [
        {"consult_booked_at": days(1), "consult_for": days(200), "consult_attended": None},
        {"consult_booked_at": days(1), "consult_attended": None},
        {"consult_booked_at": days(1), "consult_attended_at": days(3)},
    ]
    booked = funnel_steps(everyone(*rows, as_of=days(150))).row(1, named=True)
    assert (booked["stage"], booked["won"], booked["open"], booked["lost"]) == ("consult_booked", 1, 1, 1)


def test_a_lead_without_any_date_is_open_until_it_is_recorded_as_lost() -> None:
    rows = [{"created_at": None, "procedure_booked": n == 0, "lost": n == 1} for n in range(4)]
    inquiry = funnel_steps(everyone(*rows)).row(0, named=True)
    assert (inquiry["won"], inquiry["open"], inquiry["lost"]) == (1, 2, 1)


def test_a_consult_attended_without_a_date_was_attended_on_the_consults_own() -> None:
    rows = [
        {"consult_booked_at": days(0), "consult_for": days(6), "consult_attended": True},
        {"consult_booked_at": days(0), "consult_for": days(10), "consult_attended": False},
        {"consult_booked_at": days(0), "consult_for": days(20), "consult_attended": None},
        {"consult_booked_at": days(0), "consult_attended_at": days(5), "consult_for": days(30)},
    ]
    # the newest moment is day 6: a consult not attended may be one that is still ahead, and so may a next one
    steps = funnel_steps(everyone(*rows))
    assert everyone(*rows).table.as_of == days(6)
    assert column(steps, "median_days")["consult_attended"] == 5.5
    assert column(funnel_steps(everyone(*rows, as_of=days(5))), "reached")["consult_attended"] == 1


def test_figures_for_an_earlier_moment_know_nothing_of_what_came_later() -> None:
    rows = [{"reached_at": days(5)}, {"reached_at": days(1)}, {"created_at": days(4)}]
    assert column(funnel_steps(everyone(*rows, as_of=days(2))), "reached") == {"inquiry": 2, "reached": 1}
    assert column(funnel_steps(everyone(*rows)), "reached") == {"inquiry": 3, "reached": 2}


def test_median_days_count_from_the_stage_before_and_leave_backward_times_out() -> None:
    rows = [
        {"reached_at": days(1)},
        {"reached_at": days(2)},
        {"reached_at": days(6)},
        {"reached_at": days(-1)},
    ]
    assert column(funnel_steps(everyone(*rows)), "median_days") == {"inquiry": None, "reached": 2.0}


def test_wilson_interval_of_the_step_share() -> None:
    rows = [{"reached": n < 8} for n in range(10)]
    reached = funnel_steps(everyone(*rows)).row(1, named=True)
    # Wilson 8 of 10: centre (0.8 + 3.8415/20)/(1.38415) = 0.71672, half 0.22659
    assert (reached["low"], reached["high"]) == (pytest.approx(0.49016, abs=1e-5), pytest.approx(0.94332, abs=1e-4))


def test_by_doctor_keeps_an_unknown_doctor_as_a_group_of_its_own() -> None:
    steps = funnel_steps(everyone({"doctor": "Ames", "reached": True}, {"doctor": None, "reached": False}), "doctor")
    assert steps.filter(stage="reached").select("doctor", "reached").rows() == [("Ames", 1), (None, 0)]


def test_the_leads_that_stopped_come_with_their_file_and_row() -> None:
    rows = everyone(
        {"lead_id": "a", "reached": True}, {"lead_id": "b", "reached": False, "lost": True, "lost_reason": "Price"}
    )
    stopped = stopped_here(rows, "inquiry", "lost")
    assert stopped.select("lead_id", "file", "row").rows() == [("b", 0, 3)]
    assert lost_reasons(rows, "inquiry").rows() == [("Price", 1)]


def test_an_unknown_field_is_answered_with_the_fields_there_are() -> None:
    with pytest.raises(FilterError, match="doctor"):
        funnel_steps(everyone({"doctor": "Ames"}), "surgeon")


def test_no_leads_at_all_give_empty_stages_and_no_error() -> None:
    steps = funnel_steps(lead_table(leads(), Practice()).slice(Filters()))
    assert steps.select("stage", "reached").rows() == [("inquiry", 0)]
