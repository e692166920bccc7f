"""Lists of leads to contact again are those the figures count."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.filters import Filters
from dashboard.metrics.consults import consults
from dashboard.metrics.leads import Slice, lead_table
from dashboard.metrics.ownership import ownership
from dashboard.metrics.reach import reach
from dashboard.metrics.recontact import recontact, told_kinds
from dashboard.metrics.response import response_times
from dashboard.practice import Practice
from tests.metrics.leads_by_hand import NOON, leads
from tests.metrics.practices import AS_OF, practices

DAY = timedelta(days=1)


def _all(*rows: dict[str, Any]) -> Slice:
    return lead_table(leads(*rows), Practice(), as_of=NOON + 60 * DAY).slice(Filters())


def _ids(view: Slice, kind: Any) -> list[str]:
    return sorted(recontact(view, kind)["lead_id"])


def test_each_lead_is_on_the_lists_it_belongs_to() -> None:
    consult = {"consult_booked_at": NOON + DAY, "consult_for": NOON + 5 * DAY, "reached": True}
    view = _all(
        {},
        {"first_response_at": NOON + DAY, "first_response_kind": "auto"},
        {"first_attempt_at": NOON + DAY, "attempts": 1},
        {"first_attempt_at": NOON + DAY, "lost": True},
        {"first_response_at": NOON + DAY, "reached": True},
        consult | {"consult_attended": False},
        consult | {"status": "Cancelled"},
        consult | {"consult_attended": True},
        {"is_real": False},
    )
    assert _ids(view, "unanswered") == ["L0", "L1", "L2", "L3", "L5", "L6", "L7"]
    assert _ids(view, "untried") == ["L0", "L1"]
    assert _ids(view, "unreached") == ["L2"]
    assert _ids(view, "left_lying") == ["L2"]
    assert _ids(view, "no_show") == ["L5"]
    assert _ids(view, "called_off") == ["L6"]


def test_leads_nobody_owns_are_listed_where_files_name_owners() -> None:
    view = _all({"owner": "Mia"}, {}, {"is_real": False})
    assert "unowned" in told_kinds(view.table)
    assert _ids(view, "unowned") == ["L1"]


def test_what_no_file_speaks_of_makes_no_list() -> None:
    assert told_kinds(_all({}).table) == ()
    assert told_kinds(_all({"attempts": 1}).table) == ("untried",)
    assert told_kinds(_all({"consult_booked": True, "reached": True}).table)[-2:] == ("no_show", "called_off")


@settings(deadline=None, max_examples=25)
@given(st.data())
def test_a_list_is_as_long_as_its_figure_says(data: st.DataObject) -> None:
    rows = [row | {"is_real": None} for row in data.draw(practices)]
    view = lead_table(leads(*rows, {"first_response_at": AS_OF, "attempts": 1}), Practice(), as_of=AS_OF).slice(
        Filters()
    )
    assert len(recontact(view, "unanswered")) == response_times(view)["never"][0]
    owned = ownership(view).row(0, named=True)
    assert len(recontact(view, "left_lying")) == (owned["no_followup"] or 0)
    assert len(recontact(view, "unowned")) == owned["leads"]
    assert len(recontact(view, "untried")) == reach(view)["never_attempted"][0]
    found = consults(view).row(0, named=True)
    assert len(recontact(view, "no_show")) == found["no_show"]
    assert len(recontact(view, "called_off")) == found["cancelled"] + found["rescheduled"]
