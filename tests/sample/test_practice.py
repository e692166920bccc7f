from __future__ import annotations

import itertools
import re
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import holidays
import polars as pl
import pytest

from dashboard import schema
from dashboard.sample.practice import SAMPLE_PRACTICE, Sample, sample_practice
from dashboard.sample.snapshot import known_at

Row = dict[str, Any]
NEW_YORK = ZoneInfo("America/New_York")
END = datetime(2026, 11, 1, 4, tzinfo=UTC)
STAGES = ("reached_at", "qualified_at", "consult_booked_at", "consult_attended_at", "procedure_booked_at")


def is_real(lead: Row) -> bool:
    """The default rule of the product, in plain words."""
    if lead["is_real"] is not None:
        return bool(lead["is_real"])
    if lead["channel"] != "call" or lead["reached_at"]:
        return True
    return bool(lead["call_answered"]) and lead["call_duration_s"] > 60


def share(part: int, whole: int) -> float:
    return part / whole


def test_the_same_seed_makes_the_same_practice(sample: Sample) -> None:
    again = sample_practice()
    assert again.leads.equals(sample.leads)
    assert again.campaigns.equals(sample.campaigns)
    assert not sample_practice(seed=8).leads.equals(sample.leads)


@pytest.mark.parametrize(("leads", "months"), [(1, 1), (37, 1), (500, 3), (2_000, 30)])
def test_any_size_and_span_can_be_made(leads: int, months: int) -> None:
    made = sample_practice(leads, months, seed=3)
    local = made.leads["created_at"].dt.convert_time_zone("America/New_York")
    year, month = divmod(2026 * 12 + 9 - (months - 1), 12)
    assert len(made.leads) == leads
    assert local.min() >= datetime(year, month + 1, 1, tzinfo=NEW_YORK)
    assert made.campaigns["period_start"].min() == datetime(year, month + 1, 1).date()  # noqa: DTZ001
    assert made.campaigns["period_end"].max() == datetime(2026, 10, 31).date()  # noqa: DTZ001


def test_a_practice_without_leads_or_months_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one lead and one month"):
        sample_practice(leads=0)
    with pytest.raises(ValueError, match="at least one lead and one month"):
        sample_practice(months=0)


def test_leads_and_campaigns_have_the_canonical_columns(sample: Sample) -> None:
    names = [field.name for field in schema.LEAD]
    assert sample.leads.columns == [*names, "Preferred language", "Financing asked"]
    stored = schema.stored_columns("leads")
    assert {n: t for n, t in sample.leads.schema.items() if n in stored} == {
        n: t for n, t in stored.items() if n in names
    }
    stored = schema.stored_columns("campaigns")
    assert dict(sample.campaigns.schema) == {n: stored[n] for n in sample.campaigns.columns}


def test_the_practice_is_as_large_as_promised(sample: Sample) -> None:
    leads = sample.leads
    distinct = {
        name: leads[name].drop_nulls().n_unique()
        for name in ("doctor", "location", "owner", "procedure", "campaign", "campaign_id", "persona", "lead_id")
    }
    assert distinct == {
        "doctor": 4,
        "location": 2,
        "owner": 6,
        "procedure": 8,
        "campaign": 10,
        "campaign_id": 10,
        "persona": 5,
        "lead_id": 6000,
    }
    assert leads.filter(pl.col("owner").is_not_null()).select("owner", "owner_role").n_unique() == 6
    assert sorted(sample.campaigns["platform"].unique()) == ["Google Ads", "Meta Ads", "Microsoft Advertising"]
    assert {"form", "call", "chat", "walk_in", "referral"} <= set(leads["channel"])
    assert set(leads["channel"]) <= set(schema.CHANNELS)
    assert sum("," in name for name in leads["campaign"].drop_nulls().unique()) >= 4


def test_the_campaigns_of_leads_and_spend_go_by_the_same_names(sample: Sample) -> None:
    paid = sample.leads.filter(pl.col("campaign").is_not_null()).select("campaign", "campaign_id", platform="source")
    assert set(paid.rows()) == set(sample.campaigns.select("campaign", "campaign_id", "platform").rows())


def test_the_funnel_is_a_believable_one(leads: list[Row]) -> None:
    real = [lead for lead in leads if is_real(lead)]
    counts = [len(real), *(sum(lead[stage] is not None for lead in real) for stage in STAGES)]
    rates = [share(counts[0], len(leads)), *(share(b, a) for a, b in itertools.pairwise(counts))]
    bands = [(0.82, 0.90), (0.60, 0.68), (0.66, 0.74), (0.58, 0.68), (0.72, 0.84), (0.42, 0.50)]
    assert all(low <= rate <= high for rate, (low, high) in zip(rates, bands, strict=True)), rates


def test_every_stage_comes_after_the_one_before_and_none_is_skipped(leads: list[Row]) -> None:
    for lead in leads:
        dates = [lead["created_at"], *(lead[stage] for stage in STAGES)]
        known = [date for date in dates if date is not None]
        assert known == sorted(known)
        assert None not in dates[: len(known)]


def test_nothing_is_known_of_the_time_after_the_last_day(leads: list[Row]) -> None:
    happened = ("created_at", "first_attempt_at", "first_response_at", *STAGES, "lost_at", "last_activity_at")
    assert max(lead[name] for lead in leads for name in happened if lead[name]) < END
    assert max(lead["created_at"] for lead in leads) > END - timedelta(days=1)
    assert any(lead["consult_for"] and lead["consult_for"] > END for lead in leads)


def test_nobody_answers_a_form_outside_opening_hours(leads: list[Row]) -> None:
    free = holidays.country_holidays("US", years=[2025, 2026])
    for lead in leads:
        if lead["first_response_kind"] != "human" or lead["channel"] in ("call", "walk_in", "event"):
            continue
        local = lead["first_response_at"].astimezone(NEW_YORK)
        clock = local.hour + local.minute / 60
        opening = (8.5, 17.5) if local.weekday() < 5 else (9, 13)
        assert local.weekday() < 6
        assert local.date() not in free
        assert opening[0] <= clock <= opening[1] + 1 / 60
        assert lead["location"] == "Harbor Street" or local.weekday() < 5


def test_the_opening_hours_are_those_of_the_practices_settings() -> None:
    said = [hours and tuple(f"{clock:%H:%M}" for clock in hours) for hours in SAMPLE_PRACTICE.opening]
    assert said == [("08:30", "17:30")] * 5 + [("09:00", "13:00"), None]
    assert (SAMPLE_PRACTICE.time_zone, SAMPLE_PRACTICE.holiday_country) == ("America/New_York", "US")


def test_consults_take_place_in_opening_hours_and_no_shows_stay_without_attendance(leads: list[Row]) -> None:
    booked = [lead for lead in leads if lead["consult_booked_at"]]
    for lead in booked:
        local = lead["consult_for"].astimezone(NEW_YORK)
        assert local.weekday() < 6
        assert lead["consult_for"] > lead["consult_booked_at"]
        assert lead["consult_attended_at"] in (None, lead["consult_for"])
    past = [lead for lead in booked if lead["consult_for"] < END]
    assert 0.16 <= share(sum(lead["consult_attended_at"] is None for lead in past), len(past)) <= 0.28


def test_half_of_the_losses_are_on_record_with_their_reason(leads: list[Row]) -> None:
    old = [lead for lead in leads if lead["created_at"] < END - timedelta(days=180) and lead["is_real"] is None]
    old = [lead for lead in old if not lead["procedure_booked_at"] and not lead["lead_id"].startswith("CR-")]
    assert 0.45 <= share(sum(lead["lost_at"] is not None for lead in old), len(old)) <= 0.55
    assert all((lead["lost_at"] is None) == (lead["lost_reason"] is None) for lead in leads)


def test_young_leads_are_still_open(leads: list[Row]) -> None:
    young = [lead for lead in leads if lead["created_at"] > END - timedelta(days=7)]
    assert share(sum(lead["lost_at"] is None for lead in young), len(young)) > 0.75


def test_junk_is_marked_in_part_and_never_gets_past_a_conversation(leads: list[Row]) -> None:
    marked = [lead for lead in leads if lead["is_real"] is False]
    assert 0.04 <= share(len(marked), len(leads)) <= 0.08
    assert {lead["status"] for lead in marked} == {"Spam", "Duplicate", "Wrong number"}
    assert all(lead["qualified_at"] is None for lead in marked)


def test_one_night_of_bots_fills_forms_of_one_campaign(leads: list[Row]) -> None:
    nights = Counter(
        (lead["created_at"].astimezone(NEW_YORK).date().isoformat(), lead["campaign"])
        for lead in leads
        if lead["channel"] == "form" and lead["created_at"].astimezone(NEW_YORK).hour == 2
    )
    (burst, size), (_, next_size) = nights.most_common(2)
    assert burst == ("2026-06-18", "PMax_Eyelid & Brow_2025_v3")
    assert size >= 42
    assert next_size <= 2


def test_duplicates_repeat_an_earlier_lead(leads: list[Row]) -> None:
    seen: set[tuple[str, str]] = set()
    repeated = 0
    for lead in leads:
        who = (lead["name"], lead["phone"])
        if lead["status"] == "Duplicate":
            repeated += who in seen
        seen.add(who)
    duplicates = sum(lead["status"] == "Duplicate" for lead in leads)
    assert duplicates > 60
    assert repeated == duplicates


def test_contact_data_can_belong_to_nobody(leads: list[Row]) -> None:
    assert all(lead["email"] is None or lead["email"].endswith("@example.com") for lead in leads)
    phones = [lead["phone"] for lead in leads if lead["phone"]]
    assert len(phones) > 5500
    assert all(re.fullmatch(r"\+1[2-9]\d\d55501\d\d", phone) for phone in phones)


def test_a_phone_number_is_shared_only_by_a_duplicate_and_who_it_repeats(leads: list[Row]) -> None:
    owners: dict[str, set[str]] = {}
    for lead in leads:
        if lead["phone"]:
            owners.setdefault(lead["phone"], set()).add(lead["name"])
    assert max(map(len, owners.values())) == 1


def test_first_answers_of_machines_are_told_from_those_of_people(leads: list[Row]) -> None:
    kinds = Counter(lead["first_response_kind"] for lead in leads)
    assert kinds["human"] > 5000
    assert kinds["auto"] > 150
    assert kinds[None] > 50
    auto = [lead for lead in leads if lead["first_response_kind"] == "auto"]
    assert all(lead["first_attempt_at"] is None and lead["attempts"] == 0 for lead in auto)
    assert all(lead["first_response_at"] - lead["created_at"] <= timedelta(minutes=4) for lead in auto)


def test_money_is_known_once_the_consult_took_place(leads: list[Row]) -> None:
    for lead in leads:
        assert (lead["value"] is None) == (lead["consult_attended_at"] is None) == (lead["currency"] is None)
    lasik = [lead["value"] for lead in leads if lead["procedure"] == "LASIK" and lead["value"]]
    assert 4_500 <= sorted(lasik)[len(lasik) // 2] <= 5_100


def test_callers_nobody_ever_reached_are_known_to_the_phone_system_alone(leads: list[Row]) -> None:
    callers = [lead for lead in leads if lead["lead_id"].startswith("CR-")]
    assert 200 < len(callers) < 800
    for lead in callers:
        assert lead["channel"] == "call"
        assert lead["status"] == ("Answered Call" if lead["call_answered"] else "Missed Call")
        unknown = ("doctor", "procedure", "persona", "email", "reached_at", "lost_at", "next_step_at", "is_real")
        assert all(lead[name] is None for name in unknown)


def test_an_earlier_look_shows_nothing_of_what_came_later(sample: Sample) -> None:
    moment = datetime(2026, 3, 31, tzinfo=UTC)
    then = known_at(sample.leads, moment)
    assert then["created_at"].max() < moment
    assert then["last_activity_at"].max() < moment
    assert then["lead_id"].to_list() == sample.leads["lead_id"].to_list()[: len(then)]


def test_looking_back_twice_is_looking_back_once(sample: Sample) -> None:
    march, july = datetime(2026, 3, 31, tzinfo=UTC), datetime(2026, 7, 31, tzinfo=UTC)
    assert known_at(known_at(sample.leads, july), march).equals(known_at(sample.leads, march))
    assert known_at(sample.leads, END).equals(sample.leads)
