"""Touches joined to leads say what a loop over each lead's touches says."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.metrics.touched import with_touches
from tests.metrics.leads_by_hand import NOON, leads, touches
from tests.metrics.touch_logs import Touch, told, touch_of

HOUR = timedelta(hours=1)
TOLD = (
    "first_attempt_at", "attempts", "handoffs", "first_response_at", "first_response_by", "first_response_kind",
    "reached_at", "reached", "last_activity_at", "inbox",
)  # fmt: skip


def _after(lead: dict[str, Any], *rows: Touch, upto: datetime | None = None) -> dict[str, Any]:
    found = with_touches(leads({"lead_id": "A"} | lead), touches(*({"lead_id": "A"} | row for row in rows)), upto)
    return found.row(0, named=True)


def test_an_automatic_message_is_neither_a_try_nor_an_answer() -> None:
    lead = _after({}, {"at": NOON, "kind": "system", "direction": "out"})
    assert (lead["first_attempt_at"], lead["attempts"], lead["first_response_kind"]) == (None, None, "auto")


def test_a_call_nobody_took_is_a_try_and_no_answer() -> None:
    lead = _after({}, {"at": NOON + HOUR, "kind": "call", "direction": "out", "outcome": "voicemail", "by": "Ana"})
    assert (lead["first_attempt_at"], lead["attempts"]) == (NOON + HOUR, 1)
    assert (lead["first_response_at"], lead["reached"]) == (None, None)


def test_tries_count_up_to_the_one_that_reached_the_lead() -> None:
    calls = [{"kind": "call", "direction": "out", "at": NOON + n * HOUR, "outcome": "no_answer"} for n in range(1, 4)]
    spoke = {"kind": "call", "direction": "out", "at": NOON + 4 * HOUR, "outcome": "reached", "by": "Ben"}
    later = {"kind": "call", "direction": "out", "at": NOON + 9 * HOUR, "outcome": "reached", "by": "Ana"}
    lead = _after({}, *calls, spoke, later)
    assert (lead["attempts"], lead["reached_at"]) == (4, NOON + 4 * HOUR)
    assert (lead["first_response_at"], lead["first_response_by"]) == (NOON + 4 * HOUR, "Ben")
    assert lead["last_activity_at"] == NOON + 9 * HOUR


def test_a_lead_that_writes_back_is_reached_and_one_that_only_writes_again_is_not() -> None:
    ours = {"at": NOON + HOUR, "kind": "email", "direction": "out", "by": "Ana"}
    theirs = {"at": NOON + 2 * HOUR, "kind": "email", "direction": "in"}
    assert _after({}, ours, theirs)["reached_at"] == NOON + 2 * HOUR
    assert _after({}, theirs)["reached"] is None


def test_what_the_lead_itself_says_stays_where_it_is_earlier_or_more() -> None:
    own = {"first_attempt_at": NOON, "attempts": 5, "first_response_at": NOON, "first_response_by": "Cy"}
    lead = _after(own, {"at": NOON + HOUR, "kind": "email", "direction": "out", "by": "Ana"})
    assert (lead["first_attempt_at"], lead["attempts"], lead["first_response_by"]) == (NOON, 5, "Cy")


def test_a_persons_later_answer_takes_the_place_of_an_automatic_one() -> None:
    own = {"first_response_at": NOON, "first_response_kind": "auto"}
    lead = _after(own, {"at": NOON + HOUR, "kind": "text", "direction": "out", "by": "Ana"})
    assert (lead["first_response_at"], lead["first_response_kind"]) == (NOON + HOUR, "human")


def test_a_first_attempt_at_the_moment_of_the_automatic_reply_is_that_reply() -> None:
    own = {"first_attempt_at": NOON, "first_response_at": NOON, "first_response_kind": "auto"}
    lead = _after(own, {"at": NOON + HOUR, "kind": "call", "direction": "out", "outcome": "reached", "by": "Ana"})
    assert (lead["first_attempt_at"], lead["first_response_at"]) == (NOON + HOUR, NOON + HOUR)


def test_what_happens_after_the_moment_looked_at_has_not_happened() -> None:
    lead = _after({}, {"at": NOON + HOUR, "kind": "call", "direction": "out"}, upto=NOON)
    assert lead["first_attempt_at"] is None


def test_a_touch_of_another_system_joins_by_number_only_where_one_lead_has_it() -> None:
    call = touches({"lead_id": "A", "at": NOON, "kind": "call", "direction": "out", "system": "phone"})
    one = leads({"lead_id": "A", "system": "crm"})
    two = leads({"lead_id": "A", "system": "crm"}, {"lead_id": "A", "system": "forms"})
    assert with_touches(one, call)["attempts"].to_list() == [1]
    assert with_touches(two, call)["attempts"].to_list() == [None, None]


@settings(deadline=None, max_examples=150)
@given(st.lists(touch_of(NOON), max_size=14))
def test_touches_add_to_a_lead_what_a_loop_over_them_adds(rows: list[Touch]) -> None:
    found = with_touches(leads({"lead_id": "A"}, {"lead_id": "B"}, {"lead_id": "C"}), touches(*rows))
    handed = any(row["handed_to"] for row in rows)
    for lead in found.iter_rows(named=True):
        expected = told([row for row in rows if row["lead_id"] == lead["lead_id"]], handed)
        assert {name: lead[name] for name in expected} == expected


def test_the_first_inbox_touches_name_is_the_leads_where_it_has_none() -> None:
    later = {"at": NOON + HOUR, "kind": "email", "direction": "in", "inbox": "Web"}
    first = {"at": NOON, "kind": "email", "direction": "in"}
    again = {"at": NOON + 2 * HOUR, "kind": "call", "direction": "in", "inbox": "Main line"}
    assert _after({}, again, first, later)["inbox"] == "Web"
    assert _after({"inbox": "Chat"}, later)["inbox"] == "Chat"


def test_leads_keep_their_order_and_columns() -> None:
    before = leads({"lead_id": "B"}, {"lead_id": "A"})
    after = with_touches(before, touches({"lead_id": "A", "at": NOON, "kind": "call", "direction": "out"}))
    assert after.schema == before.schema
    assert after["lead_id"].to_list() == ["B", "A"]
    untouched = [name for name in before.columns if name not in TOLD]
    assert after.select(untouched).equals(before.select(untouched))
    assert isinstance(after, pl.DataFrame)
