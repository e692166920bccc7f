"""What goes with a leak, on leads that can be counted by hand."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from dashboard.filters import Filters
from dashboard.metrics.leads import lead_table
from dashboard.metrics.leaks.explain import Explanation, explain
from dashboard.metrics.leaks.report import Leak
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def leak(step: tuple[str, str], *where: tuple[str, str | None], team: str = "sales") -> Leak:
    return Leak(step, where, 40, 30.0, 10, 20.0, 10.0, 30.0, None, None, 0.01, team)


def explained(found: Leak, *groups: tuple[int, dict[str, Any]]) -> Explanation:
    """So many leads of each kind, a minute apart; the last ones are the newest."""
    rows = [row for number, row in groups for _ in range(number)]
    dated = [{"created_at": NOON + place * MINUTE} | row for place, row in enumerate(rows)]
    table = lead_table(leads(*dated), Practice(), as_of=NOON + 400 * DAY)
    return explain(table.slice(Filters()), found)


def test_leads_that_get_no_answer_are_counted_beside_comparable_leads() -> None:
    form = {"channel": "form"}
    answered = form | {"first_response_at": NOON + 30 * DAY, "reached": True}
    found = explained(
        leak(("real", "reached"), ("location", "North")),
        (30, form | {"location": "North", "lost": True}),
        (10, answered | {"location": "North"}),
        (6, form | {"location": "South", "lost": True}),
        (54, answered | {"location": "South"}),
    )
    first = found.mechanisms[0]
    assert (first.kind, first.counts.here, first.counts.of_here) == ("never_answered", 30, 40)
    assert (first.counts.there, first.counts.of_there, first.counts.expected) == (6, 60, 4.0)
    assert (found.went.here, found.went.of_here, found.went.expected) == (10, 40, 36.0)
    assert first.chance < 0.01
    assert (found.hypothesis, found.team) == (None, "sales")
    assert found.to_look_at == ("L29", "L28", "L27", "L26", "L25")


def test_a_reason_given_more_often_speaks_for_missing_information() -> None:
    qualified = {"qualified": True, "channel": "form"}
    lost = qualified | {"lost": True}
    found = explained(
        leak(("qualified", "consult_booked"), ("campaign", "Discount")),
        (30, lost | {"campaign": "Discount", "lost_reason": "Price not on the page"}),
        (5, lost | {"campaign": "Discount", "lost_reason": "Moved away"}),
        (5, qualified | {"campaign": "Discount", "consult_booked": True}),
        (3, lost | {"campaign": "Other", "lost_reason": "Price not on the page"}),
        (27, lost | {"campaign": "Other", "lost_reason": "Moved away"}),
        (70, qualified | {"campaign": "Other", "consult_booked": True}),
    )
    (only,) = found.mechanisms
    assert (only.kind, only.value) == ("reason", "Price not on the page")
    assert (only.counts.here, only.counts.of_here, only.counts.expected) == (30, 35, 3.5)
    assert (found.hypothesis, found.team) == ("missing_information", "marketing")


def test_leads_from_out_of_the_area_speak_for_the_wrong_audience() -> None:
    reached = {"reached": True, "channel": "form"}
    found = explained(
        leak(("reached", "qualified"), ("campaign", "Lookalike")),
        (20, reached | {"campaign": "Lookalike", "lost": True, "signals": "out_of_area"}),
        (20, reached | {"campaign": "Lookalike", "qualified": True, "signals": ""}),
        (4, reached | {"campaign": "Search", "lost": True, "signals": "out_of_area"}),
        (76, reached | {"campaign": "Search", "qualified": True, "signals": ""}),
    )
    (only,) = found.mechanisms
    assert (only.kind, only.value, only.counts.here, only.counts.expected) == ("signal", "out_of_area", 20, 2.0)
    assert found.hypothesis == "wrong_audience"


def test_leads_marked_as_spam_speak_for_leads_that_are_not_real() -> None:
    form = {"channel": "form"}
    found = explained(
        leak(("inquiry", "real"), ("campaign", "Bots"), team="marketing"),
        (25, form | {"campaign": "Bots", "is_real": False}),
        (15, form | {"campaign": "Bots", "reached": True}),
        (5, form | {"campaign": "Search", "is_real": False}),
        (95, form | {"campaign": "Search", "reached": True}),
    )
    assert [(one.kind, one.counts.here, one.counts.expected) for one in found.mechanisms] == [("marked", 25, 2.0)]
    assert found.hypothesis == "not_real"


def consult(ahead: int, came: bool, **more: Any) -> dict[str, Any]:
    booked = NOON + 10 * DAY
    state = {"consult_attended": True} if came else {"consult_attended": False, "lost": True}
    return {"consult_booked_at": booked, "consult_for": booked + ahead * DAY, "channel": "call"} | state | more


def test_consults_booked_far_ahead_are_told_by_their_usual_days() -> None:
    found = explained(
        leak(("consult_booked", "consult_attended"), ("doctor", "Ames"), team="operations"),
        (20, consult(35, False, doctor="Ames")),
        (20, consult(35, True, doctor="Ames")),
        (10, consult(7, False, doctor="Bell")),
        (90, consult(7, True, doctor="Bell")),
    )
    (only,) = found.mechanisms
    assert (only.kind, only.edge, only.middle) == ("far_ahead", 7.0, 35.0)
    assert (only.counts.here, only.counts.of_here, only.counts.expected) == (40, 40, 0.0)
    assert (found.hypothesis, found.team) == (None, "operations")


def test_a_doctor_with_the_hard_cases_is_compared_with_hard_cases() -> None:
    """Whoever has a facelift is booked 30 days ahead, with every doctor: that explains nothing about one of them."""
    found = explained(
        leak(("consult_booked", "consult_attended"), ("doctor", "Ames")),
        (20, consult(30, False, doctor="Ames", procedure="Facelift")),
        (20, consult(30, True, doctor="Ames", procedure="Facelift")),
        (5, consult(30, False, doctor="Bell", procedure="Facelift")),
        (35, consult(30, True, doctor="Bell", procedure="Facelift")),
        (5, consult(3, False, doctor="Bell", procedure="Botox")),
        (95, consult(3, True, doctor="Bell", procedure="Botox")),
    )
    assert found.matched_on == ("procedure",)
    assert found.mechanisms == ()
    assert found.went.expected == 40 * 35 / 40


def test_of_a_slice_in_two_fields_the_one_that_arrived_with_the_lead_is_matched_on() -> None:
    """Evenings wait long everywhere; only those of one location wait longer still."""
    form: dict[str, Any] = {"channel": "form"}

    def waited(location: str, evening: bool, hours: int, reached: bool) -> dict[str, Any]:
        at = NOON + timedelta(hours=7 if evening else 0)
        state = {"reached": True} if reached else {"lost": True}
        return form | {"location": location, "created_at": at, "first_response_at": at + hours * HOUR} | state

    found = explained(
        leak(("real", "reached"), ("location", "North"), ("arrival_hours", "evening")),
        (30, waited("North", True, 20, False)),
        (10, waited("North", True, 20, True)),
        (10, waited("South", True, 14, False)),
        (30, waited("South", True, 14, True)),
        (100, waited("North", False, 1, True)),
        (100, waited("South", False, 1, True)),
    )
    assert found.matched_on[0] == "arrival_hours"
    assert found.went.expected == 40 * 30 / 40
    (only,) = found.mechanisms
    assert (only.kind, only.edge, only.middle) == ("slow_answer", 14 * 3600.0, 20 * 3600.0)


def test_leads_that_are_still_open_count_on_neither_side() -> None:
    qualified = {"qualified": True, "channel": "form"}
    found = explained(
        leak(("qualified", "consult_booked"), ("campaign", "A")),
        (7, qualified | {"campaign": "A", "lost": True}),
        (3, qualified | {"campaign": "A", "consult_booked": True}),
        (5, qualified | {"campaign": "A", "last_activity_at": NOON + 400 * DAY}),
        (20, qualified | {"campaign": "B", "consult_booked": True}),
        (9, qualified | {"campaign": "B", "last_activity_at": NOON + 400 * DAY}),
    )
    assert (found.leads, found.went.of_here, found.went.of_there) == (10, 10, 20)


def test_what_goes_with_going_on_elsewhere_explains_no_leak() -> None:
    """More of the slice are passed on, but among the others those passed on book more often."""
    qualified = {"qualified": True, "channel": "form"}
    found = explained(
        leak(("qualified", "consult_booked"), ("campaign", "A")),
        (30, qualified | {"campaign": "A", "lost": True, "handoffs": 1}),
        (10, qualified | {"campaign": "A", "consult_booked": True, "handoffs": 0}),
        (40, qualified | {"campaign": "B", "consult_booked": True, "handoffs": 1}),
        (160, qualified | {"campaign": "B", "lost": True, "handoffs": 0}),
    )
    assert found.mechanisms == ()


def test_what_could_be_chance_is_not_named() -> None:
    reached = {"reached": True, "channel": "form"}
    found = explained(
        leak(("reached", "qualified"), ("campaign", "A")),
        (3, reached | {"campaign": "A", "lost": True, "handoffs": 1}),
        (5, reached | {"campaign": "A", "lost": True, "handoffs": 0}),
        (4, reached | {"campaign": "B", "lost": True, "handoffs": 1}),
        (16, reached | {"campaign": "B", "qualified": True, "handoffs": 0}),
    )
    assert found.mechanisms == ()
    assert found.hypothesis is None


def test_with_nobody_to_compare_nothing_is_explained() -> None:
    qualified = {"qualified": True, "channel": "form", "campaign": "A"}
    found = explained(
        leak(("qualified", "consult_booked"), ("campaign", "A")),
        (7, qualified | {"lost": True}),
        (3, qualified | {"consult_booked": True}),
    )
    assert (found.mechanisms, found.went.of_there, found.team) == ((), 0, "sales")
    assert found.to_look_at == ("L6", "L5", "L4", "L3", "L2")
