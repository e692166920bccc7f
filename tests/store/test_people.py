"""One person, one lead: who is taken for whom, and what is then known of the lead."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from dashboard.practice import Practice
from dashboard.store.workspace import Workspace
from tests.store.files import at, leads, touches


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path / "practice")


def call(number: int, when: Any, phone: str = "p1", **more: Any) -> dict[str, Any]:
    return {"lead_id": f"row-{number}", "created_at": when, "match_phone": phone, "channel": "call"} | more


def record(lead_id: str, when: Any, **more: Any) -> dict[str, Any]:
    return {"lead_id": lead_id, "created_at": when, "match_phone": "p1"} | more


def groups(workspace: Workspace) -> int:
    return workspace.leads().height


CALLS = leads(
    call(1, at(1, 5), call_answered=False, call_duration_s=4.0, campaign="LASIK"),
    call(2, at(1, 9), call_answered=False, call_duration_s=3.0, campaign="Website"),
    call(3, at(1, 20), call_answered=True, call_duration_s=90.0, owner="Mia", campaign="Website"),
    system="callrail", through=at(1, 31), file="calls.csv",
)  # fmt: skip
FORM = leads(
    record("f-1", at(1, 12), channel="form", match_email="e1", campaign="Quiz"),
    system="meta", through=at(2, 1), file="forms.csv",
)  # fmt: skip


@pytest.mark.parametrize("order", [(CALLS, FORM), (FORM, CALLS)])
def test_three_calls_and_a_form_are_one_inquiry_with_four_touches(workspace: Workspace, order: Any) -> None:
    receipts = [workspace.add([file]).receipts[0] for file in order]
    assert [(receipt.new, receipt.merged) for receipt in receipts] == (
        [(1, 2), (0, 1)] if order[0] is CALLS else [(1, 0), (0, 3)]
    )
    (lead,) = workspace.leads().to_dicts()
    assert (lead["created_at"], lead["campaign"], lead["channel"]) == (at(1, 5), "LASIK", "call")
    assert (lead["call_answered"], lead["call_duration_s"], lead["is_real"]) == (True, None, None)
    assert workspace.touches().sort("at").select("lead_id", "at", "direction", "kind", "outcome", "by").rows() == [
        (lead["lead_id"], at(1, 5), "in", "call", "no_answer", None),
        (lead["lead_id"], at(1, 9), "in", "call", "no_answer", None),
        (lead["lead_id"], at(1, 12), "in", None, None, None),
        (lead["lead_id"], at(1, 20), "in", "call", "reached", "Mia"),
    ]


def test_a_merge_says_which_row_went_into_which_lead(workspace: Workspace) -> None:
    workspace.add([FORM])
    receipt = workspace.add([CALLS]).receipts[0]
    assert [merge["row"] for merge in receipt.merges] == [2, 3, 4]
    assert {merge["into"] for merge in receipt.merges} <= set(workspace.leads()["lead_id"])
    assert {merge["why"] for merge in receipt.merges} == {"same person"}


def test_who_comes_back_after_the_agreed_days_is_a_new_inquiry(workspace: Workspace) -> None:
    workspace.add([leads(call(1, at(1, 1)), call(2, at(1, 31)), call(3, at(2, 2)), system="callrail")])
    assert groups(workspace) == 2
    workspace.save_practice(Practice(same_person_days=60))
    assert groups(workspace) == 1
    workspace.save_practice(Practice(same_person_days=0))
    assert groups(workspace) == 3


def test_two_records_of_one_system_with_one_email_are_one_person(workspace: Workspace) -> None:
    workspace.add([leads(record("1", at(1, 5), match_email="e1"), record("2", at(1, 9), match_email="e1"))])
    assert groups(workspace) == 1


def test_two_people_at_one_phone_who_each_booked_stay_two(workspace: Workspace) -> None:
    couple = [
        record("1", at(1, 5), match_email="ann", consult_booked=True),
        record("2", at(1, 15), match_email="bob", consult_booked=True),
    ]
    workspace.add([leads(*couple, system="hubspot")])
    assert groups(workspace) == 2
    workspace.add([leads(call(1, at(1, 5)), call(2, at(1, 16)), system="callrail")])
    assert groups(workspace) == 2
    assert sorted(workspace.touches().group_by("lead_id").len()["len"]) == [2, 2]


def test_two_appointments_of_one_person_are_one_inquiry(workspace: Workspace) -> None:
    booked = [record(name, at(1, day), match_email="ann", consult_booked=True) for name, day in (("a", 5), ("b", 12))]
    workspace.add([leads(*booked, system="acuity")])
    assert groups(workspace) == 1


def test_a_phone_that_many_records_carry_joins_nobody(workspace: Workspace) -> None:
    five = [record(str(number), at(1, 1 + number)) for number in range(5)]
    workspace.add([leads(*five)])
    assert groups(workspace) == 1
    sixth = workspace.add([leads(record("6", at(1, 9)))])
    assert groups(workspace) == 6
    assert sixth.receipts[0].warnings[0].startswith("4 inquiries known before count by themselves now")
    workspace.undo(sixth.id)
    assert groups(workspace) == 1


def test_a_phone_with_four_emails_joins_nobody(workspace: Workspace) -> None:
    workspace.add([leads(*(record(mail, at(1, 5), match_email=mail) for mail in "abcd"))])
    assert groups(workspace) == 4


def test_somebody_who_calls_seven_times_is_one_person(workspace: Workspace) -> None:
    workspace.add([leads(*(call(number, at(1, 1 + number)) for number in range(7)), system="callrail")])
    assert groups(workspace) == 1


def test_an_appointment_without_an_inquiry_date_joins_the_inquiry_before_it(workspace: Workspace) -> None:
    inquiries = [record("1", at(1, 5)), record("2", at(6, 5))]
    workspace.add([leads(*inquiries, system="hubspot", through=at(6, 30))])
    visit = {"lead_id": "row-v", "match_phone": "p1", "consult_for": at(3, 1), "consult_attended": True}
    receipt = workspace.add([leads(visit, system="vagaro", through=at(7, 1))]).receipts[0]
    assert (receipt.new, receipt.merged) == (0, 1)
    attended = workspace.leads().sort("created_at")["consult_attended"].to_list()
    assert attended == [True, None]


def test_appointments_of_people_whose_inquiry_no_file_tells_yet_wait(workspace: Workspace) -> None:
    visits = [{"lead_id": f"v{nth}", "match_phone": "p1", "consult_for": at(3, nth)} for nth in (1, 2)]
    workspace.add([leads(*visits, system="nextgen", profile="nextgen", through=at(7, 1))])
    assert groups(workspace) == 0
    workspace.add([leads(record("1", at(1, 5)), system="hubspot", through=at(6, 30))])
    assert workspace.leads()["consult_for"].null_count() == 0


def test_the_first_human_answer_and_the_best_news_of_repeats_count(workspace: Workspace) -> None:
    once = record("1", at(1, 5), channel="form", first_response_at=at(1, 6), first_response_kind="auto")
    again = record(
        "2", at(1, 9), channel="form", is_real=False, first_response_at=at(1, 9, 13), first_response_kind="human"
    )
    workspace.add([leads(once, again)])
    (lead,) = workspace.leads().to_dicts()
    assert (lead["first_response_at"], lead["first_response_kind"]) == (at(1, 9, 13), "human")
    assert lead["is_real"] is None


def test_a_record_closed_as_a_duplicate_does_not_make_the_lead_unreal(workspace: Workspace) -> None:
    twice = [record("1", at(1, 5, 9)), record("2", at(1, 5, 10), is_real=False)]
    workspace.add([leads(*twice)])
    assert workspace.leads().select("lead_id", "is_real").rows() == [("1", None)]


def test_touches_of_a_merged_record_go_with_the_lead(workspace: Workspace) -> None:
    workspace.add([leads(record("1", at(1, 5)), record("2", at(1, 9)))])
    workspace.add([touches({"lead_id": "1", "system": "crm", "at": at(1, 6)})])
    (number,) = workspace.leads()["lead_id"]
    assert workspace.touches()["lead_id"].to_list() == [number] * 3
