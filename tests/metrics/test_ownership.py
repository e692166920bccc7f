"""Owners, responders and leads left lying, counted by hand and against plain Python."""

from __future__ import annotations

from datetime import timedelta
from statistics import median
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.metrics.leads import Slice, lead_table
from dashboard.metrics.ownership import ownership
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads

DAY = timedelta(days=1)
AS_OF = NOON + 30 * DAY


def _all(*rows: dict[str, Any]) -> Slice:
    return lead_table(leads(*rows), Practice(), as_of=AS_OF).slice(Filters())


def test_the_busiest_persons_part_is_of_the_answers_given() -> None:
    rows = [{"first_response_at": NOON, "first_response_by": by} for by in ("Ana", "Ana", "Ana", "Ben")]
    row = ownership(_all(*rows, {}, {})).row(0, named=True)
    assert (row["top_responder_share"], row["responders"], row["leads"]) == (0.75, 2, 6)


def test_nobody_is_said_to_be_without_owner_where_no_file_names_owners() -> None:
    assert ownership(_all({}, {})).row(0, named=True)["unowned"] is None
    assert ownership(_all({"owner": "Ana"}, {})).row(0, named=True)["unowned"] == 1


def test_a_lead_answered_once_and_never_again_is_left_lying() -> None:
    once = {"first_response_at": NOON, "attempts": 1}
    row = ownership(
        _all(
            once,
            once | {"attempts": 2},
            once | {"reached": True},
            once | {"lost": True},
            once | {"next_step_at": AS_OF + DAY},
            once | {"last_activity_at": NOON + DAY},
            once | {"first_response_at": AS_OF - 7 * DAY},
            {"attempts": 0},
        )
    ).row(0, named=True)
    assert row["no_followup"] == 1


def test_who_was_left_lying_is_unknown_where_tries_are_not_counted() -> None:
    assert ownership(_all({"first_response_at": NOON})).row(0, named=True)["no_followup"] is None


def test_spam_belongs_to_nobody_and_is_left_out() -> None:
    rows = _all({"owner": "Ana", "location": "North"}, {"is_real": False, "location": "South"})
    assert ownership(rows, "location").to_dicts() == [
        {
            "location": "North",
            "leads": 1,
            "unowned": 0,
            "no_followup": None,
            "handoffs_median": None,
            "top_responder_share": None,
            "responders": None,
            "open": 0,
            "no_next_step": None,
            "overdue": None,
        }
    ]


def test_open_leads_without_a_next_step_and_with_one_overdue_are_counted() -> None:
    form = {"channel": "form", "created_at": AS_OF - DAY}
    rows = [
        form | {"next_step_at": AS_OF + DAY},
        form | {"next_step_at": AS_OF - DAY},
        form | {"next_step_at": AS_OF},
        form,
        form | {"lost": True, "next_step_at": AS_OF - DAY},
        form | {"consult_booked": True},
        form | {"is_real": False},
    ]
    row = ownership(_all(*rows)).row(0, named=True)
    assert (row["leads"], row["open"], row["no_next_step"], row["overdue"]) == (6, 4, 1, 2)


_LEAD = st.fixed_dictionaries(
    {
        "inbox": st.sampled_from(["Web", "Phone", None]),
        "owner": st.sampled_from(["Ana", "Ben", None]),
        "handoffs": st.sampled_from([0, 1, 2, 5, None]),
        "first_response_at": st.sampled_from([NOON, NOON + 28 * DAY, AS_OF + DAY, None]),
        "first_response_by": st.sampled_from(["Ana", "Ben", "Cy", None]),
        "first_response_kind": st.sampled_from(["human", "auto", None]),
        "attempts": st.sampled_from([0, 1, 3, None]),
        "is_real": st.sampled_from([True, False, None]),
        "reached": st.sampled_from([True, None]),
    }
)


@settings(deadline=None, max_examples=80)
@given(st.lists(_LEAD, min_size=1, max_size=25))
def test_ownership_counts_what_a_loop_counts(rows: list[dict[str, Any]]) -> None:
    rows = [*rows, {"owner": "Ana", "first_response_by": "Ana", "attempts": 1, "inbox": "Web"}]
    for row in ownership(_all(*rows), "inbox").iter_rows(named=True):
        mine = [lead for lead in rows if lead["inbox"] == row["inbox"] and lead.get("is_real") is not False]
        assert row["leads"] == len(mine)
        assert row["unowned"] == sum(lead["owner"] is None for lead in mine)
        known = [lead["handoffs"] for lead in mine if lead.get("handoffs") is not None]
        assert row["handoffs_median"] == (median(known) if known else None)
        people = [lead["first_response_by"] for lead in mine if _answered(lead) and lead["first_response_by"]]
        assert row["responders"] == len(set(people))
        top = max((people.count(person) for person in people), default=0)
        assert row["top_responder_share"] == (top / len(people) if people else None)


def _answered(lead: dict[str, Any]) -> bool:
    when = lead.get("first_response_at")
    return when is not None and when <= AS_OF and lead["first_response_kind"] != "auto"
