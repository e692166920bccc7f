"""Each planted leak of docs/sample-practice.md, found by counting rows in plain Python."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

Row = dict[str, Any]
NEW_YORK = ZoneInfo("America/New_York")
END = datetime(2026, 11, 1, 4, tzinfo=UTC)
LAST_BOOKING = datetime(2026, 9, 20, 4, tzinfo=UTC)


def rate(leads: Iterable[Row], of: Callable[[Row], object], among: Callable[[Row], object]) -> float:
    chosen = [lead for lead in leads if among(lead)]
    return sum(bool(of(lead)) for lead in chosen) / len(chosen)


def reached(lead: Row) -> bool:
    return lead["reached_at"] is not None


def qualified(lead: Row) -> bool:
    return lead["qualified_at"] is not None


def booked(lead: Row) -> bool:
    return lead["consult_booked_at"] is not None


def split(leads: list[Row], inside: Callable[[Row], object]) -> tuple[list[Row], list[Row]]:
    return [lead for lead in leads if inside(lead)], [lead for lead in leads if not inside(lead)]


def mature(leads: list[Row]) -> list[Row]:
    return [lead for lead in leads if lead["created_at"] < END - timedelta(days=60)]


def test_the_look_alike_campaign_brings_junk_and_people_from_far_away(leads: list[Row]) -> None:
    slice_, rest = split(leads, lambda lead: lead["campaign"] == "IG_Rhino_BeforeAfter_Lookalike 1%")
    far = {"Out of state", "Outside the US"}
    assert rate(slice_, lambda lead: lead["area"] in far, lambda _: True) > 0.35
    assert rate(rest, lambda lead: lead["area"] in far, lambda _: True) < 0.06
    assert rate(slice_, lambda lead: lead["is_real"] is False, lambda _: True) > 0.12
    assert rate(rest, lambda lead: lead["is_real"] is False, lambda _: True) < 0.07
    assert rate(slice_, qualified, reached) < 0.58
    assert rate(rest, qualified, reached) > 0.68


def test_leads_of_the_discount_campaign_are_real_but_never_book(leads: list[Row]) -> None:
    slice_, rest = split(mature(leads), lambda lead: lead["campaign"] == "FB/IG | LASIK $1,000 Off, Limited Time")
    meta = [lead for lead in rest if lead["source"] == "Meta Ads"]
    assert abs(rate(slice_, qualified, reached) - rate(meta, qualified, reached)) < 0.12
    assert rate(slice_, booked, qualified) < 0.15
    assert rate(meta, booked, qualified) > 0.5
    reasons = [lead["lost_reason"] for lead in slice_ if qualified(lead) and not booked(lead) and lead["lost_at"]]
    assert reasons.count("Price not on the page") / len(reasons) > 0.6


def test_evening_leads_at_millbrook_wait_until_late_next_day(leads: list[Row]) -> None:
    evening = [
        lead
        for lead in leads
        if 17 <= lead["created_at"].astimezone(NEW_YORK).hour < 22
        and lead["channel"] in ("form", "chat", "text", "email", "social")
        and lead["is_real"] is None
    ]
    millbrook, harbor = split(evening, lambda lead: lead["location"] == "Millbrook")

    def clock_of_answers(rows: list[Row]) -> float:
        answers = [lead["first_response_at"].astimezone(NEW_YORK) for lead in rows if lead["first_attempt_at"]]
        return median(at.hour + at.minute / 60 for at in answers)

    assert len(millbrook) > 350
    assert clock_of_answers(millbrook) > 14
    assert clock_of_answers(harbor) < 10.5
    assert rate(millbrook, reached, lambda _: True) < rate(harbor, reached, lambda _: True) - 0.08


def test_consults_of_one_doctor_are_booked_far_ahead_and_missed(leads: list[Row]) -> None:
    past = [lead for lead in leads if booked(lead) and lead["consult_for"] < END]
    slice_, rest = split(past, lambda lead: lead["doctor"] == "Dr. Tomas Lindqvist")

    def days_ahead(lead: Row) -> int:
        return int((lead["consult_for"] - lead["consult_booked_at"]).days)

    def missed(lead: Row) -> bool:
        return lead["consult_attended_at"] is None

    assert median(map(days_ahead, slice_)) >= 30
    assert median(map(days_ahead, rest)) <= 10
    assert rate(slice_, missed, lambda _: True) > 0.42
    assert rate(rest, missed, lambda _: True) < 0.19
    assert rate(rest, missed, lambda lead: days_ahead(lead) < 15) < rate(
        past, missed, lambda lead: days_ahead(lead) >= 30
    )


def test_meta_forms_given_to_one_counselor_get_the_automatic_reply_and_nothing_else(leads: list[Row]) -> None:
    forms = [lead for lead in leads if lead["source"] == "Meta Ads" and lead["channel"] == "form" and lead["owner"]]
    slice_, rest = split(forms, lambda lead: lead["owner"] == "Darius Cole")

    def only_auto(lead: Row) -> bool:
        return lead["first_response_kind"] == "auto"

    assert len(slice_) > 180
    assert rate(slice_, only_auto, lambda _: True) > 0.65
    assert rate(rest, only_auto, lambda _: True) < 0.05
    assert rate(slice_, reached, lambda _: True) < 0.2
    assert rate(rest, reached, lambda _: True) > 0.4


def test_bookings_of_the_cataract_campaign_stop_dead_while_leads_go_on(leads: list[Row]) -> None:
    slice_ = [lead for lead in leads if lead["campaign"] == "Cataract - Premium Lens, 60+ (Search)"]
    bookings = [lead["consult_booked_at"] for lead in slice_ if booked(lead)]
    assert max(bookings) < LAST_BOOKING
    six_weeks_before = [at for at in bookings if at >= LAST_BOOKING - timedelta(days=42)]
    assert len(six_weeks_before) >= 7
    since = [lead for lead in slice_ if lead["created_at"] >= LAST_BOOKING]
    assert len(since) >= 35
    assert sum(qualified(lead) for lead in since) >= 12
