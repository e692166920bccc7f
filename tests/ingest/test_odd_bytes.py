"""What fuzzing found (`make fuzz`), each case cut down to what it is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from dashboard.ingest import check, read
from dashboard.ingest.folding import folded, word
from dashboard.ingest.notes import notes
from tests.ingest.exports import HUBSPOT, KEY, NEW_YORK

META = "Reporting starts,Reporting ends,Campaign name,Results,Result indicator,Impressions,Amount spent (USD)\n"
MANGLED = (
    'Reporting stas,Amounst pent (USD)\n7712-03-01,2026-03-31,Lids"Inquiry Date,Lead Source"\n'
    '"2026-03-02,""Google, ads",A,1000,30.25\nA26-03-01,202",Lost,1200"\n"2026-03-036-03-301,Lids,A,1000,3,'
    'Meta,Converted,8Date,ADA Co00"\n"2026-03-04,Me0.2ta,L5\nA026-03-01,2026-03-31,Lids,ost,300"\nE,2000,40.25\n'
)
RINGCENTRAL = (
    "Type,Phone Number,Name,Date,Time,Action,Action Result,Result Description,Duration\n"
    "Voice,(212) 555-0147,LOVELACE ADA,Mon 03/02/2026,3:04 PM,Phone Call,Call connected,,0:03:05\n"
    "Voice,(212) 555-0188,WIRELESS CALLER,Tue 03/03/2026,9:00 AM,VoIP Call,Missed,Not answered,0:00:00\n"
    "Voice,(212) 555-0199,WIRELESS CALLER,Fri 83/13/2026,12:30 PM,FindMe,Accepted,,1:00:01\n"
)


def test_a_question_about_dates_behind_weekdays_names_the_date() -> None:
    (question,) = read("calls.csv", RINGCENTRAL.encode()).questions
    assert question.sentence == "In “Date”, does 03/02/2026 start with the day or with the month?"


def test_a_total_whose_date_cannot_be_read_is_counted_once() -> None:
    file = META + "x,2026-03-31,,9,,3000,70.50\n2026-03-01,2026-03-31,Lids,4,,1000,30.25\n"
    checked = check(read("meta.csv", file.encode()), NEW_YORK, KEY)
    assert (checked.read, checked.rows.height, checked.rejected, checked.left_out) == (2, 1, 1, ())


def test_a_quoted_line_that_breaks_within_is_read() -> None:
    assert read("mangled.csv", MANGLED.encode()).rows == 6


def test_a_header_that_is_a_pattern_of_names_is_a_name() -> None:
    reading = read("stars.csv", b"lead_id,created_at,*,^.*$\n1,2026-01-05,a,b\n2,2026-01-06,a,b\n")
    assert [column.header for column in reading.columns] == ["lead_id", "created_at", "column *", "column ^.*$"]
    assert check(reading, NEW_YORK, KEY).rows.height == 2


@pytest.mark.parametrize("reads", ["leads", "notes"])
def test_nothing_of_a_cell_is_remembered_once_a_file_is_read(reads: str) -> None:
    if reads == "leads":
        check(read("contacts.csv", HUBSPOT.encode()), NEW_YORK, KEY)
    else:
        notes(b"Kind,Text,Date\nquestion,Does it hurt?,2026-03-01\n", NEW_YORK, datetime(2026, 4, 1, tzinfo=UTC).date())
    assert (folded.cache_info().currsize, word.cache_info().currsize) == (0, 0)
