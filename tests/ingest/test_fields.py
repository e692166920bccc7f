from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import polars as pl
import pytest

from dashboard.ingest.amounts import numbers, seconds
from dashboard.ingest.date_forms import slashed_order
from dashboard.ingest.dates import understood
from dashboard.ingest.folding import folded
from dashboard.ingest.matching import phone_numbers
from dashboard.ingest.words import statuses, yes_no

NEW_YORK = ZoneInfo("America/New_York")


def moments(*values: str, day_first: bool | None = None) -> list[datetime | None]:
    column = pl.Series("at", list(values), dtype=pl.String)
    return understood(column, NEW_YORK, day_first).moments.to_list()


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-01-31", utc(2026, 1, 31, 5)),
        ("2026-01-31 14:05", utc(2026, 1, 31, 19, 5)),
        ("2026-01-31T14:05:09", utc(2026, 1, 31, 19, 5, 9)),
        ("2026-01-31T14:05:09Z", utc(2026, 1, 31, 14, 5, 9)),
        ("2026-09-23T16:54:01.082Z", utc(2026, 9, 23, 16, 54, 1, 82000)),
        ("2025-09-12T15:05:13+05:30", utc(2025, 9, 12, 9, 35, 13)),
        ("2025-09-12T15:05:13-0500", utc(2025, 9, 12, 20, 5, 13)),
        ("Jul 22 2026 02:09 PM", utc(2026, 7, 22, 18, 9)),
        ("December 2, 2020 9:00 am", utc(2020, 12, 2, 14)),
        ("15 Apr, 2021 00:03:00", utc(2021, 4, 15, 4, 3)),
        ("24 de octubre de 2026", utc(2026, 10, 24, 4)),
        ("20260131", utc(2026, 1, 31, 5)),
        ("45631.5", utc(2024, 12, 5, 17)),
        ("9/17/2026 10:19pm", utc(2026, 9, 18, 2, 19)),
        ("23.04.2026", utc(2026, 4, 23, 4)),
        ("2026-02-30", None),
        ("soon", None),
    ],
)
def test_a_date_is_read_as_people_write_it(written: str, meant: datetime | None) -> None:
    assert moments(written) == [meant]


def test_an_hour_that_comes_twice_is_the_first_and_one_that_is_skipped_moves_on() -> None:
    assert moments("2026-11-01 01:30", "2026-03-08 02:30") == [utc(2026, 11, 1, 5, 30), utc(2026, 3, 8, 7, 30)]


@pytest.mark.parametrize(
    ("values", "order"),
    [
        (["3/4/2026", "13/4/2026"], "day first"),
        (["3/4/2026", "4/13/2026"], "month first"),
        (["3/4/2026", "5/6/2026"], "ambiguous"),
        (["03.04.2026"], "day first"),
        (["13/1/2026", "1/13/2026"], "mixed"),
        (["2026-04-03"], ""),
    ],
)
def test_the_column_shows_whether_the_day_comes_first(values: list[str], order: str) -> None:
    assert slashed_order(pl.Series("at", values)) == order


def test_an_ambiguous_date_is_not_guessed_and_read_as_answered() -> None:
    assert moments("3/4/2026") == [None]
    assert moments("3/4/2026", day_first=True) == [utc(2026, 4, 3, 4)]
    assert moments("3/4/2026", day_first=False) == [utc(2026, 3, 4, 5)]


def test_days_written_as_midnight_utc_are_days_of_the_practice() -> None:
    days = [f"2016-04-0{i}T00:00:00Z" for i in range(1, 7)]
    assert moments(*days)[0] == utc(2016, 4, 1, 4)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (["$12,400.00", "(500)", "$342.09K"], [12400.0, -500.0, 342090.0]),
        (["1.234,56 €", "12", "1.234"], [1234.56, 12.0, 1234.0]),
        (["1 234,56"], [1234.56]),
        (["1,23,456"], [123456.0]),
        (["9,380"], [9380.0]),
        (["0,5", "12"], [0.5, 12.0]),
        (["1.5M", "2"], [1_500_000.0, 2.0]),
        (["5", "many"], [5.0, None]),
        (["nan", "inf"], [None, None]),
    ],
)
def test_a_number_is_read_by_its_column(written: list[str], meant: list[float | None]) -> None:
    assert numbers(pl.Series("value", written)).to_list() == meant


@pytest.mark.parametrize(
    ("written", "meant"), [("90", 90.0), ("0:01:30", 90.0), ("1:30", 90.0), ("1m 30s", 90.0), ("2h", 7200.0)]
)
def test_a_length_of_time_is_read_in_seconds(written: str, meant: float) -> None:
    assert seconds(pl.Series("length", [written])).to_list() == [meant]


def test_a_yes_is_a_yes_in_many_languages_and_a_maybe_is_neither() -> None:
    said = pl.Series("said", ["Yes", "ja", "SÍ", "1", "No", "nein", "0", "maybe", None])
    assert yes_no(said).to_list() == [True, True, True, True, False, False, False, None, None]


def test_a_status_word_is_a_stage_and_an_unknown_one_is_listed() -> None:
    found = statuses(pl.Series("status", ["Won", "NO SHOW", "Closed - Not Converted", "Junk Lead", "Doctors", None]))
    assert found.flags["procedure_booked"].to_list() == [True, None, None, None, None, None]
    assert found.flags["consult_booked"].to_list() == [None, True, None, None, None, None]
    assert found.flags["consult_attended"].to_list() == [None, False, None, None, None, None]
    assert found.flags["lost"].to_list() == [False, False, True, None, None, None]
    assert found.flags["is_real"].to_list() == [None, None, None, False, None, None]
    assert found.unknown == ("Doctors",)


@pytest.mark.parametrize("header", ["Lead ID", "lead_id", "LEAD-ID", '\ufeff"Lead Id"', "Lead  ID*", "leadId"])
def test_headers_that_mean_the_same_fold_alike(header: str) -> None:
    assert folded(header).name == "leadid"


def test_the_currency_in_a_header_is_its_unit() -> None:
    assert (folded("Amount spent (EUR)").name, folded("Amount spent (EUR)").currency) == ("amountspent", "EUR")
    assert folded("Clicks (all)").name != folded("Clicks").name
    assert folded("Submit Date (UTC)").currency == ""


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("(212) 555-0147", "+12125550147"),
        ("+1 212 555 0147", "+12125550147"),
        ("p:+442079460958", "+442079460958"),
        ("+44 20 7946 0958", "+442079460958"),
        ("6.14123E+10", None),
        ("0000000000", None),
        ("1234567890", None),
        ("call me", None),
    ],
)
def test_a_phone_number_has_one_form_and_a_damaged_one_none(written: str, number: str | None) -> None:
    assert phone_numbers(pl.Series([written]), "US").to_list() == [number]
