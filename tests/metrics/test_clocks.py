"""The three clocks against plain Python that counts open minutes one by one, over made-up touch logs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.metrics.after_hours import after_hours
from dashboard.metrics.artefacts import clock_artefact
from dashboard.metrics.clocks import clock_times
from dashboard.metrics.leads import Slice, lead_table
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads, touches
from tests.metrics.practices import quantile
from tests.metrics.touch_logs import Touch, told, touch_of

HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
OFFICE = ((time(9), time(17)),) * 5
PRACTICES = (
    # clocks go forward on 8 March 2026, and the practice is open while they do
    (
        Practice(time_zone="America/New_York", opening=(*OFFICE, None, (time(1), time(5)))),
        datetime(2026, 3, 6, 14, tzinfo=UTC),
    ),
    # clocks go back on 25 October 2026; Monday is closed
    (
        Practice(
            time_zone="Europe/Berlin",
            opening=(*OFFICE, (time(10), time(14)), (time(1, 30), time(4))),
            closed_days=frozenset({date(2026, 10, 26)}),
            response_limit_s=7200,
        ),
        datetime(2026, 10, 23, 13, tzinfo=UTC),
    ),
    # Independence Day is kept on Friday 3 July 2026
    (Practice(time_zone="America/Los_Angeles", opening=(*OFFICE, None, None), holiday_country="US"),
     datetime(2026, 7, 2, 20, tzinfo=UTC)),
)  # fmt: skip
CLOSED = ({date(2026, 1, 1)}, {date(2026, 10, 26)}, {date(2026, 7, 3), date(2026, 7, 4)})


@cache
def _open_minutes(nth: int) -> list[int]:
    """Open minutes passed by each minute of twelve days, told from the wall clock of each."""
    practice, start = PRACTICES[nth]
    passed, found = 0, []
    for minute in range(12 * 1440):
        found.append(passed)
        there = (start - 2 * DAY + minute * MINUTE).astimezone(practice.zone)
        hours = practice.opening[there.weekday()]
        if there.date() not in CLOSED[nth] and hours is not None and hours[0] <= there.time() < hours[1]:
            passed += 1
    return found


def _open_s(nth: int, begin: datetime, end: datetime) -> float:
    first = PRACTICES[nth][1] - 2 * DAY
    passed = _open_minutes(nth)
    return 60.0 * (passed[(end - first) // MINUTE] - passed[(begin - first) // MINUTE])


def _is_open(nth: int, at: datetime) -> bool:
    return _open_s(nth, at, at + MINUTE) > 0


@st.composite
def logs(draw: st.DrawFn) -> tuple[int, list[dict[str, Any]], list[Touch]]:
    nth = draw(st.integers(0, len(PRACTICES) - 1))
    start = PRACTICES[nth][1]
    moment = st.integers(0, 5 * 72).map(lambda n: start + n * 20 * MINUTE)
    rows = []
    for name in "ABCDEF":
        row: dict[str, Any] = {
            "lead_id": name,
            "created_at": draw(moment),
            "is_real": draw(st.sampled_from([None, False])),
        }
        row["channel"] = draw(st.sampled_from(["form", "call"]))
        row["consult_booked_at"] = draw(st.one_of(st.none(), moment))
        rows.append(row)
    late = {row["lead_id"]: row["created_at"] - start for row in rows}
    log = draw(st.lists(touch_of(start, "ABCDEF", draw(st.sampled_from([12, 60]))), max_size=30))
    return nth, rows, [touch | {"at": touch["at"] + late[touch["lead_id"]]} for touch in log]


def _slice(nth: int, rows: list[dict[str, Any]], log: list[Touch]) -> tuple[Slice, datetime]:
    practice, start = PRACTICES[nth]
    as_of = start + 5 * DAY
    # tells every clock, whatever was drawn; its channel keeps it apart
    whole = {"lead_id": "Z", "created_at": start, "channel": "event", "reached": True, "consult_booked": True}
    touched = touches(*log, {"lead_id": "Z", "at": start, "kind": "call", "direction": "out", "outcome": "reached"})
    return lead_table(leads(*rows, whole), practice, as_of=as_of, touches=touched).slice(Filters()), as_of


def _by_hand(row: dict[str, Any], log: list[Touch], as_of: datetime) -> dict[str, Any]:
    """When the lead was tried, reached and booked, and how far it came."""
    mine = told([touch for touch in log if touch["lead_id"] == row["lead_id"] and touch["at"] <= as_of], handed=False)
    answered = mine["first_response_at"] if mine["first_response_kind"] == "human" else None
    tried = min((at for at in (mine["first_attempt_at"], answered) if at), default=None)
    booked = row["consult_booked_at"] if row["consult_booked_at"] and row["consult_booked_at"] <= as_of else None
    far = 3 if booked else 2 if mine["reached"] else 1 if tried else 0
    return {"answered": answered, "attempt": tried, "reached": mine["reached_at"], "booked": booked, "far": far}


def _beside(
    drawn: tuple[int, list[dict[str, Any]], list[Touch]], figure: Callable[[Slice, str], pl.DataFrame]
) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]], datetime]]:
    """Each row of a figure about forms, the leads it is of as worked out by hand, and the moment it is for."""
    nth, rows, log = drawn
    view, as_of = _slice(nth, rows, log)
    for found in figure(view, "channel").filter(channel="form").iter_rows(named=True):
        hours = found.get("hours", "after")
        yield (
            found,
            [
                _by_hand(row, log, as_of) | {"inquiry": row["created_at"]}
                for row in rows
                if row["channel"] == "form"
                and row["is_real"] is not False
                and (hours == "all" or _is_open(nth, row["created_at"]) == (hours == "in"))
            ],
            as_of,
        )


@settings(deadline=None, max_examples=60)
@given(logs())
def test_each_clock_is_what_a_loop_over_minutes_counts(drawn: tuple[int, list[dict[str, Any]], list[Touch]]) -> None:
    nth, limit = drawn[0], PRACTICES[drawn[0]][0].response_limit_s
    for found, leads_there, _ in _beside(drawn, clock_times):
        place = ["attempt", "reached", "booked"].index(found["clock"])
        mine = [at for at in leads_there if at["far"] >= place]
        there = [at for at in mine if at["far"] > place]
        begin = ["inquiry", "attempt", "reached"][place]
        dated = [at for at in there if at[begin] and at[found["clock"]]]
        timed = [at for at in dated if at["inquiry"] <= at[begin] <= at[found["clock"]]]
        assert (found["leads"], found["there"]) == (len(mine), len(there))
        assert (found["undated"], found["backwards"]) == (len(there) - len(dated), len(dated) - len(timed))
        waits = [(at[found["clock"]] - at[begin]).total_seconds() for at in timed]
        opened = [_open_s(nth, at[begin], at[found["clock"]]) for at in timed]
        since = [(at[found["clock"]] - at["inquiry"]).total_seconds() for at in timed]
        assert (found["median_s"], found["p90_s"]) == (quantile(waits, 0.5), pytest.approx(quantile(waits, 0.9)))
        assert found["median_business_s"] == quantile(opened, 0.5)
        assert found["p90_business_s"] == pytest.approx(quantile(opened, 0.9))
        assert found["median_from_inquiry_s"] == quantile(since, 0.5)
        if place == 0 and mine:
            assert found["within_limit"] == pytest.approx(sum(wait <= limit for wait in waits) / len(mine))
            assert found["within_limit_business"] == pytest.approx(sum(wait <= limit for wait in opened) / len(mine))
        else:
            assert found["within_limit"] is None


@settings(deadline=None, max_examples=40)
@given(logs())
def test_inquiries_after_hours_are_what_a_loop_counts(drawn: tuple[int, list[dict[str, Any]], list[Touch]]) -> None:
    nth, limit = drawn[0], PRACTICES[drawn[0]][0].response_limit_s
    for found, mine, as_of in _beside(drawn, after_hours):
        counted = dict.fromkeys(("by_opening", "within_limit", "later", "waiting", "not_due", "backwards"), 0)
        for lead in mine:
            at = lead[{"attempt": "attempt", "answer": "answered"}[found["step"]]]
            if at is None:
                late = _open_s(nth, lead["inquiry"], as_of) > limit
                counted["waiting" if late else "not_due"] += 1
            elif at < lead["inquiry"]:
                counted["backwards"] += 1
            else:
                opened = _open_s(nth, lead["inquiry"], at)
                counted["by_opening" if opened == 0 else "within_limit" if opened <= limit else "later"] += 1
        assert {name: found[name] for name in counted} == counted
        assert found["leads"] == sum(counted.values())


def _whole(*rows: dict[str, Any]) -> Slice:
    return lead_table(leads(*rows), Practice(), as_of=NOON + 30 * DAY).slice(Filters())


def test_a_lead_tried_before_it_inquired_is_counted_and_in_no_median() -> None:
    rows = [
        {"first_attempt_at": NOON + 10 * MINUTE, "reached_at": NOON + 30 * MINUTE},
        {"first_attempt_at": NOON - 3 * DAY, "reached_at": NOON + 40 * MINUTE},
    ]
    attempt, reached = clock_times(_whole(*rows)).filter(hours="all").iter_rows(named=True)
    assert (attempt["there"], attempt["backwards"], attempt["median_s"]) == (2, 1, 600)
    assert (reached["there"], reached["backwards"], reached["median_s"]) == (2, 1, 1200)


def test_an_automatic_reply_is_no_first_try() -> None:
    auto = {"first_attempt_at": NOON + MINUTE, "first_response_at": NOON + MINUTE, "first_response_kind": "auto"}
    human = auto | {"first_response_kind": "human"}
    row = clock_times(_whole(auto, human)).row(0, named=True)
    assert (row["leads"], row["there"], row["median_s"]) == (2, 1, 60)


def test_inquiries_without_a_time_of_day_have_no_hours() -> None:
    midnight = NOON.replace(hour=0)
    rows = [{"created_at": midnight + n * DAY, "first_attempt_at": midnight + n * DAY + HOUR} for n in range(3)]
    assert clock_times(_whole(*rows))["hours"].to_list() == ["all"]
    assert after_hours(_whole(*rows)).is_empty()


def test_a_clock_nobody_tells_the_end_of_has_no_row() -> None:
    assert clock_times(_whole({"first_attempt_at": NOON + HOUR}))["clock"].unique().to_list() == ["attempt"]
    assert clock_times(_whole({})).is_empty()
    assert clock_times(_whole({}), "channel").is_empty()


def test_bookings_dated_by_day_alone_are_told_from_moments() -> None:
    rows = [
        {
            "created_at": NOON + n * DAY + n * MINUTE,
            "reached_at": NOON + n * DAY + (n * n % 97 + n) * MINUTE,
            "consult_booked_at": NOON.replace(hour=0) + (n + 1 + n % 3) * DAY,
        }
        for n in range(29)
    ]
    assert clock_artefact(_whole(*rows, rows[3]), "booked") == "same_minute"
    assert clock_artefact(_whole(*rows, rows[3]), "reached") is None


def test_a_try_at_the_very_limit_is_within_it() -> None:
    evening = NOON + 8 * HOUR
    rows = [
        {"first_attempt_at": NOON + HOUR, "first_response_at": NOON + HOUR},
        {"created_at": evening, "first_attempt_at": evening + 14 * HOUR, "first_response_at": evening + 14 * HOUR},
        {"created_at": evening, "first_attempt_at": evening + 13 * HOUR, "first_response_at": evening + 15 * HOUR},
    ]
    attempt = clock_times(_whole(*rows)).row(0, named=True)
    assert (attempt["within_limit"], attempt["within_limit_business"]) == (pytest.approx(1 / 3), 1.0)
    found = {row["step"]: row for row in after_hours(_whole(*rows)).iter_rows(named=True)}
    assert (found["attempt"]["by_opening"], found["attempt"]["within_limit"]) == (1, 1)
    assert (found["answer"]["within_limit"], found["answer"]["later"]) == (1, 1)
