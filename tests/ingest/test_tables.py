from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

import polars as pl
import pytest

from dashboard.ingest import UnusableFile
from dashboard.ingest.tables import Table, table_of
from dashboard.ingest.vocabulary import is_known
from tests.ingest.workbook import workbook

LEADS: list[list[str | int | datetime]] = [
    ["lead_id", "created_at", "source"],
    [1, datetime(2026, 3, 1, tzinfo=UTC), "Web"],
    [2, datetime(2026, 3, 2, tzinfo=UTC), "Phone"],
]


def table(data: str | bytes) -> Table:
    return table_of(data.encode() if isinstance(data, str) else data, is_known)


def cells(data: str | bytes) -> list[tuple[str | None, ...]]:
    return table(data).text.drop("__row").rows()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_told_by_the_rows(delimiter: str) -> None:
    text = "lead_id,source,value\n1,Web,10\n2,Phone,20\n".replace(",", delimiter)
    found = table(text)
    assert (found.delimiter, found.headers) == (delimiter, ("lead_id", "source", "value"))
    assert cells(text) == [("1", "Web", "10"), ("2", "Phone", "20")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encoding_is_told_by_the_bytes(encoding: str) -> None:
    text = "lead_id,source,ciudad\n1,Público,Córdoba\n2,Web,Málaga\n"
    assert cells(text.encode(encoding)) == [("1", "Público", "Córdoba"), ("2", "Web", "Málaga")]


def test_two_encodings_in_one_file_are_read_line_by_line_and_said() -> None:
    data = "lead_id,ciudad\n1,Córdoba\n".encode() + "2,Málaga\n".encode("latin-1")
    assert cells(data) == [("1", "Córdoba"), ("2", "Málaga")]
    assert any("Two encodings" in warning for warning in table(data).warnings)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\r\r\n"])
def test_every_line_end_ends_a_record(newline: str) -> None:
    assert cells(newline.join(["a,b", "1,2", "3,4", ""])) == [("1", "2"), ("3", "4")]


def test_a_cell_of_several_lines_stays_one_and_does_not_shift_row_numbers() -> None:
    found = table('lead_id,notes\n1,"first\nsecond"\n2,plain\n')
    assert found.text["notes"].to_list() == ["first\nsecond", "plain"]
    assert found.text["__row"].to_list() == [2, 3]


def test_a_preamble_is_left_out_and_kept_as_text() -> None:
    found = table("Lead report,,\nMarch 2026,,\n,,\nlead_id,source,status\n1,Web,New\n2,Web,Lost\n")
    assert found.header_row == 4
    assert found.preamble == ("Lead report", "March 2026")
    assert found.text["__row"].to_list() == [5, 6]
    assert [left.row for left in found.left_out] == [1, 2, 3]


def test_comment_lines_above_the_header_are_no_header() -> None:
    text = "# ------\n# Traffic acquisition\n# Start date: 20251015\n# \n"
    text += "Channel,Sessions,Rate\nOrganic,10,0.5\nPaid,7,0.2\n"
    assert table(text).headers == ("Channel", "Sessions", "Rate")
    assert cells(text) == [("Organic", "10", "0.5"), ("Paid", "7", "0.2")]


def test_totals_and_repeated_headers_are_left_out_and_named() -> None:
    found = table("campaign,spend,clicks\nA,1,2\ncampaign,spend,clicks\nB,3,4\nGrand total,4,6\n")
    assert found.text["campaign"].to_list() == ["A", "B"]
    assert [(left.row, left.why) for left in found.left_out] == [(3, "the header again"), (5, "total")]


def test_a_campaign_called_total_something_stays() -> None:
    assert table("campaign,spend\nTotal Wellness,1\nB,2\n").text["campaign"].to_list() == ["Total Wellness", "B"]


def test_a_row_with_too_many_cells_is_broken_and_the_rest_is_read() -> None:
    found = table("lead_id,source,status\n1,Web,New\n2,Web, New,Lost\n3,Phone,New\n")
    assert found.text["lead_id"].to_list() == ["1", "3"]
    assert [(broken.row, broken.problem) for broken in found.broken] == [(3, "The row has 4 cells, the header 3.")]


def test_short_rows_are_read_and_said() -> None:
    found = table("lead_id,source,status\n1,Web,New\n2,Web\n3,Phone,New\n")
    assert found.text.height == 3
    assert any("shorter than the header" in warning for warning in found.warnings)


def test_a_quote_that_never_closes_costs_one_line() -> None:
    rows = "".join(f'{i},"seat {i}"\n' for i in range(4, 60))
    found = table('lead_id,size\n1,5" tall\n2,"plain"\n3,"never closed\n' + rows)
    assert found.text["lead_id"].to_list() == [str(i) for i in range(1, 60)]
    assert found.text["size"].to_list()[:3] == ['5" tall', "plain", '"never closed']
    assert any("do not pair up" in warning for warning in found.warnings)


def test_repeated_and_blank_headers_get_names_of_their_own() -> None:
    assert table("Date,Source,Date,\n2026-01-01,Web,2026-01-02,x\n").headers == (
        "Date",
        "Source",
        "Date (2)",
        "column 4",
    )


def test_a_second_table_in_the_file_is_left_out_and_said() -> None:
    found = table(
        "lead_id,source,status\n1,Web,New\n2,Web,Lost\n\nowner,calls,answered,missed\nNora,5,3,2\nLeo,4,4,0\n"
    )
    assert found.text["lead_id"].to_list() == ["1", "2"]
    assert any("more than one table" in warning for warning in found.warnings)


def test_a_file_without_a_header_is_numbered_and_said() -> None:
    found = table("2026-01-01,10,5.5\n2026-01-02,11,6.5\n")
    assert (found.header_row, found.headers) == (None, ("column 1", "column 2", "column 3"))
    assert any("no header" in warning for warning in found.warnings)


def test_a_parquet_file_is_read_as_text() -> None:
    data = io.BytesIO()
    pl.DataFrame({"lead_id": [1, 2], "created_at": [datetime(2026, 3, 1, 9, 5, tzinfo=UTC), None]}).write_parquet(data)
    assert cells(data.getvalue()) == [("1", "2026-03-01T09:05:00.000000+00:00"), ("2", None)]


def test_of_a_workbook_the_sheet_with_the_table_is_read_and_the_others_named() -> None:
    found = table(workbook({"Notes": [["made in March"]], "Leads": [["Lead report"], [], *LEADS]}))
    assert found.headers == ("lead_id", "created_at", "source")
    assert found.text.rows() == [("1", "2026-03-01 00:00:00", "Web", 4), ("2", "2026-03-02 00:00:00", "Phone", 5)]
    assert any("“Notes”" in warning for warning in found.warnings)


def test_an_html_table_saved_as_xls_is_read() -> None:
    page = "<html><table><tr><th>lead_id</th><th>source</th></tr><tr><td>1</td><td>Web &amp; phone</td></tr></table>"
    assert cells(page) == [("1", "Web & phone")]


def test_a_zip_with_one_table_is_read_and_one_with_two_refused() -> None:
    def packed(*names: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in names:
                archive.writestr(name, "lead_id,source\n1,Web\n")
        return out.getvalue()

    assert cells(packed("leads.csv")) == [("1", "Web")]
    with pytest.raises(UnusableFile, match="2 tables"):
        table(packed("a.csv", "b.csv"))


NUMBERED = [f"2026-03-{day:02},Web,{day}" for day in range(1, 7)]


def test_a_row_with_a_blank_cell_too_many_is_put_back_under_its_columns() -> None:
    found = table("\n".join(["date,source,value", *NUMBERED, ",2026-03-07,Web,7", "2026-03-08,,Web,8", ""]))
    assert found.text.drop("__row").rows()[-2:] == [("2026-03-07", "Web", "7"), ("2026-03-08", "Web", "8")]
    assert any("by a blank cell among the others" in warning for warning in found.warnings)


def test_a_row_that_would_be_taken_shifted_stays_out_and_is_named() -> None:
    found = table("\n".join(["date,source,value", *NUMBERED, "Web,7", "2026-03-08,Web,8", ""]))
    assert [broken.row for broken in found.broken] == [8]
    assert found.text["__row"].to_list() == [2, 3, 4, 5, 6, 7, 9]
    assert any("1 row is of another width than the header and did not go in" in warning for warning in found.warnings)


def test_a_shorter_row_is_read_as_missing_its_last_cells_where_that_fits() -> None:
    found = table("\n".join(["date,source,value", *NUMBERED, "2026-03-07,Web", ""]))
    assert found.text.drop("__row").rows()[-1] == ("2026-03-07", "Web", None)
    assert not found.broken


def test_a_header_with_a_blank_cell_more_than_the_rows_loses_it_and_says_so() -> None:
    found = table("\n".join([",date,source,value", *NUMBERED]))
    assert found.headers == ("date", "source", "value")
    assert any("its cell 1 was left out" in warning for warning in found.warnings)


def test_row_numbers_without_a_header_do_not_shift_the_other_columns() -> None:
    found = table("\n".join(["date,source,value", *(f"{at},{row}" for at, row in enumerate(NUMBERED, 1))]))
    assert found.headers == ("column 1", "date", "source", "value")
    assert found.text["date"].to_list()[0] == "2026-03-01"
    assert any("numbers or names the rows" in warning for warning in found.warnings)


def test_the_layout_keeps_the_headers_as_written_and_blank_columns_in_their_places() -> None:
    found = table("lead_id,, Source ,Source,\n1,,Web,Paid,\n2,,Phone,Free,\n")
    assert found.headers == ("lead_id", "Source", "Source (2)")
    written = [("lead_id", "lead_id"), ("", ""), (" Source ", "Source"), ("Source", "Source (2)"), ("", "")]
    assert list(found.layout) == written


def test_a_heading_of_two_words_within_a_table_begins_no_other_table() -> None:
    lines = ["name,site,value", "a,North,1", "b,North,2", "", "Second,half", "c,South", "d,South,4", "e,South,5", ""]
    found = table("\n".join(lines))
    assert found.text.height + len(found.broken) == 6
    assert not any("more than one table" in warning for warning in found.warnings)
