from __future__ import annotations

from datetime import UTC, datetime

import polars as pl
import pytest

from dashboard.ingest.appointments import as_appointments
from dashboard.ingest.profiles import profile_of, profiles
from dashboard.ingest.vocabulary import loaded, words
from dashboard.ingest.words import statuses
from dashboard.schema import CHANNELS

SAID = {
    "open": "New, NEW, Intake, CREATED, Open - Not Contacted, Not Contacted, First contact, Open, open, Subscriber",
    "attempted": "Attempted to Contact, ATTEMPTED_TO_CONTACT, Does not answer, No Answer, Follow Up, Missed Call, "
    "Abandoned Call, Voicemail, In Progress, IN_PROGRESS, Callback",
    "reached": "Contacted, Connected, CONNECTED, Working - Contacted, Answered Call, Working, Opened",
    "qualified": "Qualified, Pre Qualified, Call Qualified, Good Lead, Marketing Qualified Lead, salesqualifiedlead, "
    "Elegible, Prospect, qualifiedtobuy",
    "consult_booked": "Appointment Scheduled, Consult scheduled, Scheduled, Confirmed, Booked, BOOKED, Booked Calls, "
    "Rescheduled, Resheduled, appointmentscheduled",
    "consult_attended": "Attended, Showed, Completed, Complete, Done, Arrived, Checked out, Consulted, Arrived late",
    "no_show": "No Show, no-show, Missed Appointment, Canceled, Cancelled, Left w/o visit, Canceled < 24h",
    "won": "Surgery booked, Surgery done, Won, won, Closed Won, closedwon, Closed - Converted, Customer, Converted, "
    "Sales, Treatment Completed",
    "lost": "Lost, Lost Lead, Lost / Not interested, Closed Lost, Closed - Not Converted, Unqualified, Bad Timing, "
    "BAD_TIMING, Not Qualified, abandoned, DECLINED, EXPIRED, Closed Lost to Competition",
    "junk": "Junk Lead, Spam, Duplicate, Wrong number, Test lead, WIPED_OUT",
}


def _meant(word: str) -> dict[str, object]:
    return {
        name: flag for name, flag in statuses(pl.Series([word])).flags.row(0, named=True).items() if flag is not None
    }


MEANT: dict[str, dict[str, object]] = {
    "open": {"lost": False},
    "attempted": {"lost": False},
    "reached": {"lost": False, "reached": True},
    "qualified": {"lost": False, "qualified": True},
    "consult_booked": {"lost": False, "consult_booked": True},
    "consult_attended": {"lost": False, "consult_attended": True},
    "no_show": {"lost": False, "consult_booked": True, "consult_attended": False},
    "won": {"lost": False, "procedure_booked": True},
    "lost": {"lost": True},
    "junk": {"is_real": False},
}


@pytest.mark.parametrize(("word", "stage"), [(w, stage) for stage, said in SAID.items() for w in said.split(", ")])
def test_every_status_word_seen_in_real_exports_says_its_stage(word: str, stage: str) -> None:
    assert _meant(word) == MEANT[stage]


@pytest.mark.parametrize("word", ["Doctors", "International line", "Sunshine"])
def test_a_word_that_is_no_stage_is_listed_and_never_forced(word: str) -> None:
    found = statuses(pl.Series([word]))
    assert found.unknown == (word,)
    assert all(flag is None for flag in found.flags.row(0))


def test_a_source_gives_the_channel_only_where_it_can_mean_one() -> None:
    known = words("channel_of_source")
    assert set(known.values()) <= set(CHANNELS)
    assert not {"facebook", "google", "website", "referrals", "instagram", "direct", "email"} & known.keys()


@pytest.mark.parametrize("language", loaded("translations.toml")["hubspot"])
def test_hubspot_contacts_are_told_in_every_language(language: str) -> None:
    said = {english: names[0] for english, names in loaded("translations.toml")["hubspot"][language].items()}
    headers = [said[name] for name in ("Record ID", "Create Date", "Lead Status", "Lifecycle Stage") if name in said]
    found = profile_of(headers)
    assert found is not None
    assert found.name == "hubspot_contacts"


def test_no_two_profiles_have_the_same_fingerprint() -> None:
    prints = [group for profile in profiles() for group in set(profile.fingerprint)]
    assert len(prints) == len(set(prints))


def _day(day: int) -> datetime:
    return datetime(2026, 3, day, 12, tzinfo=UTC)


def test_a_calendar_that_marks_absence_tells_who_came_who_is_lost_and_who_moved() -> None:
    known = {
        "created_at": pl.Series([_day(1), _day(1), _day(2), _day(2), _day(10)]),
        "consult_for": pl.Series([_day(3), _day(4), _day(5), _day(6), _day(20)]),
        "consult_attended": pl.Series([None, False, False, False, None]),
        "consult_attended_at": pl.Series([None] * 5, dtype=pl.Datetime("us", "UTC")),
        "status": pl.Series([None, "No-show", "Canceled", "Canceled", None]),
        "lost": pl.Series([None, False, False, False, None]),
        "match_email": pl.Series(["a", "b", "c", "d", "d"]),
        "match_phone": pl.Series([None] * 5, dtype=pl.String),
    }
    found = as_appointments(known)
    assert found["consult_attended"].to_list() == [True, False, False, False, None]
    assert found["consult_attended_at"].to_list() == [_day(3), None, None, None, None]
    assert found["lost"].to_list() == [None, False, True, None, None]
