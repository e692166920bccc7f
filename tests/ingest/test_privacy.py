from __future__ import annotations

import pickle

import pytest

from dashboard.ingest import Checked, Choices
from dashboard.ingest.identifying import MASK
from tests.ingest.exports import CALLRAIL, HUBSPOT, SALESFORCE, checked, reading

PLANTED = (
    "Lovelace", "Turing", "Hopper", "lace.org", "bletchley", "navy.org", "555-0147", "5550147", "7946 0958",
    "0199", "asked about", "WIRELESS",
)  # fmt: skip

HIDDEN = (
    "lead_id,created_at,Who,Reach them at,Remark,Birthday,status,Advisor\n"
    "1,2026-03-01,Mary Johnson,mary.j@mail.org,"
    "Wants to know the price of the second eye too and a date to be seen,1980-02-01,New,Room 1\n"
    "2,2026-03-02,John Miller,(646) 555-0133,"
    "Has a cousin who was treated by us and was very happy with it all,1975-05-05,Won,Room 1\n"
    "3,2026-03-03,Linda Brown,linda@mail.org,,1990-09-09,ring linda@mail.org,Room 2\n"
    "4,2026-03-03,Mary Johnson,linda@mail.org,,1990-09-09,Lost,Room 2\n"
)


def everything(file: Checked) -> str:
    """All that a checked file holds, as text."""
    return repr(file.rows.rows()) + repr(file.problems.rows()) + repr([getattr(file, name) for name in file.__slots__])


@pytest.mark.parametrize("text", [HUBSPOT, CALLRAIL, SALESFORCE])
def test_nothing_of_a_person_is_left_in_the_rows(text: str) -> None:
    said = everything(checked(text))
    assert [planted for planted in PLANTED if planted.lower() in said.lower()] == []
    assert [planted for planted in PLANTED if planted.encode() in pickle.dumps(checked(text).rows)] == []


def test_contacts_under_unknown_headers_are_recognised_by_their_cells() -> None:
    file = checked(HIDDEN)
    said = everything(file)
    for planted in ("Mary", "Miller", "mail.org", "555-0133", "cousin", "1980"):
        assert planted not in said
    assert list(file.segments.values()) == ["Advisor"]
    assert any("contact details" in warning for warning in file.warnings)


def test_contacts_are_masked_where_columns_are_shown() -> None:
    shown = {c.header: c.samples for c in reading(HIDDEN).columns}
    for header in ("Who", "Reach them at", "Remark", "Birthday"):
        assert set(shown[header]) == {MASK}
    assert MASK in shown["status"]
    assert shown["Advisor"] == ("Room 1", "Room 2")


def test_a_contact_column_is_not_kept_even_when_asked_for() -> None:
    file = checked(HIDDEN, Choices(mapping={"Reach them at": "segment", "Who": "source"}))
    assert "Mary" not in everything(file)
    assert "mail.org" not in everything(file)


def test_an_address_used_as_lead_number_is_only_kept_hashed() -> None:
    file = checked("lead_id,created_at\nmary@mail.org,2026-03-01\njohn@mail.org,2026-03-02\n")
    assert "mail.org" not in everything(file)
    assert file.rows["lead_id"].str.starts_with("id-").all()


def test_the_match_key_depends_on_the_secret() -> None:
    from dashboard.ingest import check
    from tests.ingest.exports import KEY, NEW_YORK

    found = reading(HUBSPOT)
    one, other = check(found, NEW_YORK, KEY), check(found, NEW_YORK, b"another secret")
    assert one.rows["match_email"][0] != other.rows["match_email"][0]


@pytest.mark.parametrize(
    "field", ["campaign_id", "status", "source", "channel", "area", "lost_reason", "ad", "lead_id"]
)
def test_no_field_keeps_an_address_or_a_number(field: str) -> None:
    number = "" if field == "lead_id" else "lead_id,"
    rows = "".join(f"{'' if field == 'lead_id' else f'{i},'}2026-03-0{i},p{i}@mail.org\n" for i in range(1, 6))
    file = checked(f"{number}created_at,{field}\n{rows}", Choices(kind="leads", mapping={field: field}))
    assert "mail.org" not in everything(file)


def test_names_that_differ_in_every_row_are_masked_whatever_their_header() -> None:
    shown = {
        c.header: c.samples for c in reading("sales_agent,office\nAnna Snelling,Central\nCecily Lampkin,East\n").columns
    }
    assert set(shown["sales_agent"]) == {MASK}


def test_a_leads_own_name_in_any_other_column_is_blanked_and_never_shown() -> None:
    rows = "".join(f"{i},2026-03-01,Web,Nora Reyes,Ada,Quorn{i}x\n" for i in range(4))
    text = "lead_id,created_at,Source,Owner,First Name,Last Name\n" + rows
    text += '7,2026-03-01,Zan Quorndale,"Quorndale, Zan",Zan,Quorndale\n8,2026-03-01,Web,Zan Quorndale,Bo,Lin\n'
    found = reading(text)
    assert not any("Quorndale" in sample for column in found.columns for sample in column.samples)
    file = checked(text)
    assert file.rows["source"].to_list() == ["Web"] * 4 + [None, "Web"]
    # who looks after another lead may be a lead's namesake
    assert file.rows["owner"].to_list() == ["Nora Reyes"] * 4 + [None, "Zan Quorndale"]


def test_a_name_for_a_number_becomes_its_keyed_hash() -> None:
    text = "lead_id,created_at,source\nZan Quorndale,2026-03-01,Web\nBo Lin,2026-03-02,Web\n"
    file = checked(text)
    assert file.rows["lead_id"].str.starts_with("id-").all()
    assert not any("Quorndale" in sample for column in reading(text).columns for sample in column.samples)


def test_a_phone_number_among_amounts_counts_and_lengths_is_none_of_them() -> None:
    text = "lead_id,created_at,value,attempts,call_duration_s\n1,2026-03-01,+12125550987,2125550987,12125550987\n"
    text += "2,2026-03-01,900,2,30\n3,2026-03-01,800,3,40\n"
    rows = checked(text).rows
    assert rows.select("value", "attempts", "call_duration_s").rows() == [
        (None, None, None),
        (900, 2, 30),
        (800, 3, 40),
    ]


def test_a_name_or_a_sentence_in_a_column_of_dates_or_numbers_is_no_problems_value() -> None:
    text = "lead_id,created_at,value\n1,Zan Quorndale,5\n2,2026-03-01,Zan Quorndale 12\n"
    problems = checked(text + "3,2026-03-01,she has a mole there\n4,soon,6\n5,2026-03-02,7\n").problems
    assert problems.select("row", "value").rows() == [(2, None), (3, None), (4, None), (5, "soon")]


def test_a_header_that_holds_an_address_is_not_shown() -> None:
    found = reading(
        "lead_id,created_at,status,zan@mail.org\n1,2026-03-01,New,A\n2,2026-03-01,Won,B\n3,2026-03-02,Won,B\n"
    )
    assert [column.header for column in found.columns] == ["lead_id", "created_at", "status", "column 4"]
