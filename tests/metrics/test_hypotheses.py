"""Why leads did not book, on leads counted by hand and against plain Python."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.metrics.hypotheses import (
    KINDS,
    beside_usual,
    details_beside,
    hypotheses,
    hypothesis_details,
    not_booked,
)
from dashboard.metrics.leads import Slice, lead_table
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads

ONE_OF_EACH: list[dict[str, Any]] = [
    {"consult_booked": True, "reached": True},
    {"is_real": False, "lost_reason": "Spam"},
    {"signals": "burst,gibberish", "reached": False},
    {"channel": "call", "call_answered": True, "call_duration_s": 20.0},
    {"reached": True, "lost": True, "signals": "out_of_area"},
    {"reached": True, "lost": True, "lost_reason": "Insurance only"},
    {"reached": False, "lost": True, "lost_reason": "Could not reach"},
    {"reached": True, "lost": True, "lost_reason": "Price"},
    {"reached": True, "lost": True},
    {"reached": True},
]


def everyone(*rows: dict[str, Any]) -> Slice:
    return lead_table(leads(*rows), Practice(), as_of=NOON + timedelta(days=1)).slice(Filters())


def counted(leads_: Slice) -> dict[str, int]:
    return hypotheses(leads_).row(0, named=True)


def test_every_lead_falls_under_the_first_explanation_that_fits() -> None:
    assert counted(everyone(*ONE_OF_EACH)) == {
        "leads": 10, "booked": 1, "not_real": 3, "wrong_audience": 2, "never_reached": 1, "lacking": 2, "open": 1,
    }  # fmt: skip


def test_each_explanation_says_by_what() -> None:
    assert hypothesis_details(everyone(*ONE_OF_EACH)).rows() == [
        ("not_real", "Spam", 1),
        ("not_real", "burst", 1),
        ("not_real", "short_call", 1),
        ("wrong_audience", "Insurance only", 1),
        ("wrong_audience", "out_of_area", 1),
        ("never_reached", None, 1),
        ("lacking", "Price", 1),
        ("lacking", "no reason recorded", 1),
        ("open", None, 1),
    ]


def test_a_sign_of_junk_says_nothing_against_a_lead_somebody_spoke_with() -> None:
    assert counted(everyone({"signals": "wrong_number", "reached": True, "lost": True}))["lacking"] == 1


def test_a_duplicate_is_counted_once_and_not_held_against_the_lead() -> None:
    assert counted(everyone({"signals": "duplicate", "reached": False, "lost": True}))["never_reached"] == 1


def test_where_nobody_knows_who_was_reached_the_lost_are_lacking() -> None:
    found = counted(everyone({"lost": True}, {"consult_booked": True}))
    assert (found["never_reached"], found["lacking"], found["booked"]) == (None, 1, 1)


def test_a_campaigns_reasons_stand_beside_those_of_all_others() -> None:
    lost = {"reached": True, "lost": True}
    rows = [lost | {"campaign": "A", "lost_reason": reason} for reason in ("Price", "Price", "Price", "Travel")]
    rows += [lost | {"campaign": "B", "lost_reason": reason} for reason in ("Price", "Not now")]
    table = everyone(*rows, {"campaign": "B", "consult_booked": True}).table
    everybody = table.slice(Filters())
    found = details_beside(table.slice(Filters.of(where={"campaign": ["A"]})), everybody)
    assert found.rows() == [("lacking", "Price", 3, 0.75, 0.5), ("lacking", "Travel", 1, 0.25, 0.0)]
    assert details_beside(everybody, everybody)["usual"].null_count() == 3


def test_the_leads_behind_a_part_are_as_many_as_it_says() -> None:
    table = everyone(*ONE_OF_EACH)
    for kind in KINDS:
        assert len(not_booked(table, kind)) == counted(table)[kind]


def test_a_campaign_stands_beside_all_the_others_and_a_small_one_is_never_sure() -> None:
    lost: dict[str, Any] = {"reached": False, "lost": True}
    lacking: dict[str, Any] = {"reached": True, "lost": True}
    rows = [lost | {"campaign": "A"}] * 40 + [lacking | {"campaign": "B"}] * 40 + [lost | {"campaign": "C"}] * 5
    table = everyone(*rows)
    found = {
        (row["campaign"], row["kind"]): row for row in beside_usual(table, table, "campaign").iter_rows(named=True)
    }
    never = found["A", "never_reached"]
    assert (never["part"], never["of"], never["share"], never["usual"], never["sure"]) == (40, 40, 1.0, 5 / 45, True)
    assert found["B", "never_reached"]["low"] == 0
    assert found["C", "never_reached"]["sure"] is False


signals = st.sampled_from([None, "", "burst", "out_of_area", "duplicate", "burst,not_offered"])
reasons = st.sampled_from([None, "Spam", "Not a candidate", "Price", "Moved"])
rows = st.lists(
    st.fixed_dictionaries(
        {
            "doctor": st.sampled_from(["Ames", "Bell", None]),
            "is_real": st.sampled_from([None, True, False]),
            "signals": signals,
            "lost": st.booleans(),
            "lost_reason": reasons,
            "reached": st.booleans(),
            "consult_booked": st.booleans(),
        }
    ),
    max_size=25,
)


def plainly(row: dict[str, Any]) -> str:
    """The explanation by the definition."""
    reached = row["reached"] or row["consult_booked"]
    shown = set((row["signals"] or "").split(",")) - {""}
    if row["consult_booked"]:
        return "booked"
    if row["is_real"] is False:
        return "not_real"
    if not reached and ("burst" in shown or (row["lost"] and row["lost_reason"] == "Spam")):
        return "not_real"
    if row["lost"] and (shown & {"out_of_area", "not_offered"} or row["lost_reason"] == "Not a candidate"):
        return "wrong_audience"
    if row["lost"]:
        return "lacking" if reached else "never_reached"
    return "open"


@settings(deadline=None, max_examples=80)
@given(rows)
def test_the_counts_are_those_of_a_loop_and_add_up_to_the_leads(rows: list[dict[str, Any]]) -> None:
    # one lead more so that every column is there to be read
    more = [*rows, {"doctor": "Ames", "is_real": True, "reached": True, "consult_booked": True, "lost": False}]
    whole = [dict.fromkeys(("signals", "lost_reason")) | row for row in more]
    found = hypotheses(everyone(*more), "doctor")
    assert set(found["doctor"]) == {row["doctor"] for row in whole}
    for row in found.iter_rows(named=True):
        kinds = [plainly(one) for one in whole if one["doctor"] == row["doctor"]]
        assert [row[kind] for kind in KINDS] == [kinds.count(kind) for kind in KINDS]
        assert row["leads"] == sum(row[kind] for kind in KINDS) == len(kinds)
    assert sum(hypothesis_details(everyone(*more))["leads"]) == sum(found["leads"]) - sum(found["booked"])


def test_without_leads_there_is_nothing_to_explain() -> None:
    nobody = everyone()
    assert counted(nobody)["leads"] == 0
    assert beside_usual(nobody, nobody, "campaign").is_empty()
    assert hypothesis_details(nobody).is_empty()
