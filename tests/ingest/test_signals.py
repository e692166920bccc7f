"""Which words and contacts show that an inquiry is junk, and which only look unusual."""

from __future__ import annotations

import pickle
import string

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.ingest.signals import wrong_with
from dashboard.ingest.signals_letters import gibberish, improbable_message, improbable_name
from dashboard.signals import BY_NAME, NAMES
from tests.ingest.exports import CALLRAIL, HUBSPOT, checked
from tests.ingest.test_privacy import everything

NAMES_OF_PEOPLE = (
    "Nguyễn Thị Minh Khai", "Krzysztof Brzęczyszczykiewicz", "O'Connor", "Ng", "Siobhán Ó Súilleabháin", "Bo Li",
    "Xu", "Wu Qing", "Zbigniew Szczęsny", "Henrikh Mkhitaryan", "Hasmik Mkrtchyan", "Petr Čtvrtníček", "Vlk",
    "Goldschmidt", "Hirschsprung", "Schtschedrin", "McDonald", "DeAndre LaToya", "VanDerBeek",
    "Ivan McDonald-McGregor", "MCGREGOR", "Nkosazana Dlamini-Zuma", "Ntshingwayo Khoza", "Mqhayi",
    "Nqobile Mthethwa", "Xhaka", "Gjergj", "Llwyd Rhys", "Bryn", "Doherty", "Wertheim", "Flaherty", "Alqahtani",
    "Vasquez", "Jacques", "Maxwell", "Zzyzx", "Ng Hng", "Xóchitl Quetzal", "Þórdís Hrafnkelsdóttir",
    "Øystein Bjørndalen", "Ångström", "Gyöngyi", "Bhattacharyya", "Krishnamurthy", "Knightsbridge",
    "John Smith III", "Dr. A. B. Cohn Jr.", "محمد علي", "王小明", "Владимир Кржижановский", "Schwarzkopff",
    "Tskhvediani", "mary", "ANNA-LENA", "JohnPMSmith", "Lynch", "Rhythm", "Sgt Pyrtl", "Angstschmidt",
)  # fmt: skip
BOTS = (
    "XPdxZTeVnFgWqR",
    "fhQWEkdjsJH",
    "asdf asdf",
    "sdfghj",
    "qwerty",
    "aaaa",
    "xkcdqzjv",
    "hjkl",
    "bcdfgh",
    "zqxjkvbp",
)


@pytest.mark.parametrize("name", NAMES_OF_PEOPLE)
def test_no_culture_is_gibberish(name: str) -> None:
    assert not improbable_name(name)


@pytest.mark.parametrize("name", BOTS)
def test_letters_no_language_puts_together_are(name: str) -> None:
    assert improbable_name(name)
    assert improbable_name(f"Ann {name}")
    # the column's quick search finds what the word's own rule tells
    assert gibberish(pl.Series([name, "Ann", None])).to_list() == [True, False, False]


def test_a_message_is_gibberish_only_when_hardly_a_word_is_one() -> None:
    assert improbable_message("XPdxZTeVnFgWqR fhQWEkdjsJH")
    assert not improbable_message("My order number is XPdxZTeVnFgWqR, when can I come for a consult?")
    assert not improbable_message("ok, 5 pm")
    assert not improbable_message("Ich möchte Informationen zur Sehschärfenbestimmung")


SYLLABLES = [
    c + v + e for c in ("b", "d", "k", "l", "m", "r", "s", "t", "ch", "st") for v in "aeiou" for e in ("", "n", "r")
]
names = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=4).map(lambda parts: "".join(parts).capitalize())


@given(st.lists(st.tuples(names, names), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_ordinary_names_and_addresses_show_nothing(people: list[tuple[str, str]]) -> None:
    rows = [
        f"{n},2026-03-01 10:{n:02},{first} {last},{first}.{last}{n}@gmail.com,212-555-01{n + 10:02},Please call me"
        for n, (first, last) in enumerate(people)
    ]
    file = checked("lead_id,created_at,name,email,phone,message\n" + "\n".join(rows) + "\n")
    assert file.rows["signals"].to_list() == [""] * len(people)


@given(st.text(string.ascii_letters, max_size=30))
def test_the_search_over_a_column_finds_all_that_a_single_name_shows(name: str) -> None:
    assert gibberish(pl.Series([name])).to_list() == [improbable_name(name)]


def signals(header: str, *rows: str) -> list[str | None]:
    """The signals of rows that have these cells besides a number, a date and a channel."""
    lines = [f"{n},2026-03-01 10:00,form,{row}" for n, row in enumerate(rows)]
    file = checked(f"lead_id,created_at,channel,{header}\n" + "\n".join(lines) + "\n")
    return file.rows["signals"].to_list()


def test_each_contact_shows_its_own_signal() -> None:
    shown = signals(
        "name,email,phone,message",
        "Ann Snell,ann@gmail.com,212-555-0147,I would like a price",
        "Bob Hale,bob@mailinator.com,212-555-0148,",
        "Cee Dunn,cee@gmail,,",
        "Dee Ford,dee@gmail.con,12,",
        "Eve Gray,,000-000-0000,",
        "Flo Hart,,+1 555 123,",
        "Gus Ivey,,,see https://pills.example",
        "Win-now www.pills.top,hal@gmail.com,,",
        "XPdxZTeVnFgWqR,ian@yopmail.com,,asdf asdf",
        ",,,",
    )
    assert shown == [
        "", "disposable_email", "malformed_contact", "malformed_contact", "wrong_number", "wrong_number",
        "link", "link", "disposable_email,gibberish", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "row",
    [
        "<test lead: dummy data for full_name>,<test lead: dummy data for email>,",
        "test,a@gmail.com,", "Test Test,a@gmail.com,", "test lead 2,,212-555-0147", "Testing,,212-555-0147",
        "Ann Snell,test@meta.com,", "Ann Snell,test123@gmail.com,", "Maria Johnson (Sample Contact),m@gmail.com,",
    ],
)  # fmt: skip
def test_test_leads_are_told_by_the_platforms_dummies_and_by_their_name(row: str) -> None:
    found = signals("name,email,phone", row)[0]
    assert found is not None
    assert "test_lead" in found.split(",")


def test_people_whose_names_begin_like_a_test_are_no_tests() -> None:
    rows = ("Tess Tester-Moore,tess@gmail.com", "Testa Rossa,testa.rossa@gmail.com", "Maria Test,maria@gmail.com")
    assert signals("name,email", *rows) == ["", "", ""]


def test_a_column_that_marks_tests_is_believed() -> None:
    assert signals("email,is_test", "a@gmail.com,true", "b@gmail.com,false") == ["test_lead", ""]


def test_numbers_and_names_of_a_call_log_were_written_by_the_exchange() -> None:
    text = CALLRAIL.replace("+12125550111", "266696687").replace("+12125550112", "911")
    assert checked(text).rows["signals"].to_list() == [None, None, None]


@pytest.mark.parametrize(
    ("number", "why"),
    [
        ("0000000000", "wrong_number"), ("1234567890", "wrong_number"), ("000-123-4567", "wrong_number"),
        ("12345", "malformed_contact"), ("call me", "malformed_contact"), ("1" * 20, "malformed_contact"),
        ("07700 900123 / 07700 900124", None), ("1.20232E+10", None), ("***-***-1234", None), ("00447700900123", None),
        ("447700900123", None),
    ],
)  # fmt: skip
def test_a_number_is_wrong_only_where_its_owner_must_have_meant_it(number: str, why: str | None) -> None:
    assert wrong_with(number) == why


def test_what_most_cells_of_a_column_are_like_is_how_the_export_writes_them() -> None:
    hashed = [f"{n:064x}" for n in range(1, 31)]
    assert set(signals("email,phone", *(f"{one},212-555-01{n:02}" for n, one in enumerate(hashed)))) == {""}


def test_a_file_without_contacts_has_nothing_to_judge_by() -> None:
    assert checked("lead_id,created_at,doctor\n1,2026-03-01,Ames\n").rows["signals"].to_list() == [None]


def test_only_names_of_signals_are_kept_and_never_what_showed_them() -> None:
    text = (
        "lead_id,created_at,name,email,phone,message\n"
        "1,2026-03-01,Plantedfirst Zqxjkvbp,planted@mailinator.com,000-000-0000,go to https://planted.example now\n"
    )
    file = checked(text)
    assert file.rows["signals"].to_list() == ["disposable_email,gibberish,link,wrong_number"]
    for planted in ("planted", "zqxjkvbp", "mailinator", "000-000"):
        assert planted not in everything(file).lower()
        assert planted.encode() not in pickle.dumps(file.rows).lower()
    assert set(checked(HUBSPOT).rows["signals"].str.split(",").explode().drop_nulls()) <= {"", *NAMES}


def test_no_signals_name_holds_another_and_they_stand_in_order() -> None:
    assert list(NAMES) == sorted(NAMES)
    assert not [(a, b) for a in NAMES for b in NAMES if a != b and a in b]
    assert all("," not in name and signal.meaning for name, signal in BY_NAME.items())
