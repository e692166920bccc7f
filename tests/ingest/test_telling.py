"""What in somebody's words tells who a patient is, and what does not."""

from __future__ import annotations

from datetime import date

import pytest

from dashboard.ingest.telling import telling, telling_number

TODAY = date(2026, 11, 22)
KNOWN = ("Dr. Ben Castellano", "Maria Torres", "Botox Ann Special")


def kinds(words: str) -> list[str]:
    return [one.kind for one in telling(words, TODAY, KNOWN)]


@pytest.mark.parametrize(
    ("words", "kind", "part"),
    [
        ("write to ann.lee+x@gmail.com please", "email", "ann.lee+x@gmail.com"),
        ("call her on 212-555-0147", "phone", "212-555-0147"),
        ("(212) 555 0147 after five", "phone", "(212) 555 0147"),
        ("+49 170 1234567", "phone", "+49 170 1234567"),
        ("his ssn is 078-05-1120", "phone", "078-05-1120"),
        ("born 3/4/81", "birth", "born 3/4/81"),
        ("DOB: 1975-02-11", "birth", "DOB: 1975-02-11"),
        ("the one of 17.03.1985", "birth", "17.03.1985"),
        ("May 4, 1980 is hers", "birth", "May 4, 1980"),
        ("MRN 1234567 again", "number", "MRN 1234567"),
        ("lives at 12 Oak Hill Street", "street", "12 Oak Hill Street"),
        ("Mrs. Lopez asked for a price", "name", "Mrs. Lopez"),
        ("Jennifer Lopez asked for a price", "name", "Jennifer Lopez"),
        ("the patient Okonkwo", "name", "patient Okonkwo"),
    ],
)
def test_what_tells_who_a_patient_is_is_found(words: str, kind: str, part: str) -> None:
    assert [(one.kind, one.part) for one in telling(words, TODAY, KNOWN)] == [(kind, part)]


@pytest.mark.parametrize(
    "words",
    [
        "Does insurance cover LASIK?",
        "Is the $1,000 off for one eye or for both?",
        "the offer that ends 10/31/2026",
        "Aug 12th 2027 is the first free date",
        "$6,000,000 in the years 2024-2026",
        "open 9-5, 12 or 24 months at 0 %",
        "Dr. Ben Castellano was praised",
        "Maria Torres should call back",
        "1200 to 1500 an eye",
        "",
    ],
)
def test_what_counselors_write_about_prices_dates_and_doctors_is_left_alone(words: str) -> None:
    assert kinds(words) == []


def test_a_name_may_be_nobodys_and_an_address_never_is() -> None:
    name, address = telling("Jennifer Lopez, jen@x.org", TODAY)
    assert (name.sure, address.sure) == (False, True)


def test_the_same_part_is_told_once_and_parts_stand_in_their_order() -> None:
    assert kinds("a@b.org then 212-555-0147 and again a@b.org") == ["email", "phone"]


def test_a_leads_number_is_digits_or_a_code_and_never_a_phone_number_as_people_write_it() -> None:
    assert [telling_number(number, TODAY) for number in ("10023345678", "00Q5g00000XyZ12", "L-17", "")] == [None] * 4
    for number in ("212-555-0147", "(212) 555 0147", "ann@x.org", "Jennifer Lopez"):
        assert telling_number(number, TODAY) is not None
