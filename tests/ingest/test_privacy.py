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
